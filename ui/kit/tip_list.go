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
	tipListRows  = 8  // visible at a time
	tipListRow   = 24 // height of a row
	tipListChars = 60 // a longer item is cut
)

// tipList is a list of completions in a [FloatLayer]. It never takes the keyboard: its owner hands
// keys to it.
type tipList struct {
	widget.BaseWidget
	items    []string
	selected int // -1: none
	first    int // the first visible item
	width    float32
	onPress  func()          // the mouse went down: the owner is about to lose the keyboard
	onPick   func(index int) // an item was clicked
	onLeave  func()          // the pointer left
}

func newTipList() *tipList {
	l := &tipList{selected: -1}
	l.ExtendBaseWidget(l)
	return l
}

// set shows other items.
func (l *tipList) set(items []string, selected int) {
	l.items, l.first = items, 0
	l.selected = min(selected, len(items)-1)
	l.Refresh()
}

// move moves the selection, around the ends.
func (l *tipList) move(by int) {
	n := len(l.items)
	if n == 0 {
		return
	}
	if l.selected < 0 && by < 0 {
		l.selected = 0
	}
	l.selected = (l.selected + by + n) % n
	l.first = max(min(l.first, l.selected), l.selected-tipListRows+1)
	l.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (l *tipList) MouseDown(*desktop.MouseEvent) {
	if l.onPress != nil {
		l.onPress()
	}
}

// MouseUp implements desktop.Mouseable.
func (l *tipList) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (l *tipList) Tapped(e *fyne.PointEvent) {
	if i := l.at(e.Position); i >= 0 && l.onPick != nil {
		l.onPick(i)
	}
}

// Scrolled implements fyne.Scrollable.
func (l *tipList) Scrolled(e *fyne.ScrollEvent) {
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	l.first = max(0, min(l.first+step, len(l.items)-tipListRows))
	l.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (l *tipList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (l *tipList) MouseMoved(e *desktop.MouseEvent) {
	if i := l.at(e.Position); i >= 0 && i != l.selected {
		l.selected = i
		l.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (l *tipList) MouseOut() {
	if l.onLeave != nil {
		l.onLeave()
	}
}

func (l *tipList) at(p fyne.Position) int {
	i := l.first + int((p.Y-tipPadY)/tipListRow)
	if p.Y < tipPadY || i >= min(len(l.items), l.first+tipListRows) {
		return -1
	}
	return i
}

// CreateRenderer implements fyne.Widget.
func (l *tipList) CreateRenderer() fyne.WidgetRenderer {
	r := &tipListRenderer{list: l, box: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil)}
	r.box.CornerRadius, r.box.StrokeWidth = theme.SizeRadius, 1
	r.mark.CornerRadius = theme.SizeRadius
	r.objects = []fyne.CanvasObject{r.box, r.mark}
	for i := range r.texts {
		r.texts[i] = canvas.NewText("", nil)
		r.texts[i].TextStyle.Monospace = true
		r.texts[i].TextSize = theme.SizeCode
		r.objects = append(r.objects, r.texts[i])
	}
	r.Refresh()
	return r
}

type tipListRenderer struct {
	list      *tipList
	box, mark *canvas.Rectangle
	texts     [tipListRows]*canvas.Text
	objects   []fyne.CanvasObject
}

func (r *tipListRenderer) Layout(size fyne.Size) {
	r.box.Move(fyne.NewPos(2, 2)) // what can be scrolled is clipped, and a border lies outside its rectangle
	r.box.Resize(size.SubtractWidthHeight(4, 4))
	r.mark.Resize(fyne.NewSize(size.Width-2*tipPadY, tipListRow))
	for i, text := range r.texts {
		least := text.MinSize()
		text.Move(fyne.NewPos(tipPadX+2, tipPadY+float32(i)*tipListRow+(tipListRow-least.Height)/2))
		text.Resize(least)
	}
	r.mark.Move(fyne.NewPos(tipPadY, tipPadY+float32(r.list.selected-r.list.first)*tipListRow))
}

func (r *tipListRenderer) MinSize() fyne.Size {
	width := r.list.width
	for _, text := range r.texts {
		width = max(width, text.MinSize().Width+2*tipPadX+4)
	}
	return fyne.NewSize(width, 2*tipPadY+tipListRow*float32(min(len(r.list.items), tipListRows)))
}

func (r *tipListRenderer) Refresh() {
	l := r.list
	r.box.FillColor = theme.Color(base.ColorNameMenuBackground)
	r.box.StrokeColor = theme.Color(base.ColorNameInputBorder)
	r.mark.FillColor = theme.Color(base.ColorNameSelection)
	r.mark.Hidden = l.selected < l.first || l.selected >= l.first+tipListRows
	for i, text := range r.texts {
		text.Text = ""
		if l.first+i < len(l.items) {
			text.Text = l.items[l.first+i]
			if runes := []rune(text.Text); len(runes) > tipListChars {
				text.Text = string(runes[:tipListChars-1]) + "…"
			}
		}
		text.Color = theme.Color(base.ColorNameForeground)
	}
	r.Layout(l.Size())
	canvas.Refresh(l)
}

func (r *tipListRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *tipListRenderer) Destroy()                     {}
