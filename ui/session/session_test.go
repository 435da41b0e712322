package session

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"postern/model"
	"postern/ui/task"
)

// file is a workspace in memory that really applies changes, so that the session is tested against
// what a store does.
type file struct {
	tree     *model.Tree
	requests map[model.ID]model.Request
	drafts   map[model.ID]model.Request
	state    map[string][]byte
	fail     error
	log      []string
	undo     []model.Change
	redo     []model.Change
	settings model.Settings
}

func newFile() *file {
	return &file{tree: model.NewTree(), requests: map[model.ID]model.Request{}, drafts: map[model.ID]model.Request{}, state: map[string][]byte{}, settings: model.DefaultSettings()}
}

func (f *file) Apply(c model.Change) (model.Change, error) {
	inverse, err := f.apply(c)
	if err == nil {
		f.undo, f.redo = append(f.undo, inverse), nil
	}
	return inverse, err
}

func (f *file) ApplyWith(build func() (model.Change, error)) (model.Change, error) {
	c, err := build()
	if err == nil && len(c.Edits) > 0 {
		_, err = f.Apply(c)
	}
	return c, err
}

func (f *file) Undo() (model.Change, error) { return f.step(&f.undo, &f.redo) }
func (f *file) Redo() (model.Change, error) { return f.step(&f.redo, &f.undo) }

func (f *file) step(from, to *[]model.Change) (model.Change, error) {
	if len(*from) == 0 {
		return model.Change{}, model.ErrNotFound
	}
	c := (*from)[len(*from)-1]
	back, err := f.apply(c)
	if err == nil {
		*from, *to = (*from)[:len(*from)-1], append(*to, back)
	}
	return c, err
}

func (f *file) Steps() (undo, redo []string, err error) { return names(f.undo), names(f.redo), nil }

func names(list []model.Change) (out []string) {
	for _, c := range slices.Backward(list) {
		out = append(out, c.Name)
	}
	return out
}

func (f *file) apply(c model.Change) (model.Change, error) {
	if f.fail != nil {
		return model.Change{}, f.fail
	}
	f.log = append(f.log, "apply "+c.Name)
	inverse := model.Change{Name: c.Name}
	for _, e := range c.Edits {
		var back model.Edit
		switch e := e.(type) {
		case model.Put:
			id := e.Entity.Head().ID
			back = model.Remove{ID: id}
			if old, ok := f.requests[id]; ok {
				back = model.Put{Entity: &old}
			}
			if r, ok := e.Entity.(*model.Request); ok {
				f.requests[id] = r.Clone()
			}
		case model.PutSettings:
			back = model.PutSettings{Settings: f.settings}
			f.settings = e.Settings
		case model.Trash:
			back = model.Place{ID: e.ID, Parent: f.tree.Parent(e.ID), Index: f.tree.Index(e.ID)}
		}
		if back != nil {
			inverse.Edits = append([]model.Edit{back}, inverse.Edits...)
		}
	}
	return inverse, f.tree.Apply(c, time.Now())
}

func (f *file) Tree() (*model.Tree, error) {
	t := model.NewTree()
	var edits []model.Edit
	for h := range f.tree.Walk(model.RootID) {
		edits = append(edits, model.Put{Entity: &headed{h}}, model.Place{ID: h.ID, Parent: f.tree.Parent(h.ID), Index: -1})
	}
	return t, t.Apply(model.Change{Edits: edits}, time.Now())
}

type headed struct{ h model.Head }

func (h *headed) Head() model.Head { return h.h }
func (h *headed) Validate() error  { return nil }

func (f *file) Settings() (model.Settings, error)             { return f.settings, nil }
func (f *file) State(key string) ([]byte, error)              { return f.state[key], nil }
func (f *file) PutState(key string, value []byte) error       { f.state[key] = value; return nil }
func (f *file) Collection(model.ID) (model.Collection, error) { return model.Collection{}, nil }
func (f *file) Folder(model.ID) (model.Folder, error)         { return model.Folder{}, nil }
func (f *file) Example(model.ID) (model.Example, error)       { return model.Example{}, nil }
func (f *file) Environment(model.ID) (model.Environment, error) {
	return model.Environment{}, nil
}
func (f *file) Request(id model.ID) (model.Request, error) {
	r, ok := f.requests[id]
	if !ok {
		return r, model.ErrNotFound
	}
	return r.Clone(), nil
}
func (f *file) PutDraft(r model.Request) error {
	f.log = append(f.log, "draft "+r.URL)
	f.drafts[r.ID] = r
	return nil
}
func (f *file) DeleteDraft(id model.ID) error {
	f.log = append(f.log, "forget")
	delete(f.drafts, id)
	return nil
}
func (f *file) Drafts() (out []model.Request, err error) {
	for _, d := range f.drafts {
		out = append(out, d)
	}
	return out, nil
}

func start(t *testing.T, f *file) (*Session, *task.Queue) {
	t.Helper()
	q := &task.Queue{}
	s, err := New(q, f, f, f)
	if err != nil {
		t.Fatal(err)
	}
	s.Report = func(err error) { t.Errorf("reported: %v", err) }
	return s, q
}

