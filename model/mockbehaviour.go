package model

import (
	"log/slog"
	"slices"
	"time"
)

// MockBehaviour is how a mock answers beside what it answers: how slow, how often it fails, and what it
// asks of its callers. It is inherited downwards from the mock over folders and the request to the
// example, field by field: the nearest that is set counts. That of the scenario in force goes before all.
// A field that is nil says nothing; each has a value that switches off what is inherited.
type MockBehaviour struct {
	// Network is a named profile of MockNetworks. It stands for Latency and Rate where they are nil.
	Network string       `json:"network,omitempty"`
	Latency *MockLatency `json:"latency,omitempty"`
	// Rate is that of the body, in units of 1,000 bytes a second; 0 is as fast as it goes.
	Rate   *float64    `json:"rate,omitempty"`
	Errors *MockErrors `json:"errors,omitempty"`
	Fault  *MockFault  `json:"fault,omitempty"`
	// Limit and Auth are decided before an example is chosen; on an example they have no effect.
	Limit *MockLimit `json:"limit,omitempty"`
	Auth  *MockAuth  `json:"auth,omitempty"`
	// ETag answers conditional requests (RFC 9110, 13). An answer without an ETag gets one from its body.
	ETag *bool `json:"etag,omitempty"`
	// Ranges answers requests for parts of the body (RFC 9110, 14).
	Ranges *bool `json:"ranges,omitempty"`
	// Compress sends the body as br, zstd or gzip where the request accepts that.
	Compress *bool `json:"compress,omitempty"`
}

// MockLatencyKind says how a latency is drawn.
type MockLatencyKind string

// The kinds of latency.
const (
	LatencyNone        MockLatencyKind = ""
	LatencyFixed       MockLatencyKind = "fixed"       // Min
	LatencyRange       MockLatencyKind = "range"       // any from Min to Max, equally likely
	LatencyNormal      MockLatencyKind = "normal"      // around Mean with Deviation, never below 0
	LatencyPercentiles MockLatencyKind = "percentiles" // between Points, on straight lines
)

// MockLatencyKinds lists the kinds in the order in which they are offered.
var MockLatencyKinds = []MockLatencyKind{LatencyNone, LatencyFixed, LatencyRange, LatencyNormal, LatencyPercentiles}

// MaxMockWait is the longest that a mock lets a client wait for the start of an answer; more is cut to it.
const MaxMockWait = 4 * time.Minute

// MockLatency is the time that passes before the first byte of an answer.
type MockLatency struct {
	Kind      MockLatencyKind  `json:"kind,omitempty"`
	Min       time.Duration    `json:"min,omitempty"`
	Max       time.Duration    `json:"max,omitempty"`
	Mean      time.Duration    `json:"mean,omitempty"`
	Deviation time.Duration    `json:"deviation,omitempty"`
	Points    []MockPercentile `json:"points,omitempty"` // ascending
}

// MockPercentile says that Percent of the answers take at most Latency.
type MockPercentile struct {
	Percent float64       `json:"percent"` // over 0, at most 100
	Latency time.Duration `json:"latency"`
}

// MockErrors answers a share of the requests with a status instead of the example.
type MockErrors struct {
	Rate   float64 `json:"rate"`             // 0 to 1; 0 is never
	Status int     `json:"status,omitempty"` // 0 means 500
}

// MockFaultKind is something that goes wrong below HTTP.
type MockFaultKind string

// The faults. Over HTTP/2, where streams share a connection, all but FaultHang reset the stream.
const (
	FaultNone   MockFaultKind = ""
	FaultReset  MockFaultKind = "reset"           // the connection is reset without an answer
	FaultHang   MockFaultKind = "hang"            // no answer, for MockFault.Hang; the connection is closed then
	FaultEmpty  MockFaultKind = "empty reply"     // the connection is closed without an answer
	FaultCut    MockFaultKind = "cut body"        // half of the body
	FaultLength MockFaultKind = "wrong length"    // Content-Length is more than the body
	FaultChunk  MockFaultKind = "malformed chunk" // a chunk that is none, after half of the body
)

// MockFaultKinds lists the faults in the order in which they are offered.
var MockFaultKinds = []MockFaultKind{FaultNone, FaultReset, FaultHang, FaultEmpty, FaultCut, FaultLength, FaultChunk}

// MockFault is a fault with how often it happens.
type MockFault struct {
	Kind MockFaultKind `json:"kind,omitempty"`
	// Probability is 0 to 1; 0 means always, so that a fault that is chosen happens.
	Probability float64 `json:"probability,omitempty"`
	// Hang is how long FaultHang keeps silent, at most MaxMockWait, which 0 means.
	Hang time.Duration `json:"hang,omitempty"`
}

// MockLimit is a rate limit: requests over it are answered with 429.
type MockLimit struct {
	Requests int           `json:"requests,omitempty"` // in a window; 0 is no limit
	Window   time.Duration `json:"window,omitempty"`   // 0 means a minute
	// Key tells callers apart; each has a limit of its own.
	Key MockKey `json:"key,omitzero"`
}

// MockAuthKind says what a mock asks callers to prove themselves with.
type MockAuthKind string

