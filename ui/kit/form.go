package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const formLabelWidth = 132

// LabeledRow returns a row of a dense form: a label in a column that all rows share, and a field that
// takes the rest of the width. A long label wraps.
func LabeledRow(label string, field fyne.CanvasObject) fyne.CanvasObject {
	text := widget.NewLabel(label)
	text.Wrapping = fyne.TextWrapWord
	return container.New(formRow{}, text, field)
}

type formRow struct{}

func (formRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	label, field := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(formLabelWidth+field.Width, max(label.Height, field.Height, theme.SizeRow))
}

func (formRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label, field := objects[0], objects[1]
	label.Resize(fyne.NewSize(formLabelWidth, label.MinSize().Height))
	height := min(size.Height, max(theme.SizeRow, field.MinSize().Height))
	label.Move(fyne.NewPos(0, max(0, (min(height, 2*theme.SizeRow)-label.MinSize().Height)/2)))
	field.Resize(fyne.NewSize(max(0, size.Width-formLabelWidth), height))
	field.Move(fyne.NewPos(formLabelWidth, 0))
}

// Hairline returns a line of one pixel between regions. A box layout stretches it across; in a
// horizontal box it stands upright.
func Hairline() fyne.CanvasObject {
	h := &hairline{}
	h.ExtendBaseWidget(h)
	return h
}

type hairline struct{ widget.BaseWidget }

// CreateRenderer implements fyne.Widget.
func (h *hairline) CreateRenderer() fyne.WidgetRenderer {
	r := &hairlineRenderer{line: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type hairlineRenderer struct{ line *canvas.Rectangle }

func (r *hairlineRenderer) Layout(size fyne.Size) { r.line.Resize(size) }
func (r *hairlineRenderer) MinSize() fyne.Size    { return fyne.NewSquareSize(1) }

func (r *hairlineRenderer) Refresh() {
	r.line.FillColor = theme.Color(theme.ColorHairline)
	canvas.Refresh(r.line)
}

func (r *hairlineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *hairlineRenderer) Destroy()                     {}
