package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	toolButtonSide = 26 // of a button with an icon only
	toolButtonPad  = 7  // around icon and text
)

// ToolButton is a flat button with an icon, a tip and, if wanted, a text. It can stay on, for options
// that are switched. Space and Enter press it while it has the keyboard.
type ToolButton struct {
	widget.DisableableWidget
	OnTapped   func()
	Importance widget.Importance // the colour: danger, success, warning, high or low (faint)

	icon                              string
	text, tip                         string
	on, hovered, pressed, hasKeyboard bool
}

var (
	_ desktop.Hoverable = (*ToolButton)(nil)
	_ desktop.Mouseable = (*ToolButton)(nil)
	_ fyne.Focusable    = (*ToolButton)(nil)
)

// NewToolButton returns a button with an icon of ui/theme ("" for none) and a tip, which should name
// the action and its key.
func NewToolButton(icon, tip string, tapped func()) *ToolButton {
	b := &ToolButton{icon: icon, tip: tip, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// SetText shows a text behind the icon; "" shows the icon only.
func (b *ToolButton) SetText(text string) {
	b.text = text
	b.Refresh()
}

// SetIcon changes the icon.
func (b *ToolButton) SetIcon(icon string) {
	b.icon = icon
	b.Refresh()
}

// SetTip changes the tip.
func (b *ToolButton) SetTip(tip string) { b.tip = tip }

// SetOn switches the button on or off. It does not call OnTapped.
func (b *ToolButton) SetOn(on bool) {
	if b.on != on {
		b.on = on
		b.Refresh()
	}
}

// On reports whether the button is switched on.
func (b *ToolButton) On() bool { return b.on }

// Tapped implements fyne.Tappable.
func (b *ToolButton) Tapped(*fyne.PointEvent) { b.tap() }

func (b *ToolButton) tap() {
	HideTip(fyne.CurrentApp().Driver().CanvasForObject(b))
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// MouseDown implements desktop.Mouseable.
func (b *ToolButton) MouseDown(*desktop.MouseEvent) { b.set(&b.pressed, true) }

// MouseUp implements desktop.Mouseable.
func (b *ToolButton) MouseUp(*desktop.MouseEvent) { b.set(&b.pressed, false) }

// MouseIn implements desktop.Hoverable.
func (b *ToolButton) MouseIn(*desktop.MouseEvent) {
	b.set(&b.hovered, true)
	tipHover(b, b.tip)
}

// MouseMoved implements desktop.Hoverable.
func (b *ToolButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *ToolButton) MouseOut() {
	b.pressed = false
	b.set(&b.hovered, false)
	HideTip(fyne.CurrentApp().Driver().CanvasForObject(b))
}

// FocusGained implements fyne.Focusable.
func (b *ToolButton) FocusGained() { b.set(&b.hasKeyboard, true) }

// FocusLost implements fyne.Focusable.
func (b *ToolButton) FocusLost() { b.set(&b.hasKeyboard, false) }

// TypedRune implements fyne.Focusable.
func (b *ToolButton) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *ToolButton) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.tap()
	}
}

func (b *ToolButton) set(flag *bool, value bool) {
	if *flag != value {
		*flag = value
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *ToolButton) CreateRenderer() fyne.WidgetRenderer {
	r := &toolButtonRenderer{b: b, back: canvas.NewRectangle(nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain}, label: canvas.NewText("", nil)}
	r.back.CornerRadius = theme.SizeRadius
	r.label.TextSize = theme.SizeText
	r.Refresh()
	return r
}

type toolButtonRenderer struct {
	b     *ToolButton
	back  *canvas.Rectangle
	icon  *canvas.Image
	label *canvas.Text
}

func (r *toolButtonRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	x := (size.Width - r.content()) / 2
	if r.b.icon != "" {
		r.icon.Resize(fyne.NewSquareSize(theme.SizeIcon))
		r.icon.Move(fyne.NewPos(x, (size.Height-theme.SizeIcon)/2))
		x += theme.SizeIcon + theme.SizeGap
	}
	least := r.label.MinSize()
	r.label.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
	r.label.Resize(least)
}

// content is the width of icon and text.
func (r *toolButtonRenderer) content() float32 {
	width := float32(0)
	if r.b.icon != "" {
		width = theme.SizeIcon
	}
	if r.b.text == "" {
		return width
	}
	if width > 0 {
		width += theme.SizeGap
	}
	return width + r.label.MinSize().Width
}

func (r *toolButtonRenderer) MinSize() fyne.Size {
	if r.b.text == "" {
		return fyne.NewSquareSize(toolButtonSide)
	}
	return fyne.NewSize(r.content()+2*toolButtonPad, toolButtonSide)
}

func (r *toolButtonRenderer) Refresh() {
	b := r.b
	ink := b.ink()
	r.back.FillColor = b.ground()
	r.back.StrokeWidth = 0
	if b.hasKeyboard && !b.Disabled() {
		r.back.StrokeWidth, r.back.StrokeColor = 1, theme.Color(base.ColorNamePrimary)
	}
	r.label.Text, r.label.Color = b.text, theme.Color(ink)
	r.icon.Hidden = b.icon == ""
	if b.icon != "" {
		r.icon.Resource = theme.IconIn(b.icon, ink)
		r.icon.Refresh()
	}
	r.Layout(b.Size())
	canvas.Refresh(b)
}

func (b *ToolButton) ground() color.Color {
	switch {
	case b.Disabled():
		return color.Transparent
	case b.pressed:
		return theme.Color(base.ColorNamePressed)
	case b.on:
		return theme.Color(base.ColorNameSelection)
	case b.hovered:
		return theme.Color(base.ColorNameHover)
	}
	return color.Transparent
}

func (b *ToolButton) ink() fyne.ThemeColorName {
	if b.Disabled() {
		return base.ColorNameDisabled
	}
	switch b.Importance {
	case widget.HighImportance:
		return base.ColorNamePrimary
	case widget.DangerImportance:
		return base.ColorNameError
	case widget.WarningImportance:
		return base.ColorNameWarning
	case widget.SuccessImportance:
		return base.ColorNameSuccess
	case widget.LowImportance:
		return theme.ColorFaint
	}
	return base.ColorNameForeground
}

func (r *toolButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.icon, r.label}
}

func (r *toolButtonRenderer) Destroy() {}
