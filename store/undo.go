package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"postern/model"
)

// The budget of undo: how many steps are kept, and how many bytes they may hold in records and in bodies
// that nobody else has. The newest step is kept whatever its size.
const (
	maxSteps     = 500
	maxStepBytes = 64 << 20
)

// undoing tells where in the sequence of steps the workspace is: steps First to Done can be undone,
// those after Done up to Last were undone and can be done again.
type undoing struct {
	First uint64 `json:"first"`
	Done  uint64 `json:"done"`
	Last  uint64 `json:"last"`
	// Bytes that steps First to Done hold.
	Bytes int64 `json:"bytes"`
}

// Undo takes back the newest change that was not undone yet, whole or not at all, and returns what it
// applied for that, under the name of the change. Changes can be undone after a restart as well, in all
// the last 500 of them as far as they hold no more than 64 MiB; a new change ends the redoing of those
// undone. Bodies in what it returns are in the store, by hash.
//
// ErrNotFound where there is nothing to undo. A change that cannot be undone any more is an error that
// changes nothing.
func (s *Store) Undo() (applied model.Change, err error) {
	err = s.update("undo", func(tx *bbolt.Tx) error {
		e := newEditing(tx, s.now())
		at, err := e.undoing()
		if err != nil {
			return err
		}
		if at.Done < at.First {
			return &fault{"there is nothing to undo", model.ErrNotFound}
		}
		if applied, err = e.replay(at.Done); err != nil {
			return err
		}
		at.Bytes -= e.replaced
		at.Done--
		return e.finish(at)
	})
	if err != nil {
		return model.Change{}, err
	}
	s.sealing.openChange(applied)
	return applied, nil
}

// Redo carries out again the change that was undone last, as [Store.Undo] takes one back.
func (s *Store) Redo() (applied model.Change, err error) {
	err = s.update("redo", func(tx *bbolt.Tx) error {
		e := newEditing(tx, s.now())
		at, err := e.undoing()
		if err != nil {
			return err
		}
		if at.Done == at.Last {
			return &fault{"there is nothing to do again", model.ErrNotFound}
		}
		at.Done++
		if applied, err = e.replay(at.Done); err != nil {
			return err
		}
		at.Bytes += e.recorded
		return e.finish(at)
	})
	if err != nil {
		return model.Change{}, err
	}
	s.sealing.openChange(applied)
	return applied, nil
}

// Steps returns the names of the changes that can be undone and of those that can be done again, each
// list in the order in which that happens.
func (s *Store) Steps() (undo, redo []string, err error) {
	err = s.view("read what can be undone", func(tx *bbolt.Tx) error {
		e := newEditing(tx, s.now())
		at, err := e.undoing()
		if err != nil {
			return err
		}
		for seq := at.Done; seq >= at.First; seq-- {
			head, err := e.stepHead(seq)
			if err != nil {
				return err
			}
			undo = append(undo, head.Name)
		}
		for seq := at.Done + 1; seq <= at.Last; seq++ {
			head, err := e.stepHead(seq)
			if err != nil {
				return err
			}
			redo = append(redo, head.Name)
		}
		return nil
	})
	return undo, redo, err
}

// ForgetSteps makes all that was changed so far impossible to undo: for what a new workspace starts with.
func (s *Store) ForgetSteps() error {
	return s.update("forget what can be undone", func(tx *bbolt.Tx) error {
		e := newEditing(tx, s.now())
		at, err := e.undoing()
		if err != nil {
			return err
		}
		for ; at.First <= at.Last; at.First++ {
			if _, err := e.dropStep(at.First); err != nil {
				return err
			}
		}
		return e.finish(undoing{First: at.First, Done: at.Last, Last: at.Last})
	})
}

func (e *editing) undoing() (at undoing, err error) {
	data := e.get(bucketUndo, keyUndoing)
	if data == nil {
		return undoing{First: 1}, nil
	}
	if err := decode(data, &at); err != nil {
		return at, err
	}
	if at.First < 1 || at.Done+1 < at.First || at.Last < at.Done {
		return at, damaged("the order of what can be undone is broken")
	}
	return at, nil
}

func (e *editing) finish(at undoing) error {
	data, err := encode(at)
	if err != nil {
		return err
	}
	e.put(bucketUndo, keyUndoing, data)
	return e.flush()
}

// remember keeps what undoes the edits that were carried out as a step of its own, or as part of the
// one before, and drops what can no longer be done again and what is over the budget.
func (e *editing) remember(c model.Change) (at undoing, err error) {
	if at, err = e.undoing(); err != nil {
		return at, err
	}
	merges, err := e.merges(at, c)
	if err != nil || merges {
		return at, err
	}
	for ; at.Last > at.Done; at.Last-- {
		if _, err := e.dropStep(at.Last); err != nil {
			return at, err
		}
	}
	at.Done++
	at.Last = at.Done
	if err := e.putStep(at.Done, c.Name); err != nil {
		return at, err
	}
	at.Bytes += e.recorded
	for at.First < at.Done && (at.Done-at.First >= maxSteps || at.Bytes > maxStepBytes) {
		freed, err := e.dropStep(at.First)
		if err != nil {
			return at, err
		}
		at.Bytes -= freed
		at.First++
	}
	return at, nil
}

// replay carries out a step and keeps what reverses it in its place.
func (e *editing) replay(seq uint64) (c model.Change, err error) {
	head, err := e.stepHead(seq)
	if err != nil {
		return c, err
	}
	c.Name = head.Name
	for i := range head.Edits {
		edit, err := e.stepEdit(seq, i)
		if err != nil {
			return c, err
		}
		c.Edits = append(c.Edits, edit)
	}
	if err := e.applyAll(c.Edits); err != nil {
		return c, fmt.Errorf("%q cannot be taken back or done again any more: %w", c.Name, err)
	}
	if e.replaced, err = e.dropStep(seq); err != nil {
		return c, err
	}
	return c, e.putStep(seq, c.Name)
}

// forget drops the steps that need entities which are gone for good: the newest of those that can be
// undone, with all before it, and the first of those that can be done again, with all after it.
func (e *editing) forget(gone map[model.ID]bool) (at undoing, err error) {
	if at, err = e.undoing(); err != nil {
		return at, err
	}
	first := at.First
	for seq := at.Done; seq >= at.First; seq-- {
		if needs, err := e.stepNeeds(seq, gone); err != nil {
			return at, err
		} else if needs {
			first = seq + 1
			break
		}
	}
	for ; at.First < first; at.First++ {
		freed, err := e.dropStep(at.First)
		if err != nil {
			return at, err
		}
		at.Bytes -= freed
	}
	last := at.Last
	for seq := at.Done + 1; seq <= at.Last; seq++ {
		if needs, err := e.stepNeeds(seq, gone); err != nil {
			return at, err
		} else if needs {
			last = seq - 1
			break
		}
	}
	for ; at.Last > last; at.Last-- {
		if _, err := e.dropStep(at.Last); err != nil {
			return at, err
		}
	}
	return at, nil
}
