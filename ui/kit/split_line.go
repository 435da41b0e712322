package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// splitLine is the hairline of a [Split] and the zone around it that can be grabbed.
type splitLine struct {
	widget.BaseWidget
	split         *Split
	hovered       bool
	dragging      bool
	start, moving float32 // the line and the pointer's way since the drag began
}

var (
	_ fyne.Draggable     = (*splitLine)(nil)
	_ desktop.Cursorable = (*splitLine)(nil)
	_ desktop.Hoverable  = (*splitLine)(nil)
)

func newSplitLine(s *Split) *splitLine {
	l := &splitLine{split: s}
	l.ExtendBaseWidget(l)
	return l
}

// Cursor implements desktop.Cursorable.
func (l *splitLine) Cursor() desktop.Cursor {
	if l.split.horizontal {
		return desktop.HResizeCursor
	}
	return desktop.VResizeCursor
}

// Dragged implements fyne.Draggable.
func (l *splitLine) Dragged(e *fyne.DragEvent) {
	if !l.dragging {
		l.dragging, l.start, l.moving = true, l.split.position(), 0
	}
	if l.split.horizontal {
		l.moving += e.Dragged.DX
	} else {
		l.moving += e.Dragged.DY
	}
	l.split.drag(l.start + l.moving)
}

// DragEnd implements fyne.Draggable.
func (l *splitLine) DragEnd() {
	if l.dragging {
		l.dragging = false
		l.Refresh()
		l.split.changed()
	}
}

// MouseIn implements desktop.Hoverable.
func (l *splitLine) MouseIn(*desktop.MouseEvent) {
	l.hovered = true
	l.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (l *splitLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *splitLine) MouseOut() {
	l.hovered = false
	l.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *splitLine) CreateRenderer() fyne.WidgetRenderer {
	r := &splitLineRenderer{l: l, line: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type splitLineRenderer struct {
	l    *splitLine
	line *canvas.Rectangle
}

func (r *splitLineRenderer) Layout(size fyne.Size) {
	thick := float32(1)
	if r.l.hovered || r.l.dragging {
		thick = 3
	}
	if r.l.split.horizontal {
		r.line.Resize(fyne.NewSize(thick, size.Height))
		r.line.Move(fyne.NewPos((splitGrab-thick)/2, 0))
		return
	}
	r.line.Resize(fyne.NewSize(size.Width, thick))
	r.line.Move(fyne.NewPos(0, (splitGrab-thick)/2))
}

func (r *splitLineRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(splitGrab) }

func (r *splitLineRenderer) Refresh() {
	name := theme.ColorHairline
	if r.l.hovered || r.l.dragging {
		name = base.ColorNamePrimary
	}
	r.line.FillColor = theme.Color(name)
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func (r *splitLineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *splitLineRenderer) Destroy()                     {}
