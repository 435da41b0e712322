package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
)

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// generator makes random changes that are valid for the tree it is given.
type generator struct {
	*rand.Rand
	ids   []model.ID
	kinds map[model.ID]model.Kind
}

func (g *generator) any() model.ID {
	if len(g.ids) == 0 {
		return "none"
	}
	return g.ids[g.IntN(len(g.ids))]
}

func (g *generator) entity(id model.ID, kind model.Kind) model.Entity {
	name := fmt.Sprintf("n%d", g.IntN(3))
	switch kind {
	case model.KindCollection:
		return &model.Collection{ID: id, Name: name}
	case model.KindFolder:
		return &model.Folder{ID: id, Name: name}
	case model.KindRequest:
		return &model.Request{ID: id, Name: name, Method: []string{"", "PUT", "x"}[g.IntN(3)]}
	case model.KindEnvironment:
		return &model.Environment{ID: id, Name: name}
	}
	body := []string{"", "a", "b", "c"}[g.IntN(4)]
	return &model.Example{ID: id, Name: name, Status: 200 + g.IntN(2), Body: model.Bytes([]byte(body))}
}

// edit makes one edit; it may be one that the tree refuses.
func (g *generator) edit(tree *model.Tree) model.Edit {
	id := g.any()
	switch g.IntN(12) {
	case 0, 1, 2:
		id = model.ID(fmt.Sprintf("id%d", len(g.ids)))
		g.ids = append(g.ids, id)
		g.kinds[id] = model.Kind(1 + g.IntN(5))
		return model.Put{Entity: g.entity(id, g.kinds[id])}
	case 3:
		return model.Put{Entity: g.entity(id, g.kinds[id])} // new again where it was removed
	case 4:
		return model.Trash{ID: id}
	case 5, 6:
		return model.Remove{ID: id}
	case 7:
		s := model.DefaultSettings()
		s.MaxRedirects = g.IntN(3)
		return model.PutSettings{Settings: s}
	}
	parent := g.any()
	switch g.kinds[id] {
	case model.KindCollection:
		parent = model.RootID
	case model.KindEnvironment:
		parent = model.EnvironmentsID
	}
	return model.Place{ID: id, Parent: parent, Index: g.IntN(4) - 1}
}

// change makes a change of some edits that tree accepts, and applies it to tree.
func (g *generator) change(tree *model.Tree) (c model.Change) {
	for n := 1 + g.IntN(8); len(c.Edits) < n; {
		e := g.edit(tree)
		if r, ok := e.(model.Remove); ok {
			if _, known := tree.Head(r.ID); !known {
				continue // the tree forgives what the store does not
			}
		}
		if p, ok := e.(model.Put); ok && p.Entity.Head().Kind == 0 {
			continue
		}
		if tree.Apply(model.Change{Edits: []model.Edit{e}}, testNow) == nil {
			c.Edits = append(c.Edits, e)
		}
	}
	return c
}

// shape is what a tree says, in a form to compare.
func (g *generator) shape(tree *model.Tree) []string {
	var out []string
	for _, id := range append(g.ids, model.RootID, model.EnvironmentsID) {
		h, ok := tree.Head(id)
		if kids := tree.Children(id); ok || len(kids) > 0 {
			out = append(out, fmt.Sprintf("%v below %q: %v", h, tree.Parent(id), kids))
		}
	}
	for _, x := range tree.Trash() {
		out = append(out, fmt.Sprintf("trash %v", x))
	}
	return out
}

// state is all that is stored, but for what the trash remembers: that may change by undoing.
func state(t *testing.T, s *Store) map[string]map[string]string {
	t.Helper()
	return stateOf(t, s, buckets)
}

func stateOf(t *testing.T, s *Store, names []string) (all map[string]map[string]string) {
	t.Helper()
	settings, err := s.Settings()
	if err != nil {
		t.Fatal(err)
	}
	s.db.View(func(tx *bbolt.Tx) error { all = dumpOf(tx, names); return nil })
	all[bucketSettings] = map[string]string{"": fmt.Sprint(settings)}
	for id := range all[bucketTrash] {
		all[bucketTrash][id] = ""
	}
	return all
}

// workspace is the state without what is kept for undoing it.
func workspace(t *testing.T, s *Store) map[string]map[string]string {
	t.Helper()
	return stateOf(t, s, slices.DeleteFunc(slices.Clone(buckets), func(name string) bool {
		return name == bucketUndo || name == bucketBodies || name == bucketBodyRefs
	}))
}

// bundle makes an import of a few things with new IDs.
func (g *generator) bundle() model.Change {
	id := func(kind model.Kind) model.ID {
		id := model.ID(fmt.Sprintf("id%d", len(g.ids)))
		g.ids = append(g.ids, id)
		g.kinds[id] = kind
		return id
	}
	b := model.Bundle{Collection: model.Collection{ID: id(model.KindCollection), Name: "imported"}}
	f := model.Item{Folder: &model.Folder{ID: id(model.KindFolder)}}
	for range 1 + g.IntN(3) {
		r := model.Item{Request: &model.Request{ID: id(model.KindRequest)}}
		ex := g.entity(id(model.KindExample), model.KindExample).(*model.Example)
		r.Examples = append(r.Examples, *ex)
		f.Items = append(f.Items, r)
	}
	b.Items = append(b.Items, f)
	return b.Change()
}

