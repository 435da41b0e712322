// Package testspace is a workspace in memory for the tests of the window's rooms. It applies changes as
// the store does, whole or not at all and with the change that undoes them, so that a room is tested
// against what really happens to the file. It knows the model and the session, and no room.
package testspace

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"postern/model"
)

// Workspace is a workspace in memory. It is what package session asks for as Workspace, Entities and
// Drafts. The zero value is not usable: call [New].
type Workspace struct {
	// Fail, unless nil, is what the next Apply returns instead of doing anything.
	Fail error
	// Log lists the names of the changes that were applied, in order.
	Log []string

	tree     *model.Tree
	entities map[model.ID]model.Entity
	bodies   map[string][]byte
	drafts   map[model.ID]model.Request
	state    map[string][]byte
	settings model.Settings
	now      time.Time
	undo     []model.Change
	redo     []model.Change
}

// New returns an empty workspace with the settings of a new one.
func New() *Workspace {
	return &Workspace{tree: model.NewTree(), entities: map[model.ID]model.Entity{}, bodies: map[string][]byte{},
		drafts: map[model.ID]model.Request{}, state: map[string][]byte{}, settings: model.DefaultSettings(),
		now: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)}
}

// Add stores entities as the last children of a parent. It panics where that is impossible: a test that
// is set up wrongly has nothing to tell.
func (w *Workspace) Add(parent model.ID, entities ...model.Entity) {
	var c model.Change
	for _, e := range entities {
		c.Edits = append(c.Edits, model.Put{Entity: e}, model.Place{ID: e.Head().ID, Parent: parent, Index: -1})
	}
	log := w.Log
	if _, err := w.apply(c); err != nil {
		panic(err)
	}
	w.Log = log
}

// Apply carries out a change and returns the one that undoes it.
func (w *Workspace) Apply(c model.Change) (inverse model.Change, err error) {
	if inverse, err = w.apply(c); err == nil {
		w.undo, w.redo = append(w.undo, inverse), nil
	}
	return inverse, err
}

// ApplyWith carries out the change that build makes, unless it has no edits.
func (w *Workspace) ApplyWith(build func() (model.Change, error)) (applied model.Change, err error) {
	if applied, err = build(); err == nil && len(applied.Edits) > 0 {
		_, err = w.Apply(applied)
	}
	return applied, err
}

// Undo takes back the last change and returns what it applied.
func (w *Workspace) Undo() (applied model.Change, err error) { return w.step(&w.undo, &w.redo) }

// Redo carries out again what was undone last.
func (w *Workspace) Redo() (applied model.Change, err error) { return w.step(&w.redo, &w.undo) }

func (w *Workspace) step(from, to *[]model.Change) (applied model.Change, err error) {
	n := len(*from)
	if n == 0 {
		return applied, fmt.Errorf("no step is left: %w", model.ErrNotFound)
	}
	applied = (*from)[n-1]
	back, err := w.apply(applied)
	if err == nil {
		*from, *to = (*from)[:n-1], append(*to, back)
	}
	return applied, err
}

// Steps returns the names of what can be undone and redone, the next to go first.
func (w *Workspace) Steps() (undo, redo []string, err error) {
	return names(w.undo), names(w.redo), nil
}

func names(list []model.Change) (out []string) {
	for _, c := range slices.Backward(list) {
		out = append(out, c.Name)
	}
	return out
}

func (w *Workspace) apply(c model.Change) (inverse model.Change, err error) {
	if w.Fail != nil {
		return model.Change{}, w.Fail
	}
	inverse.Name = c.Name
	made := model.ID("") // by the edit before
	for _, e := range c.Edits {
		undo, err := w.edit(e, made)
		if err != nil {
			w.roll(inverse)
			return model.Change{}, fmt.Errorf("%s: %w", c.Name, err)
		}
		inverse.Edits = append(undo, inverse.Edits...)
		made = ""
		if r, ok := first(undo).(model.Remove); ok {
			made = r.ID
		}
	}
	w.Log = append(w.Log, c.Name)
	return inverse, nil
}

func first(edits []model.Edit) model.Edit {
	if len(edits) == 0 {
		return nil
	}
	return edits[0]
}

// roll takes back the first edits of a change that failed.
func (w *Workspace) roll(back model.Change) {
	for _, e := range back.Edits {
		if _, err := w.edit(e, ""); err != nil {
			panic(err) // the inverse of what has just been done
		}
	}
}

