package mock

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"postern/model"
)

// opposite has for every operator the one that holds where it does not.
var opposite = map[model.MockOperator]model.MockOperator{model.MockEquals: model.MockNotEquals,
	model.MockContains: model.MockNotContains, model.MockExists: model.MockNotExists}

func FuzzRules(f *testing.F) {
	const jsonBody = `{"a":[{"b":1.0},{"b":"x"}],"at":"2024-01-02"}`
	f.Add("json", "$.a[?@.b == 1].b", "equals", "1", "", "", jsonBody)
	f.Add("json", "$..b", "contains", "x", "", "application/json", jsonBody)
	f.Add("json", "", "json subset", `{"a":[{},{"b":"{{x}}"}]}`, "", "", jsonBody)
	f.Add("json", "$.at", "before", "Tue, 02 Jan 2024 00:00:01 GMT", "", "", jsonBody)
	f.Add("json", "", "json schema", `{"properties":{"a":{"$ref":"#"}}}`, "", "", jsonBody)
	f.Add("xml", "//a[@b='1']/text()", "exists", "", "", "text/xml", `<x><a b="1">t</a></x>`)
	f.Add("xml", "sum(//a) div 0", "equals", "NaN", "", "", `<x xmlns:n="u"><n:a>1</n:a></x>`)
	f.Add("form", "a", "matches", "^x(y|z)*$", "", "application/x-www-form-urlencoded", "a=xyz&a=%zz")
	f.Add("query", "q", "<", "1e3", "q=-7&q=+", "", "")
	f.Add("cookie", "sid", "exists", "", "", "", "")
	f.Fuzz(func(t *testing.T, source, key, op, value, query, contentType, body string) {
		in := model.MockRule{Source: model.MockSource(source), Key: key, Operator: model.MockOperator(op), Value: value}
		holds := func(r model.MockRule) (bool, bool) {
			compiled, err := newRules([]model.MockRule{r}, [2][]string{{"id"}, {"id"}}, nil)
			if err != nil || compiled == nil {
				return false, false
			}
			q := &Request{Method: "POST", Path: "/" + query, Query: query, Body: []byte(body),
				Header: http.Header{"Content-Type": {contentType}, "Cookie": {query}}}
			log, ok := compiled.check(&visit{req: q, values: []string{query}}, nil, false)
			if len(log) == 0 || log[len(log)-1].OK != ok {
				t.Fatalf("%+v: %v, and the trace says %+v", r, ok, log)
			}
			return ok, true
		}
		ok, compiled := holds(in)
		if !compiled {
			return
		}
		if not, _ := holds(model.MockRule{Group: model.MockNone, Rules: []model.MockRule{in}}); not == ok {
			t.Fatalf("%+v and not %+v are both %v", in, in, ok)
		}
		if o := opposite[in.Operator]; o != "" {
			in.Operator = o
			if not, _ := holds(in); not == ok {
				t.Fatalf("%+v and its opposite are both %v", in, ok)
			}
		}
	})
}

func FuzzRequestBody(f *testing.F) {
	b, o := parseBundle(f, `
settings {"resources": [{"name": "things", "path": "/things", "seed": "list"}]}
request GET /things
  example list 200 list
    body [{"id": "a", "n": 1}]
request POST /rules
  example json 200 json
    mock {"rules": [{"source": "json", "key": "$..a", "op": "exists"}]}
  example xml 200 xml
    mock {"rules": [{"source": "xml", "key": "//a", "op": "exists"}]}
  example form 200 form
    mock {"rules": [{"source": "form", "key": "a", "op": "exists"}]}
  example saved 200 saved
    json {"b": [1, "{{x}}"]}
`)
	table := mustCompile(f, b, o)
	f.Add("POST", "application/json", `{"id":"x","a":{"b":null}}`)
	f.Add("PATCH", "application/merge-patch+json", `{"n":null,"o":{"p":null,"q":[{}]}}`)
	f.Add("PUT", "", `{"n":1,"n":2}`)
	f.Add("POST", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--")
	f.Add("POST", "text/xml", "<?xml version='1.0' encoding='x'?><b><a/></b>")
	f.Add("POST", "application/json", strings.Repeat("[", 200))
	f.Fuzz(func(t *testing.T, method, contentType, body string) {
		ask := func(method, path string, s *State) Decision {
			q := &Request{Method: method, Path: path, Header: http.Header{}, Body: []byte(body)}
			if contentType != "" {
				q.Header.Set("Content-Type", contentType)
			}
			return table.Answer(q, s)
		}
		if d := ask("POST", "/rules", nil); d.Outcome != Served {
			t.Fatalf("an example without rules is there, and the outcome is %q", d.Outcome)
		}
		var s State
		made := ask("POST", "/things", &s)
		if made.Status == http.StatusCreated {
			if got := ask("GET", made.Header.Get("Location"), &s); string(got.Body) != string(made.Body) {
				t.Fatalf("made %s, and %s is %s", made.Body, made.Header.Get("Location"), got.Body)
			}
		}
		ask(method, "/things/a", &s)
		if d := ask("GET", "/things", &s); d.Status != http.StatusOK || !json.Valid(d.Body) {
			t.Fatalf("the list is %s", d.Body)
		}
		snapshot := s.Snapshot()
		var again State
		if err := again.Restore(table, snapshot); err != nil || string(again.Snapshot()) != string(snapshot) {
			t.Fatalf("restored %s from %s: %v", again.Snapshot(), snapshot, err)
		}
		scrubbed := scrubBody([]byte(body), "application/json", "M")
		if json.Valid([]byte(body)) != json.Valid(scrubbed) || string(scrubBody(scrubbed, "application/json", "M")) != string(scrubbed) {
			t.Fatalf("%s became %s", body, scrubbed)
		}
	})
}
