package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

func TestStatusItemTaps(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	var taps, cancels int
	s := NewStatusItem("Import", func() { taps++ })
	s.OnCancel = func() { cancels++ }
	bare := s.MinSize().Width
	s.Resize(s.MinSize())
	test.TapAt(s, fyne.NewPos(bare-5, 10)) // no progress, no mark
	s.SetProgress(.4)
	if s.MinSize().Width <= bare {
		t.Error("the progress takes no room")
	}
	s.Resize(s.MinSize())
	test.TapAt(s, fyne.NewPos(s.Size().Width-8, 10))
	test.TapAt(s, fyne.NewPos(20, 10))
	if taps != 2 || cancels != 1 {
		t.Errorf("%d taps and %d cancels, want 2 and 1", taps, cancels)
	}
	s.SetProgress(-1)
	s.SetText("Imported")
	if s.Text() != "Imported" || s.cancelable() {
		t.Error("the mark stayed")
	}
	NewStatusItem("no callback", nil).Tapped(&fyne.PointEvent{})
}

func TestStatusItemLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			outlineTestApp(t, variant)
			mock := NewStatusItem("Mock http://127.0.0.1:4010", func() {})
			mock.SetDot(fynetheme.ColorNameSuccess)
			work := NewStatusItem("Import 43 %", nil)
			work.OnCancel = func() {}
			work.SetProgress(.43)
			w := outlineTestWindow(t, outlineOn(theme.ColorRail, container.NewHBox(mock, work)), 400, 24)
			mock.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(9, 9)}})
			test.AssertImageMatches(t, "statusitem_"+variant+".png", w.Canvas().Capture())
		})
	}
}
