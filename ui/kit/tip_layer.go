package kit

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// FloatLayer is the content of a window with a layer above it where tips and completion lists float.
// Unlike Fyne's pop-ups, what floats here takes neither the keyboard nor the mouse from the widgets
// below. Wrap the content of a window in one, once; without it no tip and no completion list appears.
// A window may put it into containers of its own, not into other widgets.
type FloatLayer struct {
	widget.BaseWidget
	content fyne.CanvasObject
	floats  *fyne.Container
	after   func(d time.Duration, f func()) (cancel func())
	tip     *tipBubble
	cancel  func()
}

// NewFloatLayer returns content with a floating layer above it. after runs a function later on the UI
// goroutine, as task.Runner's After does; it delays tips. With nil they appear at once.
func NewFloatLayer(content fyne.CanvasObject, after func(d time.Duration, f func()) (cancel func())) *FloatLayer {
	l := &FloatLayer{content: content, floats: container.NewWithoutLayout(), after: after}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *FloatLayer) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(l.content, l.floats))
}

// floatLayerOf finds the layer of a canvas. It is nil where there is none, and while a dialog or menu
// covers the window, since it would float behind that.
func floatLayerOf(c fyne.Canvas) *FloatLayer {
	if c == nil || c.Overlays().Top() != nil {
		return nil
	}
	return floatLayerIn(c.Content())
}

func floatLayerIn(o fyne.CanvasObject) *FloatLayer {
	switch o := o.(type) {
	case *FloatLayer:
		return o
	case *fyne.Container:
		for _, child := range o.Objects {
			if l := floatLayerIn(child); l != nil {
				return l
			}
		}
	}
	return nil
}

// place shows o at its least size, at most wide and tall as the layer, below the line from y to
// y+height (in the canvas) or above it where there is more room.
func (l *FloatLayer) place(o fyne.CanvasObject, x, y, height float32) {
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	size, room := o.MinSize(), l.Size()
	size = fyne.NewSize(min(tipWhole(size.Width), room.Width), min(tipWhole(size.Height), room.Height))
	x = tipWhole(x - origin.X)
	y = tipWhole(y - origin.Y)
	top := y + height
	if top+size.Height > room.Height && y-size.Height >= 0 {
		top = y - size.Height
	}
	o.Resize(size)
	o.Move(fyne.NewPos(max(0, min(x, room.Width-size.Width)), max(0, min(top, room.Height-size.Height))))
	for _, there := range l.floats.Objects {
		if there == o {
			o.Refresh()
			return
		}
	}
	l.floats.Add(o)
}

// tipWhole rounds up to whole pixels, since a thin border between pixels is blurred or lost.
func tipWhole(v float32) float32 { return float32(math.Ceil(float64(v))) }

func (l *FloatLayer) remove(o fyne.CanvasObject) { l.floats.Remove(o) }
