package session

import (
	"testing"

	"postern/model"
)

// TestUndoOpensWhatItBringsBack deletes what is open, and takes that back.
func TestUndoOpensWhatItBringsBack(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	var returned []model.ID
	s.OnReturn = func(id model.ID) { returned = append(returned, id) }
	scratch := s.OpenNew(model.Request{Name: "scratch"}).ID
	for _, id := range []model.ID{"a", "b"} {
		if err := s.Open(id); err != nil {
			t.Fatal(err)
		}
	}
	s.Show("a")
	row := func() (out []model.ID) {
		for _, tab := range s.Tabs() {
			out = append(out, tab.ID)
		}
		return out
	}
	is := func(step string, active model.ID, want ...model.ID) {
		t.Helper()
		got := row()
		same := len(got) == len(want) && s.Active() != nil && s.Active().ID == active
		for i := range want {
			same = same && got[i] == want[i]
		}
		if !same {
			t.Errorf("%s: tabs %v, shown %+v", step, got, s.Active())
		}
	}
	is("before", "a", scratch, "a", "b")
	s.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: "c"}}}, nil)
	q.Drain()
	is("deleted", scratch, scratch)
	s.Undo(nil)
	q.Drain()
	is("taken back", "a", scratch, "a", "b")
	s.CloseTab("b")
	s.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: "c"}}}, nil)
	s.Undo(nil)
	q.Drain()
	is("once more, one closed by hand", "a", scratch, "a")
	s.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: "b"}}}, nil)
	s.Undo(nil)
	q.Drain()
	is("what was not open stays closed", "a", scratch, "a")
	if len(returned) != 3 || returned[0] != "c" || returned[1] != "c" || returned[2] != "b" {
		t.Errorf("told of %v", returned)
	}
}
