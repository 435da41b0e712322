package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestRefusedChangesChangeNothing(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	first := model.Put{Entity: &model.Folder{ID: "new", Name: "new"}}
	before := state(t, s)
	for name, c := range map[string]struct {
		edit model.Edit
		want error
	}{
		"no ID":             {model.Put{Entity: &model.Request{Name: "x"}}, model.ErrInvalid},
		"no entity":         {model.Put{}, model.ErrInvalid},
		"nil entity":        {model.Put{Entity: (*model.Request)(nil)}, model.ErrInvalid},
		"bad status":        {model.Put{Entity: &model.Example{ID: "y", Status: 42}}, model.ErrInvalid},
		"reserved ID":       {model.Put{Entity: &model.Collection{ID: model.RootID}}, model.ErrInvalid},
		"long ID":           {model.Put{Entity: &model.Folder{ID: model.ID(strings.Repeat("x", 300))}}, model.ErrInvalid},
		"other kind":        {model.Put{Entity: &model.Folder{ID: "r"}}, model.ErrInvalid},
		"unreadable extra":  {model.Put{Entity: &model.Folder{ID: "y", Extra: model.Extra{"postman": []byte("{")}}}, model.ErrInvalid},
		"unknown body":      {model.Put{Entity: &model.Example{ID: "y", Body: model.Content{Hash: "no", Size: 2}}}, model.ErrNotFound},
		"no edit":           {nil, model.ErrInvalid},
		"place unknown":     {model.Place{ID: "no", Parent: "c"}, model.ErrNotFound},
		"place under none":  {model.Place{ID: "r", Parent: "no"}, model.ErrNotFound},
		"into itself":       {model.Place{ID: "f", Parent: "f"}, model.ErrInvalid},
		"example in folder": {model.Place{ID: "x", Parent: "f"}, model.ErrInvalid},
		"request as root":   {model.Place{ID: "r", Parent: model.RootID}, model.ErrInvalid},
		"trash unknown":     {model.Trash{ID: "no"}, model.ErrNotFound},
		"trash unplaced":    {model.Trash{ID: "new"}, model.ErrNotFound},
		"remove unknown":    {model.Remove{ID: "no"}, model.ErrNotFound},
		"remove full":       {model.Remove{ID: "f"}, model.ErrInvalid},
	} {
		inverse, err := s.Apply(model.Change{Name: "try", Edits: []model.Edit{first, c.edit}})
		if !errors.Is(err, c.want) || len(inverse.Edits) > 0 || !strings.HasPrefix(err.Error(), "try: ") {
			t.Errorf("%s: %v, %v", name, inverse, err)
		}
		if d := cmp.Diff(before, state(t, s)); d != "" {
			t.Fatalf("%s changed:\n%s", name, d)
		}
	}
}

func TestInverseIsNamedAndOrdered(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	c := model.Change{Name: "tidy up", Edits: []model.Edit{model.Place{ID: "r", Parent: "c", Index: 0}, model.Trash{ID: "f"}}}
	inverse, err := s.Apply(c)
	want := model.Change{Name: "tidy up", Edits: []model.Edit{model.Place{ID: "f", Parent: "c", Index: 1},
		model.Place{ID: "r", Parent: "f", Index: 0}}}
	if err != nil || !cmp.Equal(inverse, want) {
		t.Errorf("%+v, %v", inverse, err)
	}
	if empty, err := s.Apply(model.Change{Name: "nothing"}); err != nil || !cmp.Equal(empty, model.Change{Name: "nothing"}) {
		t.Errorf("%+v, %v", empty, err)
	}
}

// Restoring from the trash to another place, and undoing that, must not lose the first place.
func TestTrashRemembersThroughUndo(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	mustApply(t, s, model.Trash{ID: "r"})
	mustApply(t, s, mustApply(t, s, model.Place{ID: "r", Parent: "c", Index: -1}).Edits...)
	tree, err := s.Tree()
	if err != nil {
		t.Fatal(err)
	}
	if x := tree.Trash(); len(x) != 1 || x[0].Parent != "f" || x[0].Head.Name != "Überblick ✓" || !x[0].Time.Equal(testNow) {
		t.Errorf("trash %+v", x)
	}
	mustApply(t, s, model.Remove{ID: "f"})
	undo := mustApply(t, s, model.Remove{ID: "x"}, model.Remove{ID: "r"})
	mustApply(t, s, undo.Edits...) // "f", where it was, is gone
	if tree, _ = s.Tree(); !tree.InTrash("r") || tree.Trash()[0].Parent != "f" || !slices.Equal(tree.Children("r"), []model.ID{"x"}) {
		t.Errorf("trash %+v", tree.Trash())
	}
	if _, known := tree.Head("f"); known {
		t.Error("what stood in for the folder is still there")
	}
}

func bodyOf(t *testing.T, s *Store, id model.ID) string {
	t.Helper()
	ex, err := s.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	if cmp.Equal(ex.Body, model.Content{}) {
		return ""
	}
	data, err := s.Body(ex.Body.Hash)
	if err != nil || int64(len(data)) != ex.Body.Size || ex.Body.Data != nil {
		t.Fatalf("%+v, %v", ex.Body, err)
	}
	return string(data)
}

