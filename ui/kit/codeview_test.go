package kit

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/text"
	"postern/ui/theme"
)

func TestDragSelectsAndCopies(t *testing.T) {
	r := newCode(t, theme.Dark, 600, 300)
	r.SetText("first line\nsecond\nthird", "")
	r.dragging(r.at(6, 0), r.at(3, 1))
	if got := r.SelectedText(); got != "line\nsec" {
		t.Fatalf("selected %q", got)
	}
	clip := test.NewClipboard()
	r.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if clip.Content() != "line\nsec" {
		t.Errorf("copied %q", clip.Content())
	}
	r.dragging(r.at(2, 1), r.at(1, 0)) // upwards
	if got := r.SelectedText(); got != "irst line\nse" {
		t.Errorf("upwards: %q", got)
	}
	r.dragging(r.at(3, 2), fyne.NewPos(300, 290)) // below the text
	if got := r.SelectedText(); got != "rd" {
		t.Errorf("below: %q", got)
	}
	r.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := r.SelectedText(); got != "first line\nsecond\nthird" {
		t.Errorf("all: %q", got)
	}
	r.press(r.at(0, 0), 0)
	clip.SetContent("kept")
	if err := r.Copy(clip); err != nil || clip.Content() != "kept" {
		t.Errorf("an empty selection was copied: %q, %v", clip.Content(), err)
	}
}

// TestHeldDragScrollsOn holds the mouse below the view: it scrolls and selects further without a move.
func TestHeldDragScrollsOn(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 200)
	r.SetText(strings.Repeat("line\n", 1000), "")
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = r.at(0, 0)
	r.MouseDown(e)
	d := &fyne.DragEvent{Dragged: fyne.NewDelta(0, 260)}
	d.Position = fyne.NewPos(100, 260)
	r.Dragged(d)
	first := r.Caret().Off
	r.queue.Advance(10 * dragPace)
	held := r.Caret().Off
	r.DragEnd()
	r.queue.Advance(10 * dragPace)
	if first == 0 || held < first+100 || r.Caret().Off != held || r.Caret().Anchor != 0 {
		t.Errorf("selected up to %d, then %d, then %+v", first, held, r.Caret())
	}
}

func TestClicksSelectWordsAndLines(t *testing.T) {
	r := newCode(t, theme.Dark, 600, 300)
	r.SetText("one two_2 -- äöü x\nnext", "")
	for i, want := range []string{"", "two_2", "one two_2 -- äöü x\n", ""} {
		r.press(r.at(5, 0), 0)
		if got := r.SelectedText(); got != want {
			t.Errorf("click %d selects %q, want %q", i+1, got, want)
		}
	}
	r.mouse = mouseState{}
	r.press(r.at(0, 0), 0)
	r.press(r.at(3, 0), fyne.KeyModifierShift)
	if got := r.SelectedText(); got != "one" {
		t.Errorf("shift and click: %q", got)
	}
}

func TestKeysMoveAndSelect(t *testing.T) {
	r := newCode(t, theme.Dark, 600, 300)
	r.SetText("ab日\nlonger line\n\nx", "")
	check := func(what string, want int64, selected string) {
		t.Helper()
		if r.Caret().Off != want || r.SelectedText() != selected {
			t.Errorf("%s: caret at %d with %q selected, want %d with %q", what, r.Caret().Off, r.SelectedText(), want, selected)
		}
	}
	r.key(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	check("over a wide character", 5, "")
	r.key(fyne.KeyRight, fyne.KeyDown, fyne.KeyUp)
	check("over a line break, down and up", 6, "")
	r.key(fyne.KeyEnd, fyne.KeyDown, fyne.KeyDown)
	check("down past an empty line", 20, "")
	r.key(fyne.KeyUp, fyne.KeyUp)
	check("back in the old column", 17, "")
	r.key("S-" + fyne.KeyHome)
	check("to the start of the line", 6, "longer line")
	r.key(fyne.KeyRight)
	check("out of the selection", 17, "")
	r.ctrl(fyne.KeyLeft, 0)
	check("a word to the left", 13, "")
	r.ctrl(fyne.KeyEnd, fyne.KeyModifierShift)
	check("to the end of the text", 20, "line\n\nx")
	r.ctrl(fyne.KeyHome, 0)
	check("to the start of the text", 0, "")
}

func TestScrolling(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 205)
	r.SetText(strings.Repeat("line\n", 999)+"end", "")
	r.capture()
	rows := r.geo.rows()
	wheel := func(dy float32) { r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}) }
	wheel(-30)
	if line, part := r.Top(); line != 1 || part != 0.5 {
		t.Errorf("30 pixels down: line %d, %v", line, part)
	}
	wheel(1e6)
	if line, part := r.Top(); line != 0 || part != 0 {
		t.Errorf("far up: line %d, %v", line, part)
	}
	wheel(-1e6)
	line, part := r.Top()
	if got := float64(line) + part + rows; got < 999.99 || got > 1000.01 {
		t.Errorf("far down: the view ends at line %v", got)
	}
	r.ScrollToLine(500)
	if line, _ := r.Top(); line != 500 {
		t.Errorf("line %d at the top", line)
	}
	r.capture()
	b := r.vertical()
	r.dragging(fyne.NewPos(395, float32(b.from)+5), fyne.NewPos(395, 600))
	if line, _ := r.Top(); line < 988 {
		t.Errorf("the thumb is at the end, and line %d at the top", line)
	}
	r.press(fyne.NewPos(395, 1), 0)
	if line, _ := r.Top(); line != 0 {
		t.Errorf("the track's start was pressed, and line %d is at the top", line)
	}
	r.key(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp)
	if line, _ := r.Top(); line != r.geo.fullRows()-1 || r.doc.LineOf(r.Caret().Off) != line {
		t.Errorf("two pages down and one up: line %d at the top, caret in %d", line, r.doc.LineOf(r.Caret().Off))
	}
}

