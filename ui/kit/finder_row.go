package kit

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

const (
	finderRowSize = 46
	finderRows    = 10
	finderWidth   = 760
	finderLine    = 20 // height of one of the two lines of a row
	finderMargin  = 3  // above the first
	finderBefore  = 32 // runes that are shown in front of what matches in a long line
)

// showFinding sets every property of the cell for a row of a finder.
func (c *paletteCell) showFinding(f *Finding, y, right float32) {
	const left = 8
	ink, faint := theme.Color(fynetheme.ColorNameForeground), theme.Color(theme.ColorFaint)
	c.used = 0
	outlineVisible(c.key, f.Note != "")
	outlineVisible(c.cap, false)
	c.key.Text, c.key.TextSize, c.key.Color = f.Note, theme.SizeSmall, faint
	first, second := y+finderMargin, y+finderMargin+finderLine
	noteWidth := outlineTextWidth(c.key, f.Note)
	finderPut(c.key, right-noteWidth, first)

	c.badge.Text, c.badge.TextSize, c.badge.Color = outlineBadge(f.Badge), theme.SizeSmall, faint
	if f.BadgeColor != "" {
		c.badge.Color = theme.Color(f.BadgeColor)
	}
	finderPut(c.badge, left, first)
	x := left + outlineBadgeWidth()

	detailY, detailX := second, x
	if f.Text != "" {
		before, match, after := finderWindow(f.Text, f.From, f.To)
		c.showLine(fyne.TextStyle{Monospace: true}, before, match, after, theme.Color(theme.ColorFaint), x, second, right-x)
		c.detail.TextSize, c.detail.Color = theme.SizeSmall, faint
		detailX = x + c.showLine(fyne.TextStyle{}, f.Label, "", "", ink, x, first, right-x-noteWidth-8) + 10
		detailY = first
	} else {
		before, match, after := finderWindow(f.Label, f.From, f.To)
		c.showLine(fyne.TextStyle{}, before, match, after, ink, x, first, right-x-noteWidth-8)
	}
	room := right - detailX
	if detailY == first {
		room -= noteWidth + 8
	}
	c.detail.TextSize, c.detail.Color = theme.SizeSmall, faint
	outlineFit(c.detail, f.Detail, room)
	finderPut(c.detail, detailX, detailY)
}

// showLine shows a line in up to three pieces, the middle one as a match, and returns its width.
func (c *paletteCell) showLine(style fyne.TextStyle, before, match, after string, ink color.Color, x, y, room float32) float32 {
	start := x
	for i, piece := range []string{before, match, after} {
		if piece == "" {
			continue
		}
		t := c.part()
		t.TextSize, t.Color, t.TextStyle = theme.SizeText, ink, style
		if style.Monospace {
			t.TextSize = theme.SizeSmall + 1
		}
		if i == 1 {
			t.Color = theme.Color(fynetheme.ColorNameForeground)
		}
		w := outlineFit(t, piece, start+room-x)
		finderPut(t, x, y)
		if i == 1 {
			c.mark.FillColor = theme.Color(theme.ColorFind)
			c.mark.Move(fyne.NewPos(x-1, y+1))
			c.mark.Resize(fyne.NewSize(w+2, finderLine-2))
		}
		x += w
		if t.Text != outlineLine(piece) {
			break // cut: nothing has room behind it
		}
	}
	return x - start
}

// finderWindow cuts a line to what is around the match. Offsets that are out of range or inside a rune
// match nothing.
func finderWindow(text string, from, to int) (before, match, after string) {
	if from < 0 || to <= from || to > len(text) || !utf8.RuneStart(text[from]) || to < len(text) && !utf8.RuneStart(text[to]) {
		return strings.TrimSpace(outlineLine(text)), "", ""
	}
	before = outlineLine(strings.TrimLeft(finderTail(text[:from]), " \t"))
	return before, outlineLine(text[from:to]), outlineLine(text[to:min(len(text), to+outlineLineLimit)])
}

// finderTail returns the end of what stands in front of a match.
func finderTail(text string) string {
	runes := 0
	for i := len(text); i > 0; {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if runes++; runes == finderBefore && i > 0 {
			return "…" + text[i:]
		}
	}
	return text
}

// finderPut moves a text to x in the middle of a line of a row.
func finderPut(t *canvas.Text, x, y float32) {
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(x, y+(finderLine-size.Height)/2))
}
