package send

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func parse(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// set lets an answer from u set cookies by header lines.
func set(t *testing.T, j *Jar, u string, lines ...string) {
	t.Helper()
	resp := &http.Response{Header: http.Header{"Set-Cookie": lines}}
	j.SetCookies(parse(t, u), resp.Cookies())
}

// cookiesFor returns what the jar sends to u as one line.
func cookiesFor(t *testing.T, j *Jar, u string) string {
	t.Helper()
	h := http.Header{}
	addCookies(h, j.Cookies(parse(t, u)))
	return h.Get("Cookie")
}

func TestJarRules(t *testing.T) {
	for name, test := range map[string]struct {
		from string
		set  []string
		to   string
		want string
	}{
		"host only":           {"http://a.example/", []string{"x=1"}, "http://b.a.example/", ""},
		"domain":              {"http://a.example/", []string{"x=1; Domain=.A.example"}, "http://b.a.example/", "x=1"},
		"parent domain":       {"http://b.a.example/", []string{"x=1; Domain=a.example"}, "http://c.a.example/", "x=1"},
		"foreign domain":      {"http://a.example/", []string{"x=1; Domain=b.example"}, "http://b.example/", ""},
		"subdomain":           {"http://a.example/", []string{"x=1; Domain=b.a.example"}, "http://b.a.example/", ""},
		"public suffix":       {"http://a.co.uk/", []string{"x=1; Domain=co.uk"}, "http://b.co.uk/", ""},
		"suffix itself":       {"http://github.io/", []string{"x=1; Domain=github.io"}, "http://b.github.io/", ""},
		"address":             {"http://127.0.0.1:81/", []string{"x=1; Domain=127.0.0.1"}, "http://127.0.0.1:82/", "x=1"},
		"no tail of address":  {"http://10.0.0.1/", []string{"x=1; Domain=0.0.1"}, "http://9.0.0.1/", ""},
		"localhost":           {"http://localhost/", []string{"x=1"}, "http://localhost:99/", "x=1"},
		"path":                {"http://h.example/a/b", []string{"x=1"}, "http://h.example/a/c", "x=1"},
		"path above":          {"http://h.example/a/b", []string{"x=1"}, "http://h.example/", ""},
		"path part":           {"http://h.example/", []string{"x=1; Path=/a"}, "http://h.example/ab", ""},
		"longer path first":   {"http://h.example/", []string{"x=1", "y=2; Path=/a", "z=3"}, "http://h.example/a", "y=2; x=1; z=3"},
		"secure":              {"https://h.example/", []string{"x=1; Secure", "y=2"}, "http://h.example/", "y=2"},
		"secure over TLS":     {"https://h.example/", []string{"x=1; Secure"}, "https://h.example/", "x=1"},
		"replaced":            {"http://h.example/", []string{"x=1", "y=2", "x=3"}, "http://h.example/", "x=3; y=2"},
		"expired":             {"http://h.example/", []string{"x=1", "x=; Max-Age=0", "y=1; Expires=Thu, 01 Jan 2015 00:00:00 GMT"}, "http://h.example/", ""},
		"max-age over expiry": {"http://h.example/", []string{"x=1; Max-Age=9; Expires=Thu, 01 Jan 2015 00:00:00 GMT"}, "http://h.example/", "x=1"},
		"quotes":              {"http://h.example/", []string{`x="a b"`}, "http://h.example/", `x="a b"`},
		"too large":           {"http://h.example/", []string{"x=" + strings.Repeat("y", 9<<10)}, "http://h.example/", ""},
		"other scheme":        {"ftp://h.example/", []string{"x=1"}, "http://h.example/", ""},
		"international":       {"http://bücher.example/", []string{"x=1"}, "http://xn--bcher-kva.example/", "x=1"},
	} {
		j := NewJar()
		set(t, j, test.from, test.set...)
		if got := cookiesFor(t, j, test.to); got != test.want {
			t.Errorf("%s: sent %q, want %q", name, got, test.want)
		}
	}
}

func TestJarListAndDelete(t *testing.T) {
	j := NewJar()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	j.clock = func() time.Time { return now }
	set(t, j, "https://b.example/p/q", "x=1; Max-Age=60; HttpOnly; SameSite=Strict", "y=2; Path=/")
	set(t, j, "http://a.example/", "z=3; Domain=a.example")
	want := []model.Cookie{
		{Name: "z", Value: "3", Domain: "a.example", Path: "/"},
		{Name: "y", Value: "2", Domain: "b.example", Path: "/", HostOnly: true},
		{Name: "x", Value: "1", Domain: "b.example", Path: "/p", HostOnly: true, HTTPOnly: true, SameSite: "Strict", Expires: now.Add(time.Minute)},
	}
	if d := cmp.Diff(want, j.All()); d != "" {
		t.Errorf("All (-want +got):\n%s", d)
	}
	j.Delete("b.example", "/", "y")
	j.Delete("b.example", "/", "x") // another path
	if got := j.All(); len(got) != 2 {
		t.Errorf("left %+v", got)
	}
	now = now.Add(time.Minute)
	if got := j.All(); len(got) != 1 || got[0].Name != "z" {
		t.Errorf("after a minute %+v", got)
	}
	j.Clear()
	if len(j.All()) != 0 {
		t.Error("Clear leaves cookies")
	}
}

func TestJarJSON(t *testing.T) {
	j := NewJar()
	set(t, j, "http://h.example/", "keep=1; Max-Age=600", "session=2", `q="3"; Max-Age=600; Domain=h.example`)
	data, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	var back Jar
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if got := cookiesFor(t, &back, "http://h.example/"); got != `keep=1; q="3"` {
		t.Errorf("sent %q from %s", got, data)
	}
	for _, bad := range []string{`{}`, `[{"name":"a\nb","value":"1","domain":"h","path":"/","expires":"2099-01-01T00:00:00Z"}]`,
		`[{"name":"a","value":"1\r\nX: y","domain":"h","path":"/","expires":"2099-01-01T00:00:00Z"}]`, `[{"name":"a","value":"1"}]`} {
		if err := back.UnmarshalJSON([]byte(bad)); !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%s: error %v", bad, err)
		}
	}
	if len(back.All()) != 2 {
		t.Error("a failed read changed the jar")
	}
	if empty, _ := json.Marshal(NewJar()); string(empty) != "[]" {
		t.Errorf("an empty jar is %s", empty)
	}
}

