package mock

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// real is an upstream that answers with h, and a mock in front of it. What is passed is given to the
// channel.
func real(t *testing.T, collection, settings string, h http.HandlerFunc) (*Server, *httptest.Server, chan model.MockPassed) {
	t.Helper()
	up := httptest.NewServer(h)
	t.Cleanup(up.Close)
	passed := make(chan model.MockPassed, 10)
	o := ListenOptions{Transport: http.DefaultTransport, OnPassed: func(p model.MockPassed) { passed <- p }}
	s := start(t, "settings "+strings.ReplaceAll(settings, "UP", up.URL)+"\n"+collection, o)
	return s, up, passed
}

// bare asks without following redirects.
func bare(t *testing.T, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		key, value, _ := strings.Cut(h, ": ")
		q.Header.Add(key, value)
	}
	a, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a, string(text)
}

const passing = `
request GET {{baseUrl}}/users/:id
  example ann 200 ann
    param id 1
    mock {"rules": [{"source": "param", "key": "id", "op": "equals", "value": "1"}]}
    body {"id":1}
request GET {{baseUrl}}/live
  route {"passThrough": true}
  example saved 200 saved
    body saved
`

func TestPassThrough(t *testing.T) {
	var seen *http.Request
	s, up, passed := real(t, passing, `{"upstream": {"url": "UP/v2/"}}`, func(w http.ResponseWriter, r *http.Request) {
		seen = r.Clone(context.Background())
		body, _ := io.ReadAll(r.Body)
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Connection", "X-Hop")
		h.Set("X-Hop", "1")
		h.Set("X-Mock-Reason", "forged")
		h.Add("Set-Cookie", "sid=s3cret; Domain=example.com; Path=/v2/users; Secure; SameSite=None")
		h.Set("Content-Type", "application/json")
		w.WriteHeader(201)
		fmt.Fprintf(w, `{"access_token": "t\"0p", "n": 1, "echo": %q}`, body)
	})
	a, body := bare(t, "POST", s.URL()+"/users/2/a%2Fb?q=1&api_key=k3y", `{"name": "x", "password": "pw", "deep": [{"apiKey": 7}]}`,
		"Origin: http://localhost:3000", "Connection: X-Own", "X-Own: 1", "Authorization: Bearer abc", "X-Mock-Scenario-Other: 1",
		"Content-Type: application/json", "Te: trailers")
	if a.StatusCode != 201 || !strings.Contains(body, `"n": 1`) {
		t.Fatalf("got %d %s", a.StatusCode, body)
	}
	want := map[string]string{"Access-Control-Allow-Origin": "http://localhost:3000", "Access-Control-Allow-Credentials": "true",
		"X-Hop": "", "Set-Cookie": "sid=s3cret; Path=/users; SameSite=Lax", "Vary": "Origin", "Content-Type": "application/json",
		"X-Mock-Reason": "passed through to " + strings.TrimPrefix(up.URL, "http://") + ": no route matches POST /users/2/a%2Fb"}
	for name, value := range want {
		if got := a.Header.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	if seen.URL.EscapedPath() != "/v2/users/2/a%2Fb" || seen.URL.RawQuery != "q=1&api_key=k3y" || seen.Host != strings.TrimPrefix(up.URL, "http://") {
		t.Errorf("the upstream was asked for %s at %s", seen.URL, seen.Host)
	}
	for _, name := range []string{"X-Own", "Te", "X-Mock-Scenario-Other"} {
		if _, ok := seen.Header[name]; ok {
			t.Errorf("the header %s went on to the upstream", name)
		}
	}
	if seen.Header.Get("Authorization") != "Bearer abc" {
		t.Error("the credentials of the request did not go on")
	}
	p := <-passed
	e := p.Example
	if p.Seq != 1 || p.Record != model.RecordAsk || e.Status != 201 || e.Saved.URL != "{{baseUrl}}/users/2/a%2Fb" {
		t.Errorf("offered: %+v", p)
	}
	if got := string(e.Body.Data); got != `{"access_token": "masked", "n": 1, "echo": `+fmt.Sprintf("%q", `{"name": "x", "password": "pw", "deep": [{"apiKey": 7}]}`)+`}` {
		t.Errorf("the body of the example is %s", got)
	}
	if got := e.Saved.Body.Text; got != `{"name": "x", "password": "{{password}}", "deep": [{"apiKey": "{{apiKey}}"}]}` {
		t.Errorf("the saved body is %s", got)
	}
	for _, leak := range []string{"s3cret", "Bearer abc", "k3y"} {
		if strings.Contains(fmt.Sprintf("%+v", e), leak) {
			t.Errorf("the example holds %q: %+v", leak, e)
		}
	}
	entry := s.Journal().Since(0, 0)[0]
	var texts []string
	for _, v := range entry.Trace {
		if v.Step == 9 {
			texts = append(texts, v.What)
		}
	}
	if diff := cmp.Diff([]string{"upstream", "header Access-Control-Allow-Origin", "header X-Mock-Reason", "cookie sid", "recording"}, texts); diff != "" {
		t.Errorf("the trace of step 9: %s", diff)
	}
	if st := s.Status(); st.Passed != 1 || st.Served != 0 || st.Unmatched != 0 {
		t.Errorf("%d passed, %d served, %d unmatched", st.Passed, st.Served, st.Unmatched)
	}
}

func TestWhatIsPassedThrough(t *testing.T) {
	s, _, passed := real(t, passing, `{"upstream": {"url": "UP", "record": "never"}, "scenarios": [{"name": "a"}]}`,
		func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "real "+r.Method) })
	tests := []struct {
		method, path, header string
		status               int
		body                 string
	}{
		{"GET", "/users/1", "", 200, `{"id":1}`},
		{"GET", "/users/2", "", 200, "real GET"}, // no rules hold
		{"PUT", "/users/1", "", 200, "real PUT"}, // no method
		{"GET", "/nowhere", "", 200, "real GET"},
		{"GET", "/live", "", 200, "real GET"},
		{"GET", "/live", "Prefer: code=200", 200, "saved"},
		{"GET", "/live", "Prefer: code=404", 404, ""},
		{"GET", "/nowhere", "X-Mock-Scenario: b", 404, ""},
		{"HEAD", "/nowhere", "", 200, ""},
	}
	for _, tt := range tests {
		headers := []string{"X-Any: 1"}
		if tt.header != "" {
			headers = append(headers, tt.header)
		}
		a, body := bare(t, tt.method, s.URL()+tt.path, "", headers...)
		if a.StatusCode != tt.status || tt.body != "" && body != tt.body {
			t.Errorf("%s %s %s: got %d %q, want %d %q", tt.method, tt.path, tt.header, a.StatusCode, body, tt.status, tt.body)
		}
	}
	if len(passed) > 0 {
		t.Error("an answer was offered though answers are never kept")
	}
}

