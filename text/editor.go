package text

import (
	"time"
)

// Editor changes a Buffer the way a person does, and takes changes back. Every method that edits is one step of undo,
// leaves the caret where an editor leaves it, and reports one [Change]. Edits that would change nothing do nothing.
type Editor struct {
	Language Language
	// Plain turns the closing of brackets and quotes off.
	Plain bool
	// UndoLimit bounds the bytes that undo keeps; 0 means 64 MiB. The last step is always kept.
	UndoLimit int64
	// Changed, unless nil, is called after every change, undo and redo included.
	Changed func(Change)

	buf     *Buffer
	caret   Caret
	history history
	typed   []int64 // where brackets stand that were closed by themselves and may be typed over
}

// NewEditor makes an editor of a buffer, which only it may change from then on.
func NewEditor(buf *Buffer) *Editor { return &Editor{buf: buf} }

// Doc is the text, for reading.
func (e *Editor) Doc() *Buffer { return e.buf }

// Caret is the caret and the selection.
func (e *Editor) Caret() Caret { return e.caret }

// SetCaret moves the caret. Typing afterwards is a step of its own.
func (e *Editor) SetCaret(c Caret) {
	c = c.Snap(e.buf)
	if c.Anchor == e.caret.Anchor && c.Off == e.caret.Off {
		e.caret = c
		return
	}
	if len(e.typed) > 0 && e.buf.LineOf(c.Off) != e.buf.LineOf(e.caret.Off) {
		e.typed = nil
	}
	e.caret = c
	e.history.closed = true
}

// SelectAll selects the whole text.
func (e *Editor) SelectAll() { e.SetCaret(Caret{Anchor: 0, Off: e.buf.Len()}) }

// Selected is the selected text.
func (e *Editor) Selected() []byte { return Bytes(e.buf, e.caret.From(), e.caret.To()) }

// Break ends the run of typing that one undo takes back.
func (e *Editor) Break() { e.history.closed = true }

// Replace puts text in place of a range, as a step of its own. The caret moves along.
func (e *Editor) Replace(from, to int64, text []byte) {
	from, to = clip(e.buf, from, to)
	c := Change{Offset: from, Removed: to - from, Inserted: int64(len(text))}
	e.apply(from, to, text, e.caret.Move(c), actOther, time.Time{})
}

// Insert puts text in place of the selection, as paste does.
func (e *Editor) Insert(text []byte) {
	from := e.caret.From()
	e.apply(from, e.caret.To(), text, At(from+int64(len(text))), actOther, time.Time{})
}

// SetText replaces the whole text, where it differs, in a way that can be undone and leaves what is the same at both
// ends alone.
func (e *Editor) SetText(text []byte) {
	head := commonPrefix(e.buf, text)
	tail := commonSuffix(e.buf, text[head:], int64(head))
	e.Replace(int64(head), e.buf.Len()-int64(tail), text[head:len(text)-tail])
	e.caret = e.caret.Snap(e.buf)
}

func commonPrefix(doc Document, text []byte) int {
	n := 0
	for n < len(text) {
		b := doc.Chunk(int64(n))
		if len(b) == 0 {
			return n
		}
		for _, c := range b {
			if n == len(text) || text[n] != c {
				return n
			}
			n++
		}
	}
	return n
}

func commonSuffix(doc Document, text []byte, from int64) int {
	b := Bytes(doc, from, doc.Len())
	n := 0
	for n < len(text) && n < len(b) && text[len(text)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// apply is the one way to change the text.
func (e *Editor) apply(from, to int64, text []byte, after Caret, act action, at time.Time) {
	if from == to && len(text) == 0 {
		e.caret = after
		return
	}
	s := step{off: from, removed: e.buf.cut(from, to), before: e.caret, action: act, at: at}
	c := e.buf.Replace(from, to, text)
	s.inserted = e.buf.cut(from, from+int64(len(text)))
	s.after = after.Snap(e.buf)
	e.caret = s.after
	e.history.add(s, e.undoLimit())
	e.moveTyped(c)
	e.report(c)
}

func (e *Editor) undoLimit() int64 {
	if e.UndoLimit <= 0 {
		return 64 << 20
	}
	return e.UndoLimit
}

func (e *Editor) report(c Change) {
	if e.Changed != nil {
		e.Changed(c)
	}
}

// Undo takes the last step back, with the selection as it was; false if there is none.
func (e *Editor) Undo() bool {
	n := len(e.history.undo)
	if n == 0 {
		return false
	}
	s := e.history.undo[n-1]
	e.history.undo = e.history.undo[:n-1]
	e.history.cost -= s.cost()
	e.history.redo = append(e.history.redo, s)
	e.restore(s.off, s.inserted, s.removed, s.before)
	return true
}

// Redo does again what was undone last; false if there is nothing.
func (e *Editor) Redo() bool {
	n := len(e.history.redo)
	if n == 0 {
		return false
	}
	s := e.history.redo[n-1]
	e.history.redo = e.history.redo[:n-1]
	e.history.cost += s.cost()
	e.history.undo = append(e.history.undo, s)
	e.restore(s.off, s.removed, s.inserted, s.after)
	return true
}

// CanUndo and CanRedo tell whether there is a step.
func (e *Editor) CanUndo() bool { return len(e.history.undo) > 0 }

// CanRedo tells whether there is a step to do again.
func (e *Editor) CanRedo() bool { return len(e.history.redo) > 0 }

func (e *Editor) restore(off int64, old, put *node, caret Caret) {
	c := e.buf.splice(off, off+old.len(), put)
	e.caret, e.history.closed, e.typed = caret, true, nil
	e.report(c)
}
