package session

import (
	"errors"
	"time"

	"postern/model"
)

// history holds the names of the changes that can be undone and of those that can be redone, the next to
// go first. The changes themselves are in the file.
type history struct{ undo, redo []string }

func readHistory(file Changes) (h history, err error) {
	h.undo, h.redo, err = file.Steps()
	return h, err
}

// Do carries a change out: first in the file, then in the tree and in open tabs. done, which may be
// nil, gets the outcome on the UI goroutine; without one errors go to Report.
func (s *Session) Do(c model.Change, done func(error)) {
	s.change(nil, func() (model.Change, error) {
		_, err := s.file.Apply(c)
		return c, err
	}, done)
}

// DoWith carries out a change that depends on what the file holds: build reads it and makes the change
// just before it is applied, when all changes before have arrived, so that no edit of the same entity is
// lost in between, not even one from outside of the session. build runs on another goroutine and must not touch widgets or the state of a room. The
// change gets the name, unless it has one; without edits it does nothing.
func (s *Session) DoWith(name string, build func(Entities) (model.Change, error), done func(error)) {
	s.change(nil, func() (model.Change, error) {
		return s.file.ApplyWith(func() (model.Change, error) {
			c, err := build(s.entities)
			if c.Name == "" {
				c.Name = name
			}
			return c, err
		})
	}, done)
}

// EditSettings changes the settings as the file holds them in its turn, as DoWith changes an entity; edit
// runs on another goroutine. typing says that a person goes on with one field, see model.Change. An edit
// that changes nothing does nothing.
func (s *Session) EditSettings(typing bool, edit func(*model.Settings), done func(error)) {
	s.DoWith("settings", func(Entities) (model.Change, error) {
		before, err := s.file.Settings()
		after := before
		if edit(&after); err != nil || after == before {
			return model.Change{}, err
		}
		return model.Change{Typing: typing, Edits: []model.Edit{model.PutSettings{Settings: after}}}, nil
	}, done)
}

// CanUndo returns the name of the change that Undo would take back.
func (s *Session) CanUndo() (name string, ok bool) { return next(s.history.undo) }

// CanRedo returns the name of the change that Redo would carry out again.
func (s *Session) CanRedo() (name string, ok bool) { return next(s.history.redo) }

func next(names []string) (string, bool) {
	if len(names) == 0 {
		return "", false
	}
	return names[0], true
}

// ErrNoStep is what Undo and Redo say where nothing is left to undo or redo.
var ErrNoStep = errors.New("there is no step left")

// Undo takes back the last change, also of before the last start.
func (s *Session) Undo(done func(error)) {
	s.storeHeldBack()
	s.change(func() bool { return len(s.history.undo) > 0 }, s.file.Undo, s.returning(done))
}

// Redo carries out again what was undone last.
func (s *Session) Redo(done func(error)) {
	s.storeHeldBack()
	s.change(func() bool { return len(s.history.redo) > 0 }, s.file.Redo, s.returning(done))
}

// storeHeldBack lets the rooms store what they hold back while the user types: that is the last change.
func (s *Session) storeHeldBack() {
	for _, f := range s.closers {
		f()
	}
}

// change queues an edit of the file. begin, which may be nil, says in its turn whether there is anything
// to do; act runs on another goroutine and returns what it applied.
func (s *Session) change(begin func() bool, act func() (model.Change, error), done func(error)) {
	var applied model.Change
	var steps history
	var stepsErr error
	s.enqueue(job{
		begin: func() bool {
			if begin == nil || begin() {
				return true
			}
			if done != nil {
				done(ErrNoStep)
			}
			return false
		},
		work: func() (err error) {
			applied, err = act()
			steps, stepsErr = readHistory(s.file)
			return err
		},
		done: func(err error) {
			if stepsErr == nil {
				s.history = steps
			}
			s.returned = ""
			if err == nil && len(applied.Edits) > 0 {
				s.follow(applied)
			}
			switch {
			case done != nil:
				done(err)
			case err != nil:
				s.Report(err)
			}
		},
	})
}

// Reload reads the tree, the settings and what can be undone anew, after the file was changed other than
// by the session.
func (s *Session) Reload() { s.reload(func() error { return nil }, s.reportFault) }

func (s *Session) reportFault(err error) {
	if err != nil {
		s.Report(err)
	}
}

// reload does work and reads anew what the session mirrors.
func (s *Session) reload(work func() error, done func(error)) {
	var tree *model.Tree
	var settings model.Settings
	var steps history
	s.enqueue(job{work: func() (err error) {
		if err = work(); err == nil {
			tree, err = s.file.Tree()
		}
		if err == nil {
			settings, err = s.file.Settings()
		}
		if err == nil {
			steps, err = readHistory(s.file)
		}
		return err
	}, done: func(err error) {
		if err == nil {
			s.tree, s.settings, s.history = tree, settings, steps
			s.notify(TreeChanged | SettingsChanged | EnvironmentsChanged | s.closeGone() | s.findAgain() | s.rereadTabs())
		}
		done(err)
	}})
}

// follow brings the tree and the open tabs up to what the file now holds.
func (s *Session) follow(c model.Change) {
	s.returned = s.comingBack(c)
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
	events |= s.closeGone() | s.findAgain()
	s.notify(events)
}

// rereadTabs shows in the open tabs what the file holds now; drafts stay.
func (s *Session) rereadTabs() Event {
	var events Event
	for _, t := range s.tabs {
		if t.Kind != model.KindRequest {
			t.Revision++
			continue
		}
		if t.Saved == nil {
			continue
		}
		r, err := s.entities.Request(t.ID)
		if err != nil {
			s.Report(err)
			continue
		}
		if !model.SameRequest(r, *t.Saved) {
			events |= s.followPut(&r)
		}
	}
	return events
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
			} else {
				t.Request.Mock = e.Clone().Mock // which the mocks room edits, not the tab
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

// findAgain makes a draft whose request came back into the tree, by undo or out of the trash, a change of
// that request again.
func (s *Session) findAgain() Event {
	var events Event
	for _, t := range s.tabs {
		if t.Saved != nil || t.Kind != model.KindRequest || len(s.tree.Path(t.ID)) == 0 {
			continue
		}
		r, err := s.entities.Request(t.ID)
		if err != nil {
			s.Report(err)
			continue
		}
		t.Saved = &r
		s.mark(t)
		events |= TabsChanged
	}
	return events
}

// closeGone closes tabs whose entity has left the tree, unless they hold unsaved work: that stays open
// as a request that is not saved anywhere.
func (s *Session) closeGone() Event {
	var events Event
	active := s.active
	for _, t := range append([]*Tab(nil), s.tabs...) {
		if t.Saved == nil && t.Kind == model.KindRequest || t.ID == model.GlobalsID || len(s.tree.Path(t.ID)) > 0 {
			continue
		}
		if t.Dirty {
			t.Saved = nil
			s.mark(t)
		} else {
			s.lost(t, t == active)
			s.drop(t)
		}
		events |= TabsChanged | ActiveChanged
	}
	return events
}
