package send

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// redirector sends /<status>?to=<location> on, and echoes everything else.
func redirector(w http.ResponseWriter, r *http.Request) {
	if status, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/")); err == nil {
		w.Header().Set("Location", r.URL.Query().Get("to"))
		w.WriteHeader(status)
		io.WriteString(w, "moved")
		return
	}
	echo(w, r)
}

func TestRedirectMethods(t *testing.T) {
	base := server(t, redirector)
	for _, test := range []struct {
		status       int
		method, want string
		body         string
	}{
		{301, "POST", "GET", ""}, {302, "POST", "GET", ""}, {303, "POST", "GET", ""}, {303, "PUT", "GET", ""}, {303, "HEAD", "HEAD", ""},
		{301, "PUT", "PUT", "data"}, {302, "DELETE", "DELETE", "data"}, {307, "POST", "POST", "data"}, {308, "PATCH", "PATCH", "data"}, {307, "GET", "GET", ""},
	} {
		r := model.Request{Method: test.method, URL: base + "/" + strconv.Itoa(test.status), Query: rows("to", "/end x"),
			Headers: rows("X-Keep", "1", "Authorization", "Own"), Body: model.Body{Mode: model.BodyText, Text: "data"}}
		x := sendTo(t, r)
		if x.Request.Method != test.want || string(x.Request.Body.Data) != test.body {
			t.Errorf("%d %s: the last request was %s with %q", test.status, test.method, x.Request.Method, x.Request.Body.Data)
		}
		if test.method == "HEAD" {
			continue
		}
		got := mustEcho(t, x)
		if got.Method != test.want || got.Body != test.body || got.URI != "/end%20x" || got.Header.Get("X-Keep") != "1" ||
			got.Header.Get("Authorization") != "Own" || (got.Header.Get("Content-Type") != "") != (test.body != "") {
			t.Errorf("%d %s: the end saw %+v", test.status, test.method, got)
		}
		want := []model.Redirect{{Status: test.status, URL: r.URL + "?to=/end%20x", Location: "/end x"}}
		if d := cmp.Diff(want, x.Redirects); d != "" {
			t.Errorf("redirects (-want +got):\n%s", d)
		}
	}
}

// Credentials stay with the host they were meant for, also when a later redirect leads back to it.
func TestRedirectAcrossHosts(t *testing.T) {
	first := server(t, redirector)
	u, _ := url.Parse(first)
	elsewhere := "http://localhost:" + u.Port()
	back := elsewhere + "/302?to=" + url.QueryEscape(first+"/end")
	for name, test := range map[string]struct{ to, host string }{
		"another host": {elsewhere + "/end", "localhost:" + u.Port()},
		"and back":     {back, u.Host},
		"another port": {server(t, echo), ""},
	} {
		j := job(model.Request{URL: first + "/302", Query: rows("to", url.QueryEscape(test.to)), Headers: rows("Cookie", "a=1", "Authorization", "Own",
			"X-Api-Key", "k", "X-Hidden", "sesame {{tok}}", "X-Plain", "1", "Host", "typed.example")})
		j.Vars = secretVars("tok", "open")
		j.Auth = []model.Auth{{Type: model.AuthAPIKey, Params: map[string]string{"key": "X-Custom", "value": "v"}}}
		x := newClient(t, Options{}).Send(t.Context(), j)
		got := mustEcho(t, x)
		for _, h := range []string{"Cookie", "Authorization", "X-Api-Key", "X-Hidden", "X-Custom"} {
			if v := got.Header.Get(h); v != "" {
				t.Errorf("%s: %s %q went along", name, h, v)
			}
		}
		if got.Header.Get("X-Plain") != "1" || test.host != "" && got.Host != test.host || got.Host == "typed.example" || !x.Redirects[0].CredentialsDropped {
			t.Errorf("%s: the end saw %+v, redirects %+v", name, got, x.Redirects)
		}
	}
}

func TestTrusted(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     bool
	}{
		{"http://h/a", "http://H/b", true}, {"http://h", "http://h:80", true}, {"http://h", "https://h", true},
		{"https://h", "http://h", false}, {"http://h", "http://g", false}, {"http://h", "http://sub.h", false},
		{"http://h:1", "http://h:2", false}, {"http://h:8080", "https://h", false},
	} {
		from, _ := url.Parse(test.from)
		to, _ := url.Parse(test.to)
		if got := trusted(from, to); got != test.want {
			t.Errorf("from %s to %s: %v, want %v", from, to, got, test.want)
		}
	}
}

func TestRedirectFailures(t *testing.T) {
	var base string
	base = server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", map[string]string{"/loop": base + "/loop", "/ftp": "ftp://h/x", "/bad": "http://[::1", "/none": ""}[r.URL.Path])
		w.WriteHeader(302)
		io.WriteString(w, "see there")
	})
	three, never := 3, false
	for path, want := range map[string]string{"/loop": "more than 3 redirects", "/ftp": "no http or https address", "/bad": "no http or https address"} {
		x := sendTo(t, model.Request{URL: base + path, Settings: model.RequestSettings{MaxRedirects: &three}})
		wantFailure(t, x, model.FailRedirect, want)
		if x.Response == nil || x.Response.Status != 302 || string(x.Response.Body.Data) != "see there" {
			t.Errorf("%s: the last answer is lost: %+v", path, x.Response)
		}
		if path == "/loop" && len(x.Redirects) != 3 {
			t.Errorf("%d redirects", len(x.Redirects))
		}
	}
	for _, r := range []model.Request{{URL: base + "/none"}, {URL: base + "/loop", Settings: model.RequestSettings{FollowRedirects: &never}}} {
		if x := sendTo(t, r); x.Failure != nil || x.Response.Status != 302 || len(x.Redirects) != 0 {
			t.Errorf("%s: failure %v, redirects %v", r.URL, x.Failure, x.Redirects)
		}
	}
}

func TestRedirectTimings(t *testing.T) {
	base := server(t, redirector)
	x := sendTo(t, model.Request{URL: base + "/302", Query: rows("to", "/end")})
	tm := x.Timings
	if x.Failure != nil || tm.Blocked <= 0 || !tm.Reused || tm.Connect != 0 {
		t.Errorf("timings %+v: the first hop is not in Blocked, or its connection was not kept", tm)
	}
}
