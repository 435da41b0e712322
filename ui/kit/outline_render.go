package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// CreateRenderer implements [fyne.Widget].
func (o *Outline) CreateRenderer() fyne.WidgetRenderer {
	r := &outlineRenderer{
		outline: o,
		hover:   &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		picked:  &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		drop:    &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		thumb:   &canvas.Rectangle{CornerRadius: outlineBarWidth / 2},
		frame:   &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		ghost:   &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		carried: &canvas.Text{},
	}
	r.paint()
	return r
}

// outlineRenderer paints the visible rows. It holds nothing that cannot be made again.
type outlineRenderer struct {
	outline *Outline
	objects []fyne.CanvasObject
	cells   []*outlineCell
	guides  []*canvas.Rectangle
	tint    color.Color // foreground with which the icons were painted

	hover, picked, drop, thumb, frame, ghost *canvas.Rectangle
	carried                                  *canvas.Text
}

// Destroy implements [fyne.WidgetRenderer].
func (r *outlineRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *outlineRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *outlineRenderer) MinSize() fyne.Size { return fyne.NewSize(80, 2*outlineRowHeight) }

// Layout implements [fyne.WidgetRenderer].
func (r *outlineRenderer) Layout(fyne.Size) {
	r.outline.clampOffset()
	r.paint()
}

// Refresh implements [fyne.WidgetRenderer].
func (r *outlineRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.outline)
}

// visible returns the first row that can be seen and the one after the last.
func (o *Outline) visible() (first, end int) {
	h := o.Size().Height
	if h <= 0 {
		return 0, 0
	}
	first = min(int(o.offset/outlineRowHeight), len(o.model.rows))
	return first, min(int((o.offset+h-1)/outlineRowHeight)+1, len(o.model.rows))
}

func (o *Outline) rowTop(i int) float32 { return float32(i)*outlineRowHeight - o.offset }

func (r *outlineRenderer) paint() {
	o := r.outline
	first, end := o.visible()
	r.ensure(int(o.Size().Height/outlineRowHeight) + 2)
	ink := theme.Color(fynetheme.ColorNameForeground)
	look := outlineLook{tinted: r.tint != ink, right: o.Size().Width, badge: outlineBadgeWidth()}
	r.tint = ink
	if o.bar().needed() {
		look.right -= outlineBarGrip
	}
	outlineVisible(o.rename.box, o.rename.id != "")
	for i := first; i < end; i++ {
		row := o.model.rows[i]
		look.depth, look.open, look.y = row.depth, o.model.isOpen(row.id), o.rowTop(i)
		look.edited = row.id == o.rename.id
		x := r.cells[i%len(r.cells)].show(o.model.src.Row(row.id), look)
		if look.edited {
			h := min(outlineRowHeight, o.rename.box.MinSize().Height)
			o.rename.box.Move(fyne.NewPos(x-4, look.y+(outlineRowHeight-h)/2))
			o.rename.box.Resize(fyne.NewSize(max(40, look.right-x), h))
		}
	}
	for i := end; i < first+len(r.cells); i++ {
		r.cells[i%len(r.cells)].hide()
	}
	r.hideRenameOutside(first, end)
	r.paintGuides(first, end)
	r.paintMarks()
	r.paintDrag()
}

// hideRenameOutside moves the entry of a row that was scrolled away out of sight. It stays live, since
// it has the focus.
func (r *outlineRenderer) hideRenameOutside(first, end int) {
	o := r.outline
	if i := o.model.indexOf(o.rename.id); i >= 0 && (i < first || i >= end) {
		o.rename.box.Move(fyne.NewPos(0, -2*outlineRowHeight))
	}
}

// outlineBadgeWidth is the width of the column: the widest of the usual badges and a gap.
func outlineBadgeWidth() float32 {
	return fyne.MeasureText("PATCH", theme.SizeSmall, fyne.TextStyle{Bold: true}).Width + 6
}

// ensure has at least n cells ready.
func (r *outlineRenderer) ensure(n int) {
	if n > len(r.cells) {
		for len(r.cells) < n {
			r.cells = append(r.cells, newOutlineCell(r.outline.OnCheck != nil))
		}
		r.tint = nil
		r.collect()
	}
}

// collect lists the objects, lowest first.
func (r *outlineRenderer) collect() {
	r.objects = r.objects[:0]
	r.objects = append(r.objects, r.hover, r.picked)
	for _, g := range r.guides {
		r.objects = append(r.objects, g)
	}
	for _, c := range r.cells {
		r.objects = append(r.objects, c.objects()...)
	}
	r.objects = append(r.objects, r.drop, r.thumb, r.outline.rename.box, r.ghost, r.carried, r.frame)
}

