package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// Check is the state of the box in front of a row of an [Outline].
type Check uint8

// The states of a box.
const (
	CheckNone Check = iota // the row has no box
	CheckOff
	CheckOn
)

const (
	outlineCheckSize  = 14
	outlineCheckWidth = outlineCheckSize + 8
)

// outlineCheck is the box of one visible row.
type outlineCheck struct {
	box  *canvas.Rectangle
	tick [2]*canvas.Line
}

func newOutlineCheck() outlineCheck {
	return outlineCheck{box: &canvas.Rectangle{CornerRadius: 3}, tick: [2]*canvas.Line{canvas.NewLine(nil), canvas.NewLine(nil)}}
}

// objects lists nothing in an outline without boxes: its rows stay as cheap as they are.
func (c *outlineCheck) objects() []fyne.CanvasObject {
	if c.box == nil {
		return nil
	}
	return []fyne.CanvasObject{c.box, c.tick[0], c.tick[1]}
}

// show draws the box at x in the row at y and returns the width it takes.
func (c *outlineCheck) show(state Check, x, y float32) float32 {
	if c.box == nil {
		return 0
	}
	outlineVisible(c.box, state != CheckNone)
	for _, line := range c.tick {
		outlineVisible(line, state == CheckOn)
	}
	if state == CheckNone {
		return 0
	}
	top := y + (outlineRowHeight-outlineCheckSize)/2
	c.box.StrokeColor, c.box.StrokeWidth = theme.Color(theme.ColorFaint), 1
	c.box.FillColor = theme.Color(fynetheme.ColorNameInputBackground)
	if state == CheckOn {
		c.box.FillColor, c.box.StrokeColor = theme.Color(fynetheme.ColorNamePrimary), theme.Color(fynetheme.ColorNamePrimary)
	}
	c.box.Move(fyne.NewPos(x, top))
	c.box.Resize(fyne.NewSquareSize(outlineCheckSize))
	bend := fyne.NewPos(x+6, top+10)
	for i, end := range [2]fyne.Position{fyne.NewPos(x+3.5, top+7.3), fyne.NewPos(x+10.8, top+4.2)} {
		c.tick[i].StrokeColor, c.tick[i].StrokeWidth = theme.Color(fynetheme.ColorNameForegroundOnPrimary), 1.6
		c.tick[i].Position1, c.tick[i].Position2 = bend, end
	}
	return outlineCheckWidth
}

// hitsCheck tells whether x is on the box of row i.
func (o *Outline) hitsCheck(i int, x float32) bool {
	row := o.model.rows[i]
	left := outlineIndent(row.depth) + outlineArrowWidth
	return o.OnCheck != nil && x >= left-3 && x < left+outlineCheckWidth && o.model.src.Row(row.id).Check != CheckNone
}

// check reports that the user wants the box of a row changed, and tells whether it has one.
func (o *Outline) check(id string) bool {
	if o.OnCheck == nil || o.model.src.Row(id).Check == CheckNone {
		return false
	}
	o.OnCheck(id)
	o.Refresh()
	return true
}
