package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// CreateRenderer implements [fyne.Widget].
func (s *TabStrip) CreateRenderer() fyne.WidgetRenderer {
	r := &tabRenderer{strip: s, back: &canvas.Rectangle{}, line: &canvas.Rectangle{}, shade: &canvas.Rectangle{}}
	r.plus, r.more = newTabButton(), newTabButton()
	r.paint()
	return r
}

// tabRenderer paints the tabs that can be seen.
type tabRenderer struct {
	strip             *TabStrip
	objects           []fyne.CanvasObject
	cells             []*tabCell
	back, line, shade *canvas.Rectangle // shade covers tabs behind the buttons
	plus, more        tabButton
}

// Destroy implements [fyne.WidgetRenderer].
func (r *tabRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *tabRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *tabRenderer) MinSize() fyne.Size { return fyne.NewSize(2*tabMinWidth, tabHeight) }

// Layout implements [fyne.WidgetRenderer].
func (r *tabRenderer) Layout(size fyne.Size) {
	if size.Width != r.strip.width {
		r.strip.arrange()
	}
}

// Refresh implements [fyne.WidgetRenderer].
func (r *tabRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.strip)
}

func (r *tabRenderer) paint() {
	s := r.strip
	size := s.Size()
	r.back.FillColor = theme.Color(theme.ColorSidebar)
	r.back.Resize(size)
	r.line.FillColor = theme.Color(theme.ColorHairline)
	r.line.Move(fyne.NewPos(0, size.Height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))

	zone, over := s.zone(s.hover)
	used := 0
	lefts := s.lefts()
	dragged := s.index(s.drag.id)
	show := func(i int) {
		if lefts[i]+s.run.widths[i] <= 0 || lefts[i] >= s.run.view {
			return
		}
		if used == len(r.cells) {
			r.cells = append(r.cells, newTabCell())
		}
		r.cells[used].show(s.tabs[i], tabLook{
			x: lefts[i], width: s.run.widths[i], active: s.tabs[i].ID == s.active,
			hover: i == over, close: i == over && zone == tabZoneClose, lifted: i == dragged,
		})
		used++
	}
	for i := range s.tabs {
		if i != dragged {
			show(i)
		}
	}
	if dragged >= 0 {
		show(dragged) // above the others
	}
	r.paintButtons(zone)
	r.collect(used)
}

func (r *tabRenderer) paintButtons(zone tabZone) {
	s := r.strip
	overflow := s.run.overflows()
	outlineVisible(r.shade, overflow)
	r.shade.FillColor = theme.Color(theme.ColorSidebar)
	r.shade.Move(fyne.NewPos(s.run.view, 0))
	r.shade.Resize(fyne.NewSize(s.Size().Width-s.run.view, s.Size().Height-1))
	r.more.show(overflow, s.run.view, zone == tabZoneMore)
	r.more.chevron()
	r.plus.show(s.OnNew != nil, s.newLeft(), zone == tabZoneNew)
	r.plus.cross()
}

// collect lists the objects, lowest first. The hairline is below the active tab, which is one with the
// document.
func (r *tabRenderer) collect(used int) {
	r.objects = append(r.objects[:0], r.back, r.line)
	for _, c := range r.cells[:used] {
		r.objects = append(r.objects, c.objects()...)
	}
	r.objects = append(r.objects, r.shade)
	r.objects = append(r.objects, r.more.objects()...)
	r.objects = append(r.objects, r.plus.objects()...)
}

// tabCell holds the objects of one tab.
type tabCell struct {
	back, accent, edge, closeBack *canvas.Rectangle
	badge, label                  *canvas.Text
	mark                          [2]*canvas.Line // the close mark
	dot                           *canvas.Circle
}

func newTabCell() *tabCell {
	return &tabCell{
		back: &canvas.Rectangle{}, accent: &canvas.Rectangle{}, edge: &canvas.Rectangle{},
		closeBack: &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		badge:     &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}}, label: &canvas.Text{},
		mark: [2]*canvas.Line{canvas.NewLine(nil), canvas.NewLine(nil)},
		dot:  &canvas.Circle{},
	}
}

