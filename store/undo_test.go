package store

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
)

func named(t *testing.T, s *Store, name string, edits ...model.Edit) {
	t.Helper()
	if _, err := s.Apply(model.Change{Name: name, Edits: edits}); err != nil {
		t.Fatal(err)
	}
}

// steps returns the names of what can be undone and redone, as "c b a | d".
func steps(t *testing.T, s *Store) string {
	t.Helper()
	undo, redo, err := s.Steps()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(strings.Join(undo, " ") + " | " + strings.Join(redo, " "))
}

func TestUndoSurvivesARestart(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	r, err := s.Request("r")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one", "two", "three"} {
		r.Name = name
		named(t, s, name, model.Put{Entity: &r})
	}
	c, err := s.Undo()
	if err != nil || c.Name != "three" || len(c.Edits) != 1 || c.Edits[0].(model.Put).Entity.Head().Name != "two" {
		t.Fatalf("%+v, %v", c, err)
	}
	s = reopened(t, s)
	if got := steps(t, s); got != "two one test | three" {
		t.Errorf("after the restart: %s", got)
	}
	if _, err := s.Redo(); err != nil {
		t.Fatal(err)
	}
	if r, err = s.Request("r"); err != nil || r.Name != "three" {
		t.Errorf("%q, %v", r.Name, err)
	}
}

func TestNewChangeEndsRedoing(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	named(t, s, "example", putAt(&model.Example{ID: "y", Body: model.Bytes([]byte("undone"))}, "r")...)
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Body(hashOf("undone")); err != nil {
		t.Errorf("the body that doing it again needs: %v", err)
	}
	named(t, s, "other", model.Trash{ID: "x"})
	if got := steps(t, s); got != "other test |" {
		t.Errorf("%s", got)
	}
	if _, err := s.Body(hashOf("undone")); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("a body that nobody needs any more: %v", err)
	}
	if _, err := s.Redo(); !errors.Is(err, model.ErrNotFound) || !strings.Contains(err.Error(), "nothing to do again") {
		t.Errorf("%v", err)
	}
}

