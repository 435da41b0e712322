package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"postern/model"
)

// EmptyTrash deletes entities that are in the trash for good, with everything below them, their drafts,
// and the bodies that nobody else has. With no IDs it deletes all that is in the trash. This cannot be
// undone, and changes that need what is gone cannot be undone or done again any more: the newest of them
// is forgotten with all before it, and of those undone the first with all after it.
func (s *Store) EmptyTrash(ids ...model.ID) error {
	return s.update("empty the trash", func(tx *bbolt.Tx) error {
		if len(ids) == 0 {
			err := bucket(tx, bucketTrash).ForEach(func(k, _ []byte) error {
				ids = append(ids, model.ID(k))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return newEditing(tx, s.now()).emptyTrash(ids)
	})
}

func (e *editing) emptyTrash(ids []model.ID) error {
	gone := map[model.ID]bool{}
	for _, id := range ids {
		if e.get(bucketTrash, string(id)) == nil {
			return fmt.Errorf("%q is not in the trash: %w", id, model.ErrNotFound)
		}
		if err := e.eraseAll(id, gone); err != nil {
			return err
		}
	}
	at, err := e.forget(gone)
	if err != nil {
		return err
	}
	return e.finish(at)
}

// toTrash carries out model.Trash.
func (e *editing) toTrash(id model.ID) error {
	if _, err := e.head(id); err != nil {
		return err
	}
	at, ok, err := e.unlink(id)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("it is not in the tree: %w", model.ErrNotFound)
	}
	if err := e.putTrashed(at); err != nil {
		return err
	}
	e.undoWith(at)
	return nil
}

func (e *editing) putTrashed(at model.Place) error {
	data, err := encode(trashed{Parent: at.Parent, Index: at.Index, Time: e.now})
	if err != nil {
		return err
	}
	e.put(bucketTrash, string(at.ID), data)
	return nil
}

// remove carries out model.Remove.
func (e *editing) remove(id model.ID) error {
	h, err := e.head(id)
	if err != nil {
		return err
	}
	kids, err := e.below(id)
	if err != nil {
		return err
	}
	if len(kids) > 0 {
		return fmt.Errorf("it is not empty: %w", model.ErrInvalid)
	}
	old, err := e.entity(h)
	if err != nil {
		return err
	}
	back, err := e.undoRemove(h)
	if err != nil {
		return err
	}
	if _, _, err := e.unlink(id); err != nil {
		return err
	}
	e.erase(h)
	if ex, ok := old.(*model.Example); ok {
		e.freed[ex] = true
	}
	e.undoWith(append([]model.Edit{model.Put{Entity: old}}, back...)...)
	return nil
}

// undoRemove returns what brings a removed entity, once it is stored again, to where it is now.
func (e *editing) undoRemove(h model.Head) ([]model.Edit, error) {
	if at, ok, err := e.standing(h.ID); err != nil || ok {
		return []model.Edit{at}, err
	}
	if e.get(bucketTrash, string(h.ID)) == nil {
		return nil, nil
	}
	back, err := e.remembered(h)
	if err != nil {
		return nil, err
	}
	if back != nil {
		return []model.Edit{*back, model.Trash{ID: h.ID}}, nil
	}
	return e.trashWithout(h)
}

// trashWithout returns the edits that bring an entity from nowhere into the trash when what it stood
// under is gone: only what stands somewhere can go to the trash, so something takes the parent's place
// for that time.
func (e *editing) trashWithout(h model.Head) ([]model.Edit, error) {
	t, err := e.trashed(h.ID)
	if err != nil {
		return nil, err
	}
	if _, exists, err := e.find(t.Parent); err != nil || exists {
		return nil, err
	}
	var stand model.Entity = &model.Collection{ID: t.Parent}
	if h.Kind == model.KindExample {
		stand = &model.Request{ID: t.Parent}
	}
	return []model.Edit{model.Put{Entity: stand}, model.Place{ID: h.ID, Parent: t.Parent, Index: -1},
		model.Trash{ID: h.ID}, model.Remove{ID: t.Parent}}, nil
}

// erase deletes all that is stored of an entity but the body of an example.
func (e *editing) erase(h model.Head) {
	delete(e.kids, h.ID)
	for _, name := range []string{bucketHeads, bucketChildren, bucketParents, bucketTrash, bucketWords, kindBuckets[h.Kind]} {
		e.delete(name, string(h.ID))
	}
}

// eraseAll deletes an entity for good, with all that is below it, and the drafts of it, and adds what is
// gone.
func (e *editing) eraseAll(id model.ID, gone map[model.ID]bool) error {
	ids, err := e.subtree(id)
	if err != nil {
		return err
	}
	for _, id := range ids {
		h, err := e.head(id)
		if err != nil {
			return err
		}
		old, err := e.entity(h)
		if err != nil {
			return err
		}
		if ex, ok := old.(*model.Example); ok {
			e.release(ex.Body)
		}
		e.erase(h)
		e.delete(bucketDrafts, string(id))
		gone[id] = true
	}
	return nil
}
