package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// CreateRenderer implements fyne.Widget.
func (l *completionList) CreateRenderer() fyne.WidgetRenderer {
	r := &completionRenderer{list: l, box: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil)}
	r.box.CornerRadius, r.box.StrokeWidth = theme.SizeRadius, 1
	r.mark.CornerRadius, r.bar.CornerRadius = theme.SizeRadius, 2
	r.objects = []fyne.CanvasObject{r.box, r.mark, r.bar}
	for i := range r.rows {
		r.rows[i] = newCompletionLine()
		r.objects = append(r.objects, r.rows[i].sign, r.rows[i].label, r.rows[i].detail)
	}
	r.Refresh()
	return r
}

type completionRenderer struct {
	list           *completionList
	box, mark, bar *canvas.Rectangle
	rows           [completionRows]completionLine
	objects        []fyne.CanvasObject
}

// completionLine is a visible row.
type completionLine struct{ sign, label, detail *canvas.Text }

func newCompletionLine() completionLine {
	c := completionLine{canvas.NewText("", nil), canvas.NewText("", nil), canvas.NewText("", nil)}
	c.sign.TextSize, c.label.TextSize, c.detail.TextSize = theme.SizeSmall, theme.SizeCode, theme.SizeSmall+1
	c.sign.TextStyle = fyne.TextStyle{Monospace: true, Bold: true}
	c.label.TextStyle.Monospace = true
	return c
}

// completionSigns are the sign and its colour for each kind.
var completionSigns = map[SuggestionKind]struct {
	text  string
	color fyne.ThemeColorName
}{
	SuggestWord:     {"=", theme.ColorFaint},
	SuggestName:     {"H", theme.ColorMethodGet},
	SuggestVariable: {"x", theme.ColorVarOK},
	SuggestSecret:   {"•", theme.ColorVarSecret},
	SuggestDynamic:  {"$", theme.ColorMethodPost},
}

// show writes a suggestion into the row.
func (c completionLine) show(s Suggestion, y, width float32) {
	sign := completionSigns[s.Kind]
	c.sign.Text, c.sign.Color = sign.text, theme.Color(sign.color)
	c.label.Color, c.detail.Color = theme.Color(base.ColorNameForeground), theme.Color(theme.ColorFaint)
	left := float32(tipPadX + completionSign)
	room := width - left - tipPadX - 4
	c.label.Text = keyValueCut(varEntryShown(s.Text), room, c.label.TextSize, c.label.TextStyle)
	label := c.label.MinSize().Width
	c.detail.Text = ""
	if spare := room - label - 16; spare > 40 {
		c.detail.Text = keyValueCut(varEntryShown(s.Detail), spare, c.detail.TextSize, c.detail.TextStyle)
	}
	completionPut(c.sign, tipPadX+(completionSign-c.sign.MinSize().Width)/2-4, y)
	completionPut(c.label, left, y)
	completionPut(c.detail, left+room-c.detail.MinSize().Width, y)
}

// completionPut moves a text to x, in the middle of the row at y.
func completionPut(t *canvas.Text, x, y float32) {
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(x, y+(completionRow-size.Height)/2))
}

// Layout implements fyne.WidgetRenderer.
func (r *completionRenderer) Layout(size fyne.Size) {
	l := r.list
	r.box.Move(fyne.NewPos(2, 2)) // what can be scrolled is clipped, and a border lies outside its rectangle
	r.box.Resize(size.SubtractWidthHeight(4, 4))
	r.mark.Resize(fyne.NewSize(size.Width-2*tipPadY, completionRow))
	r.mark.Move(fyne.NewPos(tipPadY, tipPadY+float32(l.core.selected-l.first)*completionRow))
	r.mark.Hidden = l.core.selected < l.first || l.core.selected >= l.first+l.rows()
	for i, row := range r.rows {
		s := Suggestion{Kind: -1}
		if at := l.first + i; i < l.rows() && at < len(l.core.found) {
			s = l.core.found[at]
		}
		row.show(s, tipPadY+float32(i)*completionRow, size.Width)
	}
	r.layoutBar(size)
}

// layoutBar shows how far the list is scrolled.
func (r *completionRenderer) layoutBar(size fyne.Size) {
	all, track := float32(len(r.list.core.found)), size.Height-2*tipPadY
	if r.bar.Hidden = all <= completionRows; r.bar.Hidden {
		return
	}
	height := max(12, track*completionRows/all)
	r.bar.Resize(fyne.NewSize(3, height))
	r.bar.Move(fyne.NewPos(size.Width-8, tipPadY+(track-height)*float32(r.list.first)/(all-completionRows)))
}

// MinSize implements fyne.WidgetRenderer.
func (r *completionRenderer) MinSize() fyne.Size {
	width := float32(0)
	for i := range r.list.rows() {
		s := r.list.core.found[min(r.list.first+i, len(r.list.core.found)-1)]
		row := r.rows[i]
		wide := fyne.MeasureText(completionHead(s.Text), row.label.TextSize, row.label.TextStyle).Width
		if s.Detail != "" {
			wide += 24 + fyne.MeasureText(completionHead(s.Detail), row.detail.TextSize, row.detail.TextStyle).Width
		}
		width = max(width, wide)
	}
	width = max(completionLeast, min(width+2*tipPadX+completionSign+8, completionMost))
	return fyne.NewSize(width, 2*tipPadY+completionRow*float32(r.list.rows()))
}

// completionHead is as much of a text as can matter for the width of the list.
func completionHead(text string) string {
	if len(text) > 4*completionMost {
		text = text[:4*completionMost]
	}
	if runes := []rune(text); len(runes) > 120 {
		return string(runes[:120])
	}
	return text
}

// Refresh implements fyne.WidgetRenderer.
func (r *completionRenderer) Refresh() {
	r.box.FillColor = theme.Color(base.ColorNameMenuBackground)
	r.box.StrokeColor = theme.Color(base.ColorNameInputBorder)
	r.mark.FillColor = theme.Color(base.ColorNameSelection)
	r.bar.FillColor = theme.Color(base.ColorNameScrollBar)
	r.Layout(r.list.Size())
	canvas.Refresh(r.list)
}

// Objects implements fyne.WidgetRenderer.
func (r *completionRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy implements fyne.WidgetRenderer.
func (r *completionRenderer) Destroy() {}
