package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"postern/text"
)

// pressBar takes hold of the thumb, or brings it under the mouse first.
func (v *CodeView) pressBar(at fyne.Position) {
	b, pos := v.pressed(at)
	if pos < b.from || pos >= b.from+b.length {
		v.mouse.grip = b.length / 2
		v.dragBar(at)
		return
	}
	v.mouse.grip = pos - b.from
}

// pressed returns the bar that is dragged and the mouse's place on its track.
func (v *CodeView) pressed(at fyne.Position) (bar, int) {
	if v.mouse.drag == dragVertical {
		return v.vertical(), int(float64(at.Y)*v.geo.scale) - v.geo.head
	}
	return v.horizontal(), int(float64(at.X)*v.geo.scale) - v.geo.text
}

func (v *CodeView) dragBar(at fyne.Position) {
	b, pos := v.pressed(at)
	if v.mouse.drag == dragVertical {
		v.dragVertical(b, pos-v.mouse.grip)
	} else {
		v.dragHorizontal(b, pos-v.mouse.grip)
	}
}

// MouseUp implements desktop.Mouseable.
func (v *CodeView) MouseUp(e *desktop.MouseEvent) {
	v.DragEnd()
	if e.Button == desktop.MouseButtonPrimary {
		v.released(e.Position)
	}
}

// Dragged implements fyne.Draggable: it drags a scroll bar, or selects and scrolls at the edges.
func (v *CodeView) Dragged(e *fyne.DragEvent) {
	v.mouse.at = e.Position
	switch v.mouse.drag {
	case dragVertical, dragHorizontal:
		v.dragBar(e.Position)
		return
	case dragNone: // the press was not ours to see
		v.mouse.drag, v.mouse.clicks = dragText, 1
		v.mouse.first = text.At(v.offsetAt(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)))
	}
	v.dragOn()
}

// dragOn selects up to where the mouse is and, while that is outside of the view, scrolls there bit by bit.
func (v *CodeView) dragOn() {
	if v.drag != nil {
		v.drag()
		v.drag = nil
	}
	outside := v.dragScroll(v.mouse.at)
	v.putCaret(text.Spanned(v.mouse.first, v.unit(v.offsetAt(v.mouse.at))))
	v.redraw()
	if outside && v.run != nil {
		v.drag = v.later(dragPace, v.dragOn)
	}
}

// dragScroll scrolls by how far the mouse is outside of the view.
func (v *CodeView) dragScroll(at fyne.Position) (outside bool) {
	size := v.Size()
	row := float32(v.geo.atlas.height) / float32(v.geo.scale)
	top, bottom := float32(v.geo.head)/float32(v.geo.scale), size.Height-float32(v.geo.foot)/float32(v.geo.scale)
	if out := min(at.Y-top, 0) + max(at.Y-bottom, 0); out != 0 {
		outside = true
		v.scrollRows(float64(out / row))
	}
	if out := min(at.X, 0) + max(at.X-size.Width, 0); out != 0 && !v.wrap {
		outside = true
		v.scrollCols(float64(out) * v.geo.scale / float64(v.geo.atlas.width))
	}
	return outside
}

// DragEnd implements fyne.Draggable.
func (v *CodeView) DragEnd() {
	if v.drag != nil {
		v.drag()
		v.drag = nil
	}
	if v.mouse.drag == dragText {
		v.moved()
	}
	v.mouse.drag = dragNone
}
