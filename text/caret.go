package text

// Caret is a selection: from Anchor to Off, where the caret blinks. Nothing is selected where they are the same. Carets
// that come from this package are never inside of a rune, a grapheme cluster or a CRLF.
type Caret struct {
	Anchor, Off int64
	goal        int // the column that moves up and down aim at, plus one; 0 where there is none
}

// At is a caret with nothing selected.
func At(off int64) Caret { return Caret{Anchor: off, Off: off} }

// From and To are the ends of the selection in order.
func (c Caret) From() int64 { return min(c.Anchor, c.Off) }

// To is where the selection ends.
func (c Caret) To() int64 { return max(c.Anchor, c.Off) }

// Empty tells that nothing is selected.
func (c Caret) Empty() bool { return c.Anchor == c.Off }

// Snap returns the caret moved out of what it must not be inside of, and into the document.
func (c Caret) Snap(doc Document) Caret {
	c.Anchor, c.Off = Snap(doc, c.Anchor), Snap(doc, c.Off)
	return c
}

// Move is the caret after a change elsewhere in its document.
func (c Caret) Move(change Change) Caret {
	return Caret{Anchor: change.Move(c.Anchor), Off: change.Move(c.Off)}
}

// Motion is a way of moving a caret.
type Motion uint8

// The motions. Home goes to the first visible character of a line and, from there, to its beginning.
const (
	Left Motion = iota
	Right
	WordLeft
	WordRight
	Home
	End
	Up
	Down
	PageUp
	PageDown
	DocumentStart
	DocumentEnd
)

// Moved returns a caret after a motion. extend keeps the anchor, so that what is passed gets selected; page is the rows
// of a page.
func (l *Layout) Moved(c Caret, m Motion, page int, extend bool) Caret {
	to, goal := l.target(c, m, page, extend)
	to = Snap(l.Doc, to)
	if l.Folds != nil && (m == Right || m == WordRight) && l.Folds.Hidden(l.Doc.LineOf(to)) {
		to = l.Doc.LineStart(l.Folds.After(l.Folds.Shown(l.Doc.LineOf(to))))
	}
	if l.Folds != nil && l.Folds.Hidden(l.Doc.LineOf(to)) {
		_, to = LineBounds(l.Doc, l.Folds.Shown(l.Doc.LineOf(to)))
	}
	moved := Caret{Anchor: to, Off: to, goal: goal}
	if extend {
		moved.Anchor = c.Anchor
	}
	return moved
}

func (l *Layout) target(c Caret, m Motion, page int, extend bool) (off int64, goal int) {
	switch m {
	case Left:
		if !c.Empty() && !extend {
			return c.From(), 0
		}
		return Before(l.Doc, c.Off), 0
	case Right:
		if !c.Empty() && !extend {
			return c.To(), 0
		}
		return After(l.Doc, c.Off), 0
	case WordLeft:
		return wordLeft(l.Doc, c.Off), 0
	case WordRight:
		return wordRight(l.Doc, c.Off), 0
	case Home:
		return l.home(c.Off), 0
	case End:
		r := l.Row(c.Off)
		return l.Near(r, maxInt), 0
	case Up:
		return l.vertical(c, -1)
	case Down:
		return l.vertical(c, 1)
	case PageUp:
		return l.vertical(c, -max(page, 1))
	case PageDown:
		return l.vertical(c, max(page, 1))
	case DocumentEnd:
		return l.Doc.Len(), 0
	}
	return 0, 0
}

func (l *Layout) home(off int64) int64 {
	r := l.Row(off)
	if !r.First {
		return r.Start
	}
	b := l.Bytes(r)
	i := 0
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	if first := r.Start + int64(i); off != first {
		return first
	}
	return r.Start
}

// vertical moves by rows; beyond the first and the last it goes to the ends of the text.
func (l *Layout) vertical(c Caret, n int) (off int64, goal int) {
	r := l.Row(c.Off)
	goal = c.goal
	if goal == 0 {
		goal = l.Col(r, c.Off) + 1
	}
	to := l.Move(r, n)
	switch {
	case to.Start == r.Start && n < 0:
		return r.Start, goal
	case to.Start == r.Start:
		return r.End, goal
	}
	return l.Near(to, goal-1), goal
}
