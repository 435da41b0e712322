package model

import (
	"fmt"
	"iter"
	"slices"
	"time"
)

// Tree is what a workspace contains, by heads: which entity stands under which, in which order, and
// what is in the trash. It is not safe for use by several goroutines at once.
type Tree struct {
	heads    map[ID]Head
	children map[ID][]ID
	parents  map[ID]ID
	trash    map[ID]Trashed
}

// Trashed tells of an entity in the trash where it was and when it left.
type Trashed struct {
	Head   Head
	Parent ID
	Index  int
	Time   time.Time
}

// NewTree returns an empty tree.
func NewTree() *Tree {
	return &Tree{heads: map[ID]Head{}, children: map[ID][]ID{}, parents: map[ID]ID{}, trash: map[ID]Trashed{}}
}

// LoadTree builds a tree from what a store holds; it takes the maps over.
func LoadTree(heads map[ID]Head, children map[ID][]ID, trash map[ID]Trashed) *Tree {
	t := &Tree{heads: heads, children: children, parents: make(map[ID]ID, len(heads)), trash: trash}
	for parent, kids := range children {
		for _, k := range kids {
			t.parents[k] = parent
		}
	}
	return t
}

// Standing counts what stands under something, in the tree or below what is in the trash.
func (t *Tree) Standing() int { return len(t.parents) }

// Head returns the head of an entity, in the tree or in the trash.
func (t *Tree) Head(id ID) (Head, bool) { h, ok := t.heads[id]; return h, ok }

// Children returns the IDs below an entity, in order. The slice must not be changed.
func (t *Tree) Children(id ID) []ID { return t.children[id] }

// Parent returns what an entity stands under, or "" for one that is in the trash or nowhere.
func (t *Tree) Parent(id ID) ID { return t.parents[id] }

// Index returns the entity's place among its siblings, or -1.
func (t *Tree) Index(id ID) int { return slices.Index(t.children[t.parents[id]], id) }

// Path returns the entities from the collection (or environment) down to id itself; empty for an
// entity that is in no tree.
func (t *Tree) Path(id ID) []ID {
	var path []ID
	for ; id != "" && id != RootID && id != EnvironmentsID; id = t.parents[id] {
		path = append(path, id)
	}
	if id == "" {
		return nil
	}
	slices.Reverse(path)
	return path
}

// Collection returns the collection that an entity is in, or "".
func (t *Tree) Collection(id ID) ID {
	if p := t.Path(id); len(p) > 0 && t.heads[p[0]].Kind == KindCollection {
		return p[0]
	}
	return ""
}

// Below tells whether id is ancestor or stands somewhere below it.
func (t *Tree) Below(id, ancestor ID) bool {
	for ; id != ""; id = t.parents[id] {
		if id == ancestor {
			return true
		}
	}
	return false
}

// Walk yields the entities below id in the order of the tree, parents before children, with their
// depth: 0 for the children of id.
func (t *Tree) Walk(id ID) iter.Seq2[Head, int] {
	return func(yield func(Head, int) bool) { t.walk(id, 0, yield) }
}

func (t *Tree) walk(id ID, depth int, yield func(Head, int) bool) bool {
	for _, k := range t.children[id] {
		if !yield(t.heads[k], depth) || !t.walk(k, depth+1, yield) {
			return false
		}
	}
	return true
}

// Trash lists what is in the trash, newest first.
func (t *Tree) Trash() []Trashed {
	out := make([]Trashed, 0, len(t.trash))
	for id, x := range t.trash {
		x.Head = t.heads[id]
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b Trashed) int {
		if c := b.Time.Compare(a.Time); c != 0 {
			return c
		}
		return compareIDs(a.Head.ID, b.Head.ID)
	})
	return out
}

// InTrash tells whether the entity itself (not one above it) was put into the trash.
func (t *Tree) InTrash(id ID) bool { _, ok := t.trash[id]; return ok }

// Apply carries out what a change does to the tree, as the store does it to the file. An error leaves
// the tree half changed: apply only what the store has accepted.
func (t *Tree) Apply(c Change, now time.Time) error {
	for _, e := range c.Edits {
		if err := t.apply(e, now); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) apply(e Edit, now time.Time) error {
	switch e := e.(type) {
	case Put:
		h := e.Entity.Head()
		t.heads[h.ID] = h
	case Place:
		return t.place(e)
	case Trash:
		if _, ok := t.parents[e.ID]; !ok {
			return fmt.Errorf("trash %q: %w", e.ID, ErrNotFound)
		}
		t.trash[e.ID] = Trashed{Parent: t.parents[e.ID], Index: t.Index(e.ID), Time: now}
		t.unlink(e.ID)
	case Remove:
		if len(t.children[e.ID]) > 0 {
			return fmt.Errorf("remove %q: it is not empty: %w", e.ID, ErrInvalid)
		}
		t.unlink(e.ID)
		delete(t.trash, e.ID)
		delete(t.heads, e.ID)
		delete(t.children, e.ID)
	}
	return nil
}

func (t *Tree) place(e Place) error {
	h, ok := t.heads[e.ID]
	if !ok {
		return fmt.Errorf("place %q: %w", e.ID, ErrNotFound)
	}
	if t.Below(e.Parent, e.ID) {
		return fmt.Errorf("%q cannot be moved into itself: %w", h.Name, ErrInvalid)
	}
	if !CanContain(e.Parent, t.heads[e.Parent].Kind, h.Kind) {
		return errPlace(h, e.Parent)
	}
	t.unlink(e.ID)
	delete(t.trash, e.ID)
	kids := t.children[e.Parent]
	at := e.Index
	if at < 0 || at > len(kids) {
		at = len(kids)
	}
	t.children[e.Parent] = slices.Insert(slices.Clip(kids), at, e.ID)
	t.parents[e.ID] = e.Parent
	return nil
}

func (t *Tree) unlink(id ID) {
	p, ok := t.parents[id]
	if !ok {
		return
	}
	kids := t.children[p]
	if i := slices.Index(kids, id); i >= 0 {
		t.children[p] = slices.Delete(slices.Clone(kids), i, i+1)
	}
	delete(t.parents, id)
}

func compareIDs(a, b ID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
