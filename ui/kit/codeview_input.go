package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// mouseState is what a press of the button began.
type mouseState struct {
	at       fyne.Position // where the mouse is
	clicks   int           // 1, 2 or 3: by characters, words, lines
	last     time.Time     // of the last press
	lastAt   fyne.Position
	from, to int64 // the word or line that was pressed
	drag     dragKind
	grip     int // where in the thumb it was pressed
}

type dragKind uint8

const (
	dragNone dragKind = iota
	dragText
	dragVertical
	dragHorizontal
)

const doubleClick = 400 * time.Millisecond

// offsetAt returns the offset of the character at a position; the right half of one belongs to the next.
func (v *CodeView) offsetAt(at fyne.Position) int64 {
	y := float64(at.Y)*v.geo.scale/float64(v.geo.atlas.height) + v.top.frac
	row := int(y)
	if y < 0 {
		row = -1
	}
	p := v.moveRow(v.top, row)
	if y >= float64(v.distance(v.top, p, row+1)+1) {
		return v.doc.Size() // below the text
	}
	col := (float64(at.X)*v.geo.scale-float64(v.geo.text))/float64(v.geo.atlas.width) + v.left
	start, end := v.doc.Bounds(p.line)
	q := v.layout.seek(p.line, p.row, max(0, int(col)))
	if b := v.doc.Bytes(start+q.off, min(end, start+q.off+4)); len(b) > 0 && col > float64(q.col) && q.row == p.row {
		if _, c := v.layout.begin(q, b); c.width > 0 && col-float64(q.col) >= float64(c.width)/2 {
			return start + q.off + int64(c.bytes)
		}
	}
	return start + q.off
}

// barAt tells which scroll bar a position is on.
func (v *CodeView) barAt(at fyne.Position) dragKind {
	x, y := int(float64(at.X)*v.geo.scale), int(float64(at.Y)*v.geo.scale)
	switch {
	case x >= v.geo.w-v.geo.bar && v.vertical().track > 0:
		return dragVertical
	case y >= v.geo.h-v.geo.bar && x >= v.geo.text && v.horizontal().track > 0:
		return dragHorizontal
	}
	return dragNone
}

// MouseDown implements desktop.Mouseable.
func (v *CodeView) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if v.mouse.drag = v.barAt(e.Position); v.mouse.drag != dragNone {
		v.pressBar(e.Position)
		return
	}
	now := time.Now()
	if now.Sub(v.mouse.last) < doubleClick && near(e.Position, v.mouse.lastAt) && v.mouse.clicks < 3 {
		v.mouse.clicks++
	} else {
		v.mouse.clicks = 1
	}
	v.mouse.last, v.mouse.lastAt, v.mouse.drag = now, e.Position, dragText
	off := v.offsetAt(e.Position)
	v.mouse.from, v.mouse.to = v.unit(off)
	v.goal = -1
	switch {
	case e.Modifier&fyne.KeyModifierShift != 0:
		v.caret = off
		v.mouse.from, v.mouse.to, v.mouse.clicks = v.anchor, v.anchor, 1
	default:
		v.anchor, v.caret = v.mouse.from, v.mouse.to
	}
	v.redraw()
}

func near(a, b fyne.Position) bool {
	const far = 4
	return max(a.X-b.X, b.X-a.X) < far && max(a.Y-b.Y, b.Y-a.Y) < far
}

// unit returns what is selected around an offset: nothing, the word or the line.
func (v *CodeView) unit(off int64) (from, to int64) {
	switch v.mouse.clicks {
	case 2:
		return v.wordAt(off)
	case 3:
		line := v.doc.LineAt(off)
		from, to = v.doc.Bounds(line)
		if line+1 < v.doc.Lines() {
			to, _ = v.doc.Bounds(line + 1)
		}
		return from, to
	}
	return off, off
}

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
		return v.vertical(), int(float64(at.Y) * v.geo.scale)
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
func (v *CodeView) MouseUp(*desktop.MouseEvent) { v.mouse.drag = dragNone }

// Dragged implements fyne.Draggable: it drags a scroll bar, or selects and scrolls at the edges.
func (v *CodeView) Dragged(e *fyne.DragEvent) {
	switch v.mouse.drag {
	case dragVertical, dragHorizontal:
		v.dragBar(e.Position)
		return
	case dragNone: // the press was not ours to see
		start := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
		v.mouse.drag, v.mouse.clicks = dragText, 1
		v.anchor = v.offsetAt(start)
		v.mouse.from, v.mouse.to = v.anchor, v.anchor
	}
	v.dragScroll(e.Position)
	from, to := v.unit(v.offsetAt(e.Position))
	if from < v.mouse.from {
		v.anchor, v.caret = v.mouse.to, from
	} else {
		v.anchor, v.caret = v.mouse.from, max(to, v.mouse.to)
	}
	v.goal = -1
	v.redraw()
}

