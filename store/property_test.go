package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
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
func state(t *testing.T, s *Store) (all map[string]map[string]string) {
	t.Helper()
	settings, err := s.Settings()
	if err != nil {
		t.Fatal(err)
	}
	s.db.View(func(tx *bbolt.Tx) error { all = dump(tx); return nil })
	all[bucketSettings] = map[string]string{"": fmt.Sprint(settings)}
	for id := range all[bucketTrash] {
		all[bucketTrash][id] = ""
	}
	return all
}

// Random changes must do to the file what they do to a tree in memory; undoing and redoing each must
// lead to the same bytes, and undoing all of them, last one first, to those of every step before.
func TestApplyIsTreeApply(t *testing.T) {
	for seed := range uint64(60) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { applyRandomly(t, seed) })
	}
}

func applyRandomly(t *testing.T, seed uint64) {
	s := newStore(t)
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), kinds: map[model.ID]model.Kind{}}
	mirror := model.NewTree()
	states := []map[string]map[string]string{state(t, s)}
	var undo []model.Change
	for range 25 {
		c := g.change(mirror)
		inverse, err := s.Apply(c)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		tree, err := s.Tree()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(g.shape(mirror), g.shape(tree)); d != "" {
			t.Fatalf("%+v (-memory +file):\n%s", c, d)
		}
		after := state(t, s)
		redo, err := s.Apply(inverse)
		if err != nil {
			t.Fatalf("undo %+v by %+v: %v", c, inverse, err)
		}
		if d := cmp.Diff(states[len(states)-1], state(t, s)); d != "" {
			t.Fatalf("undo %+v by %+v (-before +undone):\n%s", c, inverse, d)
		}
		if _, err := s.Apply(redo); err != nil {
			t.Fatalf("redo %+v by %+v: %v", c, redo, err)
		}
		if d := cmp.Diff(after, state(t, s)); d != "" {
			t.Fatalf("redo %+v by %+v (-done +redone):\n%s", c, redo, d)
		}
		if mirror, err = s.Tree(); err != nil { // redoing may change what the trash remembers
			t.Fatal(err)
		}
		undo, states = append(undo, inverse), append(states, after)
	}
	checkFile(t, s)
	for i := len(undo) - 1; i >= 0; i-- {
		if _, err := s.Apply(undo[i]); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(states[i], state(t, s)); d != "" {
			t.Fatalf("undone to step %d (-before +undone):\n%s", i, d)
		}
	}
}