func TestBodies(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	file := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(file, []byte("in a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	mine := &model.Example{ID: "y", Name: "y", Body: model.Content{Path: file}}
	mustApply(t, s, putAt(mine, "r")...)
	if got := bodyOf(t, s, "y"); got != "in a file" || mine.Body.Path != file {
		t.Errorf("from a file: %q, %+v", got, mine.Body)
	}
	x, _ := s.Example("x")
	x.ID = "copy" // by reference to what is stored
	mustApply(t, s, putAt(&x, "r")...)
	undo := mustApply(t, s, model.Remove{ID: "x"})
	if got := bodyOf(t, s, "copy"); got != "body of x" {
		t.Errorf("copy after removal: %q", got)
	}
	replaced := mustApply(t, s, model.Put{Entity: &model.Example{ID: "copy", Body: model.Bytes(nil)}})
	if got, err := s.Example("copy"); err != nil || !cmp.Equal(got.Body, model.Content{}) {
		t.Errorf("empty body: %+v, %v", got.Body, err)
	}
	if _, err := s.Body(hashOf("body of x")); err != nil {
		t.Errorf("a body that only undoing needs: %v", err)
	}
	checkFile(t, s)
	mustApply(t, s, replaced.Edits...)
	mustApply(t, s, undo.Edits...)
	if bodyOf(t, s, "copy") != "body of x" || bodyOf(t, s, "x") != "body of x" {
		t.Error("undo lost a body")
	}
	missing := &model.Example{ID: "z", Body: model.Content{Path: file + ".gone"}}
	if _, err := s.Apply(model.Change{Edits: putAt(missing, "r")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("file that is gone: %v", err)
	}
	data, _ := s.Body(x.Body.Hash)
	data[0] = '!' // is the caller's own
	if got := bodyOf(t, s, "x"); got != "body of x" {
		t.Errorf("%q", got)
	}
}

func TestEmptyTrash(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	mustApply(t, s, putAt(&model.Request{ID: "r2", Name: "other"}, "c")...)
	if err := s.PutDraft(model.Request{ID: "r"}); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, s, exchange("h", 1, "body of x"))
	mustApply(t, s, model.Trash{ID: "f"}, model.Trash{ID: "r2"}, model.Trash{ID: "e"})
	if err := s.EmptyTrash("f", "c"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("not in the trash: %v", err)
	}
	if err := s.EmptyTrash("f"); err != nil {
		t.Fatal(err)
	}
	tree, _ := s.Tree()
	for _, id := range []model.ID{"f", "r", "x"} {
		if _, known := tree.Head(id); known {
			t.Errorf("%s is left", id)
		}
	}
	if _, ok, _ := s.Draft("r"); ok {
		t.Error("the draft is left")
	}
	if got, err := s.Body(hashOf("body of x")); err != nil || string(got) != "body of x" {
		t.Errorf("the history's body: %q, %v", got, err)
	}
	if len(tree.Trash()) != 2 {
		t.Errorf("trash %+v", tree.Trash())
	}
	if err := s.EmptyTrash(); err != nil {
		t.Fatal(err)
	}
	if tree, _ = s.Tree(); len(tree.Trash()) != 0 || len(tree.Children(model.RootID)) != 1 {
		t.Errorf("after emptying: %+v", tree)
	}
	if err := errors.Join(s.EmptyTrash(), s.ClearHistory()); err != nil {
		t.Error(err)
	}
	if _, err := s.Body(hashOf("body of x")); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("nobody's body: %v", err)
	}
}

func TestBundle(t *testing.T) {
	from, to := newStore(t), newStore(t)
	fill(t, from)
	mustApply(t, from, putAt(&model.Request{ID: "top", Name: "top"}, "c")...)
	b, err := from.Bundle("c")
	if err != nil {
		t.Fatal(err)
	}
	f := b.Items[0]
	if f.Folder.ID != "f" || f.Items[0].Request.ID != "r" || b.Items[1].Request.ID != "top" {
		t.Errorf("bundle %+v", b)
	}
	if ex := f.Items[0].Examples[0]; string(ex.Body.Data) != "body of x" || !ex.Created.Equal(testNow) {
		t.Errorf("example %+v", ex)
	}
	mustApply(t, to, b.Change().Edits...)
	if again, err := to.Bundle("c"); err != nil || !cmp.Equal(b, again) {
		t.Errorf("%v\n%s", err, cmp.Diff(b, again))
	}
	if _, err := from.Bundle("f"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("bundle of a folder: %v", err)
	}
}

func TestEnvironmentsInOrder(t *testing.T) {
	s := newStore(t)
	mustApply(t, s, slices.Concat(putAt(&model.Environment{ID: "a"}, model.EnvironmentsID),
		putAt(&model.Environment{ID: model.GlobalsID}, model.EnvironmentsID),
		putAt(&model.Environment{ID: "b"}, model.EnvironmentsID), []model.Edit{model.Place{ID: "b", Parent: model.EnvironmentsID}})...)
	list, err := s.Environments()
	if want := []model.Environment{{ID: "b"}, {ID: "a"}}; err != nil || !cmp.Equal(list, want) {
		t.Errorf("%+v, %v", list, err)
	}
}

// A full disk refuses the change in words and leaves the workspace usable.
func TestNoRoomLeft(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	info, err := os.Stat(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	s.db.MaxSize = int(info.Size())
	before := state(t, s)
	big := model.Change{Name: "save example", Edits: putAt(&model.Example{ID: "big", Body: model.Bytes(make([]byte, 1<<20))}, "r")}
	if _, err := s.Apply(big); err == nil || !strings.HasPrefix(err.Error(), "save example: ") {
		t.Fatalf("no room: %v", err)
	}
	if d := cmp.Diff(before, state(t, s)); d != "" {
		t.Error(d)
	}
	s.db.MaxSize = 0
	mustApply(t, s, big.Edits...)
}
