package kit

import (
	"math"

	"fyne.io/fyne/v2"
)

// hover tells about the variable or the problem under the mouse.
func (v *CodeView) hover() {
	words, from := v.told(v.mouse.at)
	if words == "" || v.completion.IsOpen() || v.mouse.drag != dragNone {
		v.hoverEnd()
		return
	}
	if v.mouse.hover == from+1 {
		return
	}
	v.mouse.hover = from + 1
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(v).Add(v.positionOf(from))
	ShowTip(driver.CanvasForObject(v), words, at.AddXY(0, v.rowHeight()))
}

func (v *CodeView) hoverEnd() {
	if v.mouse.hover != 0 {
		v.mouse.hover = 0
		HideTip(fyne.CurrentApp().Driver().CanvasForObject(v))
	}
}

// told returns what there is to tell about a position, and where that begins in the text.
func (v *CodeView) told(at fyne.Position) (words string, from int64) {
	r, below := v.rowAt(at.Y)
	if below || v.inGutter(at) || r.End == r.Start {
		return "", 0
	}
	b := v.layout.Bytes(r)
	col := (float64(at.X)*v.geo.scale-float64(v.geo.text))/float64(v.geo.atlas.width) + v.left
	i := v.layout.Cells.Off(b, 0, max(0, int(math.Floor(col))))
	if i >= len(b) {
		return "", 0
	}
	if v.Variables != nil {
		for _, span := range varEntrySpans(string(b)) {
			if span.start <= i && i < span.end {
				_, words = v.Variables(span.name)
				return words, r.Start + int64(span.start)
			}
		}
	}
	off := r.Start + int64(i)
	if address, start := v.linkAt(off); address != "" {
		return address, max(start, r.Start)
	}
	for _, p := range v.check.problems {
		if p.from <= off && off < p.to {
			return p.words, max(p.from, r.Start)
		}
	}
	return "", 0
}

// positionOf is the upper left corner of the cell at an offset, in the view.
func (v *CodeView) positionOf(off int64) fyne.Position {
	top, at := v.layout.Row(v.top.off), v.layout.Row(off)
	n := v.rowsBetween(top, at, 2*v.geo.fullRows())
	y := (float64(n)-v.top.frac)*float64(v.geo.atlas.height) + float64(v.geo.head)
	x := float64(v.cellX(v.layout.Col(at, off)))
	return fyne.NewPos(float32(x/v.geo.scale), float32(y/v.geo.scale))
}

// rowHeight is the height of a row in units of Fyne.
func (v *CodeView) rowHeight() float32 { return float32(float64(v.geo.atlas.height) / v.geo.scale) }
