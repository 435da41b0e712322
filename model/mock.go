package model

import (
	"maps"
	"slices"
	"time"
)

// MockSettings say how a collection is served.
type MockSettings struct {
	// Port that the mock listens on; 0 means none was chosen yet and DefaultMockPort is tried first.
	Port int `json:"port,omitempty"`
	// Strict makes a trailing slash count.
	Strict bool `json:"strict,omitempty"`
	// KeepBasePath keeps the path inside the base URL ("/v2" of https://api.example.com/v2) as part of
	// the mock's paths.
	KeepBasePath bool `json:"keepBasePath,omitempty"`
	// HTTPS makes the mock speak HTTPS as well, on the same port. It holds from the next start on.
	HTTPS bool `json:"https,omitempty"`
	// Pins force an example per route, by MockRoute.Key.
	Pins map[string]ID `json:"pins,omitempty"`
	// Seed of what is random; the same seed gives the same sequence.
	Seed uint64 `json:"seed,omitempty"`
	// Scenario is the name of the scenario in force; empty for none.
	Scenario  string         `json:"scenario,omitempty"`
	Scenarios []MockScenario `json:"scenarios,omitempty"`
	Upstream  MockUpstream   `json:"upstream,omitzero"`
	Resources []MockResource `json:"resources,omitempty"`
	// Assertions say which requests the mock is expected to get.
	Assertions []MockAssertion `json:"assertions,omitempty"`
	// Behaviour of the whole mock; nil for none.
	Behaviour *MockBehaviour `json:"behaviour,omitempty"`
}

// DefaultMockPort is the port of the first mock.
const DefaultMockPort = 4010

// Clone returns a copy that shares nothing with m.
func (m MockSettings) Clone() MockSettings {
	m.Pins, m.Scenarios, m.Resources = maps.Clone(m.Pins), cloneScenarios(m.Scenarios), slices.Clone(m.Resources)
	m.Assertions = cloneAssertions(m.Assertions)
	m.Behaviour = m.Behaviour.Clone()
	return m
}

// Copied returns the settings for a copy of the collection whose examples have new IDs: without the port,
// and without what is about examples that were not copied.
func (m MockSettings) Copied(ids map[ID]ID) MockSettings {
	m = m.Clone()
	m.Port, m.Pins = 0, renamedPins(m.Pins, ids)
	for i := range m.Scenarios {
		m.Scenarios[i].Pins = renamedPins(m.Scenarios[i].Pins, ids)
	}
	for i := range m.Resources {
		m.Resources[i].Seed = ids[m.Resources[i].Seed]
	}
	return m
}

func renamedPins(pins map[string]ID, ids map[ID]ID) map[string]ID {
	var out map[string]ID
	for route, id := range pins {
		if id = ids[id]; id != "" {
			if out == nil {
				out = map[string]ID{}
			}
			out[route] = id
		}
	}
	return out
}

// IsZero tells whether nothing is set.
func (m MockSettings) IsZero() bool {
	return m.Port == 0 && !m.HTTPS && !m.Strict && !m.KeepBasePath && len(m.Pins) == 0 && m.Seed == 0 && m.Scenario == "" &&
		len(m.Scenarios) == 0 && m.Upstream == (MockUpstream{}) && len(m.Resources) == 0 && len(m.Assertions) == 0 &&
		m.Behaviour.IsZero()
}

// MockStatus tells what the mock of a collection does.
type MockStatus struct {
	Collection ID
	Name       string
	Running    bool
	URL        string // "http://127.0.0.1:4010" while running
	SecureURL  string // "https://127.0.0.1:4010" where it speaks HTTPS as well
	Routes     []MockRoute
	Problems   []MockProblem
	// Served counts answers from examples, Unmatched those that found none, Dropped the journal
	// entries that made room for newer ones. They count from the start of the mock.
	Served, Unmatched, Dropped uint64
	// Passed counts the answers of the upstream.
	Passed uint64
	// Scenario is the name of the one in force; Switched says that it was chosen while the mock runs and
	// not by the settings.
	Scenario string
	Switched bool
}

// MockRoute is one method and path that a mock answers.
type MockRoute struct {
	// Key names the route in Pins and in x-mock-route: "GET /v1/products/:id".
	Key    string
	Method string
	Path   string
	// Request is the first request of the route.
	Request  ID
	Examples []MockChoice
	Hits     uint64
	// Pinned is the example that the settings force; a scenario may force another.
	Pinned   ID
	Priority int
	Mode     MockMode
	// Resource is the name of the resource that answers; empty for none.
	Resource    string
	PassThrough bool
}

// MockChoice is an example that a route can answer with.
type MockChoice struct {
	ID      ID
	Request ID
	Name    string
	Status  int
	Hits    uint64
}

// MockProblem is a fault found when a mock was compiled: an ambiguous pair of routes, an example that
// can never be chosen, an example without a status.
type MockProblem struct {
	Route   string
	Example ID
	Text    string
}

// MockEntry is one request in the journal of a mock.
type MockEntry struct {
	Seq     uint64 // 1 for the first since the start
	Time    time.Time
	Method  string
	Path    string // as it came, with the query
	Status  int
	Latency time.Duration
	// Route and Example that answered; empty where none did.
	Route       string
	Example     ID
	ExampleName string
	// Reason says in one line why this answer was given.
	Reason string
	Trace  []Verdict
	// NearMisses are the routes and examples that came closest, on a miss only.
	NearMisses []NearMiss
	// Passed says that the upstream answered.
	Passed bool
	// The request as it came, bodies cut at a bound; headers that carry credentials are masked.
	Headers   []Field
	Body      []byte
	BodySize  int64
	Truncated bool
}

// Verdict is the outcome of one step of matching: what was compared, with what, and why it failed.
type Verdict struct {
	// Step is the number of the step in the contract (docs/mock.md).
	Step    int
	What    string // "path", "method", "forced example", "query status" ...
	Want    string
	Got     string
	OK      bool
	Text    string // the outcome in words
	Example ID     // the example that was judged, if one
}

// NearMiss is a route or example that nearly answered, with what kept it from it.
type NearMiss struct {
	Route    string
	Example  ID
	Name     string
	Verdicts []Verdict
}
