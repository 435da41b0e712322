package mock

import (
	"maps"
	"net/http"
	"slices"

	"postern/model"
)

// Outcome says how a request ended. Every request has exactly one.
type Outcome string

// The outcomes.
const (
	Served     Outcome = "served"          // from an example
	Preflight  Outcome = "preflight"       // 204 for a CORS preflight
	NoRoute    Outcome = "no route"        // 404: no route has the path
	NoMethod   Outcome = "no method"       // 405: routes have the path, none the method
	NoExample  Outcome = "no example"      // 404: the route has no example yet
	NoMatch    Outcome = "no match"        // 404: the rules, or the state, let no example of the route answer
	Ended      Outcome = "ended"           // 404: a sequence is at its end
	NoScenario Outcome = "no scenario"     // 404: the request asks for a scenario that does not exist
	Kept       Outcome = "kept"            // from a resource, also 404 and 409 of a single thing
	Passed     Outcome = "passed"          // the upstream answers
	NoUpstream Outcome = "no upstream"     // 502, 504 or 508: the upstream gives no answer
	Denied     Outcome = "denied"          // 401: the check of authentication
	Limited    Outcome = "limited"         // 429: the rate limit
	Injected   Outcome = "injected error"  // of the error rate
	Unmet      Outcome = "unmet condition" // 412 or 416: what the request asks for does not hold
	NoTemplate Outcome = "template failed" // 500: the template of the example
	NoChoice   Outcome = "no such example" // 404: no example is what a pin or a header asks for
	TooLarge   Outcome = "too large"       // 413: the request's body is over MaxRequestBody
	BrokenBody Outcome = "broken body"     // 400: the request's body could not be read
	Failed     Outcome = "failed"          // 500: the mock itself failed
)

// meant tells whether an answer comes from the behaviour of the mock: it is neither that of an example nor
// a miss.
func (o Outcome) meant() bool {
	return o == Denied || o == Limited || o == Injected || o == Unmet || o == NoTemplate
}

// Decision is the answer to one request, with why it is this one.
type Decision struct {
	Outcome Outcome
	Status  int
	// Header is shared between answers and must not be changed; it lacks the CORS headers that answer
	// an Origin. [Decision.Headers] has all.
	Header http.Header
	// Body is shared between answers and must not be changed. An answer to HEAD, and a status that has
	// no body, goes without it.
	Body []byte
	// Route and Example that answered; empty where none did.
	Route       string
	Example     model.ID
	ExampleName string
	Reason      string
	Trace       []model.Verdict
	NearMisses  []model.NearMiss

	origin  string // that is allowed to read the answer; empty for none
	expose  string // the names of the headers that it may read
	example *example
	route   *route
	// upstream answers where the outcome is Passed.
	upstream *upstream
	strict   bool
	plan     *plan // nil: the answer is simply sent
}

// Headers returns all headers of the answer in a map of its own.
func (d *Decision) Headers() http.Header {
	h := maps.Clone(d.Header)
	if h == nil {
		h = http.Header{}
	}
	d.perRequest(h)
	return h
}

var yes = []string{"true"}

// perRequest adds the headers that depend on more than the example.
func (d *Decision) perRequest(h http.Header) {
	if d.Reason != "" {
		h["X-Mock-Reason"] = []string{headerText(d.Reason)}
	}
	if d.origin == "" {
		return
	}
	h["Access-Control-Allow-Origin"] = []string{d.origin}
	h["Access-Control-Allow-Credentials"] = yes
	if d.expose != "" {
		h["Access-Control-Expose-Headers"] = []string{d.expose}
	}
}

// Write sends the answer.
func (d *Decision) Write(w http.ResponseWriter) {
	h := w.Header()
	maps.Copy(h, d.Header)
	d.perRequest(h)
	w.WriteHeader(d.Status)
	if len(d.Body) > 0 && bodyAllowed(d.Status) {
		w.Write(d.Body) // a client that has gone away is no fault; net/http leaves bodies of HEAD out
	}
}

// bodyAllowed tells whether an answer of that status has a body (RFC 9110, 6.4.1).
func bodyAllowed(status int) bool {
	return status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified
}

// Fields lists the headers of the answer sorted by name, as goldens and reports show them.
func (d *Decision) Fields() []model.Field { return fields(d.Headers()) }

func fields(h http.Header) []model.Field {
	var out []model.Field
	for _, key := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[key] {
			out = append(out, model.Field{Key: key, Value: value})
		}
	}
	return out
}
