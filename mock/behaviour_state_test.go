package mock

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"postern/model"
)

// TestErrorsLeaveResourcesAlone answers a creation with an error: nothing is created.
func TestErrorsLeaveResourcesAlone(t *testing.T) {
	b, o := parseBundle(t, `
settings {"resources": [{"name": "users", "path": "/users"}], "scenarios": [{"name": "down", "behaviour": {"errors": {"rate": 1, "status": 503}}}], "behaviour": {"etag": true}}
request GET /other
  example other 200 other
`)
	table := mustCompile(t, b, o)
	var state State
	create := "POST /users\nContent-Type: application/json\nbody {\"name\": \"Ann\"}"
	if d := table.Answer(parseRequest(t, create+"\nx-mock-scenario: down"), &state); d.Status != 503 || d.Outcome != Injected {
		t.Errorf("got %d %s", d.Status, d.Outcome)
	}
	d := table.Answer(parseRequest(t, "GET /users"), &state)
	if string(d.Body) != "[]" {
		t.Errorf("an error created %s", d.Body)
	}
	etag := d.Headers().Get("Etag")
	if d := table.Answer(parseRequest(t, "GET /users\nIf-None-Match: "+etag), &state); d.Status != 304 || etag == "" {
		t.Errorf("the same list is answered with %d", d.Status)
	}
	table.Answer(parseRequest(t, create), &state)
	if d := table.Answer(parseRequest(t, "GET /users\nIf-None-Match: "+etag), &state); d.Status != 200 {
		t.Errorf("another list is answered with %d", d.Status)
	}
}

// TestBehaviourOfTheUpstream slows, limits and breaks what the upstream answers.
func TestBehaviourOfTheUpstream(t *testing.T) {
	asked := 0
	up := func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Write([]byte("0123456789"))
	}
	const errorDay = `{"name": "errors", "behaviour": {"errors": {"rate": 1}}}, {"name": "empty", "behaviour": {"fault": {"kind": "empty reply"}}}, {"name": "cut", "behaviour": {"fault": {"kind": "cut body"}}}`
	s, _, _ := real(t, passing, `{"upstream": {"url": "UP"}, "behaviour": {"latency": {"kind": "fixed", "min": 100000000}, "rate": 0.1}, "scenarios": [`+errorDay+`]}`, up)
	var waits sleeper
	s.sleep = waits.sleep
	if a, body := bare(t, "GET", s.URL()+"/live", ""); a.StatusCode != 200 || body != "0123456789" || waits.total() != 200*time.Millisecond {
		t.Errorf("got %d %q after %v", a.StatusCode, body, waits.waits)
	}
	if a, _ := bare(t, "GET", s.URL()+"/live", "", "X-Mock-Scenario: errors"); a.StatusCode != 500 || asked != 1 {
		t.Errorf("an error: got %d, the upstream was asked %d times", a.StatusCode, asked)
	}
	if got, err := wire(t, s, "GET /live HTTP/1.1\r\nHost: h\r\nX-Mock-Scenario: empty\r\n\r\n"); got != "" || err != nil || asked != 1 {
		t.Errorf("an empty reply: got %q, %v, the upstream was asked %d times", got, err, asked)
	}
	if _, body := bare(t, "GET", s.URL()+"/elsewhere", "", "X-Mock-Scenario: cut"); body != "0123456789" {
		t.Errorf("a fault that is not for the upstream: %q", body)
	}
	if err := s.Close(t.Context()); err != nil { // every request is in the journal then
		t.Fatal(err)
	}
	entries := s.Journal().Since(0, 0)
	last := entries[len(entries)-1]
	if !last.Passed || !strings.Contains(printVerdict(last.Trace[len(last.Trace)-2])+printVerdict(last.Trace[len(last.Trace)-1]), "bodies of the upstream are not damaged") {
		t.Errorf("the trace is %+v", last.Trace)
	}
}

// TestLimitsCountTogether shares the limit of a folder, and tells that of another from it.
func TestLimitsCountTogether(t *testing.T) {
	b, o := parseBundle(t, `
request GET /a
  example a 200 a
  folder {"behaviour": {"limit": {"requests": 1, "window": 1000000000}}}
request GET /b
  example b 200 b
  folder {"behaviour": {"limit": {"requests": 1, "window": 1000000000}}}
`)
	other := model.Item{Request: &model.Request{ID: "r9", Method: "GET", URL: "/c"}, Examples: []model.Example{{ID: "c", Status: 200}}}
	b.Items[0].Items = append(b.Items[0].Items, other)
	b.Items[1].Folder.Name = b.Items[0].Folder.Name // of the same name, and yet another
	table := mustCompile(t, b, o)
	state := State{clock: func() time.Time { return goldenStart }}
	for _, tt := range []struct {
		path   string
		status int
	}{{"/a", 200}, {"/c", 429}, {"/b", 200}, {"/a", 429}} {
		if d := table.Answer(parseRequest(t, "GET "+tt.path), &state); d.Status != tt.status {
			t.Errorf("%s: %d, want %d", tt.path, d.Status, tt.status)
		}
	}
	state.Reset()
	if d := table.Answer(parseRequest(t, "GET /a"), &state); d.Status != 200 {
		t.Errorf("after a reset: %d", d.Status)
	}
}

// TestTheUpstreamIsGuardedToo asks for what no route has, which goes to the upstream, without a token.
func TestTheUpstreamIsGuardedToo(t *testing.T) {
	asked := 0
	s, _, _ := real(t, passing, `{"upstream": {"url": "UP"}, "behaviour": {"auth": {"kind": "bearer", "secret": "t"}, "limit": {"requests": 3}}}`,
		func(http.ResponseWriter, *http.Request) { asked++ })
	for _, path := range []string{"/elsewhere", "/live", "/users/1"} {
		if a, _ := bare(t, "GET", s.URL()+path, ""); a.StatusCode != 401 || asked != 0 {
			t.Errorf("%s without a token: %d, the upstream was asked %d times", path, a.StatusCode, asked)
		}
	}
	for i, want := range []int{200, 200, 200, 429} {
		path := []string{"/elsewhere", "/live", "/users/1", "/elsewhere"}[i]
		if a, _ := bare(t, "GET", s.URL()+path, "", "Authorization: Bearer t"); a.StatusCode != want {
			t.Errorf("%s with a token: %d, want %d", path, a.StatusCode, want)
		}
	}
	if asked != 2 {
		t.Errorf("the upstream was asked %d times", asked)
	}
}
