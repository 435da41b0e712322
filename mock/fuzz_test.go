package mock

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"postern/model"
)

func FuzzParsePattern(f *testing.F) {
	for _, seed := range []string{"/", "//", "/a/:id", "/{id}.json", "/report-:id.csv/", "/{id:[0-9]{2,3}}", "/{{a}}{{b}}",
		"/{a}-{b}.{c}", "/**", "/:path*", "/{path...}", "/a%2Fb/%zz", "/{", "/{{", "/:", "/x:y", `/:id(\d+)`, `/a-:b((x)|\))c`, "/{n:(?P<postern0>a)}x"} {
		f.Add(seed, "/a/b.json")
	}
	f.Fuzz(func(t *testing.T, template, path string) {
		p, err := parsePattern(template, false)
		if err != nil {
			return
		}
		again, err := parsePattern(p.text, false)
		if err != nil || again.shape() != p.shape() {
			t.Fatalf("%q reads as %q, and that reads differently: %v", template, p.text, err)
		}
		segs := splitPath(nil, path, false)
		values, ok := p.capture(segs)
		if ok && len(values) != len(p.names()) {
			t.Fatalf("%q on %q: %d values for %d parameters", template, path, len(values), len(p.names()))
		}
		root := &node{}
		root.insert(&route{method: "GET", pattern: p})
		s := search{segs: segs, method: "GET"}
		if found := s.run(root) != nil; found != ok {
			t.Fatalf("%q on %q: the tree says %v, the pattern %v", template, path, found, ok)
		}
	})
}

func FuzzAnswer(f *testing.F) {
	b, o := parseBundle(f, `
var v v1
request POST {{baseUrl}}/{{v}}/orders/:id
  example one 200 one
    param id 1
    query q 1
    json {"a": {"b": [1, "{{x}}"]}, "c": null}
    header Content-Type application/json
  example two 200 two
    form a 1
request GET /files/{a}-{b}.{c}
  example three 200 three
request ANY /any/**
`)
	table := mustCompile(f, b, o)
	f.Add("POST", "/v1/orders/1", "q=1", "Accept", "application/json;q=0, */*", `{"a":{"b":[1,2]},"c":null}`)
	f.Add("GET", "/files/x-y.z", "%zz&&=", "Prefer", `code="2\"00"; x=",", example=three`, "")
	f.Add("OPTIONS", "//", "", "Origin", "null", "")
	f.Add("PUT", "/any", "a=%00", "X-Mock-Response-Name", "%ff", "[")
	f.Add("POST", "/v1/orders/2", "", "Content-Type", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--")
	outcomes := []Outcome{Served, Preflight, NoRoute, NoMethod, NoExample, NoChoice}
	f.Fuzz(func(t *testing.T, method, path, query, key, value, body string) {
		q := &Request{Method: method, Path: path, Query: query, Header: http.Header{}, Body: []byte(body)}
		q.Header.Add(key, value)
		d := table.Answer(q, nil)
		if !slices.Contains(outcomes, d.Outcome) || len(d.NearMisses) > maxNearMisses {
			t.Fatalf("outcome %q, %d near misses", d.Outcome, len(d.NearMisses))
		}
		if d.Status >= 400 && !json.Valid(d.Body) {
			t.Fatalf("the body of a miss is no JSON: %s", d.Body)
		}
		if reason := d.Headers().Get("X-Mock-Reason"); !validValue(reason) {
			t.Fatalf("x-mock-reason is no header value: %q", reason)
		}
	})
}

func FuzzCompile(f *testing.F) {
	f.Add("{{baseUrl}}/a/:id", "https://h/a/1", "id", `{"a": {{b}}, "c": "\"{{d}}"}`, "X-A", "b")
	f.Add("http://[::1]:80/{x", "", "", "{{", "Connection", "X-B, ,")
	f.Fuzz(func(t *testing.T, url, saved, name, body, key, value string) {
		q := &model.Request{ID: "r", URL: url}
		e := model.Example{ID: "e", Name: name, Status: 200, Headers: []model.Field{{Key: key, Value: value}},
			Saved: model.SavedRequest{Method: "POST", URL: saved, PathParams: []model.Field{{Key: name, Value: value}},
				Body: model.Body{Mode: model.BodyJSON, Text: body}}, Body: model.Bytes([]byte(body))}
		lookup := func(n string) (string, bool) { return value, n == name }
		table, err := Compile(model.Bundle{Items: []model.Item{{Request: q, Examples: []model.Example{e}}}}, Options{Lookup: lookup})
		if err != nil {
			return
		}
		for _, r := range table.routes {
			for _, x := range r.examples {
				for k, values := range x.header {
					if !validName(k) || slices.ContainsFunc(values, func(v string) bool { return !validValue(v) }) {
						t.Fatalf("header %q: %q would be sent", k, values)
					}
				}
			}
		}
	})
}
