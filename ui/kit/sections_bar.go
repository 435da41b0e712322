package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	sectionsHeight = 30
	sectionsPad    = 10
	sectionsGap    = 5
	sectionsDot    = 5
)

// sectionsBar is the row of words of [Sections]. It is apart from the contents so that it alone takes
// the focus and the pointer.
type sectionsBar struct {
	widget.BaseWidget

	sections *Sections
	run      tabRun
	width    float32 // for which the words are arranged
	hover    int     // section under the pointer, len(sections) for the menu, or -1
	focused  bool
}

var (
	_ fyne.Focusable    = (*sectionsBar)(nil)
	_ fyne.Tappable     = (*sectionsBar)(nil)
	_ fyne.Scrollable   = (*sectionsBar)(nil)
	_ desktop.Hoverable = (*sectionsBar)(nil)
)

func newSectionsBar(s *Sections) *sectionsBar {
	b := &sectionsBar{sections: s, hover: -1}
	b.ExtendBaseWidget(b)
	return b
}

// arrange fits the words to the size and keeps the selected one in view.
func (b *sectionsBar) arrange() {
	b.run.widths = b.run.widths[:0]
	for _, x := range b.sections.sections {
		b.run.widths = append(b.run.widths, sectionWidth(x))
	}
	b.width = b.Size().Width
	b.run.view = b.width
	if b.run.overflows() {
		b.run.view = max(0, b.run.view-tabButtonWidth)
	}
	b.run.clamp()
	b.run.reveal(b.sections.index(b.sections.selected))
	b.Refresh()
}

func sectionWidth(x Section) float32 {
	w := fyne.MeasureText(x.Label, theme.SizeText, fyne.TextStyle{}).Width + 2*sectionsPad
	if x.Count > 0 {
		w += sectionsGap + fyne.MeasureText(strconv.Itoa(x.Count), theme.SizeSmall, fyne.TextStyle{}).Width
	}
	if x.Mark {
		w += sectionsGap + sectionsDot
	}
	return w
}

// at returns what is at x: a section, len(sections) for the menu of all, or -1.
func (b *sectionsBar) at(x float32) int {
	if b.run.overflows() && x >= b.run.view && x < b.Size().Width {
		return len(b.sections.sections)
	}
	return b.run.at(x)
}

// Tapped implements [fyne.Tappable].
func (b *sectionsBar) Tapped(e *fyne.PointEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(b)
	if i := b.at(e.Position.X); i < len(b.sections.sections) {
		b.sections.choose(i)
	} else if c != nil {
		pos := e.AbsolutePosition.Subtract(e.Position).AddXY(b.run.view, sectionsHeight)
		widget.ShowPopUpMenuAtPosition(b.menu(), c, pos)
	}
}

// menu lists all sections.
func (b *sectionsBar) menu() *fyne.Menu {
	m := fyne.NewMenu("")
	for i, x := range b.sections.sections {
		label := x.Label
		if x.Count > 0 {
			label += " " + strconv.Itoa(x.Count)
		}
		item := fyne.NewMenuItem(label, func() { b.sections.choose(i) })
		item.Checked = x.ID == b.sections.selected
		m.Items = append(m.Items, item)
	}
	return m
}

// FocusGained implements [fyne.Focusable].
func (b *sectionsBar) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost implements [fyne.Focusable].
func (b *sectionsBar) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements [fyne.Focusable].
func (b *sectionsBar) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (b *sectionsBar) TypedKey(e *fyne.KeyEvent) {
	at := b.sections.index(b.sections.selected)
	switch e.Name {
	case fyne.KeyLeft:
		b.sections.choose(at - 1)
	case fyne.KeyRight:
		b.sections.choose(at + 1)
	case fyne.KeyHome:
		b.sections.choose(0)
	case fyne.KeyEnd:
		b.sections.choose(len(b.sections.sections) - 1)
	}
}

// Scrolled implements [fyne.Scrollable].
func (b *sectionsBar) Scrolled(e *fyne.ScrollEvent) {
	b.run.offset -= e.Scrolled.DX + e.Scrolled.DY
	b.run.clamp()
	b.Refresh()
}

// MouseIn implements [desktop.Hoverable].
func (b *sectionsBar) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (b *sectionsBar) MouseMoved(e *desktop.MouseEvent) { b.setHover(b.at(e.Position.X)) }

// MouseOut implements [desktop.Hoverable].
func (b *sectionsBar) MouseOut() { b.setHover(-1) }

func (b *sectionsBar) setHover(i int) {
	if i != b.hover {
		b.hover = i
		b.Refresh()
	}
}

