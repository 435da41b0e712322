package kit

const (
	outlineBarWidth = 6
	outlineBarGrip  = 10 // width in which the bar takes the pointer
	outlineBarMin   = 24 // the thumb stays large enough to be caught
)

// outlineBar computes a slim vertical scroll bar at the right edge of a view.
type outlineBar struct {
	width, view float32 // size of what scrolls
	content     float32 // height of all there is
}

func (o *Outline) bar() outlineBar {
	return outlineBar{width: o.Size().Width, view: o.Size().Height, content: o.contentHeight()}
}

func (b outlineBar) needed() bool { return b.view > 0 && b.content > b.view }

// hit tells whether x is on the bar.
func (b outlineBar) hit(x float32) bool { return b.needed() && x >= b.width-outlineBarGrip }

// thumb returns where the thumb is.
func (b outlineBar) thumb(offset float32) (top, height float32) {
	height = min(b.view, max(outlineBarMin, b.view*b.view/b.content))
	return (b.view - height) * offset / (b.content - b.view), height
}

// page returns the offset one page towards y.
func (b outlineBar) page(offset, y float32) float32 {
	top, height := b.thumb(offset)
	switch {
	case y < top:
		return offset - b.view
	case y > top+height:
		return offset + b.view
	}
	return offset
}

// dragged returns by how much the offset changes when the thumb moves by dy.
func (b outlineBar) dragged(dy float32) float32 {
	_, height := b.thumb(0)
	if b.view <= height {
		return 0
	}
	return dy * (b.content - b.view) / (b.view - height)
}