func TestRedirectsOfTheUpstream(t *testing.T) {
	var to string
	h := func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Location", to); w.WriteHeader(302) }
	s, up, _ := real(t, "", `{"upstream": {"url": "UP/v2"}}`, h)
	kept, _, _ := real(t, "", `{"upstream": {"url": "UP/v2", "keepRedirects": true, "keepCookies": true}}`, h)
	for target, want := range map[string]string{
		up.URL + "/v2/a?b=c#d":   s.URL() + "/a?b=c#d",
		"/v2/a%2Fb":              s.URL() + "/a%2Fb",
		"next":                   s.URL() + "/x/next",
		up.URL + "/v2//evil.com": s.URL() + "//evil.com",
		up.URL + "/v22/a":        up.URL + "/v22/a",
		"https://example.com/v2": "https://example.com/v2",
	} {
		to = target
		if a, _ := bare(t, "GET", s.URL()+"/x/y", ""); a.Header.Get("Location") != want {
			t.Errorf("%s became %s, want %s", target, a.Header.Get("Location"), want)
		}
		if a, _ := bare(t, "GET", kept.URL()+"/x/y", ""); a.Header.Get("Location") != target {
			t.Errorf("%s became %s, though redirects are kept", target, a.Header.Get("Location"))
		}
	}
}

// broken is a transport that fails.
type broken struct{ err error }

// RoundTrip fails.
func (b broken) RoundTrip(*http.Request) (*http.Response, error) { return nil, b.err }

func TestUpstreamThatFails(t *testing.T) {
	const collection = `settings {"upstream": {"url": "https://api.example.com"}}`
	for _, tt := range []struct {
		err    error
		status int
		want   string
	}{
		{context.DeadlineExceeded, 504, "did not answer in time"},
		{errors.New("malformed HTTP response"), 502, "malformed HTTP response"},
		{nil, 502, "without a way"},
	} {
		o := ListenOptions{Transport: broken{tt.err}}
		if tt.err == nil {
			o.Transport = nil
		}
		s := start(t, collection, o)
		a, body := bare(t, "GET", s.URL()+"/x?token=s3cret", "", "Origin: http://a")
		if a.StatusCode != tt.status || !strings.Contains(body, tt.want) || strings.Contains(body, "s3cret") || a.Header.Get("Access-Control-Allow-Origin") != "http://a" {
			t.Errorf("%v: got %d %s %v", tt.err, a.StatusCode, body, a.Header)
		}
		if st := s.Status(); st.Unmatched != 1 || st.Passed != 0 {
			t.Errorf("%d unmatched, %d passed", st.Unmatched, st.Passed)
		}
	}
}

