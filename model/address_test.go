package model

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func q(pairs ...string) []Field {
	var out []Field
	for _, p := range pairs {
		key, value, has := strings.Cut(p, "=")
		out = append(out, Field{Key: key, Value: value, Bare: !has})
	}
	return out
}

func TestAddressComesApart(t *testing.T) {
	for text, want := range map[string]struct {
		url   string
		query []Field
		path  []string
	}{
		"":                             {},
		"http://h/a?x=1&y=2#part":      {"http://h/a#part", q("x=1", "y=2"), nil},
		"http://h?":                    {"http://h", q(""), nil},
		"h/a?flag&=v&a==b":             {"h/a", q("flag", "=v", "a==b"), nil},
		"{{base?x}}/a?k={{a&b=c#d}}":   {"{{base?x}}/a", q("k={{a&b=c#d}}"), nil},
		"http://h:8080/:id/x/:id":      {"http://h:8080/:id/x/:id", nil, []string{"id"}},
		"localhost:8080/:a.json/:b":    {"localhost:8080/:a.json/:b", nil, []string{"a", "b"}},
		"{{base}}/:a?next=/:b#/:c":     {"{{base}}/:a#/:c", q("next=/:b"), []string{"a"}},
		"h/proxy/:a/https://e.org/:b":  {"h/proxy/:a/https://e.org/:b", nil, []string{"a", "b"}},
		"/:only":                       {"/:only", nil, []string{"only"}},
		"{{scheme}}://{{host}}/{{p}}/": {"{{scheme}}://{{host}}/{{p}}/", nil, nil},
		"h/:/a:b/:.x":                  {"h/:/a:b/:.x", nil, nil},
	} {
		var r Request
		r.SetAddress(text)
		var path []string
		for _, p := range r.PathParams {
			path = append(path, p.Key)
		}
		if r.URL != want.url || !slices.Equal(path, want.path) {
			t.Errorf("%q: URL %q, path parameters %q", text, r.URL, path)
		}
		if diff := cmp.Diff(want.query, r.Query); diff != "" {
			t.Errorf("%q: query %s", text, diff)
		}
	}
}

// FuzzAddress makes sure that an address is never changed by being typed, whatever stood there before.
func FuzzAddress(f *testing.F) {
	for _, text := range []string{"", "?", "#", "?&=#", "h/:a?b=c#d", "{{a?b}}?{{c", "{{a#b?c", "u?x{{#y}}", "://?", "{{}}{{?}}&&"} {
		f.Add(text, "h/:x?off=1&k=v")
	}
	f.Fuzz(func(t *testing.T, text, before string) {
		var r Request
		r.SetAddress(before)
		r.Query = append(r.Query, Field{Key: "kept", Disabled: true})
		r.SetAddress(text)
		if got := r.Address(); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
		if !slices.ContainsFunc(r.Query, func(f Field) bool { return f.Key == "kept" && f.Disabled }) {
			t.Errorf("%q: the disabled row is lost", text)
		}
	})
}

