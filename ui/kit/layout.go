package kit

import "fyne.io/fyne/v2"

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
