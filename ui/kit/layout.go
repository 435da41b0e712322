package kit

import (
	"math"

	"fyne.io/fyne/v2"
)

// Fixed returns a layout that gives its objects a fixed width or height; 0 leaves that side as it is.
func Fixed(width, height float32) fyne.Layout { return fixedLayout{width, height} }

type fixedLayout struct{ width, height float32 }

func (f fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	if f.width > 0 {
		size.Width = f.width
	}
	if f.height > 0 {
		size.Height = f.height
	}
	return size
}

func (f fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.Position{})
	}
}

// Stacked returns a layout of two objects, one above the other: the upper one gets the height that
// upper tells (at most half), the lower one the rest.
func Stacked(upper func() float32) fyne.Layout { return stackedLayout{upper} }

type stackedLayout struct{ upper func() float32 }

func (s stackedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fixedLayout{}.MinSize(objects)
}

func (s stackedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := min(s.upper(), size.Height/2)
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[0].Move(fyne.Position{})
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-height))
	objects[1].Move(fyne.NewPos(0, height))
}

// MaxWidth returns a layout that gives its objects the width there is, up to a most.
func MaxWidth(most float32) fyne.Layout { return maxWidthLayout(most) }

type maxWidthLayout float32

func (m maxWidthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fixedLayout{}.MinSize(objects)
}

func (m maxWidthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fixedLayout{}.Layout(objects, fyne.NewSize(min(size.Width, float32(m)), size.Height))
}

// Flow returns a layout that puts objects in rows, as many in a row as there is room for, gap apart. It is as high as
// the rows are at the width that it was given last; until then it counts on one row.
func Flow(gap float32) fyne.Layout { return &flowLayout{gap: gap, width: math.MaxFloat32} }

type flowLayout struct{ gap, width float32 }

func (f *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return f.place(objects, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

func (f *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.place(objects, func(o fyne.CanvasObject, pos fyne.Position, size fyne.Size) {
		o.Resize(size)
		o.Move(pos)
	})
}

// place puts the objects into rows of the same height, and returns the size that these need.
func (f *flowLayout) place(objects []fyne.CanvasObject, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) (least fyne.Size) {
	var at fyne.Position
	row := float32(0)
	for _, o := range objects {
		row = max(row, o.MinSize().Height)
	}
	for _, o := range objects {
		width := o.MinSize().Width
		if at.X > 0 && at.X+width > f.width {
			at = fyne.NewPos(0, at.Y+row+f.gap)
		}
		put(o, at, fyne.NewSize(width, row))
		at.X += width + f.gap
		least = least.Max(fyne.NewSize(width, at.Y+row))
	}
	return least
}