// dragScroll scrolls by how far the mouse is outside of the view.
func (v *CodeView) dragScroll(at fyne.Position) {
	size := v.Size()
	row := float32(v.geo.atlas.height) / float32(v.geo.scale)
	if out := min(at.Y, 0) + max(at.Y-size.Height, 0); out != 0 {
		v.scrollRows(float64(out / row))
	}
	if out := min(at.X, 0) + max(at.X-size.Width, 0); out != 0 && v.layout.cols == 0 {
		v.scrollCols(float64(out) * v.geo.scale / float64(v.geo.atlas.width))
	}
}

// DragEnd implements fyne.Draggable.
func (v *CodeView) DragEnd() { v.mouse.drag = dragNone }

// MouseIn implements desktop.Hoverable.
func (v *CodeView) MouseIn(e *desktop.MouseEvent) { v.mouse.at = e.Position }

// MouseMoved implements desktop.Hoverable.
func (v *CodeView) MouseMoved(e *desktop.MouseEvent) { v.mouse.at = e.Position }

// MouseOut implements desktop.Hoverable.
func (v *CodeView) MouseOut() {}

// Cursor implements desktop.Cursorable: a text cursor where there is text.
func (v *CodeView) Cursor() desktop.Cursor {
	if v.barAt(v.mouse.at) != dragNone || float64(v.mouse.at.X)*v.geo.scale < float64(v.geo.text-v.geo.px(codePad)) {
		return desktop.DefaultCursor
	}
	return desktop.TextCursor
}

// FocusGained implements fyne.Focusable.
func (v *CodeView) FocusGained() { v.focused = true; v.redraw() }

// FocusLost implements fyne.Focusable.
func (v *CodeView) FocusLost() { v.focused, v.shift = false, false; v.redraw() }

// TypedRune implements fyne.Focusable. The text is not edited.
func (v *CodeView) TypedRune(rune) {}

// KeyDown implements desktop.Keyable: a key event does not tell about Shift.
func (v *CodeView) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		v.shift = true
	}
}

// KeyUp implements desktop.Keyable.
func (v *CodeView) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		v.shift = false
	}
}

// TypedKey implements fyne.Focusable: the keys that move the caret, and F3 for the next hit.
func (v *CodeView) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		v.moveRows(-1, v.shift)
	case fyne.KeyDown:
		v.moveRows(1, v.shift)
	case fyne.KeyPageUp:
		v.page(-1)
	case fyne.KeyPageDown:
		v.page(1)
	case fyne.KeyLeft:
		v.moveSide(-1)
	case fyne.KeyRight:
		v.moveSide(1)
	case fyne.KeyHome:
		v.moveEdge(false)
	case fyne.KeyEnd:
		v.moveEdge(true)
	case fyne.KeyF3:
		if v.shift {
			v.FindPrevious()
		} else {
			v.FindNext()
		}
	}
}

// page scrolls by a page and takes the caret with it.
func (v *CodeView) page(by int) {
	n := max(1, v.geo.fullRows()-1) * by
	v.scrollRows(float64(n))
	v.moveRows(n, v.shift)
}

// moveSide goes one character; out of a selection it goes to the selection's end.
func (v *CodeView) moveSide(by int) {
	from, to := v.selection()
	switch {
	case v.shift || from == to:
		v.moveTo(v.step(v.caret, by), v.shift)
	case by < 0:
		v.moveTo(from, false)
	default:
		v.moveTo(to, false)
	}
}

// moveEdge goes to the start or end of the row.
func (v *CodeView) moveEdge(toEnd bool) {
	line := v.doc.LineAt(v.caret)
	start, _ := v.doc.Bounds(line)
	row := v.layout.locate(line, v.caret-start).row
	if toEnd {
		v.moveTo(start+v.layout.rowEnd(line, row), v.shift)
	} else {
		v.moveTo(start+v.layout.seek(line, row, 0).off, v.shift)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (v *CodeView) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		_ = v.Copy(s.Clipboard) // see menu
	case *fyne.ShortcutSelectAll:
		v.SelectAll()
	case *desktop.CustomShortcut:
		if s.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierShortcutDefault {
			return
		}
		keep := s.Modifier&fyne.KeyModifierShift != 0
		switch s.KeyName {
		case fyne.KeyHome:
			v.moveTo(0, keep)
		case fyne.KeyEnd:
			v.moveTo(v.doc.Size(), keep)
		case fyne.KeyLeft:
			v.moveTo(v.stepWord(v.caret, -1), keep)
		case fyne.KeyRight:
			v.moveTo(v.stepWord(v.caret, 1), keep)
		}
	}
}
