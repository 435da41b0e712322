package mock

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"postern/model"
)

func TestVerify(t *testing.T) {
	s := start(t, `
request POST /users
  example made 201 made
request GET /users/:id
  example one 200 one
`, ListenOptions{})
	say(t, s, "POST", "/users?a=1", `{"name":"Ann"}`)
	say(t, s, "POST", "/users", `{"name":"Bob"}`)
	say(t, s, "POST", "/users", `{"name":"Bob"}`)
	say(t, s, "GET", "/users/7", "")
	say(t, s, "GET", "/nowhere", "")
	recorded(t, s, 5)
	bob := []model.MockRule{{Source: model.MockJSON, Key: "$.name", Operator: model.MockEquals, Value: "Bob"}}
	upTo := func(n int) *int { return &n }
	tests := []struct {
		a    model.MockAssertion
		met  bool
		text string
	}{
		{model.MockAssertion{Method: "post", Path: "/users", Min: 3, Max: upTo(3)}, true, "post /users: wanted 3 times, got 3"},
		{model.MockAssertion{Method: "POST", Path: "/users", Rules: bob, Min: 2, Max: upTo(2)}, true, "POST /users with a rule: wanted 2 times, got 2"},
		{model.MockAssertion{Route: "POST /users", Rules: bob, Min: 3}, false, "POST /users with a rule: wanted at least 3 times, got 2"},
		{model.MockAssertion{Path: "/users/:id", Rules: []model.MockRule{{Source: model.MockParam, Key: "id", Operator: model.MockEquals, Value: "7"}}, Min: 1}, true, "got 1"},
		{model.MockAssertion{Method: "DELETE", Max: upTo(0)}, true, "DELETE: wanted never, got 0"},
		{model.MockAssertion{Path: "/nowhere", Max: upTo(0)}, false, "wanted never, got 1"},
		{model.MockAssertion{Rules: []model.MockRule{{Source: model.MockQuery, Key: "a", Operator: model.MockExists}}, Min: 1, Max: upTo(1)}, true, "got 1"},
		{model.MockAssertion{Path: "/{open", Min: 1}, false, "{ without }"},
		{model.MockAssertion{Path: "/users"}, false, "it asks for no number of requests"},
		{model.MockAssertion{Rules: []model.MockRule{{Source: model.MockQuery}}, Min: 1}, false, "a rule for query has no name"},
	}
	for _, tt := range tests {
		v := s.Verify([]model.MockAssertion{tt.a})[0]
		if v.Met != tt.met || v.Unsure || !strings.Contains(v.Text, tt.text) {
			t.Errorf("%+v: %v, %q", tt.a, v.Met, v.Text)
		}
	}
}

// TestVerifySaysWhatItCannotKnow fills the journal, and sends a body that is not kept whole.
func TestVerifySaysWhatItCannotKnow(t *testing.T) {
	s := start(t, "request POST /a\n example a 200 a", ListenOptions{})
	body := []model.MockRule{{Source: model.MockBody, Operator: model.MockContains, Value: "end"}}
	say(t, s, "POST", "/a", strings.Repeat("x", JournalBody)+"end")
	recorded(t, s, 1)
	v := s.Verify([]model.MockAssertion{{Path: "/a", Rules: body, Min: 1}, {Path: "/a", Min: 1, Max: new(1)}})
	if v[0].Met || !v[0].Unsure || !strings.Contains(v[0].Text, "the bodies of 1 requests were too large") || !v[1].Met {
		t.Errorf("%+v", v)
	}
	for range JournalEntries {
		say(t, s, "POST", "/a", "")
	}
	recorded(t, s, JournalEntries+1)
	for a, want := range map[*model.MockAssertion]string{
		{Path: "/a", Min: JournalEntries}:                           "met",
		{Path: "/a", Min: JournalEntries + 1}:                       "unsure",
		{Path: "/a", Min: JournalEntries, Max: new(JournalEntries)}: "unsure",
		{Path: "/a", Max: new(JournalEntries - 1)}:                  "not met",
	} {
		v := s.Verify([]model.MockAssertion{*a})[0]
		got := map[string]string{"true false": "met", "false true": "unsure", "false false": "not met"}[fmt.Sprint(v.Met, v.Unsure)]
		if got != want || (want == "unsure") != strings.Contains(v.Text, "1 older requests made room") {
			t.Errorf("%s: %s, %q", a.Wanted(), got, v.Text)
		}
	}
}

func TestLatencies(t *testing.T) {
	s := start(t, "request GET /a\n example a 200 a\nrequest GET /b\n example b 200 b", ListenOptions{})
	for range 5 {
		say(t, s, "GET", "/a", "")
	}
	b, o := parseBundle(t, "request GET /a\n example a 200 a")
	s.Swap(mustCompile(t, b, o))
	say(t, s, "GET", "/a", "")
	recorded(t, s, 6)
	if l := s.Latencies("GET /a"); l.Count() != 6 || l.Percentile(50) <= 0 {
		t.Errorf("%d answers, %v", l.Count(), l.Percentile(50))
	}
	if l := s.Latencies("GET /b"); l.Count() != 0 {
		t.Errorf("%d answers of a route that is gone", l.Count())
	}
}

// recorded waits until the journal has numbered so many entries: a client has its answer a moment earlier.
func recorded(t *testing.T, s *Server, n uint64) {
	t.Helper()
	for t.Context().Err() == nil {
		if len(s.Journal().Since(n-1, 0)) > 0 {
			return
		}
		runtime.Gosched()
	}
}
