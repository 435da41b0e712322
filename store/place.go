package store

import (
	"fmt"
	"slices"

	"postern/model"
)

// below returns the children of an entity as the transaction leaves them. The slice must not be changed.
func (e *editing) below(id model.ID) ([]model.ID, error) {
	if kids, ok := e.kids[id]; ok {
		return kids, nil
	}
	return decodeIDs(e.get(bucketChildren, string(id)))
}

func (e *editing) parent(id model.ID) model.ID { return model.ID(e.get(bucketParents, string(id))) }

// isBelow tells whether id is ancestor or stands somewhere below it.
func (e *editing) isBelow(id, ancestor model.ID) (bool, error) {
	const deepest = 1 << 16 // a damaged file may lead round in a circle
	for range deepest {
		if id == "" || id == ancestor {
			return id != "", nil
		}
		id = e.parent(id)
	}
	return false, damaged("the tree is deeper than %d", deepest)
}

// checkPlace reports why an entity cannot stand under a parent.
func (e *editing) checkPlace(h model.Head, parent model.ID) error {
	var above model.Head
	if parent != model.RootID && parent != model.EnvironmentsID {
		var err error
		if above, err = e.head(parent); err != nil {
			return err
		}
	}
	inside, err := e.isBelow(parent, h.ID)
	if err != nil {
		return err
	}
	if inside {
		return fmt.Errorf("%q cannot be moved into itself: %w", h.Name, model.ErrInvalid)
	}
	if !model.CanContain(parent, above.Kind, h.Kind) {
		return fmt.Errorf("a %s cannot be placed under %q: %w", h.Kind, parent, model.ErrInvalid)
	}
	return nil
}

func (e *editing) place(p model.Place) error {
	h, err := e.head(p.ID)
	if err != nil {
		return err
	}
	if err := e.checkPlace(h, p.Parent); err != nil {
		return err
	}
	undo, err := e.undoPlace(h)
	if err != nil {
		return err
	}
	if _, _, err := e.unlink(p.ID); err != nil {
		return err
	}
	e.delete(bucketTrash, string(p.ID))
	kids, err := e.below(p.Parent)
	if err != nil {
		return err
	}
	at := p.Index
	if at < 0 || at > len(kids) {
		at = len(kids)
	}
	e.kids[p.Parent] = slices.Insert(kids, at, p.ID)
	e.put(bucketParents, string(p.ID), []byte(p.Parent))
	e.undoWith(undo...)
	return nil
}

// undoPlace returns what brings an entity back to where it is now: among its siblings, in the trash, or
// nowhere.
func (e *editing) undoPlace(h model.Head) ([]model.Edit, error) {
	if at, ok, err := e.standing(h.ID); err != nil || ok {
		return []model.Edit{at}, err
	}
	if e.get(bucketTrash, string(h.ID)) != nil {
		back, err := e.remembered(h)
		if err != nil || back == nil {
			return []model.Edit{model.Trash{ID: h.ID}}, err
		}
		return []model.Edit{*back, model.Trash{ID: h.ID}}, nil
	}
	if e.made == h.ID {
		return nil, nil // undoing its Put comes next, and takes it from its place as well
	}
	return e.renew(h.ID)
}

// standing returns the edit that places an entity where it stands in the tree.
func (e *editing) standing(id model.ID) (at model.Place, ok bool, err error) {
	parent := e.parent(id)
	if parent == "" {
		return at, false, nil
	}
	kids, err := e.below(parent)
	if err != nil {
		return at, false, err
	}
	index := lastIndex(kids, id)
	if index < 0 {
		return at, false, damaged("%q is not among the children of %q", id, parent)
	}
	return model.Place{ID: id, Parent: parent, Index: index}, true, nil
}

// lastIndex looks from the end, where undoing an import of thousands finds what it removes.
func lastIndex(ids []model.ID, id model.ID) int {
	for i, x := range slices.Backward(ids) {
		if x == id {
			return i
		}
	}
	return -1
}

// remembered returns the edit that places an entity in the trash where it was before, or nil where
// it cannot be any more.
func (e *editing) remembered(h model.Head) (*model.Place, error) {
	t, err := e.trashed(h.ID)
	if err != nil || e.checkPlace(h, t.Parent) != nil {
		return nil, err
	}
	return &model.Place{ID: h.ID, Parent: t.Parent, Index: t.Index}, nil
}

func (e *editing) trashed(id model.ID) (t trashed, err error) {
	return t, decode(e.get(bucketTrash, string(id)), &t)
}

// renew returns the edits that remove an entity with all that is below it and store it again, so that
// it stands nowhere: there is no edit that takes something out of the tree otherwise.
func (e *editing) renew(id model.ID) ([]model.Edit, error) {
	ids, err := e.subtree(id)
	if err != nil {
		return nil, err
	}
	var removes, puts []model.Edit
	for _, id := range ids {
		old, err := e.read(id)
		if err != nil {
			return nil, err
		}
		removes = append(removes, model.Remove{ID: id})
		puts = append(puts, model.Put{Entity: old})
		if id != ids[0] {
			puts = append(puts, model.Place{ID: id, Parent: e.parent(id), Index: -1})
		}
	}
	slices.Reverse(removes)
	return append(removes, puts...), nil
}

// read returns what is stored of an entity that must be there.
func (e *editing) read(id model.ID) (model.Entity, error) {
	h, err := e.head(id)
	if err != nil {
		return nil, err
	}
	return e.entity(h)
}

// subtree returns an entity and all that is below it, parents before children, in the order of the tree.
func (e *editing) subtree(id model.ID) ([]model.ID, error) {
	ids := []model.ID{id}
	kids, err := e.below(id)
	for _, k := range kids {
		if err != nil {
			return nil, err
		}
		var more []model.ID
		more, err = e.subtree(k)
		ids = append(ids, more...)
	}
	return ids, err
}

// unlink takes an entity from among its siblings and tells where it was.
func (e *editing) unlink(id model.ID) (at model.Place, ok bool, err error) {
	if at, ok, err = e.standing(id); err != nil || !ok {
		return at, false, err
	}
	kids, err := e.below(at.Parent)
	if err != nil {
		return at, false, err
	}
	e.kids[at.Parent] = slices.Delete(kids, at.Index, at.Index+1)
	e.delete(bucketParents, string(id))
	return at, true, nil
}