func TestScrollingWrappedText(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 205)
	r.SetWrap(true)
	r.SetText("short\n"+strings.Repeat("0123456789", 20_000)+"\nlast", "")
	r.capture()
	r.ctrl(fyne.KeyEnd, 0)
	r.capture()
	if r.paint.shown != r.doc.Len() {
		t.Errorf("%d of %d bytes are above the lower edge at the end", r.paint.shown, r.doc.Len())
	}
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1e7)})
	if line, part := r.Top(); line != 0 || part != 0 {
		t.Errorf("far up: line %d, %v", line, part)
	}
	r.Select(100_000, 100_000)
	middle := r.top.off
	r.window.Resize(fyne.NewSize(300, 205))
	r.capture()
	if r.top.off > middle || middle-r.top.off > 100 {
		t.Errorf("byte %d was at the top, and after a change of width %d is", middle, r.top.off)
	}
	r.key(fyne.KeyHome, fyne.KeyEnd)
	if col := r.layout.Col(r.layout.Row(r.Caret().Off), r.Caret().Off); col != r.layout.Width-1 {
		t.Errorf("End goes to column %d of %d", col, r.layout.Width)
	}
	r.capture()
	b := r.vertical()
	r.dragging(fyne.NewPos(295, float32(b.from)+5), fyne.NewPos(295, 105))
	if got := r.top.off; got < 80_000 || got > 140_000 {
		t.Errorf("the thumb is in the middle, and byte %d at the top", got)
	}
}

func TestLongLineScrollsSideways(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 205)
	r.SetText(strings.Repeat("0123456789", 300), "")
	r.capture()
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-80, 0)})
	if r.left != 10 {
		t.Errorf("80 pixels to the right are %v cells", r.left)
	}
	r.key(fyne.KeyEnd)
	r.capture()
	if r.Caret().Off != 3000 || r.left < 2900 {
		t.Errorf("caret at %d, %v cells scrolled", r.Caret().Off, r.left)
	}
	r.dragging(fyne.NewPos(399-30, 200), fyne.NewPos(0, 200))
	if r.left != 0 {
		t.Errorf("the thumb is at the start, and %v cells are scrolled", r.left)
	}
}

type closing struct {
	*text.Buffer
	closed int
}

func (c *closing) Close() error { c.closed++; return nil }

func TestDocumentsAreClosed(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 200)
	d := &closing{Buffer: text.NewBuffer([]byte("a"))}
	r.SetDocument(d, "")
	r.SetDocument(d, "json")
	if d.closed != 0 || r.Document() != text.Document(d) {
		t.Errorf("closed %d times while it is shown", d.closed)
	}
	r.Clear()
	if d.closed != 1 || r.Document().Len() != 0 {
		t.Errorf("closed %d times, and %d bytes are shown", d.closed, r.Document().Len())
	}
}

// fewSteps is a context that is canceled when it was asked a number of times.
type fewSteps struct {
	context.Context
	left int
}

