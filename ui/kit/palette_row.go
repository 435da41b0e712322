package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// paletteCell holds the objects of one visible row of a palette.
type paletteCell struct {
	parts       []*canvas.Text // of the name, matched and not matched by turns
	used        int
	detail, key *canvas.Text
	cap         *canvas.Rectangle // around the key
	badge       *canvas.Text      // of a finder
	mark        *canvas.Rectangle // behind what matches, of a finder
}

func newPaletteCell() *paletteCell {
	return &paletteCell{detail: &canvas.Text{}, key: &canvas.Text{}, cap: &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		badge: &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}}, mark: &canvas.Rectangle{CornerRadius: 2}}
}

func (c *paletteCell) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{c.detail, c.cap, c.key}
	if c.badge.Visible() {
		out = []fyne.CanvasObject{c.mark, c.badge, c.detail, c.key}
	}
	for _, p := range c.parts[:c.used] {
		out = append(out, p)
	}
	return out
}

// show sets every property of the cell. The name matters most and is cut last.
func (c *paletteCell) show(it paletteItem, query string, y, right float32) {
	outlineVisible(c.badge, it.found != nil)
	outlineVisible(c.mark, it.found != nil && it.found.To > it.found.From)
	if it.found != nil {
		c.showFinding(it.found, y, right)
		return
	}
	faint := theme.Color(theme.ColorFaint)
	if it.disabled {
		faint = theme.Color(fynetheme.ColorNameDisabled)
	}
	outlineVisible(c.key, it.key != "")
	outlineVisible(c.cap, it.key != "")
	if it.key != "" {
		c.key.Text, c.key.TextSize, c.key.Color = it.key, theme.SizeSmall, faint
		w := outlineTextWidth(c.key, it.key)
		palettePut(c.key, right-w-5, y)
		c.cap.StrokeColor, c.cap.StrokeWidth = theme.Color(fynetheme.ColorNameInputBorder), 1
		c.cap.FillColor = theme.Color(fynetheme.ColorNameInputBackground)
		c.cap.Move(fyne.NewPos(right-w-10, y+5))
		c.cap.Resize(fyne.NewSize(w+10, paletteRowSize-10))
		right -= w + 18
	}
	at := c.showName(it, query, y, right) + 10
	c.detail.TextSize, c.detail.Color = theme.SizeSmall, faint
	outlineFit(c.detail, it.detail, right-at)
	palettePut(c.detail, at, y+1)
}

// showName shows the name with what was typed in the accent colour, and returns where it ends.
func (c *paletteCell) showName(it paletteItem, query string, y, right float32) float32 {
	const left = 8
	fit := &canvas.Text{TextSize: theme.SizeText}
	width := outlineFit(fit, it.name, right-left)
	var marks map[int]bool
	ink := theme.Color(fynetheme.ColorNameForeground)
	if it.disabled {
		ink = theme.Color(fynetheme.ColorNameDisabled)
	} else {
		marks = paletteMarks(it.name, query)
	}
	accent := theme.Color(fynetheme.ColorNameHyperlink)
	c.used = 0
	part := func(from, to int, marked bool) {
		if from == to {
			return
		}
		t := c.part()
		t.Text, t.TextSize, t.Color = fit.Text[from:to], theme.SizeText, ink
		if marked {
			t.Color = accent
		}
		palettePut(t, left+outlineTextWidth(fit, fit.Text[:from]), y)
	}
	start, n := 0, 0
	for i := range fit.Text {
		if i > start && marks[n] != marks[n-1] {
			part(start, i, marks[n-1])
			start = i
		}
		n++
	}
	part(start, len(fit.Text), n > 0 && marks[n-1])
	return left + width
}

// part returns the next text to show a piece of a line with.
func (c *paletteCell) part() *canvas.Text {
	if c.used == len(c.parts) {
		c.parts = append(c.parts, &canvas.Text{})
	}
	t := c.parts[c.used]
	c.used++
	t.TextStyle = fyne.TextStyle{}
	return t
}

// palettePut moves a text to x, in the middle of the row at y.
func palettePut(t *canvas.Text, x, y float32) {
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(x, y+(paletteRowSize-size.Height)/2))
}
