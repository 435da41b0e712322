package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	badgeHeight = 20
	badgePad    = 8
	badgeAlpha  = 0x26 // of the pill behind the text, in its own colour
)

// Badge is a short text in a colour that means something, on a pill of the same colour or plain. An
// empty badge takes no room.
type Badge struct {
	widget.BaseWidget
	text  string
	color fyne.ThemeColorName
	pill  bool
}

// NewBadge returns a text on a pill.
func NewBadge(text string, color fyne.ThemeColorName) *Badge { return newBadge(text, color, true) }

// NewTextBadge returns a coloured text without a pill.
func NewTextBadge(text string, color fyne.ThemeColorName) *Badge { return newBadge(text, color, false) }

func newBadge(text string, color fyne.ThemeColorName, pill bool) *Badge {
	b := &Badge{text: text, color: color, pill: pill}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows another text in another colour.
func (b *Badge) Set(text string, color fyne.ThemeColorName) {
	if b.text != text || b.color != color {
		b.text, b.color = text, color
		b.Refresh()
	}
}

// Text returns what the badge shows.
func (b *Badge) Text() string { return b.text }

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	r := &badgeRenderer{b: b, back: canvas.NewRectangle(nil), label: canvas.NewText("", nil)}
	r.back.CornerRadius = canvas.RadiusMaximum
	r.label.TextSize = theme.SizeSmall + 1
	r.label.TextStyle.Bold = b.pill
	r.Refresh()
	return r
}

type badgeRenderer struct {
	b     *Badge
	back  *canvas.Rectangle
	label *canvas.Text
}

func (r *badgeRenderer) pad() float32 {
	if r.b.pill {
		return badgePad
	}
	return theme.SizeGap
}

func (r *badgeRenderer) Layout(size fyne.Size) {
	least := r.label.MinSize()
	r.back.Resize(fyne.NewSize(size.Width, badgeHeight))
	r.back.Move(fyne.NewPos(0, (size.Height-badgeHeight)/2))
	r.label.Resize(least)
	r.label.Move(fyne.NewPos((size.Width-least.Width)/2, (size.Height-least.Height)/2))
}

func (r *badgeRenderer) MinSize() fyne.Size {
	if r.b.text == "" {
		return fyne.NewSize(0, badgeHeight)
	}
	return fyne.NewSize(r.label.MinSize().Width+2*r.pad(), badgeHeight)
}

func (r *badgeRenderer) Refresh() {
	ink := theme.Color(r.b.color)
	r.label.Text, r.label.Color = r.b.text, ink
	r.back.Hidden = !r.b.pill || r.b.text == ""
	red, green, blue, _ := ink.RGBA()
	r.back.FillColor = color.NRGBA{R: uint8(red >> 8), G: uint8(green >> 8), B: uint8(blue >> 8), A: badgeAlpha}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *badgeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.label} }
func (r *badgeRenderer) Destroy()                     {}
