package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	crumbsHeight = 24
	crumbsPad    = 5
	crumbsGap    = 12 // with the sign between two
	crumbsWidest = 180
)

// Crumbs shows a place as the names of what it is in, from the outermost on. Where there is no room for all,
// the outer ones are left out.
type Crumbs struct {
	widget.BaseWidget
	// OnTapped hears the name that was tapped, as an index.
	OnTapped func(index int)

	labels  []string
	spots   []crumbsSpot // of what is painted
	hovered int          // index, -1 for none
	painter keyValuePainter
}

type crumbsSpot struct {
	index    int
	x, width float32
}

var _ desktop.Hoverable = (*Crumbs)(nil)

// NewCrumbs returns a line that shows nothing yet.
func NewCrumbs() *Crumbs {
	c := &Crumbs{hovered: -1}
	c.ExtendBaseWidget(c)
	return c
}

// SetLabels shows other names.
func (c *Crumbs) SetLabels(labels []string) {
	c.labels, c.hovered = labels, -1
	c.Refresh()
}

// Labels returns the names shown.
func (c *Crumbs) Labels() []string { return c.labels }

func (c *Crumbs) at(x float32) int {
	for _, s := range c.spots {
		if x >= s.x && x < s.x+s.width {
			return s.index
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (c *Crumbs) Tapped(e *fyne.PointEvent) {
	if i := c.at(e.Position.X); i >= 0 && c.OnTapped != nil {
		c.OnTapped(i)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *Crumbs) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (c *Crumbs) MouseMoved(e *desktop.MouseEvent) { c.hover(c.at(e.Position.X)) }

// MouseOut implements desktop.Hoverable.
func (c *Crumbs) MouseOut() { c.hover(-1) }

func (c *Crumbs) hover(index int) {
	if c.hovered != index {
		c.hovered = index
		c.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Crumbs) CreateRenderer() fyne.WidgetRenderer { return &crumbsRenderer{c} }

type crumbsRenderer struct{ c *Crumbs }

// Layout paints from the innermost name outwards, as far as there is room.
func (r *crumbsRenderer) Layout(size fyne.Size) {
	c := r.c
	texts := make([]string, len(c.labels))
	left, first := size.Width-2*crumbsPad-crumbsGap, len(c.labels)
	for i := len(c.labels) - 1; i >= 0; i-- {
		text := keyValueCut(outlineLine(c.labels[i]), crumbsWidest, theme.SizeSmall+1, jsonStyle)
		width := fyne.MeasureText(text, theme.SizeSmall+1, jsonStyle).Width + 2*crumbsPad + crumbsGap
		if left -= width; left < 0 && i < len(c.labels)-1 {
			break
		}
		texts[i], first = text, i
	}
	r.paint(texts, first, size)
}

func (r *crumbsRenderer) paint(texts []string, first int, size fyne.Size) {
	c, p := r.c, &r.c.painter
	p.begin()
	p.rect(theme.Color(theme.ColorHairline), 0, 0, size.Width, 1)
	c.spots = c.spots[:0]
	const letters = theme.SizeSmall + 1
	top := (size.Height - fyne.MeasureText("X", letters, jsonStyle).Height) / 2
	x, faint := float32(crumbsPad), theme.Color(theme.ColorFaint)
	if first > 0 && first < len(texts) {
		x += p.text("…", faint, letters, jsonStyle, x, top) + crumbsPad
	}
	for i := first; i < len(texts); i++ {
		if i > first {
			p.image(theme.IconChevronRight, theme.ColorFaint, x, (size.Height-10)/2, 10)
			x += crumbsGap
		}
		width := fyne.MeasureText(texts[i], letters, jsonStyle).Width + 2*crumbsPad
		ink := faint
		if i == len(texts)-1 || i == c.hovered {
			ink = theme.Color(base.ColorNameForeground)
		}
		if i == c.hovered {
			p.rect(theme.Color(base.ColorNameHover), x, 2, width, size.Height-3).CornerRadius = theme.SizeRadius
		}
		p.text(texts[i], ink, letters, jsonStyle, x+crumbsPad, top)
		c.spots = append(c.spots, crumbsSpot{i, x, width})
		x += width
	}
	p.end()
}

func (r *crumbsRenderer) MinSize() fyne.Size { return fyne.NewSize(40, crumbsHeight) }

func (r *crumbsRenderer) Refresh() {
	r.c.painter.imagesDirty = true
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *crumbsRenderer) Objects() []fyne.CanvasObject { return r.c.painter.objects }
func (r *crumbsRenderer) Destroy()                     {}
