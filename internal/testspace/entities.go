package testspace

import (
	"fmt"
	"maps"
	"slices"

	"postern/model"
)

func clone(e model.Entity) model.Entity {
	switch e := e.(type) {
	case *model.Collection:
		return new(e.Clone())
	case *model.Folder:
		return new(e.Clone())
	case *model.Request:
		return new(e.Clone())
	case *model.Example:
		return new(e.Clone())
	case *model.Environment:
		return new(e.Clone())
	}
	panic(fmt.Sprintf("an entity of the unknown kind %T", e))
}

// get returns a copy of a stored entity.
func get[T any, P interface {
	*T
	model.Entity
}](w *Workspace, id model.ID) (T, error) {
	if e, ok := w.entities[id].(P); ok {
		return *clone(e).(P), nil
	}
	var none T
	return none, fmt.Errorf("%q: %w", id, model.ErrNotFound)
}

// Collection returns a collection, be it in the tree or in the trash.
func (w *Workspace) Collection(id model.ID) (model.Collection, error) {
	return get[model.Collection](w, id)
}

// Folder returns a folder.
func (w *Workspace) Folder(id model.ID) (model.Folder, error) { return get[model.Folder](w, id) }

// Request returns a saved request.
func (w *Workspace) Request(id model.ID) (model.Request, error) { return get[model.Request](w, id) }

// Example returns an example with hash and size of its body; [Workspace.Body] brings the bytes.
func (w *Workspace) Example(id model.ID) (model.Example, error) { return get[model.Example](w, id) }

// Environment returns an environment; that of model.GlobalsID is always there.
func (w *Workspace) Environment(id model.ID) (model.Environment, error) {
	e, err := get[model.Environment](w, id)
	if err != nil && id == model.GlobalsID {
		return model.Environment{ID: id}, nil
	}
	return e, err
}

// Globals returns the global variables.
func (w *Workspace) Globals() (model.Environment, error) { return w.Environment(model.GlobalsID) }

// Body returns the bytes of a stored body.
func (w *Workspace) Body(hash string) ([]byte, error) {
	data, ok := w.bodies[hash]
	if !ok {
		return nil, fmt.Errorf("body %q: %w", hash, model.ErrNotFound)
	}
	return slices.Clone(data), nil
}

// Text returns the body of a stored example as text, "" where there is none.
func (w *Workspace) Text(example model.ID) string {
	x, _ := w.Example(example)
	return string(w.bodies[x.Body.Hash])
}

// Settings returns the settings.
func (w *Workspace) Settings() (model.Settings, error) { return w.settings, nil }

// State returns what is kept under a key.
func (w *Workspace) State(key string) ([]byte, error) { return w.state[key], nil }

// PutState keeps a value under a key.
func (w *Workspace) PutState(key string, value []byte) error {
	w.state[key] = slices.Clone(value)
	return nil
}

// PutDraft keeps the unsaved state of a request.
func (w *Workspace) PutDraft(r model.Request) error {
	w.drafts[r.ID] = r.Clone()
	return nil
}

// DeleteDraft forgets the unsaved state of a request.
func (w *Workspace) DeleteDraft(id model.ID) error {
	delete(w.drafts, id)
	return nil
}

// Drafts returns the unsaved states of all requests.
func (w *Workspace) Drafts() ([]model.Request, error) {
	return slices.Collect(maps.Values(w.drafts)), nil
}

// EmptyTrash deletes for good what is named, with all that is below it.
func (w *Workspace) EmptyTrash(ids ...model.ID) error {
	var c model.Change
	for _, id := range ids {
		below := []model.ID{id}
		for h := range w.tree.Walk(id) {
			below = append(below, h.ID)
		}
		slices.Reverse(below)
		for _, b := range below {
			c.Edits = append(c.Edits, model.Remove{ID: b})
		}
	}
	_, err := w.Apply(c)
	return err
}
