package kit

import (
	"math"

	"fyne.io/fyne/v2"
)

// Top returns the line at the top of the view, from 0, and how much of it is scrolled away, from 0 to 1.
func (v *CodeView) Top() (line int, part float64) {
	if v.layout.cols == 0 {
		return v.top.line, v.top.frac
	}
	return v.top.line, (float64(v.top.row) + v.top.frac) / float64(v.layout.rows(v.top.line))
}

// ScrollToLine puts a line, counted from 0, at the top, or as far up as the end of the text allows.
func (v *CodeView) ScrollToLine(n int) {
	v.setTop(rowPlace{line: n})
	v.redraw()
}

// setTop puts a row at the top, within the text.
func (v *CodeView) setTop(p rowPlace) {
	if p.line < 0 {
		p = rowPlace{}
	}
	if p.line >= v.doc.Lines() {
		p = rowPlace{line: v.doc.Lines() - 1, row: math.MaxInt32}
	}
	if last := v.lastTop(p); p.line > last.line || p.line == last.line &&
		(p.row > last.row || p.row == last.row && p.frac > last.frac) {
		p = last
	}
	p.off = v.layout.seek(p.line, p.row, 0).off
	v.top = p
}

// lastTop returns the row at the top when the last row is at the bottom. It only looks closely when there is
// less than a screen below p, since the rows of a long last line are dear to count.
func (v *CodeView) lastTop(p rowPlace) rowPlace {
	rows := v.geo.rows()
	if v.layout.cols == 0 {
		top := max(0, float64(v.doc.Lines())-rows)
		line := int(top)
		return rowPlace{line: line, frac: top - float64(line)}
	}
	if v.rowsFrom(p, int(rows)+2) > int(rows)+1 {
		return rowPlace{line: math.MaxInt}
	}
	end, need := v.doc.Lines()-1, int(math.Ceil(rows))
	last := v.moveRow(rowPlace{line: end, row: v.layout.rows(end)}, -need)
	if v.rowsFrom(last, need) >= need {
		last.frac = float64(need) - rows
	}
	return last
}

// rowsFrom counts the rows from p to the end of the text, up to a limit.
func (v *CodeView) rowsFrom(p rowPlace, limit int) int {
	if v.layout.cols == 0 {
		return min(limit, v.doc.Lines()-p.line)
	}
	n := 0
	for line := p.line; line < v.doc.Lines() && n < limit; line++ {
		from := 0
		if line == p.line {
			from = p.row
		}
		if v.layout.seek(line, from+limit-n, 0).row >= from+limit-n {
			return limit
		}
		n += max(0, v.layout.rows(line)-from)
	}
	return min(n, limit)
}

// moveRow goes a number of rows down or up from a row, within the text.
func (v *CodeView) moveRow(p rowPlace, n int) rowPlace {
	if v.layout.cols == 0 {
		return rowPlace{line: min(max(p.line+n, 0), v.doc.Lines()-1)}
	}
	line, row := p.line, p.row+n
	for row < 0 && line > 0 {
		line--
		row += v.layout.rows(line)
	}
	for row > 0 {
		if at := v.layout.seek(line, row, 0); at.row >= row {
			break
		}
		rows := v.layout.rows(line)
		if row < rows {
			break
		}
		if line == v.doc.Lines()-1 {
			row = rows - 1
			break
		}
		row -= rows
		line++
	}
	return rowPlace{line: line, row: max(0, row)}
}

// scrollRows scrolls down (or up) by rows and parts of them.
func (v *CodeView) scrollRows(n float64) {
	at := v.top.frac + n
	whole := int(math.Floor(at))
	if whole < 0 && v.distance(rowPlace{}, v.top, -whole) < -whole {
		v.setTop(rowPlace{})
	} else {
		p := v.moveRow(v.top, whole)
		p.frac = at - float64(whole)
		v.setTop(p)
	}
	v.redraw()
}

// distance counts the rows from a down to b, up to a limit; 0 when b is above.
func (v *CodeView) distance(a, b rowPlace, limit int) int {
	if v.layout.cols == 0 {
		return min(max(0, b.line-a.line), limit)
	}
	n := -a.row
	for line := a.line; line < b.line; line++ {
		if n += v.layout.rows(line); n >= limit {
			return limit
		}
	}
	if b.line >= a.line {
		n += b.row
	}
	return min(max(0, n), limit)
}

// scrollCols scrolls to the right (or left) by cells.
func (v *CodeView) scrollCols(n float64) {
	v.left = min(max(0, v.left+n), max(0, v.width()-float64(v.geo.cols)))
	v.redraw()
}

// width is the width of the text in cells, estimated by bytes: good enough for a scroll bar.
func (v *CodeView) width() float64 {
	if v.layout.cols > 0 {
		return 0
	}
	if d, ok := v.doc.(interface{ longest() int64 }); ok {
		return float64(d.longest()) + v.paint.extra
	}
	return v.paint.extra
}

// reveal scrolls as little as possible to show an offset; a far one is put in the upper third.
func (v *CodeView) reveal(off int64) {
	line := v.doc.LineAt(off)
	start, _ := v.doc.Bounds(line)
	p := v.layout.locate(line, off-start)
	at, full := rowPlace{line: line, row: p.row}, v.geo.fullRows()
	switch {
	case line < v.top.line || line == v.top.line && (p.row < v.top.row || p.row == v.top.row && v.top.frac > 0):
		if v.distance(at, v.top, full) >= full {
			at = v.moveRow(at, -full/3)
		}
		v.setTop(at)
	default:
		below := v.distance(v.top, at, 2*full)
		switch {
		case below >= 2*full:
			v.setTop(v.moveRow(at, -full/3))
		case float64(below)-v.top.frac+1 > v.geo.rows():
			need := math.Ceil(v.geo.rows())
			top := v.moveRow(at, 1-int(need))
			top.frac = need - v.geo.rows()
			v.setTop(top)
		}
	}
	if v.layout.cols == 0 {
		v.revealCol(float64(p.col))
	}
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
	if dx != 0 && v.layout.cols == 0 {
		v.scrollCols(-float64(dx) * v.geo.scale / float64(v.geo.atlas.width))
	}
}