func TestUndoKeepsToItsBudgetOfSteps(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	for n := range maxSteps + 20 {
		named(t, s, fmt.Sprint(n), model.Put{Entity: &model.Folder{ID: "f", Name: fmt.Sprint(n)}})
	}
	undo, _, err := s.Steps()
	if err != nil || len(undo) != maxSteps || undo[maxSteps-1] != "20" {
		t.Fatalf("%d steps, %v", len(undo), err)
	}
	for range undo {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	if f, err := s.Folder("f"); err != nil || f.Name != "19" {
		t.Errorf("%q, %v", f.Name, err)
	}
	rows := state(t, s)[bucketUndo]
	if len(rows) != 2*maxSteps+1 {
		t.Errorf("%d values are kept for %d steps", len(rows), maxSteps)
	}
}

func TestUndoKeepsToItsBudgetOfBytes(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	for n := range 5 {
		body := bytes.Repeat([]byte{byte('a' + n)}, maxStepBytes/3)
		named(t, s, fmt.Sprint(n), model.Put{Entity: &model.Example{ID: "x", Body: model.Bytes(body)}})
	}
	if got := steps(t, s); got != "4 3 |" { // each with the body that it replaced, and a little more
		t.Errorf("%s", got)
	}
	if n := len(state(t, s)[bucketBodies]); n != 3 {
		t.Errorf("%d bodies are kept", n)
	}
	named(t, s, "too large alone", model.Put{Entity: &model.Example{ID: "x", Body: model.Bytes(make([]byte, maxStepBytes))}})
	named(t, s, "gone", model.Remove{ID: "x"})
	if got := steps(t, s); got != "gone |" {
		t.Errorf("the newest step is kept whatever its size: %s", got)
	}
	if _, err := s.Undo(); err != nil {
		t.Error(err)
	}
	if x, err := s.Example("x"); err != nil || x.Body.Size != maxStepBytes {
		t.Errorf("%+v, %v", x.Body, err)
	}
}

func TestTypingIsUndoneAtOnce(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	now := testNow
	s.now = func() time.Time { return now }
	typed := func(name, value string, id model.ID) {
		t.Helper()
		now = now.Add(time.Second / 2)
		c := model.Change{Name: name, Typing: true, Edits: []model.Edit{model.Put{Entity: &model.Folder{ID: id, Name: value}}}}
		if _, err := s.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	named(t, s, "new", putAt(&model.Folder{ID: "g"}, "c")...)
	for _, text := range []string{"a", "ab", "abc", "abcd", "abcde"} {
		typed("docs", text, "f")
	}
	if got := steps(t, s); got != "docs new test |" {
		t.Fatalf("%s", got)
	}
	typed("docs", "abcdef", "f") // too late
	typed("name", "abcdefg", "f")
	typed("name", "x", "g")
	if got := steps(t, s); got != "name name docs docs new test |" {
		t.Fatalf("%s", got)
	}
	for _, want := range []string{"abcdefg", "abcdef", "abcde", "products"} {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		if f, err := s.Folder("f"); err != nil || f.Name != want {
			t.Errorf("%q instead of %q, %v", f.Name, want, err)
		}
	}
}

func TestEmptyTrashForgetsWhatNeedsIt(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	named(t, s, "one", model.Put{Entity: &model.Example{ID: "x", Body: model.Bytes([]byte("new"))}})
	named(t, s, "two", model.Trash{ID: "f"})
	named(t, s, "three", model.Trash{ID: "e"})
	named(t, s, "four", model.Put{Entity: &model.Collection{ID: "c", Name: "C"}})
	named(t, s, "five", model.Place{ID: "e", Parent: model.EnvironmentsID})
	named(t, s, "six", model.Put{Entity: &model.Collection{ID: "c", Name: "D"}})
	for range 3 {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.EmptyTrash("f"); err != nil {
		t.Fatal(err)
	}
	if got := steps(t, s); got != "three | four five six" {
		t.Errorf("without the folder: %s", got)
	}
	if len(state(t, s)[bucketBodies]) != 0 {
		t.Error("bodies of what is gone are kept")
	}
	if err := s.EmptyTrash(); err != nil {
		t.Fatal(err)
	}
	if got := steps(t, s); got != "| four" {
		t.Errorf("without the environment: %s", got)
	}
	if _, err := s.Redo(); err != nil {
		t.Error(err)
	}
}

func TestForgetSteps(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	named(t, s, "one", model.Put{Entity: &model.Example{ID: "x", Body: model.Bytes([]byte("new"))}})
	named(t, s, "two", model.Remove{ID: "x"})
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	if err := s.ForgetSteps(); err != nil {
		t.Fatal(err)
	}
	if got, all := steps(t, s), state(t, s); got != "|" || len(all[bucketUndo]) != 1 || len(all[bucketBodies]) != 1 {
		t.Errorf("%s, %v", got, all[bucketUndo])
	}
	named(t, s, "three", model.Remove{ID: "x"})
	if _, err := s.Undo(); err != nil {
		t.Error(err)
	}
}

func TestStepThatCannotBeUndoneChangesNothing(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	named(t, s, "delete", model.Put{Entity: &model.Folder{ID: "f", Name: "renamed"}}, model.Trash{ID: "r"})
	err := s.db.Update(func(tx *bbolt.Tx) error { // what no change does
		return errors.Join(bucket(tx, bucketHeads).Delete([]byte("x")), bucket(tx, bucketExamples).Delete([]byte("x")),
			bucket(tx, bucketHeads).Delete([]byte("r")), bucket(tx, bucketRequests).Delete([]byte("r")),
			bucket(tx, bucketTrash).Delete([]byte("r")), bucket(tx, bucketChildren).Delete([]byte("r")),
			bucket(tx, bucketParents).Delete([]byte("x")), bucket(tx, bucketBodies).Delete([]byte(hashOf("body of x"))),
			bucket(tx, bucketBodyRefs).Delete([]byte(hashOf("body of x"))))
	})
	if err != nil {
		t.Fatal(err)
	}
	before := state(t, s)
	if _, err := s.Undo(); err == nil || !strings.Contains(err.Error(), `"delete" cannot be taken back`) {
		t.Errorf("%v", err)
	}
	if d := cmp.Diff(before, state(t, s)); d != "" {
		t.Errorf("(-before +after):\n%s", d)
	}
}
