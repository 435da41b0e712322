package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/ui/task"
	"postern/ui/theme"
)

// codeRig is a view in a window, with the background at hand.
type codeRig struct {
	*CodeView
	t      testing.TB
	queue  *task.Queue
	window fyne.Window
}

// newCode shows a view of a size in a window with our theme.
func newCode(t testing.TB, variant string, w, h float32) *codeRig {
	app := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	app.Settings().SetTheme(theme.New(variant))
	r := &codeRig{t: t, queue: &task.Queue{}}
	r.CodeView = NewCodeView(r.queue)
	r.window = test.NewWindow(NewFloatLayer(r.CodeView, nil))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(w, h))
	r.window.Canvas().Capture()
	return r
}

// newEditor shows a view to edit that has the keyboard.
func newEditor(t testing.TB, text, language string) *codeRig {
	r := newCode(t, theme.Dark, 600, 300)
	r.SetText(text, language)
	r.SetEditable(true, "")
	r.window.Canvas().Focus(r.CodeView)
	return r
}

func (r *codeRig) capture() { r.window.Canvas().Capture() }

// key types keys; "S-" in front holds Shift.
func (r *codeRig) key(names ...fyne.KeyName) {
	for _, n := range names {
		if plain, shifted := strings.CutPrefix(string(n), "S-"); shifted {
			r.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
			r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(plain)})
			r.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
			continue
		}
		r.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (r *codeRig) ctrl(k fyne.KeyName, more fyne.KeyModifier) {
	r.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | more})
}

func (r *codeRig) alt(k fyne.KeyName) {
	r.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt})
}

func (r *codeRig) typing(s string) {
	for _, c := range s {
		if c == '\n' {
			r.key(fyne.KeyReturn)
			continue
		}
		r.TypedRune(c)
	}
}

// want checks the text and where the caret is, which "|" stands for.
func (r *codeRig) want(what, text string) {
	r.t.Helper()
	got := r.Text()
	off := r.Caret().Off
	if got = got[:off] + "|" + got[off:]; got != text {
		r.t.Errorf("%s: %q, want %q", what, got, text)
	}
}

// sampleJSON is pretty JSON of at least n bytes.
func sampleJSON(n int) string {
	var b strings.Builder
	b.WriteString("[\n")
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "  {\n    \"id\": %d,\n    \"name\": \"Item %d\",\n    \"price\": %d.50,\n    \"tags\": [\"a\", \"b\"],\n    \"ok\": true\n  },\n", i, i, i%100)
	}
	b.WriteString("  null\n]\n")
	return b.String()
}

// at is the middle of a cell in the text, in units of Fyne.
func (r *codeRig) at(col, row int) fyne.Position {
	g := &r.geo
	return fyne.NewPos(float32(g.text+col*g.atlas.width)+1, float32(g.head+row*g.atlas.height)+4)
}

func (r *codeRig) press(p fyne.Position, modifier fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: modifier}
	e.Position = p
	r.MouseDown(e)
	r.MouseUp(e)
}

func (r *codeRig) dragging(from, to fyne.Position) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = from
	r.MouseDown(e)
	d := &fyne.DragEvent{Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)}
	d.Position = to
	r.Dragged(d)
	r.DragEnd()
}
