package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// outlinePress is where the mouse went down, to know what a drag picks up.
type outlinePress struct {
	down   bool
	pos    fyne.Position
	button desktop.MouseButton
}

// rowAt returns the row at a height inside the widget, or -1.
func (o *Outline) rowAt(y float32) int {
	if y < 0 || y >= o.Size().Height {
		return -1
	}
	if i := int((y + o.offset) / outlineRowHeight); i < len(o.model.rows) {
		return i
	}
	return -1
}

// MouseDown implements [desktop.Mouseable]. The focus comes with the press, as elsewhere on the
// desktop, and ends a rename.
func (o *Outline) MouseDown(e *desktop.MouseEvent) {
	o.press = outlinePress{down: true, pos: e.Position, button: e.Button}
	o.requestFocus()
}

// MouseUp implements [desktop.Mouseable].
func (o *Outline) MouseUp(*desktop.MouseEvent) { o.press.down = false }

// Tapped implements [fyne.Tappable]: it selects, and opens or toggles; on the arrow it only toggles.
func (o *Outline) Tapped(e *fyne.PointEvent) {
	o.requestFocus()
	if o.bar().hit(e.Position.X) {
		o.setOffset(o.bar().page(o.offset, e.Position.Y))
		return
	}
	i := o.rowAt(e.Position.Y)
	if i < 0 {
		return
	}
	row := o.model.rows[i]
	if x := outlineIndent(row.depth); e.Position.X >= x-2 && e.Position.X < x+outlineArrowWidth && o.model.src.Row(row.id).Container {
		o.toggle(row.id)
		return
	}
	o.pick(row.id)
	if o.hitsCheck(i, e.Position.X) {
		o.check(row.id)
		return
	}
	o.activate(row.id)
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (o *Outline) TappedSecondary(e *fyne.PointEvent) {
	o.requestFocus()
	id := o.model.idAt(o.rowAt(e.Position.Y))
	if id != "" {
		o.pick(id)
	}
	o.showMenu(id, e.AbsolutePosition)
}

// keyMenu shows the menu of row i below it.
func (o *Outline) keyMenu(i int) {
	o.reveal(i)
	o.changed()
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	if i >= 0 {
		pos = pos.AddXY(outlineIndent(o.model.rows[i].depth)+outlineArrowWidth, float32(i+1)*outlineRowHeight-o.offset)
	}
	o.showMenu(o.model.idAt(i), pos)
}

func (o *Outline) showMenu(id string, pos fyne.Position) {
	c := o.canvas()
	if o.OnMenu == nil || c == nil {
		return
	}
	if items := o.OnMenu(id); len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, pos)
	}
}

// Scrolled implements [fyne.Scrollable].
func (o *Outline) Scrolled(e *fyne.ScrollEvent) { o.setOffset(o.offset - e.Scrolled.DY) }

// setOffset scrolls as the user's doing: the row under the pointer is another one then.
func (o *Outline) setOffset(offset float32) {
	was := o.offset
	o.offset = offset
	o.clampOffset()
	if o.offset != was {
		o.hover = -1
		o.Refresh()
	}
}

// MouseIn implements [desktop.Hoverable].
func (o *Outline) MouseIn(e *desktop.MouseEvent) { o.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (o *Outline) MouseMoved(e *desktop.MouseEvent) { o.setHover(o.rowAt(e.Position.Y)) }

// MouseOut implements [desktop.Hoverable].
func (o *Outline) MouseOut() { o.setHover(-1) }

func (o *Outline) setHover(i int) {
	if i != o.hover {
		o.hover = i
		o.Refresh()
	}
}

func (o *Outline) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(o) }

func (o *Outline) requestFocus() {
	if c := o.canvas(); c != nil && !o.focused {
		c.Focus(o)
	}
}
