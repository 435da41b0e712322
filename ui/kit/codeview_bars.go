package kit

// A bar is a scroll bar: which part of a length is in view. All in device pixels.
type bar struct {
	from, length int // of the thumb
	track        int // 0: there is nothing to scroll
}

func makeBar(track, minThumb int, pos, view, total float64) bar {
	if total <= view || track <= minThumb {
		return bar{}
	}
	length := max(minThumb, int(view/total*float64(track)))
	from := int(pos / (total - view) * float64(track-length))
	return bar{min(max(from, 0), track-length), length, track}
}

// vertical returns the bar on the right. Lines are its measure; where lines have different heights, because
// they wrap, bytes are.
func (v *CodeView) vertical() bar {
	minThumb := v.geo.px(thumbMin)
	if v.layout.cols == 0 {
		return makeBar(v.geo.h, minThumb, float64(v.top.line)+v.top.frac, v.geo.rows(), float64(v.doc.Lines()))
	}
	top, view := v.bytesInView()
	if top == 0 && view >= v.doc.Size() {
		return bar{}
	}
	return makeBar(v.geo.h, minThumb, float64(top), float64(view), float64(max(v.doc.Size(), top+view)))
}

// bytesInView returns the offset of the top row and how many bytes are in view, which for the last rows is
// all there is.
func (v *CodeView) bytesInView() (top, view int64) {
	start, _ := v.doc.Bounds(v.top.line)
	top = start + v.top.off
	return top, max(1, v.paint.shown-top)
}

// horizontal returns the bar at the bottom, for lines that do not wrap.
func (v *CodeView) horizontal() bar {
	if v.layout.cols > 0 {
		return bar{}
	}
	return makeBar(v.geo.w-v.geo.text-v.geo.bar, v.geo.px(thumbMin), v.left, float64(v.geo.cols), v.width())
}

// dragVertical puts the thumb's upper end at a place of its track.
func (v *CodeView) dragVertical(b bar, from int) {
	if b.track <= b.length {
		return
	}
	part := min(max(float64(from)/float64(b.track-b.length), 0), 1)
	switch {
	case v.layout.cols == 0:
		at := part * max(0, float64(v.doc.Lines())-v.geo.rows())
		v.setTop(rowPlace{line: int(at), frac: at - float64(int(at))})
	case part == 1:
		v.setTop(rowPlace{line: v.doc.Lines()})
	default:
		_, view := v.bytesInView()
		off := int64(part * float64(v.doc.Size()-view))
		line := v.doc.LineAt(off)
		start, _ := v.doc.Bounds(line)
		v.setTop(rowPlace{line: line, row: v.layout.locate(line, off-start).row})
	}
	v.redraw()
}

// dragHorizontal puts the thumb's left end at a place of its track.
func (v *CodeView) dragHorizontal(b bar, from int) {
	if b.track <= b.length {
		return
	}
	part := min(max(float64(from)/float64(b.track-b.length), 0), 1)
	v.left = part * (v.width() - float64(v.geo.cols))
	v.redraw()
}
