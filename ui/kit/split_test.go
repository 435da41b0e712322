package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

func splitWindow(t *testing.T, s *Split) fyne.Window {
	floatApp(t, theme.Dark)
	w := test.NewTempWindow(t, s)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(401, 301))
	return w
}

func splitPanes() (a, b *canvas.Rectangle) {
	a, b = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	a.SetMinSize(fyne.NewSize(50, 50))
	b.SetMinSize(fyne.NewSize(100, 50))
	return a, b
}

func TestSplitDrag(t *testing.T) {
	a, b := splitPanes()
	s := NewSplit(true, a, b)
	w := splitWindow(t, s)
	var heard []float64
	s.OnChanged = func(offset float64) { heard = append(heard, offset) }
	if a.Size().Width != 200 || b.Position().X != 201 || b.Size().Width != 200 {
		t.Fatalf("first %v, rest at %v", a.Size(), b.Position())
	}
	test.Drag(w.Canvas(), fyne.NewPos(202, 100), 100, 0) // two pixels beside the line
	if a.Size().Width != 300 || s.Offset() != 0.75 {
		t.Errorf("first %v, offset %v", a.Size(), s.Offset())
	}
	test.Drag(w.Canvas(), fyne.NewPos(300, 100), 500, 0)
	if b.Size().Width != 100 {
		t.Errorf("the rest got smaller than its least size: %v", b.Size())
	}
	if len(heard) != 2 || heard[0] != 0.75 || heard[1] != s.Offset() {
		t.Errorf("heard %v", heard)
	}
	if s.line.Cursor() != desktop.HResizeCursor {
		t.Error("no resize cursor")
	}
}

func TestSplitDirectionAndHiding(t *testing.T) {
	a, b := splitPanes()
	s := NewSplit(true, a, b)
	splitWindow(t, s)
	s.OnChanged = func(float64) { t.Error("OnChanged without the user") }
	s.SetHorizontal(false)
	if a.Size() != fyne.NewSize(401, 150) || b.Position() != fyne.NewPos(0, 151) || s.Horizontal() {
		t.Errorf("stacked: %v, %v", a.Size(), b.Position())
	}
	s.ShowFirst(false)
	if a.Visible() || s.FirstShown() || b.Size() != fyne.NewSize(401, 301) || b.Position() != (fyne.Position{}) {
		t.Errorf("hidden: %v at %v", b.Size(), b.Position())
	}
	s.ShowFirst(true)
	s.SetOffset(0.2)
	if !a.Visible() || a.Size().Height != 60 {
		t.Errorf("shown again: %v", a.Size())
	}
	for _, c := range [][2]float64{{-1, 0}, {7, 1}} {
		if s.SetOffset(c[0]); s.Offset() != c[1] {
			t.Errorf("offset %v is %v", c[0], s.Offset())
		}
	}
}

func TestSideSplitKeepsItsWidth(t *testing.T) {
	a, b := splitPanes()
	s := NewSideSplit(a, b, 120)
	s.SetLimits(80, 180)
	w := splitWindow(t, s)
	w.Resize(fyne.NewSize(600, 300))
	if a.Size().Width != 120 || b.Size().Width != 479 {
		t.Errorf("first %v, rest %v", a.Size(), b.Size())
	}
	test.Drag(w.Canvas(), fyne.NewPos(120, 10), 200, 0)
	if s.Offset() != 180 || a.Size().Width != 180 {
		t.Errorf("above the most: %v, %v", s.Offset(), a.Size())
	}
	test.Drag(w.Canvas(), fyne.NewPos(180, 10), -170, 0)
	if s.Offset() != 80 {
		t.Errorf("below the least: %v", s.Offset())
	}
}

func TestSplitDragBackFromBeyondTheEdge(t *testing.T) {
	a, b := splitPanes()
	s := NewSplit(true, a, b)
	splitWindow(t, s)
	drag := func(dx float32) {
		s.line.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DX: dx}})
	}
	drag(1000)
	drag(-900)
	s.line.DragEnd()
	if a.Size().Width != 300 {
		t.Errorf("the line does not follow the pointer back: %v", a.Size())
	}
}

func TestSidebarGivesWay(t *testing.T) {
	a, b := splitPanes()
	s := NewSideSplit(a, b, 120)
	wish := float32(0)
	s.Wish = func() float32 { return wish }
	splitWindow(t, s)
	for _, c := range []struct{ wish, first float32 }{{200, 120}, {300, 100}, {900, 50}, {0, 120}} {
		wish = c.wish
		if s.Refresh(); a.Size().Width != c.first || s.Offset() != 120 {
			t.Errorf("with a wish of %v the sidebar has %v, offset %v", c.wish, a.Size().Width, s.Offset())
		}
	}
}
