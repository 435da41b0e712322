package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	segmentedHeight = 26
	segmentedPad    = 10
	segmentedInset  = 2
)

// Segmented chooses one of two to four words that stand side by side, as "live | mock". Left and Right
// choose while it has the keyboard.
type Segmented struct {
	widget.BaseWidget
	// OnChanged hears the user's choice, as an index.
	OnChanged func(index int)

	labels      []string
	disabled    []bool
	selected    int
	hovered     int // -1: none
	tip         string
	hasKeyboard bool
}

var (
	_ desktop.Hoverable = (*Segmented)(nil)
	_ fyne.Focusable    = (*Segmented)(nil)
)

// NewSegmented returns a choice of these words; the first is chosen.
func NewSegmented(labels ...string) *Segmented {
	s := &Segmented{labels: labels, disabled: make([]bool, len(labels)), hovered: -1}
	s.ExtendBaseWidget(s)
	return s
}

// Selected returns the index of the chosen word.
func (s *Segmented) Selected() int { return s.selected }

// SetSelected chooses a word without calling OnChanged. An index out of range changes nothing.
func (s *Segmented) SetSelected(index int) {
	if index >= 0 && index < len(s.labels) && index != s.selected {
		s.selected = index
		s.Refresh()
	}
}

// SetEnabled tells whether the user may choose a word.
func (s *Segmented) SetEnabled(index int, enabled bool) {
	if index >= 0 && index < len(s.disabled) && s.disabled[index] == enabled {
		s.disabled[index] = !enabled
		s.Refresh()
	}
}

// SetTip sets the tip of the whole.
func (s *Segmented) SetTip(tip string) { s.tip = tip }

func (s *Segmented) choose(index int) {
	if index < 0 || index >= len(s.labels) || s.disabled[index] || index == s.selected {
		return
	}
	s.SetSelected(index)
	if s.OnChanged != nil {
		s.OnChanged(index)
	}
}

// step chooses the next word in a direction that is not disabled.
func (s *Segmented) step(by int) {
	for i := s.selected + by; i >= 0 && i < len(s.labels); i += by {
		if !s.disabled[i] {
			s.choose(i)
			return
		}
	}
}

func (s *Segmented) widths() []float32 {
	widths := make([]float32, len(s.labels))
	for i, label := range s.labels {
		widths[i] = fyne.MeasureText(label, theme.SizeText, fyne.TextStyle{}).Width + 2*segmentedPad
	}
	return widths
}

func (s *Segmented) at(x float32) int {
	x -= segmentedInset
	for i, width := range s.widths() {
		if x < width {
			return i
		}
		x -= width
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (s *Segmented) Tapped(e *fyne.PointEvent) { s.choose(s.at(e.Position.X)) }

// MouseIn implements desktop.Hoverable.
func (s *Segmented) MouseIn(e *desktop.MouseEvent) {
	s.MouseMoved(e)
	tipHover(s, s.tip)
}

// MouseMoved implements desktop.Hoverable.
func (s *Segmented) MouseMoved(e *desktop.MouseEvent) { s.hover(s.at(e.Position.X)) }

// MouseOut implements desktop.Hoverable.
func (s *Segmented) MouseOut() {
	s.hover(-1)
	HideTip(fyne.CurrentApp().Driver().CanvasForObject(s))
}

func (s *Segmented) hover(index int) {
	if s.hovered != index {
		s.hovered = index
		s.Refresh()
	}
}

// FocusGained implements fyne.Focusable.
func (s *Segmented) FocusGained() {
	s.hasKeyboard = true
	s.Refresh()
}

// FocusLost implements fyne.Focusable.
func (s *Segmented) FocusLost() {
	s.hasKeyboard = false
	s.Refresh()
}

// TypedRune implements fyne.Focusable.
func (s *Segmented) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Segmented) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		s.step(-1)
	case fyne.KeyRight:
		s.step(1)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentedRenderer{s: s, track: canvas.NewRectangle(nil), thumb: canvas.NewRectangle(nil), hover: canvas.NewRectangle(nil)}
	for _, back := range []*canvas.Rectangle{r.track, r.thumb, r.hover} {
		back.CornerRadius = theme.SizeRadius
	}
	r.track.StrokeWidth = 1
	r.objects = []fyne.CanvasObject{r.track, r.hover, r.thumb}
	for _, label := range s.labels {
		text := canvas.NewText(label, nil)
		text.TextSize = theme.SizeText
		r.labels = append(r.labels, text)
		r.objects = append(r.objects, text)
	}
	r.Refresh()
	return r
}

type segmentedRenderer struct {
	s                   *Segmented
	track, thumb, hover *canvas.Rectangle
	labels              []*canvas.Text
	objects             []fyne.CanvasObject
}

func (r *segmentedRenderer) Layout(size fyne.Size) {
	x, top := float32(segmentedInset), (size.Height-segmentedHeight)/2
	widths := r.s.widths()
	for i, label := range r.labels {
		least := label.MinSize()
		label.Resize(least)
		label.Move(fyne.NewPos(x+(widths[i]-least.Width)/2, (size.Height-least.Height)/2))
		spot := r.hover
		if i == r.s.selected {
			spot = r.thumb
		}
		if i == r.s.selected || i == r.s.hovered {
			spot.Move(fyne.NewPos(x, top+segmentedInset))
			spot.Resize(fyne.NewSize(widths[i], segmentedHeight-2*segmentedInset))
		}
		x += widths[i]
	}
	r.track.Move(fyne.NewPos(0, top))
	r.track.Resize(fyne.NewSize(x+segmentedInset, segmentedHeight))
}

func (r *segmentedRenderer) MinSize() fyne.Size {
	width := float32(2 * segmentedInset)
	for _, w := range r.s.widths() {
		width += w
	}
	return fyne.NewSize(width, segmentedHeight)
}

func (r *segmentedRenderer) Refresh() {
	s := r.s
	r.track.FillColor = theme.Color(base.ColorNameInputBackground)
	r.track.StrokeColor = theme.Color(base.ColorNameInputBorder)
	r.thumb.FillColor = theme.Color(base.ColorNameSelection)
	if s.hasKeyboard {
		r.track.StrokeColor = theme.Color(base.ColorNamePrimary)
	}
	r.hover.FillColor = theme.Color(base.ColorNameHover)
	r.hover.Hidden = s.hovered < 0 || s.hovered == s.selected || s.disabled[s.hovered]
	for i, label := range r.labels {
		name := theme.ColorFaint
		if s.disabled[i] {
			name = base.ColorNameDisabled
		} else if i == s.selected {
			name = base.ColorNameForeground
		}
		label.Color = theme.Color(name)
	}
	r.Layout(s.Size())
	canvas.Refresh(s)
}

func (r *segmentedRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *segmentedRenderer) Destroy()                     {}
