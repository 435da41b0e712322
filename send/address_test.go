package send

import (
	"net/url"
	"strings"
	"testing"

	"postern/model"
	"postern/vars"
)

func job(r model.Request, pairs ...string) Job {
	scope := vars.Scope{Name: "test"}
	for i := 0; i < len(pairs); i += 2 {
		scope.Variables = append(scope.Variables, model.Variable{Key: pairs[i], Value: pairs[i+1]})
	}
	return Job{Request: r, Vars: vars.New(scope), Settings: settings()}
}

func targetOf(j Job) (*url.URL, *model.Failure) {
	return target(j, func(s string) string { text, _ := j.Vars.Expand(s); return text })
}

func TestTarget(t *testing.T) {
	variables := []string{"base", "https://api.example.com/v2", "withQuery", "http://h?x=1", "host", "h", "amp", "R&D", "pairs", "p=1&q=2", "id", "4 2"}
	for _, test := range []struct{ in, want string }{
		{"localhost:8080/x", "http://localhost:8080/x"},
		{"//h/x", "http://h/x"},
		{"  HTTPS://Example.com ", "https://Example.com"},
		{"{{base}}/items/:id?x=1", "https://api.example.com/v2/items/7%2F8?x=1"},
		{"http://h/:id.json/:none/:empty", "http://h/7%2F8.json/:none/:empty"},
		{"http://h/:var", "http://h/4%202"},
		{"http://h/:esc", "http://h/a%2Fb%25%3F"},
		{"http://h:80/a b/%41/é/(x)!'*[1]@:;=+$,~", "http://h:80/a%20b/%41/%C3%A9/(x)!'*[1]@:;=+$,~"},
		{`http://h/{x}|^"<>\`, "http://h/%7Bx%7D%7C%5E%22%3C%3E%5C"},
		{"http://h/x#frag?no=1", "http://h/x"},
		{"http://h/?a=1&b=%20+ /?:@&flag&c=&=v&filter[x]='y'", "http://h/?a=1&b=%20+%20/?:@&flag&c=&=v&filter[x]='y'"},
		{"http://h/?q=100%&r=%zz&s=a=b&t=\"<é>", "http://h/?q=100%25&r=%25zz&s=a=b&t=%22%3C%C3%A9%3E"},
		{"http://h/?q={{amp}}&{{pairs}}&u={{gone}}", "http://h/?q=R%26D&p=1&q=2&u=%7B%7Bgone%7D%7D"},
		{"{{withQuery}}?y=2", "http://h?x=1&y=2"},
		{"http://h/a?", "http://h/a?"},
		{"http://bücher.example/", "http://xn--bcher-kva.example/"},
		{"http://[::1]:81/x", "http://[::1]:81/x"},
	} {
		var r model.Request
		r.SetAddress(test.in)
		r.PathParams = []model.Field{{Key: "id", Value: "7/8"}, {Key: "var", Value: "{{id}}"}, {Key: "esc", Value: "a%2Fb%?"},
			{Key: "empty"}, {Key: "none", Value: "x", Disabled: true}}
		got, failure := targetOf(job(r, variables...))
		if failure != nil {
			t.Errorf("%s: %s", test.in, failure.Text)
			continue
		}
		// The request line must carry the address as it was encoded, not as net/url would like it.
		line := got.Scheme + "://" + got.Host + strings.TrimPrefix(got.RequestURI(), "/")
		want := test.want
		if rest, ok := strings.CutPrefix(want, got.Scheme+"://"+got.Host); ok {
			want = got.Scheme + "://" + got.Host + strings.TrimPrefix(rest, "/")
		}
		if strings.TrimSuffix(line, "?") != strings.TrimSuffix(want, "?") {
			t.Errorf("%s\n got %s\nwant %s", test.in, line, want)
		}
	}
}

func TestTargetQueryRows(t *testing.T) {
	r := model.Request{URL: "http://h/x", Query: []model.Field{
		{Key: "a=b&c", Value: "d=e&f#g"}, {Key: "off", Value: "1", Disabled: true}, {Key: "", Value: ""}, {Key: "flag", Bare: true}, {Key: "a", Value: ""},
	}}
	got, failure := targetOf(job(r))
	if want := "http://h/x?a%3Db%26c=d=e%26f%23g&flag&a="; failure != nil || got.String() != want {
		t.Errorf("got %v %v, want %s", got, failure, want)
	}
}

func TestTargetFailures(t *testing.T) {
	for _, test := range []struct {
		url  string
		kind model.FailureKind
		text string
	}{
		{"", model.FailInvalid, "has no host"},
		{"/x", model.FailInvalid, `the address "http:///x" has no host`},
		{"http://:80/x", model.FailInvalid, "has no host"},
		{"http://user:sesame@?token=t", model.FailInvalid, `the address "http://" has no host`},
		{"ftp://h/x", model.FailInvalid, "only http and https"},
		{"http://a b/x", model.FailInvalid, "cannot be read"},
		{"http://h:port/x", model.FailInvalid, "cannot be read"},
		{"http://h\r\nX-Evil: 1/x", model.FailInvalid, "cannot be read"},
		{"{{baseUrl}}/x/{{y}}", model.FailVariable, "baseUrl (in the address), y (in the address)"},
		{"http://h/:id", model.FailVariable, "the variable gone (in the path parameter id) has no value"},
	} {
		_, failure := targetOf(job(model.Request{URL: test.url, PathParams: rows("id", "{{gone}}")}))
		if failure == nil || failure.Kind != test.kind || !strings.Contains(failure.Text, test.text) || failure.Hint == "" {
			t.Errorf("%q: %+v, want %s: %s", test.url, failure, test.kind, test.text)
		}
	}
}

func TestTargetMock(t *testing.T) {
	const mock = "http://127.0.0.1:4010"
	for _, test := range []struct {
		url  string
		keep bool
		want string
	}{
		{"{{base}}/items/:id?x=1", false, "/items/7%2F8?x=1"},
		{"{{base}}/items/:id?x=1", true, "/v2/items/7%2F8?x=1"},
		{"{{unknown}}/items/{{n}}", true, "/items/9"},
		{"https://real.example:8443/a b", true, "/a%20b"},
		{"https://real.example", false, "/"},
		{"{{unknown}}/items/{{gone}}", false, "/items/%7B%7Bgone%7D%7D"},
	} {
		var r model.Request
		r.SetAddress(test.url)
		r.PathParams = rows("id", "7/8")
		j := job(r, "base", "https://api.example.com/v2", "n", "9")
		j.Mock = &MockTarget{URL: mock, KeepBasePath: test.keep}
		got, failure := targetOf(j)
		if failure != nil || got.String() != mock+test.want {
			t.Errorf("%s, keep %v: %v %v, want %s", test.url, test.keep, got, failure, mock+test.want)
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("a b%20%zz%é&=#?/")
	f.Add("{{x}}\"<>\\^`|\x00\x7f%")
	f.Fuzz(func(t *testing.T, s string) {
		for _, encode := range []func(string) string{encodePath, encodeSegment, encodeQuery, encodeKey, encodeValue} {
			got := encode(s)
			if again := encode(got); again != got {
				t.Errorf("%q becomes %q, then %q", s, got, again)
			}
			if strings.ContainsAny(got, " \"<>\\^`{|}#\r\n\x00\x7f") {
				t.Errorf("%q keeps what may not stand there: %q", s, got)
			}
			back, err := url.PathUnescape(got)
			if err != nil {
				t.Errorf("%q: %v", got, err)
			}
			if want, err := url.PathUnescape(s); err == nil && back != want {
				t.Errorf("%q means %q, not %q", got, back, want)
			}
		}
	})
}
