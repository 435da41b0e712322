package model

import (
	"maps"
	"slices"
	"strings"
)

// ExampleMock says when a mock answers with an example, beside what its saved request says.
type ExampleMock struct {
	// Rules must all hold for the example to answer. An example whose rules hold goes before all that
	// have none.
	Rules []MockRule `json:"rules,omitempty"`
	// Ignored are the keys of the saved request that do not count when it is compared.
	Ignored MockKeys `json:"ignored,omitzero"`
	// Weight is the share of the example in the mode random; 0 means 1, less never.
	Weight float64 `json:"weight,omitempty"`
	// When is the state in which the example answers, and Then the one that it sets, in the mode states.
	// Empty means any state, and leaves it.
	When string `json:"when,omitempty"`
	Then string `json:"then,omitempty"`
	// Template says that the body, and the values of the headers, are Handlebars templates. Without it
	// they are sent as they are.
	Template bool `json:"template,omitempty"`
	// Status is a template of the status, where it is not always the same; it needs Template.
	Status string `json:"status,omitempty"`
	// Events and Socket make the example a stream of events or a WebSocket; its body is then not sent.
	Events    *MockEvents    `json:"events,omitempty"`
	Socket    *MockSocket    `json:"socket,omitempty"`
	Behaviour *MockBehaviour `json:"behaviour,omitempty"`
}

// MockKeys names parts of a saved request.
type MockKeys struct {
	Path  []string `json:"path,omitempty"`  // path parameters
	Query []string `json:"query,omitempty"` // query parameters
	// Body names top-level members of a JSON body, variables of a GraphQL request, and form fields; "*"
	// stands for the whole body.
	Body []string `json:"body,omitempty"`
}

// Ignore adds what a verdict compared of a saved request, so that it no longer counts against the example.
// It returns false where the verdict is about something else.
func (k *MockKeys) Ignore(v Verdict) bool {
	kind, key, _ := strings.Cut(v.What, " ")
	rows := &k.Body
	switch {
	case kind == "body" && key == "":
		key = "*"
	case key == "":
		return false
	case kind == "path":
		rows = &k.Path
	case kind == "query":
		rows = &k.Query
	case kind != "body" && kind != "variable" && kind != "form":
		return false
	}
	if !slices.Contains(*rows, key) {
		*rows = append(*rows, key)
	}
	return true
}

// RequestMock says how a mock treats the route of a request. Routes are shared by the requests of one
// method and path: the highest priority counts, and the first mode that is given.
type RequestMock struct {
	// Priority puts the route before all of a lower one, however specific they are. 0 is that of a route
	// without one; it may be negative.
	Priority int      `json:"priority,omitempty"`
	Mode     MockMode `json:"mode,omitzero"`
	// PassThrough sends the requests of the route to the upstream of the mock, unless an example is
	// asked for.
	PassThrough bool           `json:"passThrough,omitempty"`
	Behaviour   *MockBehaviour `json:"behaviour,omitempty"`
}

// FolderMock says how a mock treats the requests in a folder.
type FolderMock struct {
	Behaviour *MockBehaviour `json:"behaviour,omitempty"`
}

// MockPick says which of the examples that fit equally well answers.
type MockPick string

// The modes.
const (
	PickFirst    MockPick = ""         // the first in the order of the collection
	PickSequence MockPick = "sequence" // one after the other
	PickRandom   MockPick = "random"   // by weight, the same sequence for the same seed
	PickStates   MockPick = "states"   // the first whose state is the current one
)

// MockPicks lists the modes in the order in which they are offered.
var MockPicks = []MockPick{PickFirst, PickSequence, PickRandom, PickStates}

// MockEnd says what follows the last example of a sequence.
type MockEnd string

// The ends of a sequence.
const (
	EndStay MockEnd = ""     // the last one again and again
	EndLoop MockEnd = "loop" // from the first one on
	EndMiss MockEnd = "404"
)

// MockMode is the mode of a route.
type MockMode struct {
	Pick MockPick `json:"pick,omitempty"`
	End  MockEnd  `json:"end,omitempty"`
	// Machine names the state machine; routes of the same one share its state. Empty is the mock's own.
	Machine string `json:"machine,omitempty"`
	// Key tells callers apart: each has a cursor, a random sequence or a state of its own.
	Key MockKey `json:"key,omitzero"`
}

// MockKey says what tells the callers of a mock apart.
type MockKey struct {
	// From is "" for one key for all, or one of the constants.
	From MockKeySource `json:"from,omitempty"`
	Name string        `json:"name,omitempty"` // of the parameter, header or cookie
}

// MockKeySource is a part of a request that tells callers apart.
type MockKeySource string

// The sources of keys. A caller without the value has the key of all such callers.
const (
	KeyAll    MockKeySource = ""
	KeyClient MockKeySource = "client" // the address without its port
	KeyParam  MockKeySource = "param"
	KeyHeader MockKeySource = "header"
	KeyCookie MockKeySource = "cookie"
)

// MockKeySources lists the sources in the order in which they are offered.
var MockKeySources = []MockKeySource{KeyAll, KeyClient, KeyParam, KeyHeader, KeyCookie}

// MockStart is the state that every state machine starts in.
const MockStart = "start"

// MockScenario is a named way in which the whole mock answers.
type MockScenario struct {
	Name string `json:"name"`
	// Pins force an example per route, by MockRoute.Key; they go before the pins of the settings.
	Pins map[string]ID `json:"pins,omitempty"`
	// Behaviour goes before all that is set elsewhere.
	Behaviour *MockBehaviour `json:"behaviour,omitempty"`
}

// Clone returns a copy that shares nothing with e.
func (e ExampleMock) Clone() ExampleMock {
	e.Rules = CloneMockRules(e.Rules)
	k := &e.Ignored
	k.Path, k.Query, k.Body = slices.Clone(k.Path), slices.Clone(k.Query), slices.Clone(k.Body)
	e.Events, e.Socket, e.Behaviour = e.Events.Clone(), e.Socket.Clone(), e.Behaviour.Clone()
	return e
}

// IsZero tells whether nothing is set.
func (e ExampleMock) IsZero() bool {
	k := e.Ignored
	return len(e.Rules)+len(k.Path)+len(k.Query)+len(k.Body) == 0 && e.Weight == 0 && e.When == "" && e.Then == "" &&
		!e.Template && e.Status == "" && e.Events == nil && e.Socket == nil && e.Behaviour.IsZero()
}

func cloneScenarios(in []MockScenario) []MockScenario {
	out := slices.Clone(in)
	for i := range out {
		out[i].Pins, out[i].Behaviour = maps.Clone(out[i].Pins), out[i].Behaviour.Clone()
	}
	return out
}
