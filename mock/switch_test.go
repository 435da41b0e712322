package mock

import (
	"errors"
	"testing"

	"postern/model"
)

const scenes = `
settings {"scenarios": [{"name": "full", "pins": {"GET /a": "one"}}, {"name": "empty", "pins": {"GET /a": "two"}}], "scenario": "full"}
request GET /a
  example one 200 one
    body one
  example two 200 two
    body two
`

func TestSwitchScenario(t *testing.T) {
	s := start(t, scenes, ListenOptions{})
	is := func(step, name string, switched bool, body string) {
		t.Helper()
		gotName, gotSwitched := s.Scenario()
		if got := say(t, s, "GET", "/a", ""); got != body || gotName != name || gotSwitched != switched {
			t.Errorf("%s: %s by scenario %q, switched %v", step, got, gotName, gotSwitched)
		}
	}
	is("at first", "full", false, "one")
	if err := s.SwitchScenario("empty"); err != nil {
		t.Fatal(err)
	}
	is("switched", "empty", true, "two")
	if _, text := ask(t, "GET", s.URL()+"/a", nil, "X-Mock-Scenario: full"); text != "one" {
		t.Errorf("the header asks for another one: %s", text)
	}
	if err := s.SwitchScenario("none such"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	b, o := parseBundle(t, scenes)
	s.Swap(mustCompile(t, b, o))
	is("an edit that leaves the scenarios alone", "empty", true, "two")
	s.Reset()
	is("a reset of the state", "empty", true, "two")
	o.Settings.Scenario = ""
	s.Swap(mustCompile(t, b, o))
	is("the settings chose none", "", false, "one")
	if err := s.SwitchScenario("empty"); err != nil {
		t.Fatal(err)
	}
	o.Settings.Scenarios = o.Settings.Scenarios[:1]
	s.Swap(mustCompile(t, b, o))
	is("the scenario is gone", "", false, "one")
	o.Settings.Scenario = "full"
	s.Swap(mustCompile(t, b, o))
	if err := s.SwitchScenario(""); err != nil {
		t.Fatal(err)
	}
	is("switched to none", "", true, "one")
	if err := s.SwitchScenario("full"); err != nil {
		t.Fatal(err)
	}
	is("back to that of the settings", "full", false, "one")
}

func TestResume(t *testing.T) {
	first := start(t, keeping, ListenOptions{})
	say(t, first, "GET", "/turn", "")
	say(t, first, "POST", "/users", `{"name": "Bob"}`)
	second := start(t, keeping, ListenOptions{Resume: first.Snapshot()})
	if got := say(t, second, "GET", "/turn", ""); got != "two" {
		t.Errorf("it begins anew: %s", got)
	}
	if got := say(t, second, "GET", "/users", ""); got != `[{"id":1,"name":"Ann"},{"id":2,"name":"Bob"}]` {
		t.Errorf("users %s", got)
	}
	third := start(t, scenes, ListenOptions{Resume: first.Snapshot()}) // another collection: it has no resource users
	if got := say(t, third, "GET", "/a", ""); got != "one" {
		t.Errorf("got %s", got)
	}
}