// sample puts a collection "c" with requests "a" and "b" into the file.
func sample(t *testing.T, s *Session, q *task.Queue) {
	t.Helper()
	var edits []model.Edit
	edits = append(edits, model.Put{Entity: &model.Collection{ID: "c", Name: "C"}}, model.Place{ID: "c", Parent: model.RootID})
	for _, id := range []model.ID{"a", "b"} {
		edits = append(edits, model.Put{Entity: &model.Request{ID: id, Name: string(id), URL: "http://" + string(id)}},
			model.Place{ID: id, Parent: "c", Index: -1})
	}
	s.Do(model.Change{Name: "sample", Edits: edits}, nil)
	q.Drain()
}

func TestEditBecomesDraftAndComesBackAfterACrash(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	if err := s.Open("a"); err != nil {
		t.Fatal(err)
	}
	s.Edit(s.Active(), func(r *model.Request) { r.URL = "http://changed" })
	if !s.Active().Dirty {
		t.Fatal("an edited tab is not dirty")
	}
	q.Advance(time.Second) // the draft must be written by now; the process dies here
	s2, _ := start(t, f)
	tab := s2.Active()
	if tab == nil || tab.Request.URL != "http://changed" || !tab.Dirty || tab.Saved.URL != "http://a" {
		t.Fatalf("after the crash: %+v", tab)
	}
}

func TestSaveForgetsTheDraftInOrder(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	_ = s.Open("a")
	s.Edit(s.Active(), func(r *model.Request) { r.URL = "http://x" })
	s.Save(s.Active(), "", nil)
	q.Drain()
	q.Advance(time.Second)
	if s.Active().Dirty || len(f.drafts) != 0 || f.requests["a"].URL != "http://x" {
		t.Fatalf("dirty %v, drafts %v, saved %q", s.Active().Dirty, f.drafts, f.requests["a"].URL)
	}
	s.Undo(nil)
	q.Drain()
	if f.requests["a"].URL != "http://a" || s.Active().Request.URL != "http://a" {
		t.Fatalf("after undo: file %q, editor %q", f.requests["a"].URL, s.Active().Request.URL)
	}
	s.Redo(nil)
	q.Drain()
	if f.requests["a"].URL != "http://x" {
		t.Fatalf("after redo: %q", f.requests["a"].URL)
	}
}

func TestTrashClosesCleanTabsAndKeepsDirtyOnes(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	_ = s.Open("a")
	_ = s.Open("b")
	s.Edit(s.Tab("b"), func(r *model.Request) { r.Name = "mine" })
	s.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: "c"}}}, nil)
	q.Drain()
	if len(s.Tabs()) != 1 || s.Active().ID != "b" || s.Active().Saved != nil {
		t.Fatalf("tabs after trash: %d, active %+v", len(s.Tabs()), s.Active())
	}
	s.Undo(nil)
	q.Drain()
	if s.Tree().Collection("a") != "c" {
		t.Fatal("undo did not bring the collection back")
	}
	if b := s.Tab("b"); b.Saved == nil || b.Saved.Name == "mine" || !b.Dirty {
		t.Fatalf("the draft is no change of the request that is back: %+v", b)
	}
}

func TestFailedChangeLeavesEverythingAndSaysSo(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	f.fail = errors.New("disk full")
	var got error
	s.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: "c"}}}, func(err error) { got = err })
	q.Drain()
	if got == nil || s.Tree().Collection("a") != "c" {
		t.Fatalf("err %v", got)
	}
	if name, _ := s.CanUndo(); name != "sample" {
		t.Fatalf("a failed change can be undone: %q", name)
	}
}

func TestLayoutComesBack(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	_ = s.Open("a")
	_ = s.Open("b")
	s.Show("a")
	s.SetSplit("sidebar", 0.3)
	s.SetToMock("a", true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(f.state[layoutKey]) || !strings.Contains(string(f.state[layoutKey]), `"sidebar"`) {
		t.Fatalf("state = %s", f.state[layoutKey])
	}
	s2, _ := start(t, f)
	if len(s2.Tabs()) != 2 || s2.Active().ID != "a" || s2.Split("sidebar", 0) != 0.3 || !s2.ToMock("a") {
		t.Fatalf("layout after restart: %+v", s2.Layout())
	}
}

func TestCloseStoresWhatRoomsHoldBack(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	s.OnClose(func() {
		s.Do(model.Change{Name: "held back", Edits: []model.Edit{model.Put{Entity: &model.Request{ID: "a", Name: "late"}}}}, nil)
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if f.requests["a"].Name != "late" {
		t.Fatalf("the edit was lost: %+v", f.requests["a"])
	}
}

// TestCrashAfterSaveShowsWhatWasSaved ends the program between a save and the forgetting of its draft.
func TestCrashAfterSaveShowsWhatWasSaved(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	_ = s.Open("a")
	s.Edit(s.Active(), func(r *model.Request) { r.URL = "http://older" })
	q.Advance(time.Second)
	s.Edit(s.Active(), func(r *model.Request) { r.URL = "http://saved" })
	s.Save(s.Active(), "", nil)
	q.Drain() // the save is acknowledged; the process dies here
	s2, _ := start(t, f)
	if tab := s2.Active(); tab.Request.URL != "http://saved" || tab.Dirty {
		t.Fatalf("after the crash the editor shows %q, dirty %v", tab.Request.URL, tab.Dirty)
	}
}
