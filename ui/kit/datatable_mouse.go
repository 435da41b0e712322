package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// dataPointer is what the pointer is at and holds.
type dataPointer struct {
	row, head int // row, or column of the header; -1 for none
	column    int // of the cell
	edge      int // column whose edge is there or is dragged
	holds     dataGrip
}

// dataGrip is what a drag moves.
type dataGrip uint8

const (
	dataGripNone dataGrip = iota
	dataGripBar
	dataGripEdge
)

var dataNowhere = dataPointer{row: -1, head: -1, column: -1, edge: -1}

func (t *DataTable) onBar(x float32) bool {
	return t.scroll.needed() && x >= t.Size().Width-rowBarGrip
}

// inside turns a distance from the left of the widget into one from the first column.
func (t *DataTable) inside(x float32) float32 { return x - t.numbers() + t.left }

// spot tells what is at a position.
func (t *DataTable) spot(p fyne.Position) dataPointer {
	s := dataNowhere
	switch {
	case t.onBar(p.X):
	case p.Y >= dataHead:
		if s.row = int(t.scroll.at(p.Y-dataHead, dataRowHeight)); s.row >= 0 && p.X >= t.numbers() {
			s.column = t.columnAt(p.X)
		}
	case p.X >= t.numbers():
		s.edge = t.columns.edge(t.inside(p.X))
		s.head = t.columnAt(p.X)
	}
	return s
}

// Cursor implements [desktop.Cursorable].
func (t *DataTable) Cursor() desktop.Cursor {
	if t.pointer.edge >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseDown implements [desktop.Mouseable].
func (t *DataTable) MouseDown(e *desktop.MouseEvent) {
	t.pointer = t.spot(e.Position)
	switch {
	case t.onBar(e.Position.X):
		t.pointer.holds = dataGripBar
	case t.pointer.edge >= 0:
		t.pointer.holds = dataGripEdge
	}
	t.requestFocus()
}

// MouseUp implements [desktop.Mouseable].
func (t *DataTable) MouseUp(*desktop.MouseEvent) {}

// Tapped implements [fyne.Tappable].
func (t *DataTable) Tapped(e *fyne.PointEvent) {
	t.requestFocus()
	s := t.spot(e.Position)
	switch {
	case t.onBar(e.Position.X):
		if t.scroll.page(e.Position.Y-dataHead, t.room()) {
			t.changed()
		}
	case s.edge >= 0:
	case s.head >= 0:
		t.cycle(s.head)
	case s.row >= 0:
		t.tapCell(s.row, t.columnAt(e.Position.X))
	}
}

// columnAt returns the column at a place of a row: that of the cursor at its number.
func (t *DataTable) columnAt(x float32) int {
	if x < t.numbers() {
		return t.column
	}
	if c := t.columns.at(t.inside(x)); c >= 0 {
		return c
	}
	return t.columns.last()
}

func (t *DataTable) tapCell(row, column int) {
	if row == t.row && column == t.column && t.OnOpen != nil && t.focused {
		t.OnOpen(row, column)
		return
	}
	t.goTo(row, column)
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (t *DataTable) TappedSecondary(e *fyne.PointEvent) {
	t.requestFocus()
	s := t.spot(e.Position)
	switch {
	case s.head >= 0:
		t.show(t.columnMenu(s.head), e.AbsolutePosition)
	case s.row >= 0:
		t.goTo(s.row, t.columnAt(e.Position.X))
		t.cellMenu(e.AbsolutePosition)
	}
}

func (t *DataTable) cellMenu(at fyne.Position) {
	row, column, ok := t.Selected()
	if !ok {
		return
	}
	var items []*fyne.MenuItem
	if t.OnMenu != nil {
		items = t.OnMenu(row, column)
	}
	if own := t.columnMenu(column); len(own) > 0 {
		if len(items) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, own...)
	}
	t.show(items, at)
}

func (t *DataTable) show(items []*fyne.MenuItem, at fyne.Position) {
	if c := t.canvas(); c != nil && len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

// keyMenu shows the menu of the cursor below its cell.
func (t *DataTable) keyMenu() {
	if _, _, ok := t.Selected(); !ok {
		return
	}
	t.goTo(t.row, t.column)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	t.cellMenu(at.AddXY(t.numbers()+t.columns.x(t.column)-t.left, dataHead+t.scroll.y(int64(t.row)+1, dataRowHeight)))
}

// Dragged implements [fyne.Draggable]: the bar scrolls, the edge of a column makes it wider.
func (t *DataTable) Dragged(e *fyne.DragEvent) {
	switch t.pointer.holds {
	case dataGripBar:
		t.scroll.drag(e.Dragged.DY, t.room())
	case dataGripEdge:
		c := t.pointer.edge
		t.columns[c].width = max(dataLeast, t.inside(e.Position.X)-t.columns.x(c))
		t.setLeft(t.left)
	default:
		return
	}
	t.changed()
}

// DragEnd implements [fyne.Draggable].
func (t *DataTable) DragEnd() { t.pointer = dataNowhere }

// Scrolled implements [fyne.Scrollable]. With Shift the wheel scrolls to the side.
func (t *DataTable) Scrolled(e *fyne.ScrollEvent) {
	dx, dy := e.Scrolled.DX, e.Scrolled.DY
	if t.shift && dx == 0 {
		dx, dy = dy, 0
	}
	down := t.scroll.to(t.scroll.top - float64(dy)/dataRowHeight)
	if side := t.setLeft(t.left - dx); down || side {
		t.pointer = dataNowhere
		t.changed()
	}
}

// MouseIn implements [desktop.Hoverable].
func (t *DataTable) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (t *DataTable) MouseMoved(e *desktop.MouseEvent) { t.point(t.spot(e.Position)) }

// MouseOut implements [desktop.Hoverable].
func (t *DataTable) MouseOut() { t.point(dataNowhere) }

func (t *DataTable) point(s dataPointer) {
	if t.pointer.holds == dataGripNone && s != t.pointer {
		t.pointer = s
		t.tip(s)
		t.Refresh()
	}
}

// tip shows a value that does not fit its cell.
func (t *DataTable) tip(s dataPointer) {
	text := ""
	if s.column >= 0 {
		if cells := t.read(s.row).cells; s.column < len(cells) {
			text = cells[s.column].Text
		}
		if fyne.MeasureText(outlineLine(text), theme.SizeCode, jsonStyle).Width <= t.widthOf(s.column)-2*dataPad {
			text = ""
		}
	}
	if text == "" {
		HideTip(t.canvas())
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	ShowTip(t.canvas(), text, at.AddXY(t.numbers()+t.columns.x(s.column)-t.left, dataHead+t.scroll.y(int64(s.row)+1, dataRowHeight)))
}

func (t *DataTable) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(t) }

func (t *DataTable) requestFocus() {
	if c := t.canvas(); c != nil && !t.focused {
		c.Focus(t)
	}
}
