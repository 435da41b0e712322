package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// Secret is a [VarEntry] that shows its text masked until it is revealed, with a button that copies it.
type Secret struct {
	VarEntry
	eye *ToolButton
}

// NewSecret returns an empty, masked entry.
func NewSecret() *Secret {
	s := &Secret{}
	s.Password = true
	s.eye = NewToolButton(theme.IconEye, lang.L("Show"), func() { s.Reveal(s.Password) })
	copier := NewToolButton(theme.IconCopy, lang.L("Copy"), func() { fyne.CurrentApp().Clipboard().SetContent(s.Text()) })
	s.eye.Importance, copier.Importance = widget.LowImportance, widget.LowImportance
	s.action = container.New(layout.NewCustomPaddedHBoxLayout(0), s.eye, copier)
	s.varEntryInit(s)
	return s
}

// Reveal shows the text, or masks it again.
func (s *Secret) Reveal(shown bool) {
	s.Password = !shown
	if shown {
		s.eye.SetIcon(theme.IconEyeOff)
		s.eye.SetTip(lang.L("Hide"))
	} else {
		s.eye.SetIcon(theme.IconEye)
		s.eye.SetTip(lang.L("Show"))
	}
	s.Refresh()
}