// edit carries out one edit and returns what undoes it, in the order in which to apply it.
func (w *Workspace) edit(e model.Edit, made model.ID) (undo []model.Edit, err error) {
	switch e := e.(type) {
	case model.Put:
		if undo, err = w.put(e.Entity); err != nil {
			return nil, err
		}
	case model.Place:
		undo = w.undoPlace(e.ID, made)
	case model.Trash:
		undo = []model.Edit{w.standing(e.ID)}
	case model.Remove:
		if undo, err = w.undoRemove(e.ID); err != nil {
			return nil, err
		}
	case model.PutSettings:
		undo = []model.Edit{model.PutSettings{Settings: w.settings}}
		w.settings = e.Settings
	}
	if err := w.tree.Apply(model.Change{Edits: []model.Edit{e}}, w.now); err != nil {
		return nil, err
	}
	if r, ok := e.(model.Remove); ok {
		delete(w.entities, r.ID)
	}
	return undo, nil
}

func (w *Workspace) put(e model.Entity) ([]model.Edit, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	id := e.Head().ID
	kept, err := w.keep(e)
	if err != nil {
		return nil, err
	}
	old, exists := w.entities[id]
	w.entities[id] = kept
	if !exists {
		return []model.Edit{model.Remove{ID: id}}, nil
	}
	return []model.Edit{model.Put{Entity: old}}, nil
}

// keep makes the copy of an entity that is stored: of a body the hash and the size.
func (w *Workspace) keep(e model.Entity) (model.Entity, error) {
	x, ok := clone(e).(*model.Example)
	if !ok {
		return clone(e), nil
	}
	if x.Body.Stored() {
		if _, ok := w.bodies[x.Body.Hash]; !ok {
			return nil, fmt.Errorf("body %q: %w", x.Body.Hash, model.ErrNotFound)
		}
		return x, nil
	}
	data := slices.Clone(x.Body.Data)
	x.Body = model.Content{}
	if len(data) > 0 {
		sum := sha256.Sum256(data)
		x.Body = model.Content{Hash: hex.EncodeToString(sum[:]), Size: int64(len(data))}
		w.bodies[x.Body.Hash] = data
	}
	return x, nil
}

func (w *Workspace) standing(id model.ID) model.Edit {
	return model.Place{ID: id, Parent: w.tree.Parent(id), Index: w.tree.Index(id)}
}

func (w *Workspace) undoPlace(id, made model.ID) []model.Edit {
	switch {
	case w.tree.Parent(id) != "":
		return []model.Edit{w.standing(id)}
	case w.tree.InTrash(id):
		return w.intoTrash(id)
	case id == made:
		return nil // undoing its Put takes it from its place as well
	}
	return []model.Edit{model.Remove{ID: id}, model.Put{Entity: w.entities[id]}}
}

// intoTrash returns the edits that bring an entity into the trash, as if from where it was before.
func (w *Workspace) intoTrash(id model.ID) []model.Edit {
	for _, t := range w.tree.Trash() {
		if t.Head.ID == id {
			return []model.Edit{model.Place{ID: id, Parent: t.Parent, Index: t.Index}, model.Trash{ID: id}}
		}
	}
	return nil
}

func (w *Workspace) undoRemove(id model.ID) ([]model.Edit, error) {
	old, ok := w.entities[id]
	if !ok {
		return nil, fmt.Errorf("remove %q: %w", id, model.ErrNotFound)
	}
	undo := []model.Edit{model.Put{Entity: old}}
	if w.tree.Parent(id) != "" {
		return append(undo, w.standing(id)), nil
	}
	return append(undo, w.intoTrash(id)...), nil
}

// Tree returns a copy of the tree.
func (w *Workspace) Tree() (*model.Tree, error) {
	heads, children, trash := map[model.ID]model.Head{}, map[model.ID][]model.ID{}, map[model.ID]model.Trashed{}
	for id, e := range w.entities {
		heads[id] = e.Head()
	}
	for id := range maps.Keys(heads) {
		children[id] = slices.Clone(w.tree.Children(id))
	}
	for _, id := range []model.ID{model.RootID, model.EnvironmentsID} {
		children[id] = slices.Clone(w.tree.Children(id))
	}
	for _, t := range w.tree.Trash() {
		trash[t.Head.ID] = t
	}
	return model.LoadTree(heads, children, trash), nil
}
