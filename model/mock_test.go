package model

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

// TestMockClonesShareNothing changes everything in a clone that can be reached through a pointer.
func TestMockClonesShareNothing(t *testing.T) {
	e := Example{Mock: ExampleMock{Rules: []MockRule{{Group: MockAny, Rules: []MockRule{{Source: MockQuery, Key: "a"}}}},
		Ignored: MockKeys{Path: []string{"p"}, Query: []string{"q"}, Body: []string{"b"}}}}
	s := MockSettings{Pins: map[string]ID{"GET /": "a"}, Resources: []MockResource{{Name: "users"}},
		Scenarios: []MockScenario{{Name: "empty", Pins: map[string]ID{"GET /": "b"}}}}
	before := text(t, e) + text(t, s)
	c, d := e.Clone(), s.Clone()
	c.Mock.Rules[0].Rules[0].Key = "x"
	c.Mock.Rules[0].Group = MockAll
	c.Mock.Ignored.Path[0], c.Mock.Ignored.Query[0], c.Mock.Ignored.Body[0] = "x", "x", "x"
	d.Pins["GET /"], d.Resources[0].Name, d.Scenarios[0].Name, d.Scenarios[0].Pins["GET /"] = "x", "x", "x", "x"
	if after := text(t, e) + text(t, s); after != before {
		t.Errorf("a change of the clone changed the original: %s", after)
	}
}

// TestPlainEntitiesHaveNoMock keeps the stored form of what no mock setting was made for.
func TestPlainEntitiesHaveNoMock(t *testing.T) {
	got := text(t, Request{ID: "r", Name: "n"}) + text(t, Example{ID: "e", Name: "n"}) + text(t, Collection{ID: "c", Name: "n"})
	if want := `{"id":"r","name":"n"}{"id":"e","name":"n"}{"id":"c","name":"n"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMockSettingsOfACopy(t *testing.T) {
	m := MockSettings{Port: 1, Strict: true, Pins: map[string]ID{"GET /": "a", "GET /x": "gone"},
		Scenarios: []MockScenario{{Name: "s", Pins: map[string]ID{"GET /": "b"}}, {Name: "t", Pins: map[string]ID{"GET /": "gone"}}},
		Resources: []MockResource{{Name: "r", Seed: "a"}, {Name: "u", Seed: "gone"}}}
	before := text(t, m)
	got := m.Copied(map[ID]ID{"a": "a2", "b": "b2"})
	want := MockSettings{Strict: true, Pins: map[string]ID{"GET /": "a2"},
		Scenarios: []MockScenario{{Name: "s", Pins: map[string]ID{"GET /": "b2"}}, {Name: "t"}},
		Resources: []MockResource{{Name: "r", Seed: "a2"}, {Name: "u"}}}
	if !reflect.DeepEqual(got, want) || text(t, m) != before {
		t.Errorf("got %+v, want %+v; the original is %s", got, want, text(t, m))
	}
}

func TestIgnore(t *testing.T) {
	var k MockKeys
	for what, ok := range map[string]bool{"path id": true, "query page": true, "body kind": true, "form a": true, "variable v": true,
		"body": true, "query": false, "header Accept": false, "rule query page": false, "route": false, "path": false} {
		if got := k.Ignore(Verdict{What: what}); got != ok {
			t.Errorf("%s: %v", what, got)
		}
		k.Ignore(Verdict{What: what}) // twice is once
	}
	slices.Sort(k.Body)
	want := MockKeys{Path: []string{"id"}, Query: []string{"page"}, Body: []string{"*", "a", "kind", "v"}}
	if !reflect.DeepEqual(k, want) {
		t.Errorf("got %+v, want %+v", k, want)
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