func TestUpstreamThatLeadsBack(t *testing.T) {
	s := start(t, "request GET /a\n example a 200 a", ListenOptions{Transport: http.DefaultTransport})
	b, o := parseBundle(t, "request GET /a\n example a 200 a")
	o.Settings.Upstream.URL = s.URL()
	s.Swap(mustCompile(t, b, o))
	if a, body := bare(t, "GET", s.URL()+"/b", ""); a.StatusCode != 508 || !strings.Contains(body, "leads back") {
		t.Errorf("got %d %s", a.StatusCode, body)
	}
}

func TestUpstreamThatBreaksOff(t *testing.T) {
	s, _, passed := real(t, "", `{"upstream": {"url": "UP"}}`, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "half")
	})
	a, err := http.Get(s.URL() + "/x")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	if body, err := io.ReadAll(a.Body); err == nil || string(body) != "half" {
		t.Errorf("half an answer was taken for a whole one: %q, %v", body, err)
	}
	if len(passed) > 0 {
		t.Error("half an answer was offered")
	}
}

// TestNoOpenProxy asks for other hosts in every way that a proxy is asked.
func TestNoOpenProxy(t *testing.T) {
	var seen []string
	s, up, _ := real(t, passing, `{"upstream": {"url": "UP"}}`, func(_ http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Method+" "+r.Host+r.URL.Path)
	})
	for _, line := range []string{"GET http://evil.example/x HTTP/1.1\r\nHost: evil.example", "GET //evil.example/x HTTP/1.1\r\nHost: a",
		"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example", "GET /live HTTP/1.1\r\nHost: evil.example"} {
		_, r := raw(t, s, line+"\r\nConnection: close\r\n\r\n")
		a, err := http.ReadResponse(r, nil)
		if err != nil || strings.HasPrefix(line, "CONNECT") != (a.StatusCode == 404) {
			t.Errorf("%s: %v, %v", line, a, err)
		}
	}
	host := strings.TrimPrefix(up.URL, "http://")
	if diff := cmp.Diff([]string{"GET " + host + "/x", "GET " + host + "//evil.example/x", "GET " + host + "/live"}, seen); diff != "" {
		t.Errorf("the upstream was asked for: %s", diff)
	}
}

func TestBadUpstreams(t *testing.T) {
	for url, want := range map[string]string{
		"api.example.com": "no http or https URL", "file:///etc": "no http or https URL", "https://user:s3cret@h/": "user or password",
		"https://h/?a=1": "query or fragment", "https://%zz": "is no URL",
	} {
		b, o := parseBundle(t, "request GET /a\n route {\"passThrough\": true}\n example a 200 a")
		o.Settings.Upstream.URL = url
		table := mustCompile(t, b, o)
		p := table.Problems()
		if len(p) != 2 || !strings.Contains(p[0].Text, want) || strings.Contains(p[0].Text, "s3cret") {
			t.Errorf("%s: %+v", url, p)
		}
		if d := table.Answer(&Request{Method: "GET", Path: "/a"}, nil); d.Example != "a" {
			t.Errorf("%s: the route is answered by %q, %s", url, d.Example, d.Outcome)
		}
	}
}

func TestScrubHeader(t *testing.T) {
	for _, tt := range []model.Field{
		{Key: "Set-Cookie", Value: "sid=x; Path=/; HttpOnly", Description: "sid=masked; Path=/; HttpOnly"},
		{Key: "Location", Value: "https://h/cb?code=x&a=1&access_token=y#f", Description: "https://h/cb?code=masked&a=1&access_token=masked#f"},
		{Key: "Location", Value: "/plain", Description: "/plain"},
		{Key: "X-Csrf-Token", Value: "x", Description: model.Mask}, {Key: "X-Kept", Value: "x", Description: "x"},
	} {
		if got := scrubHeader(tt).Value; got != tt.Description {
			t.Errorf("%s: %s became %s, want %s", tt.Key, tt.Value, got, tt.Description)
		}
	}
}

func TestScrubBody(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":1,"token":"x","b":{"client_secret":"a\\\"","n":null},"password":{"x":1}}`: `{"a":1,"token":"M","b":{"client_secret":"M","n":null},"password":{"x":1}}`,
		`[{"pwd":-1.5e3,"x":["token"]}]`:                                                `[{"pwd":"M","x":["token"]}]`,
		`"token"`:                                                                       `"token"`, `not json`: `not json`,
	} {
		if got := string(scrubBody([]byte(in), "application/json", "M")); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}

func TestSavedQuery(t *testing.T) {
	if got := savedQuery(""); got != nil {
		t.Errorf("of no query: %+v", got)
	}
	want := []model.Field{{Key: "q", Value: "1"}, {Key: "flag", Bare: true}, {Key: "api_key", Value: "{{api_key}}"}}
	if diff := cmp.Diff(want, savedQuery("q=1&flag&api_key=k3y")); diff != "" {
		t.Error(diff)
	}
}