func TestJarIsBounded(t *testing.T) {
	j := NewJar()
	for i := range maxDomainCookie + 5 {
		set(t, j, "http://h.example/", fmt.Sprintf("c%d=1", i))
	}
	all := j.All()
	if len(all) != maxDomainCookie || strings.Contains(cookiesFor(t, j, "http://h.example/"), "c4=") {
		t.Errorf("%d cookies of one domain", len(all))
	}
	var many []model.Cookie
	for i := range maxCookies + 10 {
		many = append(many, model.Cookie{Name: "c", Domain: fmt.Sprintf("h%d.example", i), Path: "/", Expires: time.Now().Add(time.Hour)})
	}
	data, _ := json.Marshal(many)
	if err := json.Unmarshal(data, j); err != nil || len(j.All()) != maxCookies {
		t.Errorf("%d cookies in all, error %v", len(j.All()), err)
	}
}

func TestCookiesAreSent(t *testing.T) {
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			http.SetCookie(w, &http.Cookie{Name: "sid", Value: "42"})
			http.SetCookie(w, &http.Cookie{Name: "typed", Value: "jar"})
			http.Redirect(w, r, "/home", http.StatusFound)
			return
		}
		echo(w, r)
	})
	c := newClient(t, Options{Jar: NewJar()})
	x := c.Send(t.Context(), job(model.Request{URL: base + "/login"}))
	if got := mustEcho(t, x).Header.Get("Cookie"); got != "sid=42; typed=jar" {
		t.Errorf("after the redirect %q", got)
	}
	x = c.Send(t.Context(), job(model.Request{URL: base + "/", Headers: rows("cookie", "typed=own")}))
	if got := mustEcho(t, x).Header.Get("Cookie"); got != "typed=own; sid=42" {
		t.Errorf("with a typed cookie %q", got)
	}
	if x = sendTo(t, model.Request{URL: base}); mustEcho(t, x).Header.Get("Cookie") != "" {
		t.Error("a client without jar sent a cookie")
	}
}
