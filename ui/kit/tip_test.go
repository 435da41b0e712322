package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

// floatApp starts an application with our theme; widgets must be made after it.
func floatApp(t *testing.T, variant string) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(variant))
}

// floatWindow shows content in a window with a layer for what floats.
func floatWindow(t *testing.T, width, height float32, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	ground := canvas.NewRectangle(theme.Color("background"))
	w := test.NewTempWindow(t, NewFloatLayer(container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(4, 4, 4, 4), content)), nil))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// floating returns what floats in a window.
func floating(w fyne.Window) []fyne.CanvasObject { return floatLayerOf(w.Canvas()).floats.Objects }

func TestTipWrap(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 30))
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"short":     {"a\nb", []string{"a", "b"}},
		"crlf, tab": {"a\tb\r\nc", []string{"a  b", "c"}},
		"at spaces": {long, []string{strings.TrimSpace(strings.Repeat("word ", 14)), strings.TrimSpace(strings.Repeat("word ", 14)), "word word"}},
		"no spaces": {strings.Repeat("x", 80), []string{strings.Repeat("x", 72), strings.Repeat("x", 8)}},
	} {
		if diff := cmp.Diff(c.want, tipWrap(c.text)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := tipWrap(strings.Repeat("line\n", 500) + strings.Repeat("x", 1<<20)); len(got) > tipLines+1 {
		t.Errorf("a long text makes %d lines", len(got))
	}
}

func TestTipWaitsAndIsCanceled(t *testing.T) {
	test.NewTempApp(t)
	var pending func()
	after := func(d time.Duration, f func()) func() {
		if d != tipDelay {
			t.Errorf("delay = %v", d)
		}
		pending = f
		return func() { pending = nil }
	}
	w := test.NewTempWindow(t, container.NewStack(NewFloatLayer(canvas.NewRectangle(nil), after)))
	w.Resize(fyne.NewSize(300, 200))
	ShowTip(w.Canvas(), "one", fyne.NewPos(10, 50))
	if len(floating(w)) != 0 {
		t.Fatal("the tip did not wait")
	}
	HideTip(w.Canvas())
	if pending != nil {
		t.Fatal("the tip was not canceled")
	}
	ShowTip(w.Canvas(), "one", fyne.NewPos(10, 50))
	pending()
	first := floating(w)[0].(*tipBubble)
	ShowTip(w.Canvas(), "two", fyne.NewPos(10, 50))
	if got := floating(w); len(got) != 1 || got[0] == fyne.CanvasObject(first) || got[0].(*tipBubble).lines[0] != "two" {
		t.Errorf("a second tip did not replace the first at once: %v", got)
	}
	ShowTip(w.Canvas(), " ", fyne.NewPos(10, 50))
	if len(floating(w)) != 0 {
		t.Error("an empty tip did not hide the tip")
	}
}

func TestTipStaysInTheWindowAndOffItsPlace(t *testing.T) {
	floatApp(t, theme.Dark)
	w := floatWindow(t, 300, 200, canvas.NewRectangle(nil))
	for _, near := range []fyne.Position{fyne.NewPos(10, 40), fyne.NewPos(290, 195), fyne.NewPos(-20, 100)} {
		ShowTip(w.Canvas(), "a tip of some length\nand two lines", near)
		tip := floating(w)[0]
		at, size := tip.Position(), tip.Size()
		if at.X < 0 || at.Y < 0 || at.X+size.Width > 300 || at.Y+size.Height > 200 {
			t.Errorf("near %v: the tip is at %v, size %v", near, at, size)
		}
		if at.Y <= near.Y && near.Y <= at.Y+size.Height {
			t.Errorf("near %v: the tip covers it: %v %v", near, at, size)
		}
	}
}

func TestNoTipWithoutLayerOrUnderAnOverlay(t *testing.T) {
	floatApp(t, theme.Dark)
	w := floatWindow(t, 300, 200, canvas.NewRectangle(nil))
	w.Canvas().Overlays().Add(canvas.NewRectangle(nil))
	ShowTip(w.Canvas(), "tip", fyne.NewPos(1, 1))
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	if len(floating(w)) != 0 {
		t.Error("a tip appeared behind an overlay")
	}
	w.SetContent(canvas.NewRectangle(nil))
	ShowTip(w.Canvas(), "tip", fyne.NewPos(1, 1)) // must not fail
	ShowTip(nil, "tip", fyne.Position{})
	HideTip(nil)
}
