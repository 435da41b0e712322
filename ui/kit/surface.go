package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// Surface is a plain area in a colour of the theme; it follows the theme.
type Surface struct {
	widget.BaseWidget
	color fyne.ThemeColorName
	area  *canvas.Rectangle
}

// NewSurface returns an area of the colour.
func NewSurface(color fyne.ThemeColorName) *Surface {
	s := &Surface{color: color, area: canvas.NewRectangle(theme.Color(color))}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	return &surfaceRenderer{WidgetRenderer: widget.NewSimpleRenderer(s.area), s: s}
}

type surfaceRenderer struct {
	fyne.WidgetRenderer
	s *Surface
}

// Refresh takes the colour of the theme that holds now.
func (r *surfaceRenderer) Refresh() {
	r.s.area.FillColor = theme.Color(r.s.color)
	r.s.area.Refresh()
}
