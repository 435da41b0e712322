package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	completionRows  = 8  // visible at a time
	completionRow   = 24 // height of a row
	completionSign  = 22 // width of the sign on the left
	completionLeast = 240
	completionMost  = 520
)

// completionList shows what a completing offers. Only the visible rows exist.
type completionList struct {
	widget.BaseWidget
	core    *completing
	first   int             // the first visible row
	onPress func()          // the mouse went down: the text is about to lose the keyboard
	onPick  func(index int) // a row was clicked
	onLeave func()          // the pointer left
}

var (
	_ fyne.Tappable     = (*completionList)(nil)
	_ fyne.Scrollable   = (*completionList)(nil)
	_ desktop.Mouseable = (*completionList)(nil)
	_ desktop.Hoverable = (*completionList)(nil)
)

func newCompletionList(core *completing) *completionList {
	l := &completionList{core: core}
	l.ExtendBaseWidget(l)
	return l
}

// reveal scrolls the selected row into view.
func (l *completionList) reveal() {
	if at := l.core.selected; at >= 0 {
		l.first = max(min(l.first, at), at-completionRows+1)
	}
	l.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (l *completionList) MouseDown(*desktop.MouseEvent) {
	if l.onPress != nil {
		l.onPress()
	}
}

// MouseUp implements desktop.Mouseable.
func (l *completionList) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (l *completionList) Tapped(e *fyne.PointEvent) {
	if i := l.at(e.Position); i >= 0 && l.onPick != nil {
		l.onPick(i)
	}
}

// Scrolled implements fyne.Scrollable.
func (l *completionList) Scrolled(e *fyne.ScrollEvent) {
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	l.first = max(0, min(l.first+step, len(l.core.found)-completionRows))
	l.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (l *completionList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (l *completionList) MouseMoved(e *desktop.MouseEvent) {
	if i := l.at(e.Position); i >= 0 && i != l.core.selected {
		l.core.selected = i
		l.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (l *completionList) MouseOut() {
	if l.onLeave != nil {
		l.onLeave()
	}
}

// at returns the suggestion at a position, -1 for none.
func (l *completionList) at(p fyne.Position) int {
	i := l.first + int((p.Y-tipPadY)/completionRow)
	if p.Y < tipPadY || i >= min(len(l.core.found), l.first+completionRows) {
		return -1
	}
	return i
}

// rows is how many rows are visible.
func (l *completionList) rows() int { return min(len(l.core.found), completionRows) }
