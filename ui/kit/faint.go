package kit

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// Faint is a text that stands back, in the colour of secondary text: a label of low importance is too
// pale to be read well. It is one line of its own width unless it is told to be cut or to wrap.
type Faint struct {
	widget.RichText
	text *widget.TextSegment
}

// NewFaint returns a faint text.
func NewFaint(text string) *Faint {
	f := &Faint{text: &widget.TextSegment{Text: text, Style: widget.RichTextStyle{ColorName: theme.ColorFaint, SizeName: base.SizeNameText}}}
	f.Segments = []widget.RichTextSegment{f.text}
	f.Scroll = fyne.ScrollNone
	f.ExtendBaseWidget(f)
	return f
}

// Cut lets the text be cut where it does not fit.
func (f *Faint) Cut() *Faint {
	f.Truncation = fyne.TextTruncateEllipsis
	return f
}

// Text returns what is said.
func (f *Faint) Text() string { return f.text.Text }

// SetText says something else.
func (f *Faint) SetText(text string) {
	if f.text.Text != text {
		f.text.Text = text
		f.Refresh()
	}
}