func (c *tabCell) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.back, c.edge, c.accent, c.badge, c.label, c.closeBack, c.mark[0], c.mark[1], c.dot}
}

// tabLook is what a cell shows besides its tab.
type tabLook struct {
	x, width                     float32
	active, hover, close, lifted bool
}

func (c *tabCell) show(t Tab, look tabLook) {
	c.showGround(look)
	x := look.x + tabPad
	outlineVisible(c.badge, t.Badge != "")
	if t.Badge != "" {
		c.badge.Text, c.badge.TextSize = outlineBadge(t.Badge), theme.SizeSmall
		name := t.BadgeColor
		if name == "" {
			name = theme.ColorFaint
		}
		c.badge.Color = theme.Color(name)
		tabPut(c.badge, x)
		x += tabBadgeWidth(t.Badge)
	}
	c.label.TextSize, c.label.Color = theme.SizeText, theme.Color(theme.ColorFaint)
	if look.active || look.hover {
		c.label.Color = theme.Color(fynetheme.ColorNameForeground)
	}
	right := look.x + look.width - 6 - tabCloseWidth
	outlineFit(c.label, t.Label, right-4-x)
	tabPut(c.label, x)
	c.showEnd(t, look, right+tabCloseWidth/2)
}

// showGround paints the tab without its texts.
func (c *tabCell) showGround(look tabLook) {
	outlineVisible(c.back, look.active || look.hover || look.lifted)
	c.back.FillColor = theme.Color(fynetheme.ColorNameHover)
	if look.active || look.lifted {
		c.back.FillColor = theme.Color(fynetheme.ColorNameBackground)
	}
	c.back.Move(fyne.NewPos(look.x, 0))
	c.back.Resize(fyne.NewSize(look.width, tabHeight))
	outlineVisible(c.accent, look.active)
	c.accent.FillColor = theme.Color(fynetheme.ColorNamePrimary)
	c.accent.Move(fyne.NewPos(look.x, 0))
	c.accent.Resize(fyne.NewSize(look.width, 2))
	c.edge.FillColor = theme.Color(theme.ColorHairline)
	c.edge.Move(fyne.NewPos(look.x+look.width-1, 0))
	c.edge.Resize(fyne.NewSize(1, tabHeight))
}

// showEnd paints the close mark, or the dot in its place, around x.
func (c *tabCell) showEnd(t Tab, look tabLook, x float32) {
	y := float32(tabHeight) / 2
	outlineVisible(c.dot, t.Dirty && !look.hover)
	c.dot.FillColor = theme.Color(fynetheme.ColorNamePrimary)
	c.dot.Move(fyne.NewPos(x-3.5, y-3.5))
	c.dot.Resize(fyne.NewSquareSize(7))
	outlineVisible(c.closeBack, look.close)
	c.closeBack.FillColor = theme.Color(fynetheme.ColorNamePressed)
	c.closeBack.Move(fyne.NewPos(x-tabCloseWidth/2, y-tabCloseWidth/2))
	c.closeBack.Resize(fyne.NewSquareSize(tabCloseWidth))
	for i, line := range c.mark {
		outlineVisible(line, look.hover || look.active && !t.Dirty)
		line.StrokeWidth, line.StrokeColor = 1.3, theme.Color(theme.ColorFaint)
		if look.close {
			line.StrokeColor = theme.Color(fynetheme.ColorNameForeground)
		}
		dy := float32(3.5 - 7*float32(i))
		line.Position1, line.Position2 = fyne.NewPos(x-3.5, y-dy), fyne.NewPos(x+3.5, y+dy)
	}
}

// tabPut moves a text to x, in the middle of the strip.
func tabPut(t *canvas.Text, x float32) {
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(x, (tabHeight-size.Height)/2))
}
