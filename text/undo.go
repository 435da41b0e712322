package text

import "time"

// action tells steps apart that may be undone together.
type action uint8

const (
	actOther action = iota
	actType
	actBackspace
	actDelete
)

// typingPause ends a run of typing that is undone together.
const typingPause = time.Second

// step is an edit that can be undone: at off, removed was replaced by inserted. Trees share their chunks with the text,
// so a large step costs little but what it keeps alive.
type step struct {
	off               int64
	removed, inserted *node
	before, after     Caret
	action            action
	at                time.Time
}

// stepCost is about what a step takes beside its text.
const stepCost = 160

func (s *step) cost() int64 { return stepCost + s.removed.len() + s.inserted.len() }

// history is what can be undone and redone, within a bound of bytes.
type history struct {
	undo, redo []step
	cost       int64
	closed     bool // the next edit begins a step of its own
}

// add remembers a step, as a part of the last one where they belong together.
func (h *history) add(s step, limit int64) {
	h.redo = nil
	h.cost += s.cost()
	if h.coalesce(s) {
		h.cost -= stepCost
	} else {
		h.undo = append(h.undo, s)
	}
	h.closed = false
	for h.cost > limit && len(h.undo) > 1 {
		h.cost -= h.undo[0].cost()
		h.undo[0] = step{}
		h.undo = h.undo[1:]
	}
}

func (h *history) coalesce(s step) bool {
	n := len(h.undo)
	if n == 0 || h.closed || s.action == actOther {
		return false
	}
	last := &h.undo[n-1]
	if last.action != s.action || s.at.Sub(last.at) > typingPause || s.before != last.after {
		return false
	}
	switch {
	case s.action == actType && s.removed == nil && s.off == last.off+last.inserted.len():
		last.inserted = join(last.inserted, s.inserted)
	case s.action == actBackspace && s.inserted == nil && s.off+s.removed.len() == last.off:
		last.removed, last.off = join(s.removed, last.removed), s.off
	case s.action == actDelete && s.inserted == nil && s.off == last.off:
		last.removed = join(last.removed, s.removed)
	default:
		return false
	}
	last.after, last.at = s.after, s.at
	return true
}
