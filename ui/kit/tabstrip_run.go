package kit

// tabRun is a row of cells that may be wider than its view and then scrolls sideways.
type tabRun struct {
	widths []float32
	view   float32 // width in which the cells are seen
	offset float32
}

func (r *tabRun) total() float32 {
	var sum float32
	for _, w := range r.widths {
		sum += w
	}
	return sum
}

func (r *tabRun) overflows() bool { return r.total() > r.view+.5 }

// clamp keeps the offset within what there is.
func (r *tabRun) clamp() { r.offset = max(0, min(r.offset, r.total()-r.view)) }

// left returns where cell i begins in the view.
func (r *tabRun) left(i int) float32 {
	x := -r.offset
	for _, w := range r.widths[:i] {
		x += w
	}
	return x
}

// at returns the cell at x in the view, or -1.
func (r *tabRun) at(x float32) int {
	if x < 0 || x >= r.view {
		return -1
	}
	x += r.offset
	for i, w := range r.widths {
		if x < w {
			return i
		}
		x -= w
	}
	return -1
}

// reveal scrolls as little as needed to show cell i whole.
func (r *tabRun) reveal(i int) {
	if i < 0 || i >= len(r.widths) {
		return
	}
	left := r.left(i) + r.offset
	r.offset = min(max(r.offset, left+r.widths[i]-r.view), left)
	r.clamp()
}

// gapFor returns the index at which cell from belongs while it floats with its middle at x of the view:
// it passes a neighbour once its edge passes the neighbour's middle. The index counts without the cell.
func (r *tabRun) gapFor(from int, x float32) int {
	pos, half := x+r.offset, r.widths[from]/2
	index := 0
	var left float32
	for i, w := range r.widths {
		middle := left + w/2
		left += w
		if i < from && pos-half > middle || i > from && pos+half > middle {
			index++
		}
	}
	return index
}