// CreateRenderer implements [fyne.Widget].
func (b *sectionsBar) CreateRenderer() fyne.WidgetRenderer {
	r := &sectionsBarRenderer{bar: b, under: &canvas.Rectangle{}, more: newTabButton(),
		ring: &canvas.Rectangle{CornerRadius: theme.SizeRadius}}
	r.paint()
	return r
}

type sectionsBarRenderer struct {
	bar         *sectionsBar
	objects     []fyne.CanvasObject
	cells       []*sectionCell
	under, ring *canvas.Rectangle // marks of the selected section
	more        tabButton
}

// sectionCell holds the objects of one section.
type sectionCell struct {
	label, count *canvas.Text
	dot          *canvas.Circle
}

// Destroy implements [fyne.WidgetRenderer].
func (r *sectionsBarRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *sectionsBarRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *sectionsBarRenderer) MinSize() fyne.Size { return fyne.NewSize(80, sectionsHeight) }

// Layout implements [fyne.WidgetRenderer].
func (r *sectionsBarRenderer) Layout(size fyne.Size) {
	if size.Width != r.bar.width {
		r.bar.arrange()
	}
}

// Refresh implements [fyne.WidgetRenderer].
func (r *sectionsBarRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.bar)
}

func (r *sectionsBarRenderer) paint() {
	b := r.bar
	r.objects = r.objects[:0]
	if len(b.run.widths) == len(b.sections.sections) {
		r.paintSelected()
		for i, x := range b.sections.sections {
			if left := b.run.left(i); left+b.run.widths[i] > 0 && left < b.run.view {
				r.paintSection(i, x, left)
			}
		}
	}
	overflow := b.run.overflows()
	r.more.show(overflow, b.run.view, b.hover == len(b.sections.sections))
	r.more.chevron()
	if overflow {
		r.objects = append(r.objects, r.more.objects()...)
	}
}

func (r *sectionsBarRenderer) paintSelected() {
	b := r.bar
	i := b.sections.index(b.sections.selected)
	if i < 0 {
		return
	}
	left, width := b.run.left(i), min(b.run.widths[i], b.run.view)
	r.under.FillColor = theme.Color(fynetheme.ColorNamePrimary)
	r.under.Move(fyne.NewPos(left+sectionsPad-2, sectionsHeight-2))
	r.under.Resize(fyne.NewSize(max(0, width-2*sectionsPad+4), 2))
	outlineVisible(r.ring, b.focused)
	r.ring.FillColor = theme.Color(fynetheme.ColorNameSelection)
	r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(fynetheme.ColorNamePrimary), 1
	r.ring.Move(fyne.NewPos(left+2, 4))
	r.ring.Resize(fyne.NewSize(max(0, width-4), sectionsHeight-9))
	r.objects = append(r.objects, r.ring, r.under)
}

func (r *sectionsBarRenderer) paintSection(i int, x Section, left float32) {
	for len(r.cells) <= i {
		r.cells = append(r.cells, &sectionCell{label: &canvas.Text{}, count: &canvas.Text{}, dot: &canvas.Circle{}})
	}
	c := r.cells[i]
	faint := theme.Color(theme.ColorFaint)
	c.label.Text, c.label.TextSize, c.label.Color = x.Label, theme.SizeText, faint
	if x.ID == r.bar.sections.selected || i == r.bar.hover {
		c.label.Color = theme.Color(fynetheme.ColorNameForeground)
	}
	at := left + sectionsPad
	outlineFit(c.label, x.Label, r.bar.run.view-at) // words are never painted over the menu button
	sectionPut(c.label, at)
	r.objects = append(r.objects, c.label)
	at += outlineTextWidth(c.label, x.Label) + sectionsGap
	if x.Count > 0 {
		c.count.Text, c.count.TextSize, c.count.Color = strconv.Itoa(x.Count), theme.SizeSmall, faint
		sectionPut(c.count, at)
		w := c.count.MinSize().Width
		outlineVisible(c.count, at+w <= r.bar.run.view)
		r.objects = append(r.objects, c.count)
		at += w + sectionsGap
	}
	if x.Mark {
		c.dot.FillColor = theme.Color(fynetheme.ColorNamePrimary)
		c.dot.Resize(fyne.NewSquareSize(sectionsDot))
		c.dot.Move(fyne.NewPos(at, (sectionsHeight-sectionsDot)/2))
		outlineVisible(c.dot, at+sectionsDot <= r.bar.run.view)
		r.objects = append(r.objects, c.dot)
	}
}

// sectionPut moves a text to x, in the middle of the bar.
func sectionPut(t *canvas.Text, x float32) {
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(x, (sectionsHeight-2-size.Height)/2))
}