func (c *fewSteps) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestFilesGrowWhileTheyAreRead shows a file at once and its end when its lines are known.
func TestFilesGrowWhileTheyAreRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte(strings.Repeat("some line of text\n", 400_000)+"end"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := text.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Index(&fewSteps{t.Context(), 2}, nil); err == nil {
		t.Fatal("the whole file was read in two steps: make it larger")
	}
	r := newCode(t, theme.Dark, 400, 200)
	r.SetDocument(f, "")
	r.capture()
	if r.Complete() || r.paint.shown == 0 {
		t.Errorf("while the file is read: complete %v, %d bytes shown", r.Complete(), r.paint.shown)
	}
	r.queue.Drain()
	r.ctrl(fyne.KeyEnd, 0)
	r.capture()
	if line, _ := r.Top(); !r.Complete() || r.paint.shown != f.Len() || line < 399_980 {
		t.Errorf("complete %v, line %d at the top, %d bytes shown", r.Complete(), line, r.paint.shown)
	}
	r.SetEditable(true, "")
	if r.TypedRune('x'); r.Editable() || f.Len() != r.doc.Len() {
		t.Error("a file is edited")
	}
}

func TestFolding(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 300)
	r.SetText("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\n    \"c\": 3\n  }\n}", "json")
	r.capture()
	fold := r.at(0, 1)
	fold.X = float32(r.geo.foldX() + r.geo.atlas.width)
	visible := func() int { lines, _ := r.doc.Lines(); return r.folds.Visible(lines) }
	r.press(fold, 0)
	r.queue.Drain()
	if visible() != 7 {
		t.Errorf("%d lines are visible after a click on the mark", visible())
	}
	r.Select(16, 16) // within what is hidden
	if visible() != 9 {
		t.Errorf("%d lines are visible, and the caret is among the hidden", visible())
	}
	r.FoldAll()
	r.queue.Drain()
	if visible() != 2 || r.folds.Hidden(r.doc.LineOf(r.Caret().Off)) {
		t.Errorf("fold all leaves %d lines, the caret in line %d", visible(), r.doc.LineOf(r.Caret().Off))
	}
	r.capture()
	r.UnfoldAll()
	if visible() != 9 {
		t.Errorf("unfold all leaves %d lines", visible())
	}
}

func TestContextMenu(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 200)
	r.SetText("text", "")
	ran := 0
	r.OnMenu = func() []*fyne.MenuItem { return []*fyne.MenuItem{fyne.NewMenuItem("More", func() { ran++ })} }
	item := func(label string) *fyne.MenuItem {
		t.Helper()
		items := r.contextMenu().Items
		for n := 0; n < len(items); n++ { // and of the menus in it
			if i := items[n]; i.Label == label {
				return i
			} else if i.ChildMenu != nil {
				items = append(items, i.ChildMenu.Items...)
			}
		}
		t.Fatalf("no item %q", label)
		return nil
	}
	if !item("Copy").Disabled || item("Wrap long lines").Checked {
		t.Error("nothing is selected and nothing wraps")
	}
	item("Select all").Action()
	item("Wrap long lines").Action()
	item("More").Action()
	if item("Copy").Disabled || !item("Wrap long lines").Checked || !r.Wrap() || ran != 1 {
		t.Error("the items do not do what they say")
	}
	item("Copy").Action()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "text" {
		t.Errorf("copied %q", got)
	}
	r.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	if r.window.Canvas().Overlays().Top() == nil {
		t.Error("no menu opened")
	}
}

func TestCursorOverTextAndBars(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 200)
	r.SetText(strings.Repeat("line\n", 100), "")
	r.capture()
	for x, want := range map[float32]desktop.Cursor{5: desktop.DefaultCursor, 100: desktop.TextCursor, 396: desktop.DefaultCursor} {
		e := &desktop.MouseEvent{}
		e.Position = fyne.NewPos(x, 50)
		r.MouseMoved(e)
		if got := r.Cursor(); got != want {
			t.Errorf("cursor %v at %v, want %v", got, x, want)
		}
	}
}

// TestKeysOfCommandsDiffer sees to it that no key does two things.
func TestKeysOfCommandsDiffer(t *testing.T) {
	r := newEditor(t, "{}", "json")
	seen := map[string]string{}
	for _, c := range r.Commands() {
		for _, k := range append([]fyne.KeyName{c.Key}, c.also...) {
			if k == "" {
				continue
			}
			id := (&desktop.CustomShortcut{KeyName: k, Modifier: c.Mod}).ShortcutName()
			if other := seen[id]; other != "" {
				t.Errorf("%s and %s are both on %s", other, c.ID, id)
			}
			seen[id] = c.ID
		}
	}
}
