package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Tinted returns the running app's theme with its text in another colour, for container.NewThemeOverride.
func Tinted(name fyne.ThemeColorName) fyne.Theme { return tint{name} }

type tint struct{ name fyne.ThemeColorName }

func (t tint) running() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color implements fyne.Theme.
func (t tint) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == base.ColorNameForeground {
		name = t.name
	}
	return t.running().Color(name, v)
}

// Font implements fyne.Theme.
func (t tint) Font(s fyne.TextStyle) fyne.Resource { return t.running().Font(s) }

// Icon implements fyne.Theme.
func (t tint) Icon(n fyne.ThemeIconName) fyne.Resource { return t.running().Icon(n) }

// Size implements fyne.Theme.
func (t tint) Size(n fyne.ThemeSizeName) float32 { return t.running().Size(n) }
