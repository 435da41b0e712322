//go:build e2e

package e2e

// documented says what the page sees in each of its steps, as JSON, and what the log of the mock has of it.
var documented = []struct {
	step string
	sees string
	log  []string
}{
	{"cookies", `{"kept": {"status": 200, "body": {"session": "abc"}}, "omitted": {"status": 200, "body": {"session": ""}}, "readable": false}`,
		[]string{"POST /login 200", "GET /me 200", "GET /me 200"}},
	// Browsers tell sites apart by name: cookies of localhost are not those of 127.0.0.1, and stay away.
	{"cookies of another site", `{"session": ""}`, nil},
	{"request headers", `{"status": 200, "body": {"client": "page", "token": "Bearer t", "n": 1}}`, []string{"OPTIONS /headers 204", "POST /headers 200"}},
	{"response headers", `{"x-mock-example": "two things", "x-mock-route": "GET /things", "x-mock-reason": "the first that fits equally well, of 2 examples", "x-own": "mine", "set-cookie": null}`, nil},
	{"things", `{"made": {"status": 201, "body": {"id": 3, "name": "Cid"}}, "replaced": {"id": 1, "name": "Ann B."},
		"patched": {"id": 2, "name": "Ben", "age": 7}, "deleted": 204, "missing": 404,
		"left": {"total": "2", "things": [{"id": 1, "name": "Ann B."}, {"id": 2, "name": "Ben", "age": 7}]}}`,
		[]string{"OPTIONS /users 204", "POST /users 201", "OPTIONS /users/1 204", "PUT /users/1 200", "PATCH /users/2 200", "DELETE /users/3 204"}},
	{"HEAD", `{"status": 200, "length": "6", "body": ""}`, []string{"HEAD /things 200"}},
	{"a form", `{"status": 200, "body": {"name": "Ann"}}`, nil}, // without a preflight
	{"redirects", `{"followed": {"status": 200, "redirected": true, "to": "/fine"}, "kept": {"status": 200, "body": {"client": "", "token": "", "n": 1}}, "manual": "opaqueredirect"}`,
		[]string{"OPTIONS /old 204", "GET /old 302", "GET /fine 200", "POST /old-form 307", "POST /headers 200"}},
	// The browser answers the second one from its cache, once the mock has said that it is still good.
	{"validation", `{"first": {"status": 200, "body": "tagged"}, "second": {"status": 200, "body": "tagged"}}`, []string{"GET /tagged 200", "GET /tagged 304"}},
	{"a condition of the page's own", `304`, nil},
	{"a range", `{"status": 206, "body": "2345", "range": "bytes 2-5/10"}`, nil},
	{"compression", `{"encoded": true, "size": 5000}`, nil},

	{"an unknown path", `{"status": 404, "type": "application/problem+json", "outcome": "no route", "nearest": "GET /things"}`, nil},
	{"an unknown path after a preflight", `{"status": 404, "type": "application/problem+json", "outcome": "no route", "nearest": "GET /things"}`,
		[]string{"OPTIONS /thingz/1 204", "PUT /thingz/1 404"}},
	{"another method", `{"status": 405, "type": "application/problem+json", "outcome": "no method", "nearest": "GET /things", "Allow": "GET, HEAD"}`, nil},
	{"an injected error", `{"status": 500, "type": "application/problem+json", "outcome": "injected error", "nearest": null}`, nil},
	{"without a token", `{"status": 401, "type": "application/problem+json", "outcome": "denied", "nearest": null, "WWW-Authenticate": "Bearer realm=\"mock\""}`, nil},
	{"with a token", `{"status": 200, "body": "in"}`, []string{"OPTIONS /guarded 204", "GET /guarded 200"}},
	{"a WebSocket without an upgrade", `{"status": 426, "type": "application/problem+json", "outcome": "unmet condition", "nearest": null}`, nil},
	{"too often", `{"status": 429, "type": "application/problem+json", "outcome": "limited", "nearest": null, "Retry-After": true, "RateLimit-Policy": "\"mock\";q=1;w=3600"}`, nil},

	{"a reset connection", `{"error": "TypeError", "after": 200}`, nil},
	{"an empty reply", `{"error": "TypeError", "after": 200}`, nil},
	{"half of the body", `{"status": 200, "error": "TypeError", "after": 200}`, nil},
	{"a wrong length", `{"status": 200, "error": "TypeError", "after": 200}`, nil},
	{"a malformed chunk", `{"status": 200, "error": "TypeError", "after": 200}`, nil},
	{"a reset connection after a preflight", `{"error": "TypeError", "after": 200}`, []string{"OPTIONS /faults/reset 204", "PUT /faults/reset 200"}},
	{"a hang", `{"aborted": {"error": "AbortError", "after": 200}, "timeout": {"error": "TimeoutError", "after": 200}}`, nil},
	{"leaving a slow body", `{"some": true, "after": 200}`, nil},

	// The third time the client has seen all and is told to stay away.
	{"events", `{"seen": [["1", "message", "a"], ["2", "tick", "b\nc"], ["3", "message", "d"], ["4", "message", "e"]]}`,
		[]string{"GET /events 200", "GET /events 200", "GET /events 204"}},
	{"a WebSocket", `{"heard": ["hello", "welcome", [0, 1, 2]], "code": 4000, "clean": true, "protocol": "chat"}`, []string{"GET /socket 101"}},
	{"a WebSocket where there is none", `{"heard": [], "code": 1006, "clean": false, "protocol": ""}`, nil},

	{"Prefer", `{"code": {"status": 404, "example": "none"}, "example": {"status": 404, "example": "none"}}`, nil},
	{"x-mock headers", `{"name": {"status": 404, "example": "none"}, "code": {"status": 404, "example": "none"}, "both": {"status": 404, "example": "none"}}`, nil},
	{"what exists", `[["two things", 200], ["none", 404]]`, nil},
	{"a scenario", `{"header": {"status": 404, "example": "none"}, "unknown": {"status": 404, "example": null},
		"cookie": {"status": 404, "example": "none"}, "withoutCookie": {"status": 200, "example": "two things"}}`, nil},
}

// late says what the page may see instead over HTTP/2, where the machine is so busy that the stream has been
// reset by the time that the browser comes to read it.
var late = map[string]string{
	"half of the body":  `{"error": "TypeError", "after": 200}`,
	"a wrong length":    `{"error": "TypeError", "after": 200}`,
	"a malformed chunk": `{"error": "TypeError", "after": 200}`,
}
