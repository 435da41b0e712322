package testspace

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// dump tells all that a workspace holds.
func dump(t *testing.T, w *Workspace) map[string]any {
	t.Helper()
	tree, err := w.Tree()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{"settings": w.settings}
	for id, e := range w.entities {
		out[string(id)] = clone(e)
		out[string(id)+" at"] = []any{tree.Parent(id), tree.Index(id), tree.InTrash(id)}
	}
	return out
}

func sample() *Workspace {
	w := New()
	w.Add(model.RootID, &model.Collection{ID: "c", Name: "C"}, &model.Collection{ID: "d", Name: "D"})
	w.Add("c", &model.Folder{ID: "f", Name: "F"}, &model.Request{ID: "r", Name: "R", URL: "http://r"})
	w.Add("r", &model.Example{ID: "x", Name: "X", Status: 200, Body: model.Bytes([]byte("one"))})
	return w
}

func TestEveryChangeCanBeUndone(t *testing.T) {
	changed := model.DefaultSettings()
	changed.MaxRedirects = 3
	for name, edits := range map[string][]model.Edit{
		"new":      {model.Put{Entity: &model.Folder{ID: "n", Name: "N"}}, model.Place{ID: "n", Parent: "d", Index: 0}},
		"edit":     {model.Put{Entity: &model.Request{ID: "r", Name: "other"}}},
		"body":     {model.Put{Entity: &model.Example{ID: "x", Name: "X", Status: 200, Body: model.Bytes([]byte("two"))}}},
		"move":     {model.Place{ID: "r", Parent: "f", Index: 0}, model.Place{ID: "f", Parent: "d", Index: -1}},
		"trash":    {model.Trash{ID: "r"}, model.Trash{ID: "c"}},
		"restore":  {model.Trash{ID: "r"}, model.Place{ID: "r", Parent: "d", Index: 0}},
		"remove":   {model.Remove{ID: "x"}, model.Remove{ID: "r"}},
		"settings": {model.PutSettings{Settings: changed}},
	} {
		w := sample()
		before := dump(t, w)
		inverse, err := w.Apply(model.Change{Name: name, Edits: edits})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after := dump(t, w)
		if cmp.Equal(before, after) {
			t.Errorf("%s changed nothing", name)
		}
		redo, err := w.Apply(inverse)
		if err != nil {
			t.Errorf("undo %s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(before, dump(t, w)); diff != "" {
			t.Errorf("undo %s: %s", name, diff)
		}
		if _, err := w.Apply(redo); err != nil {
			t.Errorf("redo %s: %v", name, err)
		}
		if diff := cmp.Diff(after, dump(t, w)); diff != "" {
			t.Errorf("redo %s: %s", name, diff)
		}
		if w.Text("x") == "" && name != "remove" {
			t.Errorf("%s lost the body of the example", name)
		}
	}
}

func TestFailedChangeChangesNothing(t *testing.T) {
	w := sample()
	before := dump(t, w)
	_, err := w.Apply(model.Change{Name: "half", Edits: []model.Edit{model.Put{Entity: &model.Folder{ID: "n"}},
		model.Place{ID: "n", Parent: "c"}, model.Trash{ID: "r"}, model.Place{ID: "c", Parent: "f"}}})
	if !errors.Is(err, model.ErrInvalid) {
		t.Errorf("err = %v", err)
	}
	if diff := cmp.Diff(before, dump(t, w)); diff != "" {
		t.Error(diff)
	}
	if len(w.Log) != 0 {
		t.Errorf("log = %v", w.Log)
	}
}
