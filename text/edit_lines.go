package text

import (
	"bytes"
	"slices"
	"time"
)

// lines are the first and the last line of the selection. A selection that ends at the beginning of a line does not
// take that line in.
func (e *Editor) lines() (first, last int) {
	first, last = e.buf.LineOf(e.caret.From()), e.buf.LineOf(e.caret.To())
	if last > first && e.buf.LineStart(last) == e.caret.To() {
		last--
	}
	return first, last
}

// lineEdit is a change within one line: at a place in it, bytes removed and text put in.
type lineEdit struct {
	at, remove int
	insert     string
}

// eachLine changes lines one by one as one step. The selection keeps to the same characters.
func (e *Editor) eachLine(first, last int, edit func(line []byte) lineEdit) {
	from, to := e.buf.LineStart(first), e.buf.LineStart(last+1)
	old := Bytes(e.buf, from, to)
	text := make([]byte, 0, len(old)+16*(last-first+1))
	caret, changed := e.caret, false
	for rest, at := old, from; len(rest) > 0; {
		line, _, _ := bytes.Cut(rest, newline)
		bare := bytes.TrimSuffix(line, []byte{'\r'})
		d := edit(bare)
		changed = changed || d.remove > 0 || d.insert != ""
		text = append(append(append(text, rest[:d.at]...), d.insert...), rest[d.at+d.remove:min(len(line)+1, len(rest))]...)
		c := Change{Offset: at + int64(d.at), Removed: int64(d.remove), Inserted: int64(len(d.insert))}
		caret.Anchor += shift(c, e.caret.Anchor)
		caret.Off += shift(c, e.caret.Off)
		at += int64(min(len(line)+1, len(rest)))
		rest = rest[min(len(line)+1, len(rest)):]
	}
	if changed {
		e.apply(from, to, text, Caret{Anchor: caret.Anchor, Off: caret.Off}, actOther, time.Time{})
	}
}

// shift is how far a place behind a change moves.
func shift(c Change, off int64) int64 {
	if off < c.Offset {
		return 0
	}
	return c.Move(off) - off
}

// MoveLines moves the lines of the selection one up or down.
func (e *Editor) MoveLines(up bool) {
	first, last := e.lines()
	count, _ := e.buf.Lines()
	if up {
		first--
	} else {
		last++
	}
	if first < 0 || last >= count {
		return
	}
	middle := first + 1
	if !up {
		middle = last
	}
	from, cut, to := e.buf.LineStart(first), e.buf.LineStart(middle), e.buf.LineStart(last+1)
	a, b := Bytes(e.buf, from, cut), Bytes(e.buf, cut, to)
	a, brk := cutBreak(a)
	b, end := cutBreak(b)
	text := slices.Concat(b, brk, a, end)
	c := e.caret
	by := int64(len(b) + len(brk)) // the neighbour below goes in front
	if up {
		by = -int64(len(a) + len(brk))
	}
	c = Caret{Anchor: c.Anchor + by, Off: c.Off + by}
	e.apply(from, to, text, c, actOther, time.Time{})
}

// cutBreak takes the line break off a line.
func cutBreak(line []byte) (bare, brk []byte) {
	bare = bytes.TrimSuffix(line, newline)
	if len(bare) < len(line) {
		bare = bytes.TrimSuffix(bare, []byte{'\r'})
	}
	return bare, line[len(bare):]
}

// DuplicateLines copies the lines of the selection below themselves; the selection goes to the copy.
func (e *Editor) DuplicateLines() {
	first, last := e.lines()
	from, to := e.buf.LineStart(first), e.buf.LineStart(last+1)
	text := Bytes(e.buf, from, to)
	bare, brk := cutBreak(text)
	if len(brk) == 0 { // the last line
		text = slices.Concat([]byte(e.lineBreak()), bare)
	}
	by := int64(len(text))
	e.apply(to, to, text, Caret{Anchor: e.caret.Anchor + by, Off: e.caret.Off + by}, actOther, time.Time{})
}

// DeleteLines removes the lines of the selection.
func (e *Editor) DeleteLines() {
	first, last := e.lines()
	from, to := e.buf.LineStart(first), e.buf.LineStart(last+1)
	if count, _ := e.buf.Lines(); last+1 == count && first > 0 {
		_, from = LineBounds(e.buf, first-1)
	}
	e.remove(from, to, actOther, time.Time{})
	e.caret = At(e.buf.LineStart(e.buf.LineOf(e.caret.Off)))
}

// JoinLines puts the lines of the selection, or the caret's and the next, into one, with a space between what they hold.
func (e *Editor) JoinLines() {
	first, last := e.lines()
	if first == last {
		last++
	}
	if count, _ := e.buf.Lines(); last >= count {
		return
	}
	from := e.buf.LineStart(first)
	_, to := LineBounds(e.buf, last)
	var text []byte
	at := 0
	for i, line := range bytes.Split(Bytes(e.buf, from, to), newline) {
		line = bytes.TrimSuffix(line, []byte{'\r'})
		if i > 0 {
			text, line = bytes.TrimRight(text, " \t"), bytes.TrimLeft(line, " \t")
			at = len(text)
			if len(text) > 0 && len(line) > 0 {
				text = append(text, ' ')
			}
		}
		text = append(text, line...)
	}
	e.apply(from, to, text, At(from+int64(at)), actOther, time.Time{})
}

// Trim removes spaces at the ends of all lines.
func (e *Editor) Trim() {
	count, _ := e.buf.Lines()
	e.eachLine(0, count-1, func(line []byte) lineEdit {
		n := len(bytes.TrimRight(line, " \t"))
		return lineEdit{at: n, remove: len(line) - n}
	})
}
