package kit

import (
	"sort"

	"fyne.io/fyne/v2"

	"postern/highlight"
	"postern/text"
)

// Prose is a text that is laid out to be read: its colours and its links are known, and no lexer looks for them.
type Prose interface {
	Text() string
	// Spans returns the kinds of a line, counted from its start, in order.
	Spans(line int) []highlight.Span
	// Link returns the address that a place leads to and where the link begins; "" for none.
	Link(off int64) (address string, from int64)
}

// SetProse shows a text that is laid out, to read. OnLink hears of links that are followed.
func (v *CodeView) SetProse(p Prose) {
	v.SetEditable(false, "")
	v.SetText(p.Text(), "")
	v.colour.prose = p
	v.redraw()
}

// proseSpans are the spans of a line of prose from a place in it on.
func proseSpans(spans []highlight.Span, at int) []highlight.Span {
	return spans[sort.Search(len(spans), func(i int) bool { return spans[i].End > at }):]
}

// linkAt returns the address that a place in the text leads to and where the link begins; "" for none.
func (v *CodeView) linkAt(off int64) (address string, from int64) {
	if v.colour.prose == nil {
		return "", 0
	}
	return v.colour.prose.Link(off)
}

// linkUnder is the link under the mouse.
func (v *CodeView) linkUnder(at fyne.Position) (address string, from int64) {
	if r, below := v.rowAt(at.Y); v.colour.prose == nil || below || v.offsetAt(at) == r.End && r.Last {
		return "", 0
	}
	return v.linkAt(v.offsetAt(at))
}

// released ends a press of the mouse: one that selected nothing follows the link that it is on.
func (v *CodeView) released(at fyne.Position) {
	if v.mouse.clicks != 1 || v.Selected() || !near(at, v.mouse.lastAt) || v.barAt(at) != dragNone {
		return
	}
	if address, _ := v.linkUnder(at); address != "" && v.OnLink != nil {
		v.OnLink(address)
	}
}

// OpenLink follows the link at the caret.
func (v *CodeView) OpenLink() {
	if address, _ := v.linkAt(v.Caret().Off); address != "" && v.OnLink != nil {
		v.OnLink(address)
	}
}

// pointed puts the caret where a context menu opens, unless that is about the selection.
func (v *CodeView) pointed(at fyne.Position) {
	if off, c := v.offsetAt(at), v.Caret(); off < c.From() || off > c.To() || c.Empty() {
		v.setCaret(text.At(off))
	}
}
