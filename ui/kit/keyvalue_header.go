package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// keyValueHeader names the columns; their edges can be dragged.
type keyValueHeader struct {
	widget.BaseWidget
	table   *KeyValueTable
	pointer float32 // where the pointer is
	edge    int     // the column whose edge is being dragged, -1 for none
	painter keyValuePainter
}

var (
	_ fyne.Draggable     = (*keyValueHeader)(nil)
	_ desktop.Cursorable = (*keyValueHeader)(nil)
	_ desktop.Hoverable  = (*keyValueHeader)(nil)
)

func newKeyValueHeader(t *KeyValueTable) *keyValueHeader {
	h := &keyValueHeader{table: t, edge: -1, pointer: -1}
	h.ExtendBaseWidget(h)
	return h
}

// Cursor implements desktop.Cursorable.
func (h *keyValueHeader) Cursor() desktop.Cursor {
	if h.edge >= 0 || h.table.columns.edge(h.pointer) >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements desktop.Hoverable.
func (h *keyValueHeader) MouseIn(e *desktop.MouseEvent) { h.pointer = e.Position.X }

// MouseMoved implements desktop.Hoverable.
func (h *keyValueHeader) MouseMoved(e *desktop.MouseEvent) { h.pointer = e.Position.X }

// MouseOut implements desktop.Hoverable.
func (h *keyValueHeader) MouseOut() { h.pointer = -1 }

// Dragged implements fyne.Draggable.
func (h *keyValueHeader) Dragged(e *fyne.DragEvent) {
	t := h.table
	if h.edge < 0 {
		h.edge = t.columns.edge(e.Position.X - e.Dragged.DX)
		if h.edge < 0 {
			h.edge = t.columns.edge(h.pointer)
		}
	}
	if h.edge < 0 {
		return
	}
	t.columns.drag(h.edge, e.Position.X)
	t.columns.layout(h.Size().Width)
	h.Refresh()
	t.parts.body.paint()
}

// DragEnd implements fyne.Draggable.
func (h *keyValueHeader) DragEnd() { h.edge = -1 }

// CreateRenderer implements fyne.Widget.
func (h *keyValueHeader) CreateRenderer() fyne.WidgetRenderer { return &keyValueHeaderRenderer{h: h} }

type keyValueHeaderRenderer struct{ h *keyValueHeader }

// Layout paints: what stands where follows from the size.
func (r *keyValueHeaderRenderer) Layout(size fyne.Size) {
	h, p := r.h, &r.h.painter
	p.begin()
	p.rect(theme.Color(base.ColorNameHeaderBackground), 0, 0, size.Width, size.Height)
	line := theme.Color(theme.ColorHairline)
	top := (size.Height - fyne.MeasureText("X", theme.SizeSmall+1, fyne.TextStyle{}).Height) / 2
	for _, c := range h.table.columns {
		label := keyValueCut(c.label, c.width-2*keyValuePad, theme.SizeSmall+1, fyne.TextStyle{})
		p.text(label, theme.Color(theme.ColorFaint), theme.SizeSmall+1, fyne.TextStyle{}, c.x+keyValuePad, top)
		if c.id != keyValueCheck && c.x+c.width < size.Width-1 {
			p.rect(line, c.x+c.width-1, 0, 1, size.Height)
		}
	}
	p.rect(line, 0, size.Height-1, size.Width, 1)
	p.end()
}

func (r *keyValueHeaderRenderer) MinSize() fyne.Size { return fyne.NewSize(0, keyValueHead) }

func (r *keyValueHeaderRenderer) Refresh() {
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

func (r *keyValueHeaderRenderer) Objects() []fyne.CanvasObject { return r.h.painter.objects }
func (r *keyValueHeaderRenderer) Destroy()                     {}
