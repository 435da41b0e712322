package kit

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"postern/text"
)

// mouseState is what a press of the button began.
type mouseState struct {
	at     fyne.Position // where the mouse is
	clicks int           // 1, 2 or 3: by characters, words, lines
	last   time.Time     // of the last press
	lastAt fyne.Position
	first  text.Caret // what the press selected
	drag   dragKind
	grip   int   // where in the thumb it was pressed
	hover  int64 // where what the tip tells about begins, plus one; 0 without a tip
}

type dragKind uint8

const (
	dragNone dragKind = iota
	dragText
	dragVertical
	dragHorizontal
)

const (
	doubleClick = 400 * time.Millisecond
	// dragPace is how often a drag that is held outside of the view scrolls on.
	dragPace = 40 * time.Millisecond
)

// rowAt returns the row at a height, and whether the height is below the text.
func (v *CodeView) rowAt(y float32) (r text.Row, below bool) {
	at := (float64(y)*v.geo.scale-float64(v.geo.head))/float64(v.geo.atlas.height) + v.top.frac
	r, ok := v.layout.Row(v.top.off), true
	for n := int(math.Floor(at)); n != 0 && ok; {
		if n < 0 {
			r, ok = v.layout.Previous(r)
			n++
			continue
		}
		if r, ok = v.layout.Next(r); !ok {
			return r, true
		}
		n--
	}
	return r, false
}

// offsetAt returns the offset of the character at a position; the right half of one belongs to the next.
func (v *CodeView) offsetAt(at fyne.Position) int64 {
	r, below := v.rowAt(at.Y)
	if below {
		return r.End
	}
	col := (float64(at.X)*v.geo.scale-float64(v.geo.text))/float64(v.geo.atlas.width) + v.left
	return v.layout.Near(r, int(math.Floor(col+0.5)))
}

// barAt tells which scroll bar a position is on.
func (v *CodeView) barAt(at fyne.Position) dragKind {
	x, y := int(float64(at.X)*v.geo.scale), int(float64(at.Y)*v.geo.scale)
	switch {
	case x >= v.geo.w-v.geo.bar && v.vertical().track > 0:
		return dragVertical
	case y >= v.geo.bottom()-v.geo.bar && y < v.geo.bottom() && x >= v.geo.text && v.horizontal().track > 0:
		return dragHorizontal
	}
	return dragNone
}

// inGutter tells that a position is left of the text.
func (v *CodeView) inGutter(at fyne.Position) bool {
	return float64(at.X)*v.geo.scale < float64(v.geo.text-v.geo.px(codePad/2))
}

// MouseDown implements desktop.Mouseable.
func (v *CodeView) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	v.completion.Close()
	if v.mouse.drag = v.barAt(e.Position); v.mouse.drag != dragNone {
		v.pressBar(e.Position)
		return
	}
	if v.inGutter(e.Position) && v.geo.folds {
		if r, below := v.rowAt(e.Position.Y); !below {
			v.ToggleFold(r.Line)
		}
		return
	}
	v.pressText(e)
}

// pressText puts the caret where the mouse is, or selects the word or line there.
func (v *CodeView) pressText(e *desktop.MouseEvent) {
	now := time.Now()
	if now.Sub(v.mouse.last) < doubleClick && near(e.Position, v.mouse.lastAt) && v.mouse.clicks < 3 {
		v.mouse.clicks++
	} else {
		v.mouse.clicks = 1
	}
	v.mouse.last, v.mouse.lastAt, v.mouse.drag = now, e.Position, dragText
	off := v.offsetAt(e.Position)
	v.mouse.first = v.unit(off)
	if e.Modifier&fyne.KeyModifierShift != 0 {
		anchor := v.Caret().Anchor
		v.mouse.first, v.mouse.clicks = text.At(anchor), 1
		v.setCaret(text.Caret{Anchor: anchor, Off: off})
		return
	}
	v.setCaret(v.mouse.first)
}

func near(a, b fyne.Position) bool {
	const far = 4
	return max(a.X-b.X, b.X-a.X) < far && max(a.Y-b.Y, b.Y-a.Y) < far
}

// unit returns what is selected around an offset: nothing, the word or the line.
func (v *CodeView) unit(off int64) text.Caret {
	switch v.mouse.clicks {
	case 2:
		return text.WordAt(v.doc, off)
	case 3:
		return text.LineAt(v.doc, off)
	}
	return text.At(off)
}

// MouseIn implements desktop.Hoverable.
func (v *CodeView) MouseIn(e *desktop.MouseEvent) {
	underMouse = v
	v.MouseMoved(e)
}

// MouseMoved implements desktop.Hoverable: it tells about the variable or the problem under the mouse.
func (v *CodeView) MouseMoved(e *desktop.MouseEvent) {
	v.mouse.at = e.Position
	v.hover()
}

// MouseOut implements desktop.Hoverable.
func (v *CodeView) MouseOut() {
	if underMouse == v {
		underMouse = nil
	}
	v.hoverEnd()
}

// Cursor implements desktop.Cursorable: a text cursor where there is text.
func (v *CodeView) Cursor() desktop.Cursor {
	if v.barAt(v.mouse.at) != dragNone || v.inGutter(v.mouse.at) {
		return desktop.DefaultCursor
	}
	if address, _ := v.linkUnder(v.mouse.at); address != "" {
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}
