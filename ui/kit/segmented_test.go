package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

func TestSegmented(t *testing.T) {
	floatApp(t, theme.Dark)
	s := NewSegmented("live", "mock", "both")
	w := floatWindow(t, 400, 100, container.NewHBox(s))
	var heard []int
	s.OnChanged = func(i int) { heard = append(heard, i) }
	s.SetSelected(2)
	s.SetSelected(7)
	test.TapAt(s, fyne.NewPos(5, 10))
	s.SetEnabled(1, false)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) // over the disabled one
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) // stays at the end
	test.TapAt(s, fyne.NewPos(s.widths()[0]+10, 10))
	s.SetEnabled(1, true)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if diff := cmp.Diff([]int{0, 2, 1}, heard); diff != "" {
		t.Error(diff)
	}
	if s.Selected() != 1 {
		t.Errorf("selected %d", s.Selected())
	}
	s.SetTip("where to send")
	test.MoveMouse(w.Canvas(), fyne.NewPos(10, 15))
	if len(floating(w)) != 1 {
		t.Error("no tip")
	}
}

func TestToolButton(t *testing.T) {
	floatApp(t, theme.Dark)
	taps := 0
	b := NewToolButton(theme.IconSearch, "Find (Ctrl+F)", func() { taps++ })
	w := floatWindow(t, 300, 100, container.NewHBox(b))
	test.Tap(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyA})
	b.Disable()
	test.Tap(b)
	b.Enable()
	if taps != 2 {
		t.Errorf("%d taps", taps)
	}
	b.SetOn(true)
	if !b.On() || taps != 2 {
		t.Error("SetOn taps")
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(b) {
		t.Error("the keyboard cannot reach the button")
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(10, 15))
	if got := floating(w)[0].(*tipBubble).lines; got[0] != "Find (Ctrl+F)" {
		t.Errorf("tip %q", got)
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(200, 90))
	if len(floating(w)) != 0 {
		t.Error("the tip stays")
	}
	small := b.MinSize()
	b.SetText("Find")
	if big := b.MinSize(); big.Width <= small.Width || big.Height != small.Height {
		t.Errorf("with a text %v, without %v", big, small)
	}
}

func TestBadgeTakesNoRoomWhenEmpty(t *testing.T) {
	floatApp(t, theme.Dark)
	b := NewBadge("", theme.ColorStatusOK)
	if b.MinSize().Width != 0 {
		t.Error("an empty badge has a width")
	}
	b.Set("404 Not Found", theme.ColorStatusClient)
	plain := NewTextBadge("404 Not Found", theme.ColorStatusClient)
	if b.Text() != "404 Not Found" || b.MinSize().Width <= plain.MinSize().Width {
		t.Errorf("pill %v, plain %v", b.MinSize(), plain.MinSize())
	}
}

func TestEmptyIsCentredAndWraps(t *testing.T) {
	floatApp(t, theme.Dark)
	pressed := false
	button := widget.NewButton("Import…", func() { pressed = true })
	e := NewEmpty(theme.IconCollections, "No collections yet", "A collection holds requests and their saved examples. Start one, or bring yours from another tool.", button)
	w := floatWindow(t, 600, 400, e)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	if middle := at.X + button.Size().Width/2; middle < 298 || middle > 302 {
		t.Errorf("the button's middle is at %v of 600", middle)
	}
	test.TapCanvas(w.Canvas(), at.AddXY(5, 5))
	if !pressed {
		t.Error("the button cannot be pressed")
	}
	if least := e.MinSize(); least.Width > 250 {
		t.Errorf("the text does not let the place get narrow: %v", least)
	}
}
