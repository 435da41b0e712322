package session

import (
	"errors"
	"testing"

	"postern/model"
)

// renamed builds the change that appends to the name of a request.
func renamed(id model.ID, more string) func(Entities) (model.Change, error) {
	return func(from Entities) (model.Change, error) {
		r, err := from.Request(id)
		r.Name += more
		return model.Change{Edits: []model.Edit{model.Put{Entity: &r}}}, err
	}
}

// TestTwoRoomsEditTheSame queues two edits that each change a part of what the file holds.
func TestTwoRoomsEditTheSame(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	s.DoWith("one", renamed("a", " one"), nil)
	s.DoWith("two", renamed("a", " two"), nil)
	q.Drain()
	if h, _ := s.Tree().Head("a"); f.requests["a"].Name != "a one two" || h.Name != "a one two" {
		t.Errorf("file %q, tree %q", f.requests["a"].Name, h.Name)
	}
	if name, _ := s.CanUndo(); name != "two" {
		t.Errorf("can undo %q", name)
	}
	var got error
	s.DoWith("gone", renamed("gone", ""), func(err error) { got = err })
	s.DoWith("nothing", func(Entities) (model.Change, error) { return model.Change{}, nil }, func(err error) {
		if err != nil {
			t.Errorf("a change without edits: %v", err)
		}
	})
	q.Drain()
	if name, _ := s.CanUndo(); !errors.Is(got, model.ErrNotFound) || name != "two" {
		t.Errorf("%v, can undo %q", got, name)
	}
}

// TestTwoPlacesEditTheSettings queues two edits of different settings.
func TestTwoPlacesEditTheSettings(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	s.EditSettings(false, func(x *model.Settings) { x.Theme = model.ThemeDark }, nil)
	s.EditSettings(true, func(x *model.Settings) { x.TrashDays = 30 }, nil)
	s.EditSettings(false, func(*model.Settings) {}, nil)
	q.Drain()
	if got := s.Settings(); got.Theme != model.ThemeDark || got.TrashDays != 30 {
		t.Errorf("%+v", got)
	}
	if n := len(f.undo); n != 2 {
		t.Errorf("%d steps", n)
	}
}

func TestUndoReachesBackBeforeTheStart(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	s.DoWith("rename", renamed("a", " new"), nil)
	q.Drain()
	s, q = start(t, f)
	if name, _ := s.CanUndo(); name != "rename" {
		t.Fatalf("can undo %q after the restart", name)
	}
	s.Undo(nil)
	q.Drain()
	undo, _ := s.CanUndo()
	redo, _ := s.CanRedo()
	if h, _ := s.Tree().Head("a"); h.Name != "a" || undo != "sample" || redo != "rename" {
		t.Errorf("%q, can undo %q, redo %q", h.Name, undo, redo)
	}
	s.Undo(nil)
	var got error
	s.Undo(func(err error) { got = err })
	q.Drain()
	if !errors.Is(got, ErrNoStep) {
		t.Errorf("undo with nothing left: %v", got)
	}
	if _, ok := s.Tree().Head("a"); ok {
		t.Error("the sample was not taken back")
	}
}

func TestUndoStoresFirstWhatIsHeldBack(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	held := true
	s.OnClose(func() {
		if held {
			held = false
			s.DoWith("typed", renamed("a", " typed"), nil)
		}
	})
	s.Undo(nil)
	q.Drain()
	if name, _ := s.CanRedo(); f.requests["a"].Name != "a" || name != "typed" {
		t.Errorf("%q, can redo %q", f.requests["a"].Name, name)
	}
}

func TestReloadShowsWhatOthersChanged(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	if err := s.Open("a"); err != nil {
		t.Fatal(err)
	}
	if err := s.Open("b"); err != nil {
		t.Fatal(err)
	}
	other := model.Request{ID: "b", Name: "b", URL: "http://elsewhere"}
	if _, err := f.Apply(model.Change{Name: "elsewhere", Edits: []model.Edit{model.Trash{ID: "a"}, model.Put{Entity: &other}}}); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	q.Drain()
	if b := s.Tab("b"); b.Request.URL != "http://elsewhere" || b.Dirty || b.Revision == 0 {
		t.Errorf("%+v", b)
	}
	s.CloseTab("b")
	if name, _ := s.CanUndo(); len(s.Tabs()) != 0 || len(s.Tree().Children("c")) != 1 || name != "elsewhere" {
		t.Errorf("%d tabs, %v, can undo %q", len(s.Tabs()), s.Tree().Children("c"), name)
	}
}
