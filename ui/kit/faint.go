package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// Faint is a text that stands back, in the colour of secondary text: a label of low importance is too
// pale to be read well. It is one line of its own width unless it is told to be cut or to wrap.
type Faint struct {
	widget.BaseWidget
	label *widget.Label
}

// NewFaint returns a faint text.
func NewFaint(text string) *Faint {
	f := &Faint{label: widget.NewLabel(text)}
	f.ExtendBaseWidget(f)
	return f
}

// Cut lets the text be cut where it does not fit.
func (f *Faint) Cut() *Faint {
	f.label.Truncation = fyne.TextTruncateEllipsis
	return f
}

// Wrap lets the text go on in the next line. It is meant for a sentence or two of ours.
func (f *Faint) Wrap() *Faint {
	f.label.Wrapping = fyne.TextWrapWord
	return f
}

// Text returns what is said.
func (f *Faint) Text() string { return f.label.Text }

// SetText says something else.
func (f *Faint) SetText(text string) {
	if f.label.Text != text {
		f.label.SetText(text)
		f.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Faint) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewThemeOverride(f.label, theme.Tinted(theme.ColorFaint)))
}
