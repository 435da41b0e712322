package postman

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		name, url string
		want      address
		line      string // of the report
	}{
		{"text", `"{{u}}/a?b={{c?d}}&e"`, address{url: "{{u}}/a", query: []model.Field{{Key: "b", Value: "{{c?d}}"}, {Key: "e", Bare: true}}}, ""},
		{"raw only", `{"raw":"http://h/a?b=c#f"}`, address{url: "http://h/a#f", query: []model.Field{{Key: "b", Value: "c"}}}, ""},
		{"parts only", `{"protocol":"https","auth":{"user":"u","password":"p"},"host":["a","b"],"port":8080,"path":["x",{"type":"string","value":"y"}],"hash":"f"}`,
			address{url: "https://u:p@a.b:8080/x/y#f"}, ""},
		{"parts as texts", `{"protocol":"https:","host":"a.b/","path":"/x/y"}`, address{url: "https://a.b/x/y"}, ""},
		{"rows beat the text", `{"raw":"http://h/a?old=1#f","query":[{"key":"new","value":"2"},{"key":"off","value":null,"disabled":true}]}`,
			address{url: "http://h/a#f", query: []model.Field{{Key: "new", Value: "2"}, {Key: "off", Bare: true, Disabled: true}}}, "differs from its rows"},
		{"rows without query in the text", `{"raw":"http://h/a","query":[{"key":"new","value":"2","equals":true}]}`,
			address{url: "http://h/a", query: []model.Field{{Key: "new", Value: "2", Extra: extra(`{"equals":true}`)}}}, ""},
		{"separators in a row", `{"raw":"http://h/a?x=1#2?3&y=4#f","query":[{"key":"x","value":"1#2?3"},{"key":"y","value":"4"}]}`,
			address{url: "http://h/a#f", query: []model.Field{{Key: "x", Value: "1#2?3"}, {Key: "y", Value: "4"}}}, ""},
		{"descriptions", `{"raw":"h?a=1&b=2","query":[{"key":"a","value":"1","description":"d"},{"key":"b","value":"2","description":{"content":"e","type":"text/plain"}}]}`,
			address{url: "h", query: []model.Field{{Key: "a", Value: "1", Description: "d"},
				{Key: "b", Value: "2", Description: "e", Extra: extra(`{"description":{"content":"e","type":"text/plain"}}`)}}}, ""},
		{"text beats the parts", `{"raw":"http://h/a","host":["h"],"path":["b"],"protocol":"http"}`, address{url: "http://h/a"}, "parts of the URL differ"},
		{"path variables", `{"raw":"{{h}}:80/:a/:b.json/:c","host":["{{h}}"],"port":"80","path":[":a",":b.json",":c"],"variable":[{"key":"b","value":"1"},{"id":"a","value":"2","type":"string"}]}`,
			address{url: "{{h}}:80/:a/:b.json/:c", path: []model.Field{{Key: "b", Value: "1"}, {Key: "a", Value: "2", Extra: extra(`{"id":"a","type":"string"}`)}, {Key: "c"}}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, lines := readRequest(t, `{"url":`+c.url+`}`)
			got := address{url: q.URL, query: q.Query, path: q.PathParams}
			if diff := cmp.Diff(c.want, got, exact, cmp.AllowUnexported(address{}, object{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if text := strings.Join(lines, "\n"); (c.line == "") != (text == "") || !strings.Contains(text, c.line) {
				t.Errorf("report %q, want a line with %q", text, c.line)
			}
		})
	}
}

func TestVariablesThatAreNoPathParametersAreKept(t *testing.T) {
	q, _ := readRequest(t, `{"url":{"raw":"h/:a","variable":[{"value":"1","key":"x"},{"key":"a","value":"2"},{"key":"y"}],"z":1}}`)
	if diff := cmp.Diff(extra(`{"request":{"url":{"variable":[{"key":"x","value":"1"},{"key":"y"}],"z":1}}}`), q.Extra, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPartsOfURLs(t *testing.T) {
	for url, want := range map[string]urlParts{
		"":                             {},
		"h":                            {host: []string{"h"}},
		"/a":                           {hasPath: true, path: []string{"a"}},
		"https://u:p@a.b:1/c/#d":       {protocol: "https", hasAuth: true, user: "u", password: "p", host: []string{"a", "b"}, port: "1", hasPath: true, path: []string{"c", ""}, hasHash: true, hash: "d"},
		"{{a.b/c:d}}:{{port}}/{{x/y}}": {host: []string{"{{a.b/c:d}}"}, port: "{{port}}", hasPath: true, path: []string{"{{x/y}}"}},
		"http://[::1]/a":               {protocol: "http", host: []string{"[::1]"}, hasPath: true, path: []string{"a"}},
		"{{scheme}}://h":               {protocol: "{{scheme}}", host: []string{"h"}},
		"a/b?u=http://c":               {host: []string{"a"}, hasPath: true, path: []string{"b?u=http:", "", "c"}},
	} {
		got := splitParts(url)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(urlParts{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", url, diff)
		}
		if back := got.join(); back != url {
			t.Errorf("%q was put together as %q", url, back)
		}
	}
}
