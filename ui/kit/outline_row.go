package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

const (
	outlineRowHeight  = 26
	outlineMargin     = 4
	outlineStepIn     = 14 // indentation by level
	outlineArrowWidth = 18
	outlineIconSize   = 16
	outlineDotSize    = 6
)

// outlineIndent returns where the arrow of a row of that depth begins.
func outlineIndent(depth int) float32 { return outlineMargin + outlineStepIn*float32(depth) }

// outlineCell holds the objects of one visible row. Cells are used again for other rows.
type outlineCell struct {
	arrow  [2]*canvas.Line // a chevron; cheaper to change than an icon
	check  outlineCheck
	icon   *canvas.Image
	badge  *canvas.Text
	label  *canvas.Text
	detail *canvas.Text
	dot    *canvas.Circle
}

func newOutlineCell(checks bool) *outlineCell {
	c := &outlineCell{
		arrow:  [2]*canvas.Line{canvas.NewLine(nil), canvas.NewLine(nil)},
		icon:   &canvas.Image{FillMode: canvas.ImageFillContain},
		badge:  &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}},
		label:  &canvas.Text{},
		detail: &canvas.Text{},
		dot:    &canvas.Circle{},
	}
	if checks {
		c.check = newOutlineCheck()
	}
	c.icon.Resize(fyne.NewSquareSize(outlineIconSize))
	c.dot.Resize(fyne.NewSquareSize(outlineDotSize))
	return c
}

func (c *outlineCell) objects() []fyne.CanvasObject {
	return append(c.check.objects(), c.arrow[0], c.arrow[1], c.icon, c.badge, c.label, c.detail, c.dot)
}

func (c *outlineCell) hide() {
	for _, o := range c.objects() {
		o.Hide()
	}
}

// outlineLook is what a cell shows besides its row.
type outlineLook struct {
	depth  int
	open   bool
	edited bool // a rename entry takes the place of the label
	tinted bool // the theme changed: icons must be painted anew
	y      float32
	right  float32 // where the row ends
	badge  float32 // width of the badge column
}

// show sets every property of the cell and returns where the label begins.
func (c *outlineCell) show(row OutlineRow, look outlineLook) float32 {
	ink := theme.Color(fynetheme.ColorNameForeground)
	faint := theme.Color(theme.ColorFaint)
	x := outlineIndent(look.depth)
	c.showArrow(row.Container, look.open, x, look.y)
	x += outlineArrowWidth
	x += c.check.show(row.Check, x, look.y)
	x += c.showMark(row, look, x)

	right := look.right - 8
	outlineVisible(c.dot, row.Dirty)
	if row.Dirty {
		right -= outlineDotSize
		c.dot.FillColor = theme.Color(fynetheme.ColorNamePrimary)
		c.dot.Move(fyne.NewPos(right, look.y+(outlineRowHeight-outlineDotSize)/2))
		right -= 6
	}
	c.detail.Color, c.detail.TextSize = faint, theme.SizeSmall
	outlineVisible(c.detail, row.Detail != "")
	if row.Detail != "" {
		w := outlineFit(c.detail, row.Detail, (right-x)/2)
		outlinePut(c.detail, right-w, look.y)
		right -= w + 8
	}
	c.label.Color, c.label.TextSize = ink, theme.SizeText
	if row.Faint {
		c.label.Color = faint
	}
	outlineFit(c.label, row.Label, right-x)
	outlinePut(c.label, x, look.y)
	outlineVisible(c.label, !look.edited)
	return x
}

// showMark shows the badge, or the icon where there is none, and returns the width it takes.
func (c *outlineCell) showMark(row OutlineRow, look outlineLook, x float32) float32 {
	outlineVisible(c.badge, row.Badge != "")
	showIcon := row.Badge == "" && row.Icon != nil
	if showIcon && (c.icon.Resource != row.Icon || look.tinted) {
		c.icon.Resource = row.Icon
		c.icon.Refresh()
	}
	outlineVisible(c.icon, showIcon)
	switch {
	case row.Badge != "":
		c.badge.Text = outlineBadge(row.Badge)
		c.badge.TextSize = theme.SizeSmall
		name := row.BadgeColor
		if name == "" {
			name = theme.ColorFaint
		}
		c.badge.Color = theme.Color(name)
		outlinePut(c.badge, x, look.y)
		return look.badge
	case showIcon:
		c.icon.Move(fyne.NewPos(x, look.y+(outlineRowHeight-outlineIconSize)/2))
		return outlineIconSize + 6
	}
	return 0
}

// showArrow draws a chevron that points down for an open container and right for a closed one.
func (c *outlineCell) showArrow(container, open bool, x, y float32) {
	cx, cy := x+outlineArrowWidth/2-1, y+outlineRowHeight/2
	a, m, b := fyne.NewPos(cx-1.75, cy-3.5), fyne.NewPos(cx+1.75, cy), fyne.NewPos(cx-1.75, cy+3.5)
	if open {
		a, m, b = fyne.NewPos(cx-3.5, cy-1.75), fyne.NewPos(cx, cy+1.75), fyne.NewPos(cx+3.5, cy-1.75)
	}
	for i, line := range c.arrow {
		outlineVisible(line, container)
		line.StrokeColor, line.StrokeWidth = theme.Color(theme.ColorFaint), 1.3
		line.Position1, line.Position2 = m, [2]fyne.Position{a, b}[i]
	}
}

// outlinePut moves a text to x, in the middle of the row at y.
func outlinePut(t *canvas.Text, x, y float32) {
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(x, y+(outlineRowHeight-size.Height)/2))
}

func outlineVisible(o fyne.CanvasObject, visible bool) {
	if visible != o.Visible() {
		if visible {
			o.Show()
		} else {
			o.Hide()
		}
	}
}
