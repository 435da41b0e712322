package mock

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"postern/model"
)

func TestOperators(t *testing.T) {
	tests := []struct {
		op        model.MockOperator
		want, got string // got is the value of a query parameter; "-" means that there is none
		ok        bool
	}{
		{model.MockEquals, "a", "a", true}, {model.MockEquals, "a", "A", false}, {model.MockEquals, "", "", true},
		{model.MockEquals, "1", "1.0", false}, {model.MockEquals, "a", "-", false},
		{model.MockNotEquals, "a", "b", true}, {model.MockNotEquals, "a", "a", false}, {model.MockNotEquals, "a", "-", true},
		{model.MockContains, "b", "abc", true}, {model.MockContains, "B", "abc", false},
		{model.MockNotContains, "b", "abc", false}, {model.MockNotContains, "x", "-", true},
		{model.MockMatches, "^a.c$", "abc", true}, {model.MockMatches, "b", "abc", true}, {model.MockMatches, "^b", "abc", false},
		{model.MockExists, "", "", true}, {model.MockExists, "", "-", false}, {model.MockNotExists, "", "-", true},
		{model.MockLess, "10", "9", true}, {model.MockLess, "10", "10", false}, {model.MockLess, "1e2", "-3.5", true},
		{model.MockLess, "10", "x", false}, {model.MockLess, "10", "-", false}, {model.MockLess, "10", "0x1", false},
		{model.MockLessEqual, "10", "10", true}, {model.MockGreater, "2", "10", true}, {model.MockGreaterEq, "2", "1.99", false},
		{model.MockGreater, "1", "inf", false},
		{model.MockBefore, "2024-03-01", "2024-02-29", true}, {model.MockBefore, "2024-03-01", "2024-03-01", false},
		{model.MockBefore, "2024-03-01T00:00:00+02:00", "2024-02-29T21:59:59Z", true},
		{model.MockBefore, "2024-03-01T00:00:00+02:00", "2024-02-29T22:00:01Z", false},
		{model.MockAfter, "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:38Z", true},
		{model.MockAfter, "1994-11-06", "Sunday, 06-Nov-94 08:49:37 GMT", true},
		{model.MockAfter, "2024-01-01", "soon", false},
		{model.MockSubset, `{"a":1}`, `{"a":1.0,"b":2}`, true}, {model.MockSubset, `{"a":{"b":[1]}}`, `{"a":{"b":[1,2]}}`, false},
		{model.MockSubset, `{"a":{{any}}}`, `{"a":[]}`, true}, {model.MockSubset, `{"a":1}`, `no json`, false},
		{model.MockSchema, `{"type":"integer","minimum":3}`, `3`, true}, {model.MockSchema, `{"type":"integer","minimum":3}`, `2`, false},
		{model.MockSchema, `{"format":"date"}`, `"2024-02-30"`, false},
	}
	for _, tt := range tests {
		r, err := newRules([]model.MockRule{{Source: model.MockQuery, Key: "k", Operator: tt.op, Value: tt.want}}, [2][]string{}, nil)
		if err != nil {
			t.Errorf("%s %q: %v", tt.op, tt.want, err)
			continue
		}
		q := &Request{}
		if tt.got != "-" {
			q.Query = url.Values{"k": {tt.got}}.Encode()
		}
		if _, ok := r.check(&visit{req: q}, nil, false); ok != tt.ok {
			t.Errorf("%q %s %q is %v", tt.got, tt.op, tt.want, ok)
		}
	}
}

func TestRulesOnJSON(t *testing.T) {
	const body = `{"n": 1.0, "s": "1", "b": true, "z": null, "l": [1, "x", {"k": 1}], "o": {"k": [1]}, "big": 12345678901234567890}`
	for _, tt := range []struct {
		path, op, value string
		ok              bool
	}{
		{"$.n", "equals", "1", true}, {"$.s", "equals", "1", true}, {"$.s", "equals", "1.0", false}, {"$.b", "equals", "true", true},
		{"$.z", "equals", "null", true}, {"$.z", "exists", "", true}, {"$.y", "exists", "", false}, {"$.l[*]", "equals", "x", true},
		{"$.l", "contains", "1", true}, {"$.l", "contains", `{"k":1.0}`, true}, {"$.l", "contains", "2", false},
		{"$.o", "contains", "k", true}, {"$.o", "equals", `{"k": [1.0]}`, true}, {"$.o", "equals", `{"k": [1], "x": 1}`, false},
		{"$.l[*]", "not equals", "x", false}, {"$.l[*]", "not equals", "y", true}, {"$.n", ">", "0.5", true},
		{"$.big", "equals", "12345678901234567890", true}, {"$.big", "equals", "12345678901234567891", false},
		{"$.l[-1].k", "equals", "1", true}, {"$['o']['k'][0]", "exists", "", true}, {"$[?@.k]", "exists", "", true},
	} {
		in := model.MockRule{Source: model.MockJSON, Key: tt.path, Operator: model.MockOperator(tt.op), Value: tt.value}
		r, err := newRules([]model.MockRule{in}, [2][]string{}, nil)
		if err != nil {
			t.Errorf("%s: %v", tt.path, err)
			continue
		}
		if log, ok := r.check(&visit{req: &Request{Header: http.Header{}, Body: []byte(body)}}, nil, false); ok != tt.ok {
			t.Errorf("%s %s %s is %v: %+v", tt.path, tt.op, tt.value, ok, log)
		}
	}
}

