package kit

import "math"

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
	from := int(math.Round(pos / (total - view) * float64(track-length)))
	return bar{min(max(from, 0), track-length), length, track}
}

// vertical returns the bar on the right. Its measure are visible lines, and bytes within a line.
func (v *CodeView) vertical() bar {
	from, view := v.inView()
	return makeBar(v.geo.bottom()-v.geo.head, v.geo.px(thumbMin), from, view, 1)
}

// inView returns where the view begins and how much of the text it shows, as parts of the whole.
func (v *CodeView) inView() (from, view float64) {
	top := v.layout.Row(v.top.off)
	from = v.layout.Fraction(top)
	rows := v.geo.rows() + v.top.frac
	lines, _ := v.doc.Lines()
	if visible := float64(v.folds.Visible(lines)); !v.wrap && top.First && top.Last {
		return from, min(rows/visible, 1-from) // as if every line were a row, which nearly always holds
	}
	end, ok := top, true
	for n := int(math.Ceil(rows)); n > 0 && ok; n-- {
		end, ok = v.layout.Next(end)
	}
	if !ok {
		return from, 1 - from
	}
	return from, v.layout.Fraction(end) - from
}

// horizontal returns the bar at the bottom, for lines that do not wrap.
func (v *CodeView) horizontal() bar {
	if v.wrap {
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
	if part == 1 {
		v.setTop(v.lastTop())
	} else {
		_, view := v.inView()
		v.setTop(v.layout.At(part*(1-view)), 0)
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
