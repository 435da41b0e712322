package model

import (
	"reflect"
	"testing"
)

func TestLoosen(t *testing.T) {
	rules := func() []MockRule {
		return []MockRule{
			{Source: MockQuery, Key: "page", Operator: MockLess, Value: "3"},
			{Source: MockQuery, Key: "page", Operator: MockLessEqual, Value: "2"},
			{Group: MockAny, Rules: []MockRule{{Source: MockHeader, Key: "X-A", Operator: MockExists},
				{Source: MockHeader, Key: "X-A", Operator: MockEquals, Value: "{{a}}"}}},
		}
	}
	at := func(r []MockRule, i int) *MockRule {
		return []*MockRule{&r[0], &r[1], &r[2].Rules[0], &r[2].Rules[1]}[i]
	}
	tests := []struct {
		what, want string
		disabled   int // -1: none
	}{
		{"rule query page", "< 3", 0},
		{"rule query page", "<= 2", 1},
		{"rule query page", "< 9", 0}, // the value has changed since, or had a variable
		{"rule header X-A", "exists", 2},
		{"rule header X-A", "equals filled in", 3},
		{"rule header X-B", "exists", -1},
		{"rule group", "one of them holds", -1},
	}
	for _, tt := range tests {
		e := ExampleMock{Rules: rules()}
		want := ExampleMock{Rules: rules()}
		if tt.disabled >= 0 {
			at(want.Rules, tt.disabled).Disabled = true
		}
		v := Verdict{What: tt.what, Want: tt.want}
		if got := e.Loosen(v); got != (tt.disabled >= 0) || !reflect.DeepEqual(e, want) {
			t.Errorf("%s %s: %v, %+v", tt.what, tt.want, got, e.Rules)
		}
		if got := Loosens(v); got != (tt.what != "rule group") {
			t.Errorf("%s: can be loosened: %v", tt.what, got)
		}
	}
	var e ExampleMock
	if !e.Loosen(Verdict{What: "query page"}) || len(e.Ignored.Query) != 1 || e.Loosen(Verdict{What: "route"}) || Loosens(Verdict{What: "path"}) {
		t.Errorf("%+v", e)
	}
}

func TestAssertionWords(t *testing.T) {
	two, none := 2, 0
	tests := []struct {
		a             MockAssertion
		title, wanted string
		ok            bool
	}{
		{MockAssertion{Min: 2, Max: &two, Method: "POST", Path: "/users"}, "POST /users", "2 times", true},
		{MockAssertion{Min: 1, Route: "GET /a", Rules: []MockRule{{}}}, "GET /a with a rule", "at least 1 time", true},
		{MockAssertion{Max: &none, Name: "nobody deletes"}, "nobody deletes", "never", true},
		{MockAssertion{Max: &two}, "a request", "at most 2 times", true},
		{MockAssertion{Min: 1, Max: &two, Path: "/x"}, "/x", "1 to 2 times", true},
		{MockAssertion{Min: 3, Max: &two}, "a request", "3 to 2 times", false},
		{MockAssertion{}, "a request", "at least 0 times", false},
	}
	for _, tt := range tests {
		if tt.a.Title() != tt.title || tt.a.Wanted() != tt.wanted || (tt.a.Check() == nil) != tt.ok {
			t.Errorf("%+v: %q, %q, %v", tt.a, tt.a.Title(), tt.a.Wanted(), tt.a.Check())
		}
	}
}