func TestRulesOnJSONWithNamesTwice(t *testing.T) {
	const body = ` {"a": 1, "o": {"x": 1, "y": 2.50, "\u0078": 12345678901234567890}, "l": [{"k": 1, "k": 2}], "a": "<"}`
	for _, tt := range []struct {
		path, op, value string
	}{
		{"$.a", "equals", "<"}, {"$.*", "not equals", "1"}, {"$.o.x", "equals", "12345678901234567890"}, {"$.l[*].k", "not equals", "1"},
		{"$.l[?@.k == 2]", "exists", ""}, {"$.o", "equals", `{"x": 12345678901234567890, "y": 2.5}`}, {"$..k", "equals", "2"},
		{"", "json subset", `{"a": "<"}`}, {"$", "json subset", `{"l": [{"k": 2}]}`},
	} {
		in := model.MockRule{Source: model.MockJSON, Key: tt.path, Operator: model.MockOperator(tt.op), Value: tt.value}
		r, err := newRules([]model.MockRule{in}, [2][]string{}, nil)
		if err != nil {
			t.Errorf("%s: %v", tt.path, err)
			continue
		}
		if log, ok := r.check(&visit{req: &Request{Body: []byte(body)}}, nil, false); !ok {
			t.Errorf("%s %s %s does not hold: %+v", tt.path, tt.op, tt.value, log)
		}
	}
}

func TestRulesOfOnePathReadItOnce(t *testing.T) {
	const key = "$.a[?@.n > 1].n"
	in := []model.MockRule{{Source: model.MockJSON, Key: key, Operator: model.MockEquals, Value: "2"},
		{Source: model.MockJSON, Key: key, Operator: model.MockNotEquals, Value: "1"}}
	r, err := newRules(in, [2][]string{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := &Request{Body: []byte(`{"a": [{"n": 1}, {"n": 2}]}`)}
	if log, ok := r.check(&visit{req: q}, nil, false); !ok || len(q.payload().read) != 1 {
		t.Errorf("%v, %d readings: %+v", ok, len(q.payload().read), log)
	}
}

// TestSchemaViolationsAreStable asks often, because the library goes over members in any order.
func TestSchemaViolationsAreStable(t *testing.T) {
	const schema = `{"additionalProperties": false, "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}`
	in := model.MockRule{Source: model.MockJSON, Operator: model.MockSchema, Value: schema}
	r, err := newRules([]model.MockRule{in}, [2][]string{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	const want = "is not valid: at '': additional properties 'x', 'y', 'z' not allowed"
	for range 50 {
		log, ok := r.check(&visit{req: &Request{Body: []byte(`{"z": 1, "y": 1, "x": 1, "b": 1, "a": 1}`)}}, nil, false)
		if ok || log[0].Text != want {
			t.Fatalf("got %q, want %q", log[0].Text, want)
		}
	}
}

func TestValuesOfAnObjectAreInTheOrderOfTheBody(t *testing.T) {
	in := model.MockRule{Source: model.MockJSON, Key: "$.*", Operator: model.MockEquals, Value: "none"}
	r, err := newRules([]model.MockRule{in}, [2][]string{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		log, _ := r.check(&visit{req: &Request{Body: []byte(`{"e": 5, "d": 4, "c": 3, "b": 2, "a": 1}`)}}, nil, false)
		if log[0].Got != "5, 4, 3, 2, 1" {
			t.Fatalf("got %s", log[0].Got)
		}
	}
}

func TestRulesLookIntoBoundedBodies(t *testing.T) {
	for name, tt := range map[string]struct{ source, key, body, want string }{
		"large JSON":  {"json", "$", `"` + strings.Repeat("x", maxRuleBody) + `"`, "1 MiB"},
		"deep JSON":   {"json", "$..a", strings.Repeat("[", maxRuleDepth+1) + strings.Repeat("]", maxRuleDepth+1), "nested deeper"},
		"large XML":   {"xml", "//a", "<a>" + strings.Repeat("x", maxRuleBody) + "</a>", "1 MiB"},
		"deep XML":    {"xml", "//a", strings.Repeat("<a>", maxRuleDepth+1), "nested deeper"},
		"wide XML":    {"xml", "//a", "<a>" + strings.Repeat("<b/>", maxElements) + "</a>", "more elements"},
		"much work":   {"json", "$" + strings.Repeat("[*,*]", 30) + ".x", strings.Repeat("[", 40) + strings.Repeat("]", 40), "looks at more values"},
		"many values": {"json", "$[*]", "[1" + strings.Repeat(",1", maxSelected) + "]", "more than 10,000 values"},
		"large text":  {"body", "", strings.Repeat("x", maxRuleBody+1), "1 MiB"},
	} {
		in := model.MockRule{Source: model.MockSource(tt.source), Key: tt.key, Operator: model.MockExists}
		r, err := newRules([]model.MockRule{in}, [2][]string{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		log, ok := r.check(&visit{req: &Request{Header: http.Header{}, Body: []byte(tt.body)}}, nil, false)
		if ok || len(log) != 1 || !strings.Contains(log[0].Text, tt.want) {
			t.Errorf("%s: %v, %+v", name, ok, log)
		}
	}
}
