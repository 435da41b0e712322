package session

import (
	"time"

	"postern/model"
)

// history holds what undoes the changes that arrived in the file, and what redoes those undone.
type history struct{ undo, redo []model.Change }

// step is one change on its way.
type step struct {
	change model.Change
	kind   stepKind
	done   func(error)
}

type stepKind uint8

const (
	stepDo stepKind = iota
	stepUndo
	stepRedo
)

// undoDepth bounds how many changes can be undone.
const undoDepth = 200

// Do carries a change out: first in the file, then in the tree and in open tabs. done, which may be
// nil, gets the outcome on the UI goroutine; without one errors go to Report.
func (s *Session) Do(c model.Change, done func(error)) {
	s.change(step{change: c, done: done})
}

// CanUndo returns the name of the change that Undo would take back.
func (s *Session) CanUndo() (name string, ok bool) { return lastName(s.history.undo) }

// CanRedo returns the name of the change that Redo would carry out again.
func (s *Session) CanRedo() (name string, ok bool) { return lastName(s.history.redo) }

func lastName(stack []model.Change) (string, bool) {
	if len(stack) == 0 {
		return "", false
	}
	return stack[len(stack)-1].Name, true
}

// Undo takes back the last change, if there is one.
func (s *Session) Undo(done func(error)) { s.change(step{kind: stepUndo, done: done}) }

// Redo carries out again what was undone last.
func (s *Session) Redo(done func(error)) { s.change(step{kind: stepRedo, done: done}) }

func (s *Session) change(st step) {
	var inverse model.Change
	s.enqueue(job{
		begin: func() bool {
			if s.take(&st) {
				return true
			}
			if st.done != nil {
				st.done(nil)
			}
			return false
		},
		work: func() (err error) {
			inverse, err = s.file.Apply(st.change)
			return err
		},
		done: func(err error) { s.arrived(st, inverse, err) },
	})
}

// take fills in the change of an undo or redo; false means there is nothing to do.
func (s *Session) take(st *step) bool {
	stack := &s.history.undo
	switch st.kind {
	case stepDo:
		return true
	case stepRedo:
		stack = &s.history.redo
	}
	if len(*stack) == 0 {
		return false
	}
	st.change = (*stack)[len(*stack)-1]
	*stack = (*stack)[:len(*stack)-1]
	return true
}

func (s *Session) arrived(st step, inverse model.Change, err error) {
	if err == nil {
		s.remember(st, inverse)
		s.follow(st.change)
	}
	switch {
	case st.done != nil:
		st.done(err)
	case err != nil:
		s.Report(err)
	}
}

func (s *Session) remember(st step, inverse model.Change) {
	inverse.Name = st.change.Name
	push := func(stack *[]model.Change) {
		*stack = append(*stack, inverse)
		if len(*stack) > undoDepth {
			*stack = (*stack)[1:]
		}
	}
	switch st.kind {
	case stepUndo:
		push(&s.history.redo)
	case stepRedo:
		push(&s.history.undo)
	default:
		push(&s.history.undo)
		s.history.redo = nil
	}
}

// follow brings the tree and the open tabs up to what the file now holds.
func (s *Session) follow(c model.Change) {
	if err := s.tree.Apply(c, time.Now()); err != nil {
		// The file took what the mirror refused: the file is right.
		tree, readErr := s.file.Tree()
		if readErr != nil {
			s.Report(readErr)
			return
		}
		s.tree = tree
	}
	events := TreeChanged
	for _, e := range c.Edits {
		switch e := e.(type) {
		case model.Put:
			events |= s.followPut(e.Entity)
		case model.PutSettings:
			s.settings = e.Settings
			events |= SettingsChanged
		}
	}
	events |= s.closeGone()
	s.notify(events)
}

func (s *Session) followPut(e model.Entity) Event {
	switch e := e.(type) {
	case *model.Environment:
		s.refreshTab(e.ID)
		return EnvironmentsChanged
	case *model.Collection:
		s.refreshTab(e.ID)
		return EnvironmentsChanged // collection variables
	case *model.Folder:
		s.refreshTab(e.ID)
	case *model.Request:
		if t := s.Tab(e.ID); t != nil {
			saved := e.Clone()
			wasDirty := t.Dirty
			t.Saved = &saved
			if !wasDirty {
				draft := e.Clone()
				t.Request = &draft
				t.Revision++
			}
			s.mark(t)
			if !t.Dirty {
				s.keepDraft(t) // which forgets the one that is in the file
			}
			return TabsChanged | EntityChanged
		}
	case *model.Example:
		return EntityChanged
	}
	return 0
}

func (s *Session) refreshTab(id model.ID) {
	if t := s.Tab(id); t != nil {
		t.Revision++
	}
}

// closeGone closes tabs whose entity has left the tree, unless they hold unsaved work: that stays open
// as a request that is not saved anywhere.
func (s *Session) closeGone() Event {
	var events Event
	for _, t := range append([]*Tab(nil), s.tabs...) {
		if t.Saved == nil && t.Kind == model.KindRequest || t.ID == model.GlobalsID || len(s.tree.Path(t.ID)) > 0 {
			continue
		}
		if t.Dirty {
			t.Saved = nil
			s.mark(t)
		} else {
			s.drop(t)
		}
		events |= TabsChanged | ActiveChanged
	}
	return events
}
