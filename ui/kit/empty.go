package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	emptyIcon  = 40
	emptyWidth = 360 // of the text, before it wraps
)

// Empty is what stands in an empty place: what it is for, and the buttons to fill it.
type Empty struct {
	widget.BaseWidget
	icon, title, text string
	buttons           []fyne.CanvasObject
}

// NewEmpty returns an empty place with an icon of ui/theme, a title, a sentence or two, and buttons.
func NewEmpty(icon, title, text string, buttons ...fyne.CanvasObject) *Empty {
	e := &Empty{icon: icon, title: title, text: text, buttons: buttons}
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer implements fyne.Widget.
func (e *Empty) CreateRenderer() fyne.WidgetRenderer {
	icon := canvas.NewImageFromResource(theme.IconIn(e.icon, theme.ColorFaint))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(emptyIcon))
	title := widget.NewLabel(e.title)
	title.TextStyle.Bold = true
	title.Alignment = fyne.TextAlignCenter
	text := widget.NewLabel(e.text)
	text.Alignment = fyne.TextAlignCenter
	text.Wrapping = fyne.TextWrapWord
	parts := []fyne.CanvasObject{icon, title, container.New(emptyText{}, container.NewThemeOverride(text, theme.Tinted(theme.ColorFaint)))}
	if len(e.buttons) > 0 {
		parts = append(parts, container.NewCenter(container.NewHBox(e.buttons...)))
	}
	column := container.New(layout.NewVBoxLayout(), parts...)
	return widget.NewSimpleRenderer(container.New(emptyPlace{}, column))
}

// emptyPlace centres its object, as wide as the text may be, a little above the middle.
type emptyPlace struct{}

func (emptyPlace) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (emptyPlace) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	o := objects[0]
	width := max(o.MinSize().Width, min(size.Width, emptyWidth))
	o.Resize(fyne.NewSize(width, o.MinSize().Height)) // wrapping needs the width before the height
	height := o.MinSize().Height
	o.Resize(fyne.NewSize(width, height))
	o.Move(fyne.NewPos((size.Width-width)/2, max(0, (size.Height-height)*0.42)))
}

// emptyText lets a wrapping text be as narrow as the place.
type emptyText struct{}

func (emptyText) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, objects[0].MinSize().Height)
}

func (emptyText) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