// The kinds of authentication.
const (
	MockAuthNone   MockAuthKind = ""
	MockAuthKey    MockAuthKind = "api key"
	MockAuthBasic  MockAuthKind = "basic"
	MockAuthBearer MockAuthKind = "bearer"
	MockAuthJWT    MockAuthKind = "jwt" // a bearer token that is signed
)

// MockAuthKinds lists the kinds in the order in which they are offered.
var MockAuthKinds = []MockAuthKind{MockAuthNone, MockAuthKey, MockAuthBasic, MockAuthBearer, MockAuthJWT}

// The algorithms of MockAuthJWT (RFC 7518).
const (
	JWTHS256 = "HS256"
	JWTRS256 = "RS256"
	JWTES256 = "ES256"
)

// MockAlgorithms lists the algorithms in the order in which they are offered.
var MockAlgorithms = []string{JWTHS256, JWTRS256, JWTES256}

// MockAuth is a check of who asks: requests that fail it are answered with 401. All values may hold
// {{variables}} of the collection.
type MockAuth struct {
	Kind  MockAuthKind `json:"kind,omitempty"`
	Realm string       `json:"realm,omitempty"` // empty means "mock"
	// Name is that of the header, or with InQuery the query parameter, of MockAuthKey.
	Name    string `json:"name,omitempty"`
	InQuery bool   `json:"inQuery,omitempty"`
	User    string `json:"user,omitempty"` // of MockAuthBasic
	// Secret is the API key, password, bearer token, the key of HS256 as it is, or the public key of RS256
	// and ES256 in PEM.
	Secret    string `json:"secret,omitempty"`
	Algorithm string `json:"algorithm,omitempty"` // of MockAuthJWT; empty means HS256
	Issuer    string `json:"issuer,omitempty"`    // the claim "iss" must be it; empty means any
	Audience  string `json:"audience,omitempty"`  // the claim "aud" must hold it; empty means any
}

// LogValue keeps what proves a caller out of logs (log/slog).
func (a MockAuth) LogValue() slog.Value { return slog.StringValue(string(a.Kind)) }

// MockNetwork is a named kind of connection.
type MockNetwork struct {
	Name    string
	Latency time.Duration
	Rate    float64 // as MockBehaviour.Rate
}

// MockNetworks lists the profiles from slow to fast. Latencies are round trips.
var MockNetworks = []MockNetwork{
	{"2G", 800 * time.Millisecond, 35},
	{"slow 3G", 400 * time.Millisecond, 50},
	{"3G", 300 * time.Millisecond, 200},
	{"DSL", 50 * time.Millisecond, 187.5},
	{"4G", 170 * time.Millisecond, 1125},
	{"cable", 28 * time.Millisecond, 625},
}

// NetworkNamed returns the profile of a name.
func NetworkNamed(name string) (MockNetwork, bool) {
	i := slices.IndexFunc(MockNetworks, func(n MockNetwork) bool { return n.Name == name })
	if i < 0 {
		return MockNetwork{}, false
	}
	return MockNetworks[i], true
}

// Over returns what counts where b is set nearer than far: its own fields, and those of far where it has
// none. Either may be nil; the result shares what they point to.
func (b *MockBehaviour) Over(far *MockBehaviour) *MockBehaviour {
	near := b.spelled()
	if far = far.spelled(); near == nil || far == nil {
		if near == nil {
			return far
		}
		return near
	}
	out := *near
	inherit(&out.Latency, far.Latency)
	inherit(&out.Rate, far.Rate)
	inherit(&out.Errors, far.Errors)
	inherit(&out.Fault, far.Fault)
	inherit(&out.Limit, far.Limit)
	inherit(&out.Auth, far.Auth)
	inherit(&out.ETag, far.ETag)
	inherit(&out.Ranges, far.Ranges)
	inherit(&out.Compress, far.Compress)
	return &out
}

// spelled writes the network profile out as latency and rate.
func (b *MockBehaviour) spelled() *MockBehaviour {
	if b == nil || b.Network == "" {
		return b
	}
	out := *b
	out.Network = ""
	if n, ok := NetworkNamed(b.Network); ok {
		inherit(&out.Latency, &MockLatency{Kind: LatencyFixed, Min: n.Latency})
		inherit(&out.Rate, &n.Rate)
	}
	return &out
}

func inherit[T any](field **T, far *T) {
	if *field == nil {
		*field = far
	}
}

// Clone returns a copy that shares nothing with b; nil stays nil.
func (b *MockBehaviour) Clone() *MockBehaviour {
	if b == nil {
		return nil
	}
	out := *b
	out.Latency, out.Rate, out.Errors = clonePtr(b.Latency), clonePtr(b.Rate), clonePtr(b.Errors)
	if out.Latency != nil {
		out.Latency.Points = slices.Clone(out.Latency.Points)
	}
	out.Fault, out.Limit, out.Auth = clonePtr(b.Fault), clonePtr(b.Limit), clonePtr(b.Auth)
	out.ETag, out.Ranges, out.Compress = clonePtr(b.ETag), clonePtr(b.Ranges), clonePtr(b.Compress)
	return &out
}

// IsZero tells whether b says nothing.
func (b *MockBehaviour) IsZero() bool { return b == nil || *b == MockBehaviour{} }
