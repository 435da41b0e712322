package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

const (
	splitLeast = 40 // no pane gets smaller than this by dragging, whatever its content says
	splitGrab  = 5  // pixels around the line that can be grabbed
)

// Split shows two panes side by side or one above the other, with a hairline between that can be
// dragged. The first pane takes a share of the room ([NewSplit]) or a fixed size ([NewSideSplit]).
type Split struct {
	widget.BaseWidget
	// OnChanged hears the new offset when the user has dragged the line: a share from 0 to 1, or pixels
	// of a side split.
	OnChanged func(offset float64)
	// Wish tells how long the second pane would like to be: the first gives way, down to its own least size. It is
	// asked at each layout; nil for no wish.
	Wish func() float32

	first, rest fyne.CanvasObject
	horizontal  bool
	side        bool
	offset      float64 // a share, or pixels of a side split
	least, most float64 // limits of a side split in pixels; 0: none
	firstHidden bool
	line        *splitLine
}

// NewSplit returns two panes that share the room half and half: side by side if horizontal, else one
// above the other.
func NewSplit(horizontal bool, first, rest fyne.CanvasObject) *Split {
	return newSplit(&Split{first: first, rest: rest, horizontal: horizontal, offset: 0.5})
}

// NewSideSplit returns a first pane of a fixed width in pixels, such as a sidebar, beside one that
// takes the rest.
func NewSideSplit(first, rest fyne.CanvasObject, width float64) *Split {
	return newSplit(&Split{first: first, rest: rest, horizontal: true, side: true, offset: width, least: splitLeast})
}

func newSplit(s *Split) *Split {
	s.line = newSplitLine(s)
	s.ExtendBaseWidget(s)
	return s
}

// Offset returns the share of the first pane from 0 to 1, or its pixels in a side split.
func (s *Split) Offset() float64 { return s.offset }

// SetOffset sets what [Split.Offset] returns, within the limits. It does not call OnChanged.
func (s *Split) SetOffset(offset float64) {
	if offset = s.limit(offset); offset != s.offset {
		s.offset = offset
		s.Refresh()
	}
}

// SetLimits bounds the first pane of a side split, in pixels; most 0 is no bound.
func (s *Split) SetLimits(least, most float64) {
	s.least, s.most = least, most
	s.SetOffset(s.offset)
}

func (s *Split) limit(offset float64) float64 {
	if !s.side {
		return max(0, min(offset, 1))
	}
	if s.most > 0 {
		offset = min(offset, s.most)
	}
	return max(offset, s.least)
}

// Horizontal reports whether the panes stand side by side.
func (s *Split) Horizontal() bool { return s.horizontal }

// SetHorizontal puts the panes side by side, or one above the other.
func (s *Split) SetHorizontal(horizontal bool) {
	if s.horizontal != horizontal {
		s.horizontal = horizontal
		s.Refresh()
	}
}

// ShowFirst shows or hides the first pane; hidden, the other takes all the room.
func (s *Split) ShowFirst(shown bool) {
	if s.firstHidden == shown {
		s.firstHidden = !shown
		s.Refresh()
	}
}

// FirstShown reports whether the first pane is shown.
func (s *Split) FirstShown() bool { return !s.firstHidden }

// room is the length that the panes and the line share.
func (s *Split) room() float32 {
	if s.horizontal {
		return s.Size().Width
	}
	return s.Size().Height
}

// position is where the line stands: the offset, as far as the panes' least sizes allow.
func (s *Split) position() float32 {
	room := s.room() - 1
	at := float32(s.offset)
	if !s.side {
		at *= room
	}
	firstLeast, restLeast := s.leasts()
	if s.Wish != nil {
		restLeast = max(restLeast, s.Wish())
	}
	at = min(at, room-restLeast)
	at = max(at, min(firstLeast, room))
	return float32(int(at + 0.5)) // a line between two pixels would be blurred
}

func (s *Split) leasts() (first, rest float32) {
	a, b := s.first.MinSize(), s.rest.MinSize()
	if s.horizontal {
		return max(a.Width, splitLeast), max(b.Width, splitLeast)
	}
	return max(a.Height, splitLeast), max(b.Height, splitLeast)
}

// drag moves the line to a position in pixels.
func (s *Split) drag(to float32) {
	room := s.room() - 1
	if room <= 0 {
		return
	}
	firstLeast, restLeast := s.leasts()
	offset := float64(max(firstLeast, min(to, room-restLeast)))
	if !s.side {
		offset /= float64(room)
	}
	s.SetOffset(offset)
}

func (s *Split) changed() {
	if s.OnChanged != nil {
		s.OnChanged(s.offset)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Split) CreateRenderer() fyne.WidgetRenderer {
	return &splitRenderer{s: s, objects: []fyne.CanvasObject{s.first, s.rest, s.line}}
}

type splitRenderer struct {
	s       *Split
	objects []fyne.CanvasObject
}

func (r *splitRenderer) Layout(size fyne.Size) {
	s := r.s
	if s.firstHidden {
		s.rest.Move(fyne.Position{})
		s.rest.Resize(size)
		return
	}
	at := s.position()
	after := at + 1
	s.first.Move(fyne.Position{})
	if s.horizontal {
		s.first.Resize(fyne.NewSize(at, size.Height))
		s.rest.Move(fyne.NewPos(after, 0))
		s.rest.Resize(fyne.NewSize(max(0, size.Width-after), size.Height))
		s.line.Move(fyne.NewPos(at-(splitGrab-1)/2, 0))
		s.line.Resize(fyne.NewSize(splitGrab, size.Height))
		return
	}
	s.first.Resize(fyne.NewSize(size.Width, at))
	s.rest.Move(fyne.NewPos(0, after))
	s.rest.Resize(fyne.NewSize(size.Width, max(0, size.Height-after)))
	s.line.Move(fyne.NewPos(0, at-(splitGrab-1)/2))
	s.line.Resize(fyne.NewSize(size.Width, splitGrab))
}

func (r *splitRenderer) MinSize() fyne.Size {
	a, b := r.s.first.MinSize(), r.s.rest.MinSize()
	switch {
	case r.s.firstHidden:
		return b
	case r.s.horizontal:
		return fyne.NewSize(a.Width+b.Width+1, max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+1)
}

func (r *splitRenderer) Refresh() {
	if r.s.firstHidden {
		r.s.first.Hide()
		r.s.line.Hide()
	} else {
		r.s.first.Show()
		r.s.line.Show()
	}
	r.Layout(r.s.Size())
	r.s.line.Refresh()
}

func (r *splitRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *splitRenderer) Destroy()                     {}
