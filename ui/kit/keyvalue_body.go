package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// keyValueBody is the grid below the header, as tall as all rows. Without an editor it has the keyboard
// itself, and the cell of the cursor is framed.
type keyValueBody struct {
	widget.BaseWidget
	table       *KeyValueTable
	painter     keyValuePainter
	pointer     keyValueSpot
	hasKeyboard bool
}

// keyValueSpot is a place that the pointer can be at.
type keyValueSpot struct {
	row    int // -1: none
	column int // an index of the columns, -1: none
	button keyValueActionID
	name   string // the variable, if any
}

var keyValueNowhere = keyValueSpot{row: -1, column: -1}

var (
	_ desktop.Hoverable      = (*keyValueBody)(nil)
	_ desktop.Cursorable     = (*keyValueBody)(nil)
	_ fyne.Tappable          = (*keyValueBody)(nil)
	_ fyne.SecondaryTappable = (*keyValueBody)(nil)
	_ fyne.Focusable         = (*keyValueBody)(nil)
	_ fyne.Shortcutable      = (*keyValueBody)(nil)
)

func newKeyValueBody(t *KeyValueTable) *keyValueBody {
	b := &keyValueBody{table: t, pointer: keyValueNowhere}
	b.ExtendBaseWidget(b)
	return b
}

// spot tells what is at a position.
func (b *keyValueBody) spot(p fyne.Position) keyValueSpot {
	t := b.table
	s := keyValueSpot{row: int(p.Y / theme.SizeRow), column: t.columns.at(p.X)}
	if p.Y < 0 || s.row >= t.count() {
		return keyValueNowhere
	}
	if s.column < 0 {
		return s
	}
	column := t.columns[s.column]
	switch column.id {
	case keyValueActions:
		s.button = t.actionAt(s.row, p.X-column.x)
	case keyValueValue:
		if t.chooses(s.row) && p.X >= column.x+column.width-keyValueButton {
			s.button = keyValueChoose
			return s
		}
		fallthrough
	case keyValueKey:
		s.name = t.variableAt(s.row, s.column, p.X)
	}
	return s
}

// Cursor implements desktop.Cursorable.
func (b *keyValueBody) Cursor() desktop.Cursor {
	t, s := b.table, b.pointer
	if s.column >= 0 && s.button == keyValueNone && t.canEdit(keyValueCell{s.row, s.column}) {
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements desktop.Hoverable.
func (b *keyValueBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (b *keyValueBody) MouseMoved(e *desktop.MouseEvent) {
	s := b.spot(e.Position)
	if s == b.pointer {
		return
	}
	b.pointer = s
	b.tip(s)
	b.paint()
}

// MouseOut implements desktop.Hoverable.
func (b *keyValueBody) MouseOut() {
	b.pointer = keyValueNowhere
	HideTip(b.canvas())
	b.paint()
}

// tip tells about a variable, a button, or a text that does not fit its cell.
func (b *keyValueBody) tip(s keyValueSpot) {
	t := b.table
	text := ""
	switch {
	case s.button != keyValueNone:
		text = t.actionTip(s)
	case s.name != "":
		_, text = t.Variables(s.name)
	case s.column >= 0 && s.row < len(t.rows):
		text = t.cutText(s.row, s.column)
	}
	if text == "" {
		HideTip(b.canvas())
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
	column := t.columns[s.column]
	ShowTip(b.canvas(), text, at.AddXY(column.x+keyValuePad, float32(s.row+1)*theme.SizeRow))
}

func (b *keyValueBody) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(b) }

// Tapped implements fyne.Tappable.
func (b *keyValueBody) Tapped(e *fyne.PointEvent) {
	t, s := b.table, b.spot(e.Position)
	if s.row < 0 || s.column < 0 {
		t.leave()
		return
	}
	if s.button != keyValueNone {
		t.act(s.row, s.button)
		return
	}
	cell := keyValueCell{s.row, s.column}
	switch t.columns[s.column].id {
	case keyValueCheck:
		t.toggle(s.row)
	case keyValueKind:
		t.kindMenu(s.row, e.AbsolutePosition)
	default:
		if !t.canEdit(cell) {
			t.cursor = cell
			b.focus()
			return
		}
		t.edit(cell, keyValueStart)
		t.parts.editor.point(e.Position)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (b *keyValueBody) TappedSecondary(e *fyne.PointEvent) {
	t, s := b.table, b.spot(e.Position)
	if s.row < 0 {
		return
	}
	if s.column >= 0 && t.columns[s.column].editable() {
		t.cursor = keyValueCell{s.row, s.column}
	} else {
		t.cursor.row = s.row
	}
	b.focus()
	t.menu(s.row, e.AbsolutePosition)
}

func (b *keyValueBody) focus() {
	if c := b.canvas(); c != nil {
		c.Focus(b)
	}
	b.paint()
}

// FocusGained implements fyne.Focusable.
func (b *keyValueBody) FocusGained() {
	b.hasKeyboard = true
	b.table.show(b.table.cursor.row)
	b.paint()
}

// FocusLost implements fyne.Focusable.
func (b *keyValueBody) FocusLost() {
	b.hasKeyboard = false
	b.paint()
}

// CreateRenderer implements fyne.Widget.
func (b *keyValueBody) CreateRenderer() fyne.WidgetRenderer { return &keyValueBodyRenderer{b: b} }

type keyValueBodyRenderer struct{ b *keyValueBody }

func (r *keyValueBodyRenderer) Layout(fyne.Size) { r.b.paint() }

func (r *keyValueBodyRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, theme.SizeRow*float32(r.b.table.count()))
}

func (r *keyValueBodyRenderer) Refresh() {
	r.b.painter.themed()
	r.b.table.parts.editor.Refresh()
	r.b.paint()
}

func (r *keyValueBodyRenderer) Objects() []fyne.CanvasObject { return r.b.painter.objects }
func (r *keyValueBodyRenderer) Destroy()                     {}

// paint paints the visible rows and puts the editor in its cell.
func (b *keyValueBody) paint() {
	t := b.table
	offset, height := t.parts.scroll.Offset.Y, t.parts.scroll.Size().Height
	first := max(0, int(offset/theme.SizeRow))
	last := min(t.count(), int((offset+height)/theme.SizeRow)+1)
	b.painter.begin()
	for row := first; row < last; row++ {
		t.paintRow(&b.painter, row)
	}
	t.paintEdges(&b.painter, offset, min(height, float32(t.count())*theme.SizeRow-offset))
	b.painter.end()
	b.painter.objects = append(b.painter.objects, t.parts.editor)
	t.placeEditor()
	canvas.Refresh(b)
}
