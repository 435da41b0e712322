package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	toastPad      = 10
	toastIcon     = 16
	toastLine     = 19 // height of a line of text
	toastLines    = 6  // what does not fit is cut with an ellipsis
	toastTextLeft = toastPad + 2 + toastIcon + 8
	toastClose    = 22
	toastAct      = 26 // height of the row with the action
)

// toastCard is one note.
type toastCard struct {
	widget.BaseWidget

	toasts *Toasts
	kind   ToastKind
	text   string
	action *ToastAction
	inside bool          // the pointer is on it
	hover  fyne.Position // of the pointer
	lines  []string
	width  float32 // for which the lines were made
}

var (
	_ fyne.Tappable      = (*toastCard)(nil)
	_ desktop.Hoverable  = (*toastCard)(nil)
	_ desktop.Cursorable = (*toastCard)(nil)
)

func newToastCard(t *Toasts, kind ToastKind, text string, action *ToastAction) *toastCard {
	c := &toastCard{toasts: t, kind: kind, text: text, action: action, hover: tabNowhere}
	c.ExtendBaseWidget(c)
	return c
}

// heightFor wraps the text for a width and returns the height needed.
func (c *toastCard) heightFor(width float32) float32 {
	if width != c.width {
		c.width = width
		c.lines = toastWrap(c.text, width-toastTextLeft-toastClose-4, toastLines)
	}
	h := float32(len(c.lines))*toastLine + 2*toastPad
	if c.action != nil {
		h += toastAct
	}
	return h
}

// onClose tells whether a place is on the close mark.
func (c *toastCard) onClose(p fyne.Position) bool {
	return p.X >= c.Size().Width-toastClose-6 && p.Y >= 0 && p.Y < toastClose+10
}

// onAction tells whether a place is on the action.
func (c *toastCard) onAction(p fyne.Position) bool {
	if c.action == nil || p.X < toastTextLeft-4 || p.Y < c.Size().Height-toastAct-toastPad/2 || p.Y >= c.Size().Height {
		return false
	}
	return p.X < toastTextLeft+fyne.MeasureText(c.action.Label, theme.SizeText, fyne.TextStyle{Bold: true}).Width+4
}

// Tapped implements [fyne.Tappable].
func (c *toastCard) Tapped(e *fyne.PointEvent) {
	switch {
	case c.onClose(e.Position):
		c.toasts.remove(c)
	case c.onAction(e.Position):
		c.toasts.remove(c)
		c.action.Run()
	}
}

// Cursor implements [desktop.Cursorable].
func (c *toastCard) Cursor() desktop.Cursor {
	if c.onAction(c.hover) {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements [desktop.Hoverable].
func (c *toastCard) MouseIn(e *desktop.MouseEvent) { c.inside = true; c.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (c *toastCard) MouseMoved(e *desktop.MouseEvent) {
	was := c.onClose(c.hover)
	if c.hover = e.Position; c.onClose(c.hover) != was {
		c.Refresh()
	}
}

// MouseOut implements [desktop.Hoverable].
func (c *toastCard) MouseOut() { c.inside, c.hover = false, tabNowhere; c.Refresh() }

// look returns icon and colour of the kind.
func (k ToastKind) look() (icon string, color fyne.ThemeColorName) {
	switch k {
	case ToastSuccess:
		return theme.IconCheck, fynetheme.ColorNameSuccess
	case ToastWarning:
		return theme.IconWarning, fynetheme.ColorNameWarning
	case ToastError:
		return theme.IconError, fynetheme.ColorNameError
	}
	return theme.IconInfo, fynetheme.ColorNamePrimary
}

// CreateRenderer implements [fyne.Widget].
func (c *toastCard) CreateRenderer() fyne.WidgetRenderer {
	icon, color := c.kind.look()
	r := &toastRenderer{
		card: c, back: &canvas.Rectangle{CornerRadius: 1.5 * theme.SizeRadius}, edge: &canvas.Rectangle{CornerRadius: 1.5},
		icon:  &canvas.Image{Resource: theme.IconIn(icon, color), FillMode: canvas.ImageFillContain},
		close: newTabButton(), action: &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}},
	}
	r.icon.Resize(fyne.NewSquareSize(toastIcon))
	r.paint()
	return r
}

type toastRenderer struct {
	card       *toastCard
	objects    []fyne.CanvasObject
	back, edge *canvas.Rectangle
	icon       *canvas.Image
	lines      []*canvas.Text
	action     *canvas.Text
	close      tabButton
}

// Destroy implements [fyne.WidgetRenderer].
func (r *toastRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *toastRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *toastRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

// Layout implements [fyne.WidgetRenderer].
func (r *toastRenderer) Layout(fyne.Size) { r.paint() }

// Refresh implements [fyne.WidgetRenderer].
func (r *toastRenderer) Refresh() {
	r.icon.Refresh() // the theme may have changed
	r.paint()
	canvas.Refresh(r.card)
}

func (r *toastRenderer) paint() {
	c := r.card
	size := c.Size()
	_, color := c.kind.look()
	r.back.FillColor = theme.Color(fynetheme.ColorNameOverlayBackground)
	r.back.StrokeColor, r.back.StrokeWidth = theme.Color(fynetheme.ColorNameInputBorder), 1
	r.back.Shadow = canvas.Shadow{Color: theme.Color(fynetheme.ColorNameShadow), BlurRadius: 10, Offset: fyne.NewPos(0, 2)}
	r.back.Resize(size)
	r.edge.FillColor = theme.Color(color)
	r.edge.Move(fyne.NewPos(4, toastPad/2+1))
	r.edge.Resize(fyne.NewSize(3, max(0, size.Height-toastPad-2)))
	r.icon.Move(fyne.NewPos(toastPad+2, toastPad+(toastLine-toastIcon)/2))

	r.objects = append(r.objects[:0], r.back, r.edge, r.icon)
	for i, line := range c.lines {
		if i == len(r.lines) {
			r.lines = append(r.lines, &canvas.Text{})
		}
		t := r.lines[i]
		t.Text, t.TextSize, t.Color = line, theme.SizeText, theme.Color(fynetheme.ColorNameForeground)
		t.Resize(t.MinSize())
		t.Move(fyne.NewPos(toastTextLeft, toastPad+float32(i)*toastLine+(toastLine-t.MinSize().Height)/2))
		r.objects = append(r.objects, t)
	}
	if c.action != nil {
		r.action.Text, r.action.TextSize = c.action.Label, theme.SizeText
		r.action.Color = theme.Color(fynetheme.ColorNameHyperlink)
		r.action.Resize(r.action.MinSize())
		r.action.Move(fyne.NewPos(toastTextLeft, size.Height-toastPad-r.action.MinSize().Height))
		r.objects = append(r.objects, r.action)
	}
	r.close.show(true, size.Width-toastClose/2-4-tabButtonWidth/2, c.onClose(c.hover))
	r.close.times(toastPad + toastLine/2)
	r.objects = append(r.objects, r.close.objects()...)
}
