package workbench

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"postern/model"
)

// TestUndoIsServedByTheNextRequest undoes and redoes changes of a collection while its mock runs.
func TestUndoIsServedByTheNextRequest(t *testing.T) {
	b := newBench(t)
	s, other := addStore(t, b, "Store API", ""), addStore(t, b, "Other", "")
	url := start(t, b, s.collection.ID).URL + "/v1/products/1"
	step := func(what string, do func() (model.Change, error), code int, body string) {
		t.Helper()
		if _, err := do(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if c, text := get(t, url); c != code || code == 200 && text != body {
			t.Errorf("%s: %d %s", what, c, text)
		}
	}
	edited := s.example.Clone()
	edited.Body = model.Bytes([]byte("edited"))
	apply(t, b, model.Put{Entity: &edited})
	apply(t, b, model.Place{ID: s.request.ID, Parent: other.folder.ID})
	step("undo of a move away", b.Undo, 200, "edited")
	step("undo of an edit", b.Undo, 200, `{"id":1}`)
	step("redo of the edit", b.Redo, 200, "edited")
	step("redo of the move", b.Redo, 404, "")
	step("undo of the move again", b.Undo, 200, "edited")
}

func TestUndoOfWhatTheCommandLineDid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.db")
	b := openBench(t, path, Options{})
	addStore(t, b, "Imported", "")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = openBench(t, path, Options{})
	if undo, redo, err := b.Steps(); err != nil || !slices.Equal(undo, []string{"import Imported"}) || len(redo) > 0 {
		t.Fatalf("%v, %v, %v", undo, redo, err)
	}
	if c, err := b.Undo(); err != nil || c.Name != "import Imported" || len(names(t, b)) > 0 {
		t.Errorf("%+v, %v, left %v", c, err, names(t, b))
	}
	if _, err := b.Undo(); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("nothing is left: %v", err)
	}
}

// TestEditsOfOneEntityFromSeveralPlaces adds to the globals from many goroutines: none is lost.
func TestEditsOfOneEntityFromSeveralPlaces(t *testing.T) {
	const places = 20
	b := newBench(t)
	var all sync.WaitGroup
	for n := range places {
		all.Go(func() {
			_, err := b.ApplyWith(func() (model.Change, error) {
				g, err := b.Globals()
				g.Variables = append(g.Variables, model.Variable{Key: fmt.Sprint(n)})
				return model.Change{Name: "add", Edits: []model.Edit{model.Put{Entity: &g}}}, err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if g, err := b.Globals(); err != nil || len(g.Variables) != places {
		t.Errorf("%d variables, %v", len(g.Variables), err)
	}
	if _, err := b.ApplyWith(func() (model.Change, error) { return model.Change{}, model.ErrInvalid }); !errors.Is(err, model.ErrInvalid) {
		t.Error(err)
	}
	if undo, _, err := b.Steps(); err != nil || len(undo) != places {
		t.Errorf("%d steps, %v", len(undo), err)
	}
}

func TestSampleIsNoStep(t *testing.T) {
	b := openBench(t, filepath.Join(t.TempDir(), "w.db"), Options{Sample: func() ([]byte, error) {
		return []byte(`{"environments":[{"name":"local","values":[],"_postman_variable_scope":"environment"}]}`), nil
	}})
	undo, _, err := b.Steps()
	if environments, _ := b.Environments(); err != nil || len(undo) > 0 || len(environments) != 1 {
		t.Errorf("%v, %v, %d environments", undo, err, len(environments))
	}
}
