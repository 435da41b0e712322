// Package theme is the look of the window: colours, sizes, fonts and icons under names of our own, on
// top of Fyne's theme interface. Widgets ask for a meaning (the colour of a GET, of a missing
// variable) and never for red or green.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// The variants that [New] knows. They are the words of the settings file.
const (
	System = "system" // follows the desktop
	Light  = "light"
	Dark   = "dark"
)

// look is Postern's theme. Names that it does not know are answered by Fyne's default theme.
type look struct {
	fyne.Theme
	forced  bool // variant below holds, whatever the desktop says
	variant fyne.ThemeVariant
}

// New returns Postern's theme in a variant: [System], [Light] or [Dark]. Any other word means System.
func New(variant string) fyne.Theme {
	l := &look{Theme: base.DefaultTheme()}
	switch variant {
	case Light:
		l.forced, l.variant = true, base.VariantLight
	case Dark:
		l.forced, l.variant = true, base.VariantDark
	}
	return l
}

// Color returns a colour of the palette. It does not allocate.
func (l *look) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if l.forced {
		v = l.variant
	}
	if c, ok := palette(v)[name]; ok {
		return c
	}
	return l.Theme.Color(name, v)
}

// Font returns the embedded monospaced font, or the default theme's font for running text.
func (l *look) Font(style fyne.TextStyle) fyne.Resource {
	if !style.Monospace || style.Symbol {
		return l.Theme.Font(style)
	}
	if style.Bold {
		return monoBold
	}
	return monoRegular
}

// Size returns a size of our dense layout.
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return l.Theme.Size(name)
}

// Color returns a colour, standard or ours, of the running application's theme. Where the application
// runs with a foreign theme, our own names are answered from our palette in the application's variant.
// It is cheap enough to be called while painting, and does not allocate.
func Color(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	variant := settings.ThemeVariant()
	if l, ok := settings.Theme().(*look); ok {
		return l.Color(name, variant)
	}
	if own(name) {
		if c, ok := palette(variant)[name]; ok {
			return c
		}
	}
	return base.Color(name)
}