// Random changes must do to the file what they do to a tree in memory; undoing and redoing each must
// lead to the same values. Undoing all of them, last one first, must lead to those of every step before,
// back to the empty workspace, and doing them again to the end, with the file closed in between.
func TestApplyIsTreeApply(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { applyRandomly(t, seed, 200) })
	}
}

func applyRandomly(t *testing.T, seed uint64, changes int) {
	s := newStore(t)
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), kinds: map[model.ID]model.Kind{}}
	mirror := model.NewTree()
	states := []map[string]map[string]string{workspace(t, s)}
	for n := range changes {
		var c model.Change
		if g.IntN(20) > 0 {
			c = g.change(mirror)
		} else if c = g.bundle(); mirror.Apply(c, testNow) != nil {
			t.Fatalf("import %+v", c)
		}
		if _, err := s.Apply(c); err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		tree, err := s.Tree()
		if err != nil {
			t.Fatal(err)
		}
		if want, got := g.shape(mirror), g.shape(tree); !slices.Equal(want, got) {
			t.Fatalf("%+v (-memory +file):\n%s", c, cmp.Diff(want, got))
		}
		after := workspace(t, s)
		if n%4 == 0 {
			undone(t, s, states[len(states)-1])
			redone(t, s, after)
			if mirror, err = s.Tree(); err != nil { // redoing may change what the trash remembers
				t.Fatal(err)
			}
		}
		states = append(states, after)
		if n == changes/2 {
			s = reopened(t, s)
		}
	}
	checkFile(t, s)
	for i := len(states) - 2; i >= 0; i-- {
		if undone(t, s, states[i]); i == changes/3 {
			s = reopened(t, s)
		}
	}
	if _, err := s.Undo(); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("undo with nothing left: %v", err)
	}
	checkFile(t, s)
	for i, want := range states[1:] {
		if redone(t, s, want); i == changes/3 {
			s = reopened(t, s)
		}
	}
	if _, err := s.Redo(); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("redo with nothing left: %v", err)
	}
}

func undone(t *testing.T, s *Store, want map[string]map[string]string) {
	t.Helper()
	c, err := s.Undo()
	if err != nil {
		t.Fatal(err)
	}
	if got := workspace(t, s); !same(want, got) {
		d := cmp.Diff(want, got)
		t.Fatalf("undone by %+v (-want +undone):\n%s", c, d)
	}
}

func redone(t *testing.T, s *Store, want map[string]map[string]string) {
	t.Helper()
	c, err := s.Redo()
	if err != nil {
		t.Fatal(err)
	}
	if got := workspace(t, s); !same(want, got) {
		d := cmp.Diff(want, got)
		t.Fatalf("redone by %+v (-want +redone):\n%s", c, d)
	}
}

func same(a, b map[string]map[string]string) bool {
	return maps.EqualFunc(a, b, func(x, y map[string]string) bool { return maps.Equal(x, y) })
}

func reopened(t *testing.T, s *Store) *Store {
	t.Helper()
	closeChecked(t, s)
	return mustOpen(t, s.Path())
}

// Changes, undoing and redoing in any order lead to the states that a list of them in memory says;
// emptying the trash in between never leaves a step that cannot be carried out.
func TestUndoInAnyOrder(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { stepRandomly(t, seed) })
	}
}

func stepRandomly(t *testing.T, seed uint64) {
	s := newStore(t)
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 2)), kinds: map[model.ID]model.Kind{}}
	states, at := []map[string]map[string]string{workspace(t, s)}, 0
	for range 150 {
		switch g.IntN(8) {
		case 0, 1:
			if at > 0 {
				at--
				undone(t, s, states[at])
			}
		case 2, 3:
			if at < len(states)-1 {
				at++
				redone(t, s, states[at])
			}
		case 4:
			if g.IntN(4) == 0 {
				states, at = emptied(t, s)
			}
		case 5:
			s = reopened(t, s)
		default:
			tree, err := s.Tree()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Apply(g.change(tree)); err != nil {
				t.Fatal(err)
			}
			at++
			states = append(states[:at], workspace(t, s))
		}
	}
}

// emptied empties the trash and returns the states that can be reached afterwards, and which of them holds.
func emptied(t *testing.T, s *Store) (states []map[string]map[string]string, at int) {
	t.Helper()
	if err := s.EmptyTrash(); err != nil {
		t.Fatal(err)
	}
	undo, redo, err := s.Steps()
	if err != nil {
		t.Fatal(err)
	}
	checkFile(t, s)
	here := workspace(t, s)
	for range undo {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	states = append(states, workspace(t, s))
	for n := range len(undo) + len(redo) {
		if _, err := s.Redo(); err != nil {
			t.Fatal(err)
		}
		states = append(states, workspace(t, s))
		if n == len(undo)-1 {
			if d := cmp.Diff(here, states[len(undo)]); d != "" {
				t.Fatalf("undone and redone (-before +after):\n%s", d)
			}
		}
	}
	for range redo {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	return states, len(undo)
}
