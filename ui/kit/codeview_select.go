package kit

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/text"
)

const (
	// MaxCopy bounds what is copied from a view, in bytes.
	MaxCopy = 64 << 20
	// pairReach is how far the partner of a bracket is looked for, in bytes.
	pairReach = 64 << 10
	// blinkPace is half of the time of a blink; after blinkMost of them without a key the caret stays.
	blinkPace = 500 * time.Millisecond
	blinkMost = 60
)

// Caret is the caret and the selection.
func (v *CodeView) Caret() text.Caret {
	if v.edit != nil {
		return v.edit.Caret()
	}
	return v.reading
}

// putCaret moves the caret, and nothing else.
func (v *CodeView) putCaret(c text.Caret) {
	if v.edit != nil {
		v.edit.SetCaret(c)
	} else {
		v.reading = c.Snap(v.doc)
	}
}

// setCaret moves the caret and shows it.
func (v *CodeView) setCaret(c text.Caret) {
	v.putCaret(c)
	v.moved()
}

// Select selects a range of the text and shows it.
func (v *CodeView) Select(from, to int64) { v.setCaret(text.Caret{Anchor: from, Off: to}) }

// moved follows the caret after it moved.
func (v *CodeView) moved() {
	c := v.Caret()
	v.reveal(c.Off)
	v.pair = bracketPair{}
	if c.Empty() && v.rules.Brackets != "" {
		v.pair.here, v.pair.there, v.pair.ok = v.rules.MatchBracket(v.ctx, v.doc, c.Off, pairReach)
	}
	v.blink()
	if v.OnCaret != nil {
		v.OnCaret(c.Off)
	}
	v.redraw()
}

// SelectedText returns the selection, but no more than its first [MaxCopy] bytes.
func (v *CodeView) SelectedText() string {
	c := v.Caret()
	return string(text.Bytes(v.doc, c.From(), min(c.To(), c.From()+MaxCopy)))
}

// Selected tells whether something is selected.
func (v *CodeView) Selected() bool { return !v.Caret().Empty() }

// SelectAll selects the whole text.
func (v *CodeView) SelectAll() {
	v.putCaret(text.Caret{Off: v.doc.Len()})
	v.redraw()
}

// Copy puts the selection in a clipboard; without a selection it does nothing. It fails for more than
// [MaxCopy] bytes, of which it copies the first.
func (v *CodeView) Copy(c fyne.Clipboard) error {
	if !v.Selected() {
		return nil
	}
	c.SetContent(v.SelectedText())
	if at := v.Caret(); at.To()-at.From() > MaxCopy {
		return errors.New(lang.L("Only the first 64 MB of the selection were copied"))
	}
	return nil
}

// copy copies and says where it could not copy all.
func (v *CodeView) copy(c fyne.Clipboard) {
	if err := v.Copy(c); err != nil {
		v.say(err.Error())
	}
}

// GoTo puts the caret at a line and a column, in characters as they are shown, both from 1.
func (v *CodeView) GoTo(line, column int) {
	r := v.layout.FirstRow(line - 1)
	v.folds.Reveal(r.Line)
	start, end := text.LineBounds(v.doc, r.Line)
	off := start
	for n := 1; n < column && off < end; n++ {
		off = text.After(v.doc, off)
	}
	v.setCaret(text.At(min(off, end)))
}

// blinking is a caret that goes on and off once a second, without fading: a fade would repaint the window at
// every step.
type blinking struct {
	off   bool
	count int
	stop  func()
}

// blink shows the caret and lets it blink from then on.
func (v *CodeView) blink() {
	if v.caret.stop != nil {
		v.caret.stop()
	}
	v.caret = blinking{}
	if v.focused && v.edit != nil && v.run != nil {
		v.caret.stop = v.run.After(blinkPace, v.blinkOn)
	}
}

func (v *CodeView) blinkOn() {
	v.caret.off, v.caret.stop = !v.caret.off, nil
	v.caret.count++
	v.redraw()
	if v.focused && v.edit != nil && (v.caret.count < blinkMost || v.caret.off) {
		v.caret.stop = v.run.After(blinkPace, v.blinkOn)
	}
}

func (v *CodeView) caretShown() bool { return v.focused && !v.caret.off }
