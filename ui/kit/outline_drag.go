package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const (
	outlineEdge = 24 // height at the edges in which a drag scrolls
	outlineStep = 6  // how far it scrolls at once
)

// outlineDrop is a place to drop a row: before the child of parent that is now at index.
type outlineDrop struct {
	ok     bool
	parent string
	index  int // counts the row that is dragged, where it is in the same container
	into   int // row of the container that takes it, or -1 for a line
	line   int // the line is above this row
	depth  int
}

// outlineDrag is a drag under way.
type outlineDrag struct {
	id      string        // row that moves, "" for none
	bar     bool          // the scroll bar is what moves
	over    bool          // ended or canceled: ignore the rest
	pos     fyne.Position // of the pointer
	drop    outlineDrop
	scroll  *fyne.Animation // scrolls at the edges
	towards float32
}

// Dragged implements [fyne.Draggable]: it moves a row, or the scroll bar.
func (o *Outline) Dragged(e *fyne.DragEvent) {
	if o.drag.over {
		return
	}
	if o.drag.id == "" && !o.drag.bar && !o.startDrag(e) {
		o.drag.over = true
		return
	}
	if o.drag.bar {
		o.setOffset(o.offset + o.bar().dragged(e.Dragged.DY))
		return
	}
	o.drag.pos = e.Position
	o.scrollAtEdge()
	o.aim()
}

// startDrag picks up what is under the place of the press, and tells whether there is anything.
func (o *Outline) startDrag(e *fyne.DragEvent) bool {
	from := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
	if o.press.down {
		from = o.press.pos
		if o.press.button == desktop.MouseButtonTertiary {
			return false
		}
	}
	if o.bar().hit(from.X) {
		o.drag.bar = true
		return true
	}
	id := o.model.idAt(o.rowAt(from.Y))
	if id == "" || o.OnMove == nil {
		return false
	}
	o.requestFocus() // so that Esc arrives
	o.drag.id = id
	o.hover = -1
	return true
}

// DragEnd implements [fyne.Draggable].
func (o *Outline) DragEnd() {
	id, drop := o.drag.id, o.drag.drop
	o.stopDrag()
	o.drag = outlineDrag{}
	o.press.down = false
	o.Refresh()
	if id == "" || !drop.ok || o.OnMove == nil {
		return
	}
	kids := o.model.src.Children(drop.parent)
	index := drop.index
	if old := slices.Index(kids, id); old >= 0 {
		if old < index {
			index--
		}
		if old == index {
			return // it is there already
		}
	}
	o.OnMove(id, drop.parent, index)
}

// cancelDrag gives up; what the pointer does until it is released means nothing then.
func (o *Outline) cancelDrag() {
	if o.drag.id == "" {
		return
	}
	o.stopDrag()
	o.drag = outlineDrag{over: true}
	o.Refresh()
}

func (o *Outline) stopDrag() {
	if o.drag.scroll != nil {
		o.drag.scroll.Stop()
		o.drag.scroll = nil
	}
}

// scrollAtEdge scrolls while the pointer is near the upper or lower edge, also while it rests there.
func (o *Outline) scrollAtEdge() {
	o.drag.towards = 0
	if y := o.drag.pos.Y; y < outlineEdge {
		o.drag.towards = -outlineStep
	} else if y > o.Size().Height-outlineEdge {
		o.drag.towards = outlineStep
	}
	if o.drag.towards == 0 {
		o.stopDrag()
		return
	}
	if o.drag.scroll != nil {
		o.scrollTick() // also where the desktop wants no animations
	} else {
		o.drag.scroll = fyne.NewAnimation(time.Second, func(float32) { o.scrollTick() })
		o.drag.scroll.Curve = fyne.AnimationLinear
		o.drag.scroll.RepeatCount = fyne.AnimationRepeatForever
		o.drag.scroll.Start()
	}
}

func (o *Outline) scrollTick() {
	was := o.offset
	o.offset += o.drag.towards
	o.clampOffset()
	if o.offset != was && o.drag.id != "" {
		o.aim()
	}
}

// aim finds the place under the pointer and shows it.
func (o *Outline) aim() {
	y := max(0, min(o.drag.pos.Y, o.Size().Height-1))
	o.drag.drop = o.dropAt(y + o.offset)
	o.Refresh()
}

// dropAt returns the place at a height in the content: the middle of a container takes the row as its
// last child, the halves of other rows mean before and after, and the area below the rows is the end
// of the top level.
func (o *Outline) dropAt(y float32) outlineDrop {
	i := int(y / outlineRowHeight)
	if i >= len(o.model.rows) {
		n := len(o.model.rows)
		return o.allowed(outlineDrop{index: len(o.model.src.Children("")), into: -1, line: n}, -1)
	}
	row := o.model.rows[i]
	part := y/outlineRowHeight - float32(i)
	container := o.model.src.Row(row.id).Container
	if container && part > .25 && part < .75 {
		d := outlineDrop{parent: row.id, index: len(o.model.src.Children(row.id)), into: i, line: i + 1, depth: row.depth + 1}
		if d = o.allowed(d, i); d.ok {
			return d
		}
	}
	if part >= .5 && container && i+1 < len(o.model.rows) && o.model.rows[i+1].parent == i {
		return o.allowed(outlineDrop{parent: row.id, into: -1, line: i + 1, depth: row.depth + 1}, i)
	}
	d := outlineDrop{parent: o.model.parentID(i), into: -1, line: i, depth: row.depth}
	d.index = slices.Index(o.model.src.Children(d.parent), row.id)
	if part >= .5 {
		d.index++
		d.line++
	}
	return o.allowed(d, row.parent)
}

// allowed marks a place as good where the row may go there; at is the row of the container.
func (o *Outline) allowed(d outlineDrop, at int) outlineDrop {
	d.ok = !o.model.within(at, o.drag.id) && d.index >= 0
	if d.ok && o.CanMove != nil {
		d.ok = o.CanMove(o.drag.id, d.parent)
	}
	return d
}
