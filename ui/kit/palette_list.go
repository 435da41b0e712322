package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// paletteList shows the hits of a palette. Only visible rows are live objects.
type paletteList struct {
	widget.BaseWidget

	palette *palette
	at      int // selected hit
	offset  float32
	hover   int
}

var (
	_ fyne.Tappable     = (*paletteList)(nil)
	_ fyne.Scrollable   = (*paletteList)(nil)
	_ fyne.Draggable    = (*paletteList)(nil)
	_ desktop.Hoverable = (*paletteList)(nil)
)

func newPaletteList(p *palette) *paletteList {
	l := &paletteList{palette: p, hover: -1}
	l.ExtendBaseWidget(l)
	return l
}

func (l *paletteList) bar() outlineBar {
	return outlineBar{width: l.Size().Width, view: l.Size().Height, content: float32(len(l.palette.hits)) * l.palette.rowSize}
}

func (l *paletteList) page() int { return max(1, int(l.Size().Height/l.palette.rowSize)-1) }

// move selects another hit; around means from the last one to the first and back.
func (l *paletteList) move(by int, around bool) {
	n := len(l.palette.hits)
	if n == 0 {
		return
	}
	l.at += by
	if around {
		l.at = (l.at + n) % n
	}
	l.at = max(0, min(l.at, n-1))
	top := float32(l.at) * l.palette.rowSize
	l.offset = max(min(l.offset, top), top+l.palette.rowSize-l.Size().Height, 0)
	l.hover = -1
	l.Refresh()
}

// scroll changes the offset within what there is.
func (l *paletteList) scroll(offset float32) {
	l.offset = max(0, min(offset, l.bar().content-l.bar().view))
	l.hover = -1
	l.Refresh()
}

func (l *paletteList) rowAt(y float32) int {
	if i := int((y + l.offset) / l.palette.rowSize); y >= 0 && i < len(l.palette.hits) {
		return i
	}
	return -1
}

// Tapped implements [fyne.Tappable].
func (l *paletteList) Tapped(e *fyne.PointEvent) {
	if l.bar().hit(e.Position.X) {
		l.scroll(l.bar().page(l.offset, e.Position.Y))
	} else {
		l.palette.run(l.rowAt(e.Position.Y))
	}
	l.palette.refocus()
}

// Scrolled implements [fyne.Scrollable].
func (l *paletteList) Scrolled(e *fyne.ScrollEvent) { l.scroll(l.offset - e.Scrolled.DY) }

// Dragged implements [fyne.Draggable]: it moves the scroll bar.
func (l *paletteList) Dragged(e *fyne.DragEvent) {
	if l.bar().hit(e.Position.X - e.Dragged.DX) {
		l.scroll(l.offset + l.bar().dragged(e.Dragged.DY))
	}
}

// DragEnd implements [fyne.Draggable].
func (l *paletteList) DragEnd() { l.palette.refocus() }

// MouseIn implements [desktop.Hoverable].
func (l *paletteList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (l *paletteList) MouseMoved(e *desktop.MouseEvent) { l.setHover(l.rowAt(e.Position.Y)) }

// MouseOut implements [desktop.Hoverable].
func (l *paletteList) MouseOut() { l.setHover(-1) }

func (l *paletteList) setHover(i int) {
	if i != l.hover {
		l.hover = i
		l.Refresh()
	}
}

// CreateRenderer implements [fyne.Widget].
func (l *paletteList) CreateRenderer() fyne.WidgetRenderer {
	r := &paletteListRenderer{list: l, picked: &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		hover: &canvas.Rectangle{CornerRadius: theme.SizeRadius}, nothing: &canvas.Text{},
		thumb: &canvas.Rectangle{CornerRadius: outlineBarWidth / 2}}
	r.paint()
	return r
}

type paletteListRenderer struct {
	list                 *paletteList
	objects              []fyne.CanvasObject
	cells                []*paletteCell
	picked, hover, thumb *canvas.Rectangle
	nothing              *canvas.Text
}

// Destroy implements [fyne.WidgetRenderer].
func (r *paletteListRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *paletteListRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *paletteListRenderer) MinSize() fyne.Size { return fyne.NewSize(100, paletteRowSize) }

// Layout implements [fyne.WidgetRenderer].
func (r *paletteListRenderer) Layout(fyne.Size) { r.paint() }

// Refresh implements [fyne.WidgetRenderer].
func (r *paletteListRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.list)
}

func (r *paletteListRenderer) paint() {
	l := r.list
	p := l.palette
	r.objects = append(r.objects[:0], r.hover, r.picked)
	r.mark(r.hover, l.hover, fynetheme.ColorNameHover)
	r.mark(r.picked, l.at, fynetheme.ColorNameSelection)
	first := int(l.offset / p.rowSize)
	end := min(len(p.hits), int((l.offset+l.Size().Height-1)/p.rowSize)+1)
	for i := first; i < end; i++ {
		if i-first == len(r.cells) {
			r.cells = append(r.cells, newPaletteCell())
		}
		c := r.cells[i-first]
		right := l.Size().Width - 8
		if l.bar().needed() {
			right -= outlineBarGrip
		}
		c.show(p.items[p.hits[i].item], p.query, r.top(i), right)
		r.objects = append(r.objects, c.objects()...)
	}
	if len(p.hits) == 0 {
		r.nothing.Text, r.nothing.TextSize = p.nothing, theme.SizeText
		r.nothing.Color = theme.Color(theme.ColorFaint)
		palettePut(r.nothing, 8, 0)
		r.objects = append(r.objects, r.nothing)
	}
	if bar := l.bar(); bar.needed() {
		top, height := bar.thumb(l.offset)
		r.thumb.FillColor = theme.Color(fynetheme.ColorNameScrollBar)
		r.thumb.Move(fyne.NewPos(bar.width-outlineBarWidth-1, top))
		r.thumb.Resize(fyne.NewSize(outlineBarWidth, height))
		r.objects = append(r.objects, r.thumb)
	}
}

func (r *paletteListRenderer) top(i int) float32 {
	return float32(i)*r.list.palette.rowSize - r.list.offset
}

// mark puts a rectangle behind row i.
func (r *paletteListRenderer) mark(m *canvas.Rectangle, i int, name fyne.ThemeColorName) {
	outlineVisible(m, i >= 0 && i < len(r.list.palette.hits))
	m.FillColor = theme.Color(name)
	m.Move(fyne.NewPos(0, r.top(i)))
	m.Resize(fyne.NewSize(r.list.Size().Width, r.list.palette.rowSize))
}
