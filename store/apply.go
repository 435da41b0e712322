package store

import (
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// Apply carries out a change, whole or not at all, and keeps in the same transaction what undoes it, see
// [Store.Undo]. It returns the change that undoes it: applied next, it brings the workspace back to what
// it was. The bodies of examples in it are in the store, by hash, for as long as the change can be undone.
//
// ErrNotFound for IDs and stored bodies that are not there; ErrInvalid for an entity that is not
// valid, a change of an entity's kind, and a place where an entity cannot be.
func (s *Store) Apply(c model.Change) (inverse model.Change, err error) {
	inverse.Name = c.Name
	if len(c.Edits) == 0 {
		return inverse, nil
	}
	what := c.Name
	if what == "" {
		what = "change the workspace"
	}
	c, sealed, err := s.sealing.sealChange(c)
	if err != nil {
		return model.Change{}, fmt.Errorf("%s: %w", what, err)
	}
	exposed := false
	err = s.update(what, func(tx *bbolt.Tx) error {
		e := newEditing(tx, s.now())
		exposed = e.noteExposed(sealed)
		if err := e.applyAll(c.Edits); err != nil {
			return err
		}
		if exposed {
			if err := e.hideExposed(&s.sealing, sealed); err != nil {
				return err
			}
		}
		inverse.Edits = e.inverse()
		at, err := e.remember(c)
		if err != nil {
			return err
		}
		return e.finish(at)
	})
	if err != nil {
		return model.Change{}, err
	}
	if exposed {
		s.wipe()
	}
	s.sealing.openChange(inverse)
	return inverse, nil
}

// editing carries out edits of one transaction, as model.Tree.Apply does them in memory.
type editing struct {
	*batch
	now  time.Time
	kids map[model.ID][]model.ID // lists of children that were changed
	made model.ID                // the entity that the last edit made, if it made one
	undo []model.Edit            // what undoes the edits, last one to apply first
	// freed are the examples in undo whose bodies no entity has any more: they wait for the step.
	freed map[*model.Example]bool
	// recorded are the bytes of the step that was kept, replaced those of the one that it took the place of.
	recorded, replaced int64

	signer signer
}

func newEditing(tx *bbolt.Tx, now time.Time) *editing {
	return &editing{batch: newBatch(tx), now: now, kids: map[model.ID][]model.ID{},
		freed: map[*model.Example]bool{}}
}

func (e *editing) applyAll(edits []model.Edit) error {
	for _, edit := range edits {
		made := e.made
		if err := e.apply(edit); err != nil {
			return err
		}
		if e.made == made { // by an edit before this one
			e.made = ""
		}
	}
	return nil
}

// inverse returns what undoes the edits, in the order in which to apply it.
func (e *editing) inverse() []model.Edit {
	edits := slices.Clone(e.undo)
	slices.Reverse(edits)
	return edits
}

// undoWith notes how the edit that is being made is undone, in the order in which to apply it.
func (e *editing) undoWith(edits ...model.Edit) {
	slices.Reverse(edits)
	e.undo = append(e.undo, edits...)
}

func (e *editing) flush() error {
	for id, kids := range e.kids {
		e.batch.put(bucketChildren, string(id), encodeIDs(kids))
	}
	return e.batch.flush()
}

func (e *editing) apply(edit model.Edit) (err error) {
	switch edit := edit.(type) {
	case model.Put:
		return e.putEntity(edit.Entity)
	case model.Place:
		if err = e.place(edit); err != nil {
			return fmt.Errorf("place %q: %w", edit.ID, err)
		}
	case model.Trash:
		if err = e.toTrash(edit.ID); err != nil {
			return fmt.Errorf("move %q to the trash: %w", edit.ID, err)
		}
	case model.Remove:
		if err = e.remove(edit.ID); err != nil {
			return fmt.Errorf("remove %q: %w", edit.ID, err)
		}
	case model.PutSettings:
		return e.putSettings(edit.Settings)
	default:
		return fmt.Errorf("an edit of the unknown kind %T: %w", edit, model.ErrInvalid)
	}
	return nil
}

func (e *editing) putSettings(s model.Settings) error {
	old, err := decodeSettings(e.get(bucketSettings, keySettings))
	if err != nil {
		return err
	}
	data, err := encode(s)
	if err != nil {
		return fmt.Errorf("store the settings: %w", err)
	}
	e.put(bucketSettings, keySettings, data)
	e.undoWith(model.PutSettings{Settings: old})
	return nil
}

func (e *editing) putEntity(ent model.Entity) error {
	if err := checkEntity(ent); err != nil {
		return err
	}
	h := ent.Head()
	if err := e.putChecked(h, ent); err != nil {
		return fmt.Errorf("store %s %q: %w", h.Kind, h.Name, err)
	}
	return nil
}

func (e *editing) putChecked(h model.Head, ent model.Entity) error {
	old, exists, err := e.find(h.ID)
	if err != nil {
		return err
	}
	if exists && old.Kind != h.Kind {
		return fmt.Errorf("%q is a %s already: %w", h.ID, old.Kind, model.ErrInvalid)
	}
	var before model.Entity
	if exists {
		if before, err = e.entity(old); err != nil {
			return err
		}
	}
	if ex, ok := ent.(*model.Example); ok {
		if ent, err = e.exchangeBody(*ex, before); err != nil {
			return err
		}
	}
	data, err := encode(ent)
	if err != nil {
		return err
	}
	e.put(bucketHeads, string(h.ID), encodeHead(h))
	e.put(kindBuckets[h.Kind], string(h.ID), data)
	e.noteWords(ent)
	if exists {
		e.undoWith(model.Put{Entity: before})
		return nil
	}
	e.made = h.ID
	e.undoWith(model.Remove{ID: h.ID})
	return nil
}

// exchangeBody stores the body of an example in place of that of the example before, if there was one;
// that one's body is freed.
func (e *editing) exchangeBody(ex model.Example, before model.Entity) (model.Entity, error) {
	kept, data, err := e.stored(ex.Body)
	if err != nil {
		return nil, err
	}
	ex.Body = kept
	old, _ := before.(*model.Example)
	if old != nil && old.Body.Hash == kept.Hash {
		return &ex, nil
	}
	e.retain(kept, data)
	if old != nil {
		e.freed[old] = true
	}
	return &ex, nil
}

// find returns the head of an entity, if there is one.
func (e *editing) find(id model.ID) (h model.Head, exists bool, err error) {
	data := e.get(bucketHeads, string(id))
	if data == nil {
		return h, false, nil
	}
	h, err = decodeHead(id, data)
	return h, err == nil, err
}

// head returns the head of an entity that must be there.
func (e *editing) head(id model.ID) (model.Head, error) {
	h, exists, err := e.find(id)
	if err == nil && !exists {
		err = notFound("entity", id)
	}
	return h, err
}

// entity returns what is stored under a head, without the body.
func (e *editing) entity(h model.Head) (model.Entity, error) {
	data := e.get(kindBuckets[h.Kind], string(h.ID))
	if data == nil {
		return nil, damaged("the %s %q is missing", h.Kind, h.ID)
	}
	return decodeEntity(h.Kind, data)
}
