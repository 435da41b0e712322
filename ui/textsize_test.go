package ui

import (
	"fmt"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"postern/model"
	"postern/ui/kit"
)

// scaled sees to it that a test which changes the size of the window leaves no trace of it.
func scaled(t *testing.T) { t.Setenv("FYNE_SCALE", "1") }

func TestTextSizeIsASetting(t *testing.T) {
	scaled(t)
	r := newRig(t)
	for _, step := range []struct {
		command string
		percent int
		scale   string
	}{
		{"larger-text", 110, "1.1"}, {"larger-text", 125, "1.25"}, {"smaller-text", 110, "1.1"},
		{"text-size-200", 200, "2"}, {"larger-text", 200, "2"}, {"undo", 110, "1.1"}, {"normal-text", 100, "1"},
	} {
		r.command(step.command)
		s, _ := r.file.Settings()
		if got := os.Getenv("FYNE_SCALE"); s.TextSize != step.percent || got != step.scale {
			t.Fatalf("%s: %d %%, scale %s, want %d %% and %s", step.command, s.TextSize, got, step.percent, step.scale)
		}
		want := ""
		if step.percent != model.NormalTextSize {
			want = fmt.Sprintf("%d %%", step.percent)
		}
		if says := r.status.size.Text(); says != want {
			t.Errorf("%s: the status bar says %q, want %q", step.command, says, want)
		}
	}
}

func TestTextSizeHoldsFromTheStart(t *testing.T) {
	scaled(t)
	r := newRig(t)
	r.command("text-size-150")
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FYNE_SCALE", "2") // of a desktop where it stands for twice the size
	r.start()
	if got := os.Getenv("FYNE_SCALE"); got != "3" {
		t.Errorf("the window begins at scale %s", got)
	}
}

// TestZoomGoesWhereTheFocusIs presses the keys of the menu, which hears of them before any widget does.
func TestZoomGoesWhereTheFocusIs(t *testing.T) {
	scaled(t)
	defer kit.SetCodeZoom(1)
	r := newRig(t)
	code := kit.NewCodeView(r.queue)
	r.window.SetContent(container.NewStack(r.window.Content(), code))
	r.window.Canvas().Focus(code)
	plus := &desktop.CustomShortcut{KeyName: fyne.KeyPlus, Modifier: ctrl}
	for _, key := range append(plusKeys, plus) {
		before := kit.CodeZoom()
		if r.press(key); kit.CodeZoom() <= before {
			t.Errorf("%s: the text view has zoom %v", key.ShortcutName(), kit.CodeZoom())
		}
	}
	r.press(&desktop.CustomShortcut{KeyName: fyne.KeyMinus, Modifier: ctrl})
	r.press(&desktop.CustomShortcut{KeyName: fyne.Key0, Modifier: ctrl})
	if s, _ := r.file.Settings(); s.TextSize != 100 || kit.CodeZoom() != 1 {
		t.Errorf("the window has %d %%, the text view zoom %v", s.TextSize, kit.CodeZoom())
	}
	r.window.Canvas().Unfocus()
	r.press(&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: ctrl})
	if s, _ := r.file.Settings(); s.TextSize != 110 || kit.CodeZoom() != 1 {
		t.Errorf("the window has %d %%, the text view zoom %v", s.TextSize, kit.CodeZoom())
	}
}

// press does what the driver does with a key: it looks through the menus, what is behind an item included.
func (r *rig) press(s fyne.Shortcut) {
	r.t.Helper()
	var look func(items []*fyne.MenuItem) bool
	look = func(items []*fyne.MenuItem) bool {
		for _, i := range items {
			if i.Shortcut != nil && i.Shortcut.ShortcutName() == s.ShortcutName() {
				i.Action()
				return true
			}
			if i.ChildMenu != nil && look(i.ChildMenu.Items) {
				return true
			}
		}
		return false
	}
	for _, m := range r.window.MainMenu().Items {
		if look(m.Items) {
			r.settle()
			return
		}
	}
	r.t.Fatalf("no item has the key %s", s.ShortcutName())
}

func TestZoomIsKept(t *testing.T) {
	defer kit.SetCodeZoom(1)
	r := newRig(t)
	kit.SetCodeZoom(1.5)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	kit.SetCodeZoom(1) // as in another process
	if r.start(); kit.CodeZoom() != 1.5 {
		t.Errorf("the text views begin with zoom %v", kit.CodeZoom())
	}
}

// TestEveryRoomFits looks at the window on a screen of 1280 by 800 pixels at twice the usual size.
func TestEveryRoomFits(t *testing.T) {
	r := newRig(t)
	if err := r.session.Open("cart"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []string{"collections", "environments", "history", "settings", "trash", "backups", "recovery", "mock-log", "mock-details",
		"mock-behaviour", "mock-scenarios", "mock-state", "mock-upstream", "mock-verify"} {
		r.command(c)
		if min := r.window.Content().MinSize(); min.Width > 640 || min.Height > 370 { // besides the menu
			t.Errorf("%s needs %v", c, min)
		}
	}
}