// paintGuides draws one faint line from each open container down to its last visible row.
func (r *outlineRenderer) paintGuides(first, end int) {
	o := r.outline
	used := 0
	line := func(depth, from, to int) {
		if used == len(r.guides) {
			r.guides = append(r.guides, &canvas.Rectangle{})
			r.collect()
		}
		g := r.guides[used]
		used++
		outlineVisible(g, true)
		g.FillColor = theme.Color(theme.ColorHairline)
		g.Move(fyne.NewPos(outlineIndent(depth)+outlineArrowWidth/2-1, o.rowTop(from)))
		g.Resize(fyne.NewSize(1, float32(to-from)*outlineRowHeight))
	}
	var starts []int // by depth, first row of the run that is deeper
	for i := first; i <= end; i++ {
		depth := 0
		if i < end {
			depth = o.model.rows[i].depth
		}
		for len(starts) > depth {
			line(len(starts)-1, starts[len(starts)-1], i)
			starts = starts[:len(starts)-1]
		}
		for len(starts) < depth {
			starts = append(starts, i)
		}
	}
	for _, g := range r.guides[used:] {
		g.Hide()
	}
}

// paintMarks shows hover, selection, focus and the scroll bar.
func (r *outlineRenderer) paintMarks() {
	o := r.outline
	picked := o.model.indexOf(o.selected)
	r.place(r.hover, o.hover)
	r.hover.FillColor = theme.Color(fynetheme.ColorNameHover)
	r.place(r.picked, picked)
	r.picked.FillColor = theme.Color(fynetheme.ColorNamePressed)
	r.picked.StrokeWidth = 0
	if o.focused {
		r.picked.FillColor = theme.Color(fynetheme.ColorNameSelection)
		r.picked.StrokeColor, r.picked.StrokeWidth = theme.Color(fynetheme.ColorNamePrimary), 1
	}

	outlineVisible(r.frame, o.focused && picked < 0)
	r.frame.FillColor = color.Transparent
	r.frame.StrokeColor, r.frame.StrokeWidth = theme.Color(fynetheme.ColorNamePrimary), 1
	r.frame.Resize(o.Size())

	bar := o.bar()
	outlineVisible(r.thumb, bar.needed())
	if bar.needed() {
		top, height := bar.thumb(o.offset)
		r.thumb.FillColor = theme.Color(fynetheme.ColorNameScrollBar)
		r.thumb.Move(fyne.NewPos(bar.width-outlineBarWidth-2, top))
		r.thumb.Resize(fyne.NewSize(outlineBarWidth, height))
	}
}

// place puts a mark behind row i, or hides it.
func (r *outlineRenderer) place(mark *canvas.Rectangle, i int) {
	first, end := r.outline.visible()
	outlineVisible(mark, i >= first && i < end)
	mark.Move(fyne.NewPos(2, r.outline.rowTop(i)+1))
	width := r.outline.Size().Width - 4
	if r.outline.bar().needed() {
		width -= outlineBarGrip - 2
	}
	mark.Resize(fyne.NewSize(max(0, width), outlineRowHeight-2))
}

// paintDrag shows where the row would go, and its label beside the pointer.
func (r *outlineRenderer) paintDrag() {
	o := r.outline
	d := o.drag.drop
	outlineVisible(r.drop, o.drag.id != "" && d.ok)
	outlineVisible(r.ghost, o.drag.id != "")
	outlineVisible(r.carried, o.drag.id != "")
	if o.drag.id == "" {
		return
	}
	accent := theme.Color(fynetheme.ColorNamePrimary)
	if d.into >= 0 {
		r.place(r.drop, d.into)
		r.drop.FillColor = theme.Color(fynetheme.ColorNameSelection)
		r.drop.StrokeColor, r.drop.StrokeWidth = accent, 1
	} else {
		x := outlineIndent(d.depth) + 2
		r.drop.FillColor, r.drop.StrokeWidth = accent, 0
		r.drop.Move(fyne.NewPos(x, max(0, o.rowTop(d.line)-1)))
		r.drop.Resize(fyne.NewSize(max(0, o.Size().Width-x-4), 2))
	}
	r.carried.Color, r.carried.TextSize = theme.Color(fynetheme.ColorNameForeground), theme.SizeText
	w := outlineFit(r.carried, o.model.src.Row(o.drag.id).Label, o.Size().Width/2)
	size := fyne.NewSize(w+12, outlineRowHeight-4)
	at := fyne.NewPos(min(o.drag.pos.X+12, o.Size().Width-size.Width-4), o.drag.pos.Y+4)
	r.ghost.FillColor = theme.Color(fynetheme.ColorNameOverlayBackground)
	r.ghost.StrokeColor, r.ghost.StrokeWidth = theme.Color(theme.ColorHairline), 1
	r.ghost.Move(at)
	r.ghost.Resize(size)
	outlinePut(r.carried, at.X+6, at.Y-2)
}
