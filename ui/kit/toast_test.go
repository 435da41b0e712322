package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"postern/ui/task"
	"postern/ui/theme"
)

type toastBench struct {
	*Toasts
	clock  *task.Queue
	win    fyne.Window
	tapped int
}

func newToastBench(t *testing.T) *toastBench {
	t.Helper()
	outlineTestApp(t, theme.Dark)
	b := &toastBench{Toasts: NewToasts(), clock: &task.Queue{}}
	b.After = func(d time.Duration, f func()) { b.clock.After(d, f) }
	below := widget.NewButton("below", func() { b.tapped++ })
	b.win = outlineTestWindow(t, container.NewStack(below, b.Layer()), 500, 400)
	return b
}

func (b *toastBench) texts() string {
	var out []string
	for _, c := range b.cards {
		out = append(out, c.text)
	}
	return strings.Join(out, " ")
}

func TestToastsExpire(t *testing.T) {
	b := newToastBench(t)
	b.Show(ToastInfo, "info", nil)
	b.Show(ToastWarning, "warning", nil)
	b.Show(ToastSuccess, "undo", &ToastAction{"Undo", func() {}})
	b.Show(ToastError, "error", nil)
	for _, step := range []struct {
		wait time.Duration
		want string
	}{
		{toastShort - 1, "info warning undo error"},
		{1, "warning undo error"},
		{toastLong, "error"},
		{time.Hour, "error"},
	} {
		b.clock.Advance(step.wait)
		if got := b.texts(); got != step.want {
			t.Fatalf("after %v more: %q, want %q", step.wait, got, step.want)
		}
	}
	if !b.Dismiss() || b.Dismiss() || b.texts() != "" {
		t.Fatalf("after dismissing: %q", b.texts())
	}
}

func TestToastsStayUnderThePointer(t *testing.T) {
	b := newToastBench(t)
	b.Show(ToastInfo, "info", nil)
	b.cards[0].MouseIn(&desktop.MouseEvent{})
	b.clock.Advance(time.Minute)
	if b.texts() != "info" {
		t.Fatal("it went from under the pointer")
	}
	b.cards[0].MouseOut()
	b.clock.Advance(toastAgain)
	if b.texts() != "" {
		t.Fatal("it did not go afterwards")
	}
}

func TestToastsAreFourAtMost(t *testing.T) {
	b := newToastBench(t)
	b.Show(ToastError, "e1", nil)
	for _, text := range []string{"a", "b", "c", "d"} {
		b.Show(ToastInfo, text, nil)
	}
	if got, want := b.texts(), "e1 b c d"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
	b.Show(ToastInfo, "b", nil) // the same again
	if got, want := b.texts(), "e1 c d b"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
	for _, text := range []string{"e2", "e3", "e4", "e5"} {
		b.Show(ToastError, text, nil)
	}
	if got, want := b.texts(), "e2 e3 e4 e5"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
	b.clock.Advance(time.Minute) // timers of notes that are gone
	if got, want := b.texts(), "e2 e3 e4 e5"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
}

func TestToastsTakeNoClicksBesideThem(t *testing.T) {
	b := newToastBench(t)
	undone := 0
	b.Show(ToastInfo, "Moved to the trash", &ToastAction{"Undo", func() { undone++ }})
	card := b.cards[0]
	at := func(x, y float32) { test.TapCanvas(b.win.Canvas(), card.Position().AddXY(x, y)) }
	at(-5, 10)
	if b.tapped != 1 {
		t.Fatal("a click beside the note did not arrive below")
	}
	at(60, 15)
	if b.tapped != 1 || undone != 0 || b.texts() == "" {
		t.Fatal("a click on the text went through or did something")
	}
	at(toastTextLeft+5, card.Size().Height-15)
	if undone != 1 || b.texts() != "" {
		t.Fatalf("the action ran %d times, left %q", undone, b.texts())
	}
	b.Show(ToastError, "failed", nil)
	card = b.cards[0]
	at(card.Size().Width-15, 15)
	if b.texts() != "" {
		t.Fatal("the close mark does not close")
	}
}

func TestToastWrap(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	width := fyne.MeasureText("mmmmmmmmmm", theme.SizeText, fyne.TextStyle{}).Width
	tests := []struct {
		name, text string
		want       []string
	}{
		{"short", "mmmm", []string{"mmmm"}},
		{"at spaces", "mmmm mmmm mmmm", []string{"mmmm mmmm", "mmmm"}},
		{"at line breaks", "mm\nmm\r\n", []string{"mm", "mm"}},
		{"long word", "mm " + strings.Repeat("m", 13), []string{"mm", "mmmmmmmmmm", "mmm"}},
		{"too long", strings.Repeat("mmmmmmm ", 9), []string{"mmmmmmm", "mmmmmmm", "mmmmmmm…"}},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, toastWrap(tt.text, width, 3)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	if got := toastWrap(strings.Repeat("é", 1e6), 0, 3); len(got) != 3 {
		t.Errorf("no width at all gives %q", got)
	}
}

func TestToastsLook(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			outlineTestApp(t, variant)
			toasts := NewToasts()
			w := outlineTestWindow(t, outlineOn(fynetheme.ColorNameBackground, toasts.Layer()), 420, 320)
			toasts.Show(ToastError, "The workspace could not be saved: the disk is full. Free some space and save again.", nil)
			toasts.Show(ToastWarning, "3 items of the import were approximated", nil)
			toasts.Show(ToastSuccess, "Saved", nil)
			toasts.Show(ToastInfo, "Request “Add to cart” moved to the trash", &ToastAction{"Undo", func() {}})
			test.AssertImageMatches(t, "toast_"+variant+".png", w.Canvas().Capture())
		})
	}
}
