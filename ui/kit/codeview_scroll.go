package kit

import (
	"math"

	"fyne.io/fyne/v2"

	"postern/text"
)

// Top returns the line at the top of the view, from 0, and how much of its row is scrolled away, from 0 to 1.
func (v *CodeView) Top() (line int, part float64) { return v.doc.LineOf(v.top.off), v.top.frac }

// ScrollToLine puts a line, counted from 0, at the top, or as far up as the end of the text allows.
func (v *CodeView) ScrollToLine(n int) {
	v.setTop(v.layout.FirstRow(n), 0)
	v.redraw()
}

// setTop puts a row at the top, within the text.
func (v *CodeView) setTop(r text.Row, frac float64) {
	if v.folds.Hidden(r.Line) {
		r, frac = v.layout.FirstRow(v.folds.Shown(r.Line)), 0
	}
	rows := v.geo.rows()
	limit := int(math.Ceil(rows)) + 1
	lines, _ := v.doc.Lines()
	if v.folds.Visible(lines)-v.folds.Visible(r.Line) > limit {
		v.top = topRow{r.Start, frac}
		return
	}
	if left := v.rowsFrom(r, limit); float64(left)-frac < rows {
		r, frac = v.lastTop()
	}
	v.top = topRow{r.Start, frac}
}

// rowsFrom counts the rows from one to the end of the text, up to a limit.
func (v *CodeView) rowsFrom(r text.Row, limit int) int {
	n, ok := 1, true
	for n < limit {
		if r, ok = v.layout.Next(r); !ok {
			break
		}
		n++
	}
	return n
}

// lastTop returns the row at the top when the last row is at the bottom.
func (v *CodeView) lastTop() (text.Row, float64) {
	rows := v.geo.rows()
	need := int(math.Ceil(rows))
	last := v.lastRow()
	for n := 1; n < need; n++ {
		before, ok := v.layout.Previous(last)
		if !ok {
			return last, 0
		}
		last = before
	}
	return last, float64(need) - rows
}

func (v *CodeView) lastRow() text.Row {
	lines, _ := v.doc.Lines()
	return v.layout.LastRow(v.folds.Shown(lines - 1))
}

// scrollRows scrolls down (or up) by rows and parts of them.
func (v *CodeView) scrollRows(n float64) {
	at := v.top.frac + n
	whole := int(math.Floor(at))
	r, ok := v.layout.Row(v.top.off), true
	for i := whole; i < 0; i++ {
		if r, ok = v.layout.Previous(r); !ok {
			v.setTop(r, 0)
			v.redraw()
			return
		}
	}
	v.setTop(v.layout.Move(r, max(0, whole)), at-float64(whole))
	v.redraw()
}

// scrollCols scrolls to the right (or left) by cells.
func (v *CodeView) scrollCols(n float64) {
	v.left = min(max(0, v.left+n), max(0, v.width()-float64(v.geo.cols)))
	v.redraw()
}

// width is the width of the text in cells, as far as it has been seen: good enough for a scroll bar.
func (v *CodeView) width() float64 {
	if v.wrap {
		return 0
	}
	return float64(v.paint.widest) + 2
}

// reveal scrolls as little as possible to show an offset; a far one is put in the upper third.
func (v *CodeView) reveal(off int64) {
	if line := v.doc.LineOf(off); v.folds.Hidden(line) {
		v.folds.Reveal(line)
	}
	at, full := v.layout.Row(off), v.geo.fullRows()
	top := v.layout.Row(v.top.off)
	switch n := v.rowsBetween(top, at, 2*full); {
	case n >= 2*full || n <= -full:
		v.setTop(v.layout.Move(at, -full/3), 0)
	case n < 0 || n == 0 && v.top.frac > 0:
		v.setTop(at, 0)
	case float64(n)-v.top.frac+1 > v.geo.rows():
		need := math.Ceil(v.geo.rows())
		v.setTop(v.layout.Move(at, 1-int(need)), need-v.geo.rows())
	}
	if !v.wrap {
		v.revealCol(float64(v.layout.Col(at, off)))
	}
}

// rowsBetween counts the rows from a down to b, negative where b is above, up to a limit.
func (v *CodeView) rowsBetween(a, b text.Row, limit int) int {
	sign, n := 1, 0
	if b.Start < a.Start {
		a, b, sign = b, a, -1
	}
	for a.Start < b.Start && n < limit {
		next, ok := v.layout.Next(a)
		if !ok {
			break
		}
		a = next
		n++
	}
	return sign * n
}

func (v *CodeView) revealCol(col float64) {
	cols := float64(v.geo.cols)
	if col < v.left {
		v.left = max(0, col-4)
	}
	if col >= v.left+cols {
		v.left = col - cols + 4
	}
}

// Scrolled implements fyne.Scrollable.
func (v *CodeView) Scrolled(e *fyne.ScrollEvent) {
	dx, dy := e.Scrolled.DX, e.Scrolled.DY
	if v.shift && dx == 0 {
		dx, dy = dy, 0
	}
	if dy != 0 {
		v.scrollRows(-float64(dy) * v.geo.scale / float64(v.geo.atlas.height))
	}
	if dx != 0 && !v.wrap {
		v.scrollCols(-float64(dx) * v.geo.scale / float64(v.geo.atlas.width))
	}
}