func TestTypingKeepsWhatRowsSay(t *testing.T) {
	row := func(key, value, text string) Field { return Field{Key: key, Value: value, Description: text} }
	off := Field{Key: "off", Value: "0", Disabled: true, Description: "O"}
	old := []Field{row("a", "1", "A"), off, row("b", "2", "B"), row("b", "3", "B2")}
	for text, want := range map[string][]Field{
		"h?a=1&b=2&b=3":        {row("a", "1", "A"), off, row("b", "2", "B"), row("b", "3", "B2")},
		"h?new=0&a=1&b=2&b=3":  {row("new", "0", ""), off, row("a", "1", "A"), row("b", "2", "B"), row("b", "3", "B2")},
		"h?a=1&b=2&b=3&new=4":  {row("a", "1", "A"), off, row("b", "2", "B"), row("b", "3", "B2"), row("new", "4", "")},
		"h?a=1&b=3":            {row("a", "1", "A"), off, row("b", "3", "B2")},
		"h?b=2&c=1&a=x":        {row("b", "2", "B"), off, row("c", "1", ""), row("a", "x", "A")},
		"h":                    {off},
		"h?ab=1&b=two&b=three": {row("ab", "1", ""), off, row("b", "two", "B"), row("b", "three", "B2")},
	} {
		r := Request{URL: "h", Query: CloneFields(old)}
		r.SetAddress(text)
		if diff := cmp.Diff(want, r.Query); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestPathParametersKeepTheirValues(t *testing.T) {
	r := Request{}
	r.SetAddress("h/:a/:b")
	r.PathParams[0].Value, r.PathParams[1].Value = "1", "2"
	check := func(address, want string) {
		t.Helper()
		r.SetAddress(address)
		got := ""
		for _, p := range r.PathParams {
			got += p.Key + "=" + p.Value + " "
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	check("h/:b/:a", "b=2 a=1")
	check("h/:b/:aa", "b=2 aa=1") // renamed in place
	check("h/:b/:aa/:c", "b=2 aa=1 c=")
	check("h/:c", "c=")
	check("h", "")
}

func TestRoutePath(t *testing.T) {
	base := func(name string) (string, bool) {
		return map[string]string{"baseUrl": "https://api.example.com/v2/", "host": "example.com", "path": "v3"}[name], name != "gone"
	}
	for _, c := range []struct {
		url  string
		keep bool
		want string
	}{
		{"https://h:1/a/b?x#y", false, "/a/b"},
		{"h", false, "/"},
		{"", false, "/"},
		{"/a", false, "/a"},
		{"localhost:80/a", false, "/a"},
		{"{{baseUrl}}/a/:id", false, "/a/:id"},
		{"{{baseUrl}}/a", true, "/v2/a"},
		{" {{ baseUrl }}a", false, "/a"},
		{"https://{{host}}/a", true, "/a"},
		{"{{scheme}}://{{host}}:80/a/{{x}}", true, "/a/{{x}}"},
		{"{{tenant}}.example.com/a", false, "/a"},
		{"{{host}}:8080", false, "/"},
		{"{{gone}}/a", true, "/a"},
		{"{{baseUrl}}/go/https://{{host}}/x", false, "/go/https://{{host}}/x"},
		{"/go/https://h/x", false, "/go/https://h/x"},
		{"{{open/a", false, "/"},
	} {
		if got := RoutePath(c.url, base, c.keep); got != c.want {
			t.Errorf("%q, keep %v: %q, want %q", c.url, c.keep, got, c.want)
		}
	}
	if got := RoutePath("{{baseUrl}}/a", nil, true); got != "/a" {
		t.Errorf("without variables: %q", got)
	}
}

func TestEnabledAndClone(t *testing.T) {
	rows := []Field{{Key: "a"}, {Disabled: true, Key: "b"}, {}, {Value: "c"}}
	if diff := cmp.Diff([]Field{{Key: "a"}, {Value: "c"}}, Enabled(rows)); diff != "" {
		t.Error(diff)
	}
	extra := func() Extra { return Extra{"postman": []byte(`{}`)} }
	r := Request{Query: []Field{{Key: "q", Extra: extra()}}, Headers: q("h=1"), PathParams: q("p=1"), Extra: extra(),
		Auth: Auth{Params: map[string]string{"a": "1"}, Extra: extra()}, Scripts: []Script{{Source: "s", Extra: extra()}},
		Body: Body{Form: q("f=1"), Parts: []Part{{Files: []string{"x"}, Field: Field{Extra: extra()}}}, Extra: extra()}}
	r.Settings.MaxRedirects = new(1)
	c := r.Clone()
	if diff := cmp.Diff(r, c, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(diff)
	}
	c.Query[0].Key, c.Query[0].Extra["postman"], c.Headers[0].Value, c.PathParams[0].Value = "x", nil, "x", "x"
	c.Auth.Params["a"], c.Scripts[0].Source, c.Body.Form[0].Key, c.Body.Parts[0].Files[0] = "x", "x", "x", "y"
	*c.Settings.MaxRedirects, c.Body.Extra["postman"], c.Extra["postman"] = 9, nil, nil
	if r.Query[0].Key != "q" || r.Query[0].Extra["postman"] == nil || r.Headers[0].Value != "1" || r.PathParams[0].Value != "1" ||
		r.Auth.Params["a"] != "1" || r.Scripts[0].Source != "s" || r.Body.Form[0].Key != "f" || r.Body.Parts[0].Files[0] != "x" ||
		*r.Settings.MaxRedirects != 1 || r.Body.Extra["postman"] == nil || r.Extra["postman"] == nil {
		t.Errorf("the clone shares: %+v", r)
	}
}
