package kit

import "math"

const (
	rowBarWidth = 6
	rowBarGrip  = 10 // width in which the bar takes the pointer
	rowBarLeast = 24 // the thumb stays large enough to be caught
)

// rowScroll is how far a view of rows of one height is scrolled. It counts rows in float64: in pixels of
// float32 a million rows would scroll by steps of several pixels.
type rowScroll struct {
	top  float64 // row at the upper edge, with the part of it that is hidden
	rows int64   // all there are
	view float64 // rows that fit
}

func (s *rowScroll) most() float64 { return max(0, float64(s.rows)-s.view) }

// to scrolls as far as there are rows and tells whether that changed anything.
func (s *rowScroll) to(top float64) bool {
	was := s.top
	s.top = max(0, min(top, s.most()))
	return s.top != was
}

// reveal scrolls as little as needed to show a row whole.
func (s *rowScroll) reveal(row int64) {
	if s.view > 0 && row >= 0 {
		s.to(max(min(s.top, float64(row)), float64(row+1)-s.view))
	}
}

// visible returns the first row that can be seen and the one after the last.
func (s *rowScroll) visible() (first, end int64) {
	return int64(s.top), min(s.rows, int64(math.Ceil(s.top+s.view)))
}

// y is where a row begins, in a view with rows of that height.
func (s *rowScroll) y(row int64, height float32) float32 {
	return float32((float64(row) - s.top) * float64(height))
}

// at returns the row at a height, or -1.
func (s *rowScroll) at(y, height float32) int64 {
	row := int64(math.Floor(s.top + float64(y/height)))
	if y < 0 || row >= s.rows || float64(y/height) >= s.view {
		return -1
	}
	return row
}

func (s *rowScroll) needed() bool { return s.view > 0 && s.most() > 0 }

// thumb returns where the thumb of a bar of that length is.
func (s *rowScroll) thumb(length float32) (top, size float32) {
	size = min(length, max(rowBarLeast, float32(float64(length)*s.view/float64(s.rows))))
	return float32(float64(length-size) * s.top / s.most()), size
}

// drag moves the thumb by dy.
func (s *rowScroll) drag(dy, length float32) bool {
	_, size := s.thumb(length)
	if length <= size {
		return false
	}
	return s.to(s.top + float64(dy)*s.most()/float64(length-size))
}

// page scrolls by a page towards a place on the bar.
func (s *rowScroll) page(y, length float32) bool {
	top, size := s.thumb(length)
	switch {
	case y < top:
		return s.to(s.top - s.view)
	case y > top+size:
		return s.to(s.top + s.view)
	}
	return false
}
