package model

// MockUpstream is the real server that a mock passes requests through to.
type MockUpstream struct {
	// URL is its base URL ("https://api.example.com/v2"), to which the path of the request is added;
	// empty passes nothing through. {{variables}} of the collection are filled in.
	URL string `json:"url,omitempty"`
	// Record says what becomes of its answers.
	Record MockRecord `json:"record,omitempty"`
	// KeepCookies leaves Domain, Path and Secure of its cookies as they are. Otherwise they are
	// rewritten, so that a browser keeps them for the mock.
	KeepCookies bool `json:"keepCookies,omitempty"`
	// KeepRedirects leaves Location as it is. Otherwise one that leads to the upstream leads to the mock.
	KeepRedirects bool `json:"keepRedirects,omitempty"`
}

// MockRecord says whether answers of the upstream become examples.
type MockRecord string

// The ways to record.
const (
	RecordAsk    MockRecord = "" // they are offered
	RecordAlways MockRecord = "always"
	RecordNever  MockRecord = "never"
)

// MockPassed is an answer of the upstream that can be kept as an example. Credentials are masked in it.
type MockPassed struct {
	Seq     uint64 // of its entry in the journal
	Route   string // MockRoute.Key; empty where no route has the path
	Request ID     // the request whose example it may become; empty where none is
	Example Example
	Record  MockRecord
}

// MockResource is a collection of things that a mock keeps: list, get, create, replace, patch and delete.
type MockResource struct {
	Name string `json:"name"`
	// Path of the list ("/v1/users"); a single thing is below it.
	Path string `json:"path"`
	// Seed is the example whose body, a JSON array of objects, holds the things at the start.
	Seed ID `json:"seed,omitempty"`
	// IDField is the member that names a thing; empty means "id".
	IDField string `json:"idField,omitempty"`
	// PageSize is the number of things in a page when the request asks for none; 0 means all.
	PageSize int `json:"pageSize,omitempty"`
	// Disabled resources are kept and not served.
	Disabled bool `json:"disabled,omitempty"`
}
