package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

func box(width, height float32) *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

func TestFixedLayout(t *testing.T) {
	for _, c := range []struct{ fixed, least fyne.Size }{
		{fyne.NewSize(0, 0), fyne.NewSize(30, 20)}, {fyne.NewSize(90, 0), fyne.NewSize(90, 20)},
		{fyne.NewSize(0, 9), fyne.NewSize(30, 9)}, {fyne.NewSize(7, 9), fyne.NewSize(7, 9)},
	} {
		a, b := box(30, 10), box(5, 20)
		x := container.New(Fixed(c.fixed.Width, c.fixed.Height), a, b)
		if got := x.MinSize(); got != c.least {
			t.Errorf("%v: least %v", c.fixed, got)
		}
		x.Resize(fyne.NewSize(100, 50))
		if a.Size() != fyne.NewSize(100, 50) || b.Size() != a.Size() || b.Position() != (fyne.Position{}) {
			t.Errorf("%v: %v, %v at %v", c.fixed, a.Size(), b.Size(), b.Position())
		}
	}
}

func TestStackedLayout(t *testing.T) {
	for _, c := range []struct{ wanted, upper, lower float32 }{{0, 0, 100}, {30, 30, 70}, {80, 50, 50}} {
		a, b := box(1, 1), box(2, 2)
		container.New(Stacked(func() float32 { return c.wanted }), a, b).Resize(fyne.NewSize(40, 100))
		if a.Size() != fyne.NewSize(40, c.upper) || b.Size() != fyne.NewSize(40, c.lower) || b.Position().Y != c.upper {
			t.Errorf("wanted %v: %v, %v at %v", c.wanted, a.Size(), b.Size(), b.Position())
		}
	}
}

func TestMaxWidthLayout(t *testing.T) {
	a := box(10, 10)
	x := container.New(MaxWidth(60), a)
	for width, want := range map[float32]float32{40: 40, 60: 60, 200: 60} {
		x.Resize(fyne.NewSize(width, 30))
		if a.Size() != fyne.NewSize(want, 30) {
			t.Errorf("%v wide: %v", width, a.Size())
		}
	}
	if x.MinSize() != fyne.NewSize(10, 10) {
		t.Errorf("least %v", x.MinSize())
	}
}

func TestSurfaceFollowsTheTheme(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Dark))
	s := NewSurface(theme.ColorHairline)
	w := test.NewTempWindow(t, s)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(80, 40))
	dark := s.area.FillColor
	app.Settings().SetTheme(theme.New(theme.Light))
	s.Refresh()
	if s.area.FillColor == dark || s.area.FillColor != theme.Color(theme.ColorHairline) {
		t.Errorf("dark %v, light %v", dark, s.area.FillColor)
	}
	if s.area.Size() != fyne.NewSize(80, 40) {
		t.Errorf("size %v", s.area.Size())
	}
}

func TestFlow(t *testing.T) {
	objects := make([]fyne.CanvasObject, 3)
	for i, size := range []fyne.Size{{Width: 100, Height: 20}, {Width: 60, Height: 30}, {Width: 80, Height: 10}} {
		r := canvas.NewRectangle(nil)
		r.SetMinSize(size)
		objects[i] = r
	}
	c := container.New(Flow(4), objects...)
	if got := c.MinSize(); got != fyne.NewSize(100, 30) {
		t.Errorf("before it has a width it needs %v", got)
	}
	for _, k := range []struct {
		width, height float32
		last          fyne.Position
	}{{248, 30, fyne.NewPos(168, 0)}, {247, 64, fyne.NewPos(0, 34)}, {100, 98, fyne.NewPos(0, 68)}, {50, 98, fyne.NewPos(0, 68)}, {248, 30, fyne.NewPos(168, 0)}} {
		c.Resize(fyne.NewSize(k.width, 200))
		if c.MinSize() != fyne.NewSize(100, k.height) || objects[2].Position() != k.last || objects[2].Size() != fyne.NewSize(80, 30) {
			t.Errorf("at %v it needs %v; the last is at %v, %v large", k.width, c.MinSize(), objects[2].Position(), objects[2].Size())
		}
	}
}
