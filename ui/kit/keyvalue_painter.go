package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// keyValuePainter paints with pooled objects: what has been painted since begin is what is shown, in
// that order.
type keyValuePainter struct {
	objects     []fyne.CanvasObject
	rects       []*canvas.Rectangle
	texts       []*canvas.Text
	images      map[keyValueImage][]*canvas.Image
	usedImages  map[keyValueImage]int
	usedRects   int
	usedTexts   int
	imagesDirty bool // the theme changed: images must be drawn anew
	ink         [2]color.Color
}

type keyValueImage struct {
	icon  string
	color fyne.ThemeColorName
}

func (p *keyValuePainter) begin() {
	p.objects, p.usedRects, p.usedTexts = p.objects[:0], 0, 0
	if p.images == nil {
		p.images, p.usedImages = map[keyValueImage][]*canvas.Image{}, map[keyValueImage]int{}
	}
	clear(p.usedImages)
}

// themed looks whether the theme has changed, since drawing an icon anew costs more than all the rest.
func (p *keyValuePainter) themed() {
	ink := [2]color.Color{theme.Color(base.ColorNameForeground), theme.Color(base.ColorNamePrimary)}
	p.imagesDirty = p.imagesDirty || ink != p.ink
	p.ink = ink
}

func (p *keyValuePainter) end() { p.imagesDirty = false }

// rect paints a filled rectangle and returns it for what is rarely wanted.
func (p *keyValuePainter) rect(c color.Color, x, y, width, height float32) *canvas.Rectangle {
	if p.usedRects == len(p.rects) {
		p.rects = append(p.rects, canvas.NewRectangle(nil))
	}
	r := p.rects[p.usedRects]
	p.usedRects++
	r.FillColor, r.StrokeWidth, r.CornerRadius = c, 0, 0
	r.Move(fyne.NewPos(x, y))
	r.Resize(fyne.NewSize(width, height))
	p.objects = append(p.objects, r)
	return r
}

// text paints a text and returns its width.
func (p *keyValuePainter) text(s string, c color.Color, size float32, style fyne.TextStyle, x, y float32) float32 {
	if s == "" {
		return 0
	}
	if p.usedTexts == len(p.texts) {
		p.texts = append(p.texts, canvas.NewText("", nil))
	}
	t := p.texts[p.usedTexts]
	p.usedTexts++
	t.Text, t.Color, t.TextSize, t.TextStyle = s, c, size, style
	least := t.MinSize()
	t.Move(fyne.NewPos(x, y))
	t.Resize(least)
	p.objects = append(p.objects, t)
	return least.Width
}

// image paints an icon of ui/theme.
func (p *keyValuePainter) image(icon string, c fyne.ThemeColorName, x, y, side float32) {
	key := keyValueImage{icon, c}
	if p.usedImages[key] == len(p.images[key]) {
		i := canvas.NewImageFromResource(theme.IconIn(icon, c))
		i.FillMode = canvas.ImageFillContain
		p.images[key] = append(p.images[key], i)
	}
	i := p.images[key][p.usedImages[key]]
	p.usedImages[key]++
	i.Move(fyne.NewPos(x, y))
	i.Resize(fyne.NewSquareSize(side))
	if p.imagesDirty {
		i.Refresh()
	}
	p.objects = append(p.objects, i)
}

// keyValueCut shortens a text that is wider than width, with an ellipsis.
func keyValueCut(text string, width, size float32, style fyne.TextStyle) string {
	if text == "" || width <= 0 {
		return ""
	}
	cell := fyne.MeasureText("0000000000", size, style).Width / 10
	most := int(width/cell*2) + 2 // letters of proportional fonts are seldom narrower than half a figure
	cut := false
	if len(text) > most*4 {
		text, cut = strings.ToValidUTF8(text[:most*4], ""), true
	}
	if style.Monospace && varEntryASCII(text) {
		if fits := int(width / cell); cut || len(text) > fits {
			return text[:max(0, min(len(text), fits-1))] + "…"
		}
		return text
	}
	runes := []rune(text)
	if !cut && fyne.MeasureText(text, size, style).Width <= width {
		return text
	}
	low, high := 0, min(len(runes), most) // the longest prefix that fits with the ellipsis
	for low < high {
		middle := (low + high + 1) / 2
		if fyne.MeasureText(string(runes[:middle])+"…", size, style).Width <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low]) + "…"
}
