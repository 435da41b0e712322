package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	paletteWidth   = 600
	paletteTop     = 64
	palettePad     = 8
	paletteRows    = 12 // visible at most
	paletteRowSize = 28
)

// palette is the overlay: it fills the canvas, and a click beside its box closes it.
type palette struct {
	widget.BaseWidget

	canvas fyne.Canvas
	before fyne.Focusable // had the focus
	items  []paletteItem
	hits   []paletteHit
	query  string
	entry  *paletteEntry
	list   *paletteList
	closed bool

	rowSize float32
	rows    int // visible at most
	width   float32
	nothing string       // said where there are no rows
	typed   func(string) // of a finder: searches elsewhere
	onClose func()       // may be nil
	// awaited says that the rows are not yet those for the text, and eager that Enter was pressed
	// meanwhile.
	awaited, eager bool
}

var (
	_ fyne.Tappable          = (*palette)(nil)
	_ fyne.SecondaryTappable = (*palette)(nil)
)

func newPalette(c fyne.Canvas, placeholder string, items []paletteItem) *palette {
	p := &palette{canvas: c, items: items, rowSize: paletteRowSize, rows: paletteRows, width: paletteWidth, nothing: lang.L("Nothing found")}
	p.list = newPaletteList(p)
	p.entry = newPaletteEntry(p, placeholder)
	p.hits = paletteFind(items, "")
	p.ExtendBaseWidget(p)
	return p
}

// search shows what matches; the best one is selected.
func (p *palette) search(query string) {
	p.query = query
	if p.typed != nil {
		p.typed(query)
		return
	}
	p.hits = paletteFind(p.items, query)
	p.list.at, p.list.offset = 0, 0
	p.Refresh()
}

// run closes the palette and runs hit i, unless it is disabled.
func (p *palette) run(i int) {
	if i < 0 || i >= len(p.hits) {
		return
	}
	it := p.items[p.hits[i].item]
	if it.disabled {
		return
	}
	p.dismiss()
	it.run()
}

// dismiss closes the palette and gives the focus back.
func (p *palette) dismiss() {
	if p.closed {
		return
	}
	p.closed = true
	p.canvas.Overlays().Remove(p)
	if p.before != nil && p.canvas.Focused() != p.before {
		p.canvas.Focus(p.before)
	}
	if p.onClose != nil {
		p.onClose()
	}
}

// Tapped implements [fyne.Tappable]: a click beside the box closes.
func (p *palette) Tapped(e *fyne.PointEvent) {
	pos, size := p.box()
	if in := e.Position.Subtract(pos); in.X < 0 || in.Y < 0 || in.X >= size.Width || in.Y >= size.Height {
		p.dismiss()
		return
	}
	p.refocus()
}

// refocus gives the entry the focus back that a click elsewhere in the box took.
func (p *palette) refocus() {
	if !p.closed {
		p.canvas.Focus(p.entry)
	}
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (p *palette) TappedSecondary(e *fyne.PointEvent) { p.Tapped(e) }

// box returns where the palette is.
func (p *palette) box() (fyne.Position, fyne.Size) {
	all := p.Size()
	width := min(p.width, all.Width-2*palettePad)
	top := min(paletteTop, all.Height/10)
	head := p.entry.MinSize().Height + 2*palettePad
	rows := max(1, min(len(p.hits), p.rows)) // one row says that nothing matches
	height := min(head+float32(rows)*p.rowSize+palettePad, all.Height-2*top)
	return fyne.NewPos((all.Width-width)/2, top), fyne.NewSize(width, height)
}

// CreateRenderer implements [fyne.Widget].
func (p *palette) CreateRenderer() fyne.WidgetRenderer {
	r := &paletteRenderer{palette: p, back: &canvas.Rectangle{CornerRadius: 2 * theme.SizeRadius}}
	r.objects = []fyne.CanvasObject{r.back, p.entry, p.list}
	r.paint()
	return r
}

type paletteRenderer struct {
	palette *palette
	back    *canvas.Rectangle
	objects []fyne.CanvasObject
}

// Destroy implements [fyne.WidgetRenderer].
func (r *paletteRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *paletteRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *paletteRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

// Layout implements [fyne.WidgetRenderer].
func (r *paletteRenderer) Layout(fyne.Size) { r.paint() }

// Refresh implements [fyne.WidgetRenderer].
func (r *paletteRenderer) Refresh() {
	r.paint()
	r.palette.list.Refresh()
	canvas.Refresh(r.palette)
}

func (r *paletteRenderer) paint() {
	p := r.palette
	pos, size := p.box()
	r.back.FillColor = theme.Color(fynetheme.ColorNameOverlayBackground)
	r.back.StrokeColor, r.back.StrokeWidth = theme.Color(theme.ColorHairline), 1
	r.back.Shadow = canvas.Shadow{Color: theme.Color(fynetheme.ColorNameShadow), BlurRadius: 18, Offset: fyne.NewPos(0, 4)}
	r.back.Move(pos)
	r.back.Resize(size)
	h := p.entry.MinSize().Height
	p.entry.Move(pos.AddXY(palettePad, palettePad))
	p.entry.Resize(fyne.NewSize(size.Width-2*palettePad, h))
	p.list.Move(pos.AddXY(4, h+2*palettePad))
	p.list.Resize(fyne.NewSize(size.Width-8, max(0, size.Height-h-3*palettePad)))
}

// paletteEntry is the entry on top; the keys that move in the list go to it.
type paletteEntry struct {
	widget.Entry

	palette *palette
}

func newPaletteEntry(p *palette, placeholder string) *paletteEntry {
	e := &paletteEntry{palette: p}
	e.SetPlaceHolder(placeholder)
	e.Icon = theme.IconIn(theme.IconSearch, theme.ColorFaint)
	e.OnChanged = p.search
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey implements [fyne.Focusable].
func (e *paletteEntry) TypedKey(key *fyne.KeyEvent) {
	list := e.palette.list
	switch key.Name {
	case fyne.KeyUp:
		list.move(-1, true)
	case fyne.KeyDown, fyne.KeyTab:
		list.move(1, true)
	case fyne.KeyPageUp:
		list.move(-list.page(), false)
	case fyne.KeyPageDown:
		list.move(list.page(), false)
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.palette.awaited {
			e.palette.eager = true
			return
		}
		e.palette.run(list.at)
	case fyne.KeyEscape:
		e.palette.dismiss()
	default:
		e.Entry.TypedKey(key)
	}
}

// AcceptsTab keeps the focus in the entry.
func (e *paletteEntry) AcceptsTab() bool { return true }
