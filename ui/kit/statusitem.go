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
	statusItemHeight   = 24
	statusItemPad      = 8
	statusItemDot      = 7
	statusItemProgress = 60
	statusItemClose    = 18
)

// StatusItem is a cell of the status bar: a dot, some words, and for work under way a bar of progress
// with a mark that cancels it.
type StatusItem struct {
	widget.BaseWidget

	// OnTap is called for a click; without it the item does not answer to the pointer.
	OnTap func()
	// OnCancel is called for the mark behind the progress; without it there is none.
	OnCancel func()

	text     string
	dot      fyne.ThemeColorName
	progress float64 // below 0: none
	hover    fyne.Position
}

var (
	_ fyne.Tappable      = (*StatusItem)(nil)
	_ desktop.Hoverable  = (*StatusItem)(nil)
	_ desktop.Cursorable = (*StatusItem)(nil)
)

// NewStatusItem returns an item without dot and progress. onTap may be nil.
func NewStatusItem(text string, onTap func()) *StatusItem {
	s := &StatusItem{OnTap: onTap, text: text, progress: -1, hover: tabNowhere}
	s.ExtendBaseWidget(s)
	return s
}

// SetText changes the words.
func (s *StatusItem) SetText(text string) {
	if s.text != text {
		s.text = text
		s.Refresh()
	}
}

// Text returns the words.
func (s *StatusItem) Text() string { return s.text }

// SetDot shows a dot of that colour in front of the words; "" takes it away. The words must say the
// same.
func (s *StatusItem) SetDot(color fyne.ThemeColorName) {
	if s.dot != color {
		s.dot = color
		s.Refresh()
	}
}

// SetProgress shows how much is done, from 0 to 1; a negative value takes the bar away.
func (s *StatusItem) SetProgress(done float64) {
	if done = max(-1, min(done, 1)); s.progress != done {
		s.progress = done
		s.Refresh()
	}
}

// cancelable tells whether there is a mark that cancels.
func (s *StatusItem) cancelable() bool { return s.progress >= 0 && s.OnCancel != nil }

func (s *StatusItem) onCancel(p fyne.Position) bool {
	return s.cancelable() && p.X >= s.Size().Width-statusItemClose-4
}

// Tapped implements [fyne.Tappable].
func (s *StatusItem) Tapped(e *fyne.PointEvent) {
	if s.onCancel(e.Position) {
		s.OnCancel()
	} else if s.OnTap != nil {
		s.OnTap()
	}
}

// Cursor implements [desktop.Cursorable].
func (s *StatusItem) Cursor() desktop.Cursor {
	if s.OnTap != nil || s.onCancel(s.hover) {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements [desktop.Hoverable].
func (s *StatusItem) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (s *StatusItem) MouseMoved(e *desktop.MouseEvent) {
	s.hover = e.Position
	s.Refresh()
}

// MouseOut implements [desktop.Hoverable].
func (s *StatusItem) MouseOut() {
	s.hover = tabNowhere
	s.Refresh()
}

// CreateRenderer implements [fyne.Widget].
func (s *StatusItem) CreateRenderer() fyne.WidgetRenderer {
	r := &statusItemRenderer{item: s, text: &canvas.Text{}, dot: &canvas.Circle{}, close: newTabButton(),
		back: &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		rail: &canvas.Rectangle{CornerRadius: 2}, done: &canvas.Rectangle{CornerRadius: 2}}
	r.paint()
	return r
}

type statusItemRenderer struct {
	item             *StatusItem
	objects          []fyne.CanvasObject
	back, rail, done *canvas.Rectangle
	text             *canvas.Text
	dot              *canvas.Circle
	close            tabButton
}

// Destroy implements [fyne.WidgetRenderer].
func (r *statusItemRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *statusItemRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *statusItemRenderer) MinSize() fyne.Size {
	s := r.item
	w := 2*statusItemPad + fyne.MeasureText(outlineLine(s.text), theme.SizeSmall, fyne.TextStyle{}).Width
	if s.dot != "" {
		w += statusItemDot + 6
	}
	if s.progress >= 0 {
		w += statusItemProgress + 8
	}
	if s.cancelable() {
		w += statusItemClose
	}
	return fyne.NewSize(w, statusItemHeight)
}

// Layout implements [fyne.WidgetRenderer].
func (r *statusItemRenderer) Layout(fyne.Size) { r.paint() }

// Refresh implements [fyne.WidgetRenderer].
func (r *statusItemRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.item)
}

func (r *statusItemRenderer) paint() {
	s := r.item
	size := s.Size()
	middle := size.Height / 2
	outlineVisible(r.back, s.OnTap != nil && s.hover != tabNowhere)
	r.back.FillColor = theme.Color(fynetheme.ColorNameHover)
	r.back.Move(fyne.NewPos(1, middle-statusItemHeight/2+2))
	r.back.Resize(fyne.NewSize(max(0, size.Width-2), statusItemHeight-4))
	r.objects = append(r.objects[:0], r.back)
	x := float32(statusItemPad)
	if s.dot != "" {
		r.dot.FillColor = theme.Color(s.dot)
		r.dot.Resize(fyne.NewSquareSize(statusItemDot))
		r.dot.Move(fyne.NewPos(x, middle-statusItemDot/2))
		r.objects = append(r.objects, r.dot)
		x += statusItemDot + 6
	}
	r.text.TextSize, r.text.Color = theme.SizeSmall, theme.Color(theme.ColorFaint)
	if s.OnTap != nil && s.hover != tabNowhere {
		r.text.Color = theme.Color(fynetheme.ColorNameForeground)
	}
	right := size.Width - statusItemPad
	if s.cancelable() {
		right -= statusItemClose
		r.close.show(true, size.Width-statusItemClose/2-3-tabButtonWidth/2, s.onCancel(s.hover))
		r.close.times(middle)
		r.objects = append(r.objects, r.close.objects()...)
	}
	if s.progress >= 0 {
		right -= statusItemProgress + 8
		r.paintProgress(right+8, middle)
	}
	outlineFit(r.text, s.text, right-x+1)
	r.text.Resize(r.text.MinSize())
	r.text.Move(fyne.NewPos(x, middle-r.text.MinSize().Height/2))
	r.objects = append(r.objects, r.text)
}

func (r *statusItemRenderer) paintProgress(x, middle float32) {
	r.rail.FillColor = theme.Color(fynetheme.ColorNameInputBorder)
	r.rail.Move(fyne.NewPos(x, middle-2))
	r.rail.Resize(fyne.NewSize(statusItemProgress, 4))
	r.done.FillColor = theme.Color(fynetheme.ColorNamePrimary)
	r.done.Move(fyne.NewPos(x, middle-2))
	r.done.Resize(fyne.NewSize(statusItemProgress*float32(r.item.progress), 4))
	r.objects = append(r.objects, r.rail, r.done)
}
