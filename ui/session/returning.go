package session

import (
	"errors"
	"slices"

	"postern/model"
)

// closedTab is a tab that closed because its entity was deleted.
type closedTab struct {
	id     model.ID
	at     int // its place in the row
	active bool
}

// maxClosed bounds how many closed tabs undo can open again.
const maxClosed = 100

// lost remembers a tab that closes because its entity is gone.
func (s *Session) lost(t *Tab, active bool) {
	s.closed = append(s.closed, closedTab{t.ID, slices.Index(s.tabs, t), active})
	s.closed = s.closed[max(0, len(s.closed)-maxClosed):]
}

// returning wraps what is done after an undo or redo: tabs that closed with what has come back open again at
// their places, and OnReturn hears of it.
func (s *Session) returning(done func(error)) func(error) {
	return func(err error) {
		if err == nil && s.returned != "" {
			s.reopen()
			if s.OnReturn != nil {
				s.OnReturn(s.returned)
			}
		}
		switch {
		case done != nil:
			done(err)
		case err != nil && !errors.Is(err, ErrNoStep):
			s.Report(err)
		}
	}
}

// reopen opens the tabs of what is in the tree again, last closed first, so that places are those of then.
func (s *Session) reopen() {
	var shown *Tab
	for i, c := range slices.Backward(s.closed) {
		if len(s.tree.Path(c.id)) == 0 {
			continue
		}
		s.closed = slices.Delete(s.closed, i, i+1)
		if s.Tab(c.id) != nil {
			continue
		}
		t, err := s.tabOf(c.id)
		if err != nil {
			s.Report(err)
			continue
		}
		s.tabs = slices.Insert(s.tabs, min(c.at, len(s.tabs)), t)
		if c.active {
			shown = t
		}
	}
	if shown != nil {
		s.show(shown, TabsChanged)
		return
	}
	s.notify(TabsChanged)
}

// comingBack returns the first entity that a change puts into the tree and that is not in it yet, or "".
func (s *Session) comingBack(c model.Change) model.ID {
	for _, e := range c.Edits {
		if p, ok := e.(model.Place); ok && len(s.tree.Path(p.ID)) == 0 {
			return p.ID
		}
	}
	return ""
}
