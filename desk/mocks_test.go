package desk

import (
	"net"
	"net/http"
	"path/filepath"
	"testing"

	"postern/model"
)

// TestMockFollowsWhatTheWindowSets drives a running mock by commands of the window, with real sockets.
func TestMockFollowsWhatTheWindowSets(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	defer s.ui.Close()
	tree, err := s.bench.Tree()
	if err != nil {
		t.Fatal(err)
	}
	id := tree.Children(model.RootID)[0]
	c, err := s.bench.Collection(id)
	if err != nil {
		t.Fatal(err)
	}
	route := s.bench.MockPreview(id).Routes[0]
	c.Mock.Port = unused(t)
	c.Mock.Scenarios = []model.MockScenario{{Name: "second", Pins: map[string]model.ID{route.Key: route.Examples[1].ID}}}
	if _, err := s.bench.Apply(model.Change{Name: "scenario", Edits: []model.Edit{model.Put{Entity: &c}}}); err != nil {
		t.Fatal(err)
	}
	s.ui.Reload()
	s.settle()
	s.command("Start or stop mock")
	s.command("Show mock scenarios")
	answers := func(step string, example int) {
		t.Helper()
		resp, err := http.Get(s.bench.MockStatus(id).URL + route.Path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		want := route.Examples[example].Name
		if got := resp.Header.Get("X-Mock-Example"); got != want {
			t.Errorf("%s: %q answers, want %q", step, got, want)
		}
	}
	answers("at first", 0)
	s.command("Command palette…")
	s.enter("Scenario: second")
	s.settle()
	answers("the scenario of the palette", 1)
	if stored, err := s.bench.Collection(id); err != nil || stored.Mock.Scenario != "" {
		t.Errorf("the file says %q, %v", stored.Mock.Scenario, err)
	}
	s.command("Start or stop mock")
	s.command("Start or stop mock")
	answers("started again", 1)
	s.command("Command palette…")
	s.enter("Scenario: none")
	s.settle()
	answers("no scenario", 0)
	s.command("Undo") // the change of the settings, not the switch
	if len(must(s.bench.Collection(id)).Mock.Scenarios) != 0 {
		t.Error("the scenario is still there")
	}
	if got := s.bench.MockStatus(id); !got.Running {
		t.Errorf("status %+v", got)
	}
}

func must(c model.Collection, err error) model.Collection {
	if err != nil {
		panic(err)
	}
	return c
}

// unused returns a port that nobody listens on.
func unused(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
