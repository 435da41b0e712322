package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

func (t *JSONTree) onBar(x float32) bool {
	return t.scroll.needed() && x >= t.Size().Width-rowBarGrip
}

func (t *JSONTree) rowAt(y float32) int64 { return t.scroll.at(y, jsonRowHeight) }

// MouseDown implements [desktop.Mouseable].
func (t *JSONTree) MouseDown(e *desktop.MouseEvent) {
	t.dragging = t.onBar(e.Position.X)
	t.requestFocus()
}

// MouseUp implements [desktop.Mouseable].
func (t *JSONTree) MouseUp(*desktop.MouseEvent) {}

// Tapped implements [fyne.Tappable]: it selects, on the arrow it opens or closes.
func (t *JSONTree) Tapped(e *fyne.PointEvent) {
	t.requestFocus()
	if t.onBar(e.Position.X) {
		if t.scroll.page(e.Position.Y, t.Size().Height) {
			t.scrolled()
		}
		return
	}
	row := t.rowAt(e.Position.Y)
	if row < 0 {
		return
	}
	p := t.model.at(row)
	if x := t.indent(p.in.depth); e.Position.X >= x-2 && e.Position.X < x+jsonArrowWidth {
		t.toggle(p)
		return
	}
	t.moveTo(row)
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (t *JSONTree) TappedSecondary(e *fyne.PointEvent) {
	t.requestFocus()
	if row := t.rowAt(e.Position.Y); row >= 0 {
		t.moveTo(row)
		t.showMenu(e.AbsolutePosition)
	}
}

// keyMenu shows the menu of a row below it.
func (t *JSONTree) keyMenu(row int64) {
	if row < 0 {
		return
	}
	t.scroll.reveal(row)
	t.changed()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	t.showMenu(at.AddXY(t.indent(t.selected.in.depth)+jsonArrowWidth, t.scroll.y(row+1, jsonRowHeight)))
}

func (t *JSONTree) showMenu(at fyne.Position) {
	c := t.canvas()
	if t.OnMenu == nil || c == nil {
		return
	}
	if items := t.OnMenu(); len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

// Dragged implements [fyne.Draggable]: the bar scrolls.
func (t *JSONTree) Dragged(e *fyne.DragEvent) {
	if t.dragging && t.scroll.drag(e.Dragged.DY, t.Size().Height) {
		t.scrolled()
	}
}

// DragEnd implements [fyne.Draggable].
func (t *JSONTree) DragEnd() { t.dragging = false }

// Scrolled implements [fyne.Scrollable].
func (t *JSONTree) Scrolled(e *fyne.ScrollEvent) {
	if t.scroll.to(t.scroll.top - float64(e.Scrolled.DY)/jsonRowHeight) {
		t.scrolled()
	}
}

// scrolled shows another part: the row under the pointer is another one then.
func (t *JSONTree) scrolled() {
	t.hover = -1
	t.Refresh()
}

// MouseIn implements [desktop.Hoverable].
func (t *JSONTree) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (t *JSONTree) MouseMoved(e *desktop.MouseEvent) { t.setHover(t.rowAt(e.Position.Y)) }

// MouseOut implements [desktop.Hoverable].
func (t *JSONTree) MouseOut() { t.setHover(-1) }

func (t *JSONTree) setHover(row int64) {
	if row == t.hover {
		return
	}
	t.hover = row
	t.tip(row)
	t.Refresh()
}

// tip shows a value that does not fit its row.
func (t *JSONTree) tip(row int64) {
	p := t.model.at(row)
	if p.in == nil {
		HideTip(t.canvas())
		return
	}
	text := ""
	if r := t.row(p); t.cut(p, r) {
		text = r.preview
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	ShowTip(t.canvas(), text, at.AddXY(t.indent(p.in.depth)+jsonArrowWidth, t.scroll.y(row+1, jsonRowHeight)))
}

func (t *JSONTree) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(t) }

func (t *JSONTree) requestFocus() {
	if c := t.canvas(); c != nil && !t.focused {
		c.Focus(t)
	}
}
