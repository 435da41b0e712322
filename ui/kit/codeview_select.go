package kit

import (
	"errors"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// MaxCopy bounds what is copied from a view, in bytes.
const MaxCopy = 64 << 20

// SelectedText returns the selection, but no more than its first [MaxCopy] bytes.
func (v *CodeView) SelectedText() string {
	from, to := v.selection()
	return v.textIn(from, min(to, from+MaxCopy))
}

// Selected tells whether something is selected.
func (v *CodeView) Selected() bool { return v.anchor != v.caret }

func (v *CodeView) selection() (from, to int64) {
	return min(v.anchor, v.caret), max(v.anchor, v.caret)
}

// SelectAll selects the whole text.
func (v *CodeView) SelectAll() {
	v.anchor, v.caret, v.goal = 0, v.doc.Size(), -1
	v.redraw()
}

// Copy puts the selection in a clipboard; without a selection it does nothing. It fails for more than
// [MaxCopy] bytes, of which it copies the first.
func (v *CodeView) Copy(c fyne.Clipboard) error {
	if !v.Selected() {
		return nil
	}
	c.SetContent(v.SelectedText())
	if from, to := v.selection(); to-from > MaxCopy {
		return errors.New(lang.L("Only the first 64 MB of the selection were copied"))
	}
	return nil
}

// moveTo puts the caret somewhere and the selection's other end with it, unless it is kept.
func (v *CodeView) moveTo(off int64, keepAnchor bool) {
	v.caret = min(max(off, 0), v.doc.Size())
	if !keepAnchor {
		v.anchor = v.caret
	}
	v.goal = -1
	v.reveal(v.caret)
	v.redraw()
}

// moveRows takes the caret up or down, in the column where it came from.
func (v *CodeView) moveRows(n int, keepAnchor bool) {
	line := v.doc.LineAt(v.caret)
	start, _ := v.doc.Bounds(line)
	p := v.layout.locate(line, v.caret-start)
	goal := v.goal
	if goal < 0 {
		goal = p.col
	}
	at := rowPlace{line: line, row: p.row}
	to := v.moveRow(at, n)
	start, end := v.doc.Bounds(to.line)
	off := start + v.layout.seek(to.line, to.row, goal).off
	switch {
	case to.line == line && to.row == p.row && n < 0:
		off = start
	case to.line == line && to.row == p.row:
		off = end
	}
	v.moveTo(off, keepAnchor)
	v.goal = goal
}

// step returns the offset one character before (-1) or after (1) another. Line breaks count as one.
func (v *CodeView) step(off int64, by int) int64 {
	line := v.doc.LineAt(off)
	start, end := v.doc.Bounds(line)
	if by > 0 {
		if off >= end {
			if line+1 == v.doc.Lines() {
				return v.doc.Size()
			}
			next, _ := v.doc.Bounds(line + 1)
			return next
		}
		_, n := utf8.DecodeRune(v.doc.Bytes(off, min(end, off+utf8.UTFMax)))
		return off + int64(n)
	}
	if off > start {
		_, n := utf8.DecodeLastRune(v.doc.Bytes(max(start, off-utf8.UTFMax), min(off, end)))
		return min(off, end) - int64(n)
	}
	if line == 0 {
		return 0
	}
	_, before := v.doc.Bounds(line - 1)
	return before
}

// class of a character for words: letters and digits, space, and everything else.
func wordClass(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return 0
	case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		return 1
	}
	return 2
}

// wordLimit bounds how far a word is looked for in each direction.
const wordLimit = 4 << 10

// wordAt returns the run of characters of one class around an offset.
func (v *CodeView) wordAt(off int64) (from, to int64) {
	start, end := v.doc.Bounds(v.doc.LineAt(off))
	off = min(off, end)
	if off == end && off > start {
		off = v.step(off, -1)
	}
	after := v.doc.Bytes(off, min(end, off+wordLimit))
	r, n := utf8.DecodeRune(after)
	if n == 0 {
		return off, off
	}
	class, run := wordClass(r), 0
	for run < len(after) {
		r, n := utf8.DecodeRune(after[run:])
		if wordClass(r) != class {
			break
		}
		run += n
	}
	to = off + int64(run)
	before := v.doc.Bytes(max(start, off-wordLimit), off)
	for len(before) > 0 {
		r, n := utf8.DecodeLastRune(before)
		if wordClass(r) != class {
			break
		}
		before = before[:len(before)-n]
		off -= int64(n)
	}
	return off, to
}

// stepWord returns the offset at the next or previous beginning of a word.
func (v *CodeView) stepWord(off int64, by int) int64 {
	classAt := func(off int64) int {
		r, n := utf8.DecodeRune(v.doc.Bytes(off, off+utf8.UTFMax))
		if n == 0 {
			return 0
		}
		return wordClass(r)
	}
	limit := off + int64(by)*wordLimit
	if by > 0 {
		for class := classAt(off); off < min(limit, v.doc.Size()) && class != 0 && classAt(off) == class; {
			off = v.step(off, 1)
		}
		for off < min(limit, v.doc.Size()) && classAt(off) == 0 {
			off = v.step(off, 1)
		}
		return off
	}
	for off > max(limit, 0) && classAt(v.step(off, -1)) == 0 {
		off = v.step(off, -1)
	}
	for class := classAt(v.step(off, -1)); off > max(limit, 0) && classAt(v.step(off, -1)) == class; {
		off = v.step(off, -1)
	}
	return off
}

// TappedSecondary implements fyne.SecondaryTappable: the context menu.
func (v *CodeView) TappedSecondary(e *fyne.PointEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	if c == nil {
		return
	}
	widget.ShowPopUpMenuAtPosition(v.menu(), c, e.AbsolutePosition)
}

func (v *CodeView) menu() *fyne.Menu {
	// More than may be copied shows as a shorter text in the clipboard; there is no better place to say it.
	copyItem := fyne.NewMenuItem(lang.L("Copy"), func() { _ = v.Copy(fyne.CurrentApp().Clipboard()) })
	copyItem.Disabled = !v.Selected()
	wrap := fyne.NewMenuItem(lang.L("Wrap long lines"), func() { v.SetWrap(!v.wrap) })
	wrap.Checked = v.wrap
	items := []*fyne.MenuItem{copyItem, fyne.NewMenuItem(lang.L("Select all"), v.SelectAll), fyne.NewMenuItemSeparator(), wrap}
	if v.OnMenu != nil {
		if more := v.OnMenu(); len(more) > 0 {
			items = append(append(items, fyne.NewMenuItemSeparator()), more...)
		}
	}
	return fyne.NewMenu("", items...)
}
