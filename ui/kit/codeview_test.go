package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

// newCode shows a view of a size in a window with our theme.
func newCode(t testing.TB, variant string, w, h float32) (*CodeView, fyne.Window) {
	app := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	app.Settings().SetTheme(theme.New(variant))
	v := NewCodeView()
	window := test.NewWindow(v)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(w, h))
	window.Canvas().Capture()
	return v, window
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
func at(v *CodeView, col, row int) fyne.Position {
	return fyne.NewPos(float32(v.geo.text+col*v.geo.atlas.width)+1, float32(row*v.geo.atlas.height)+4)
}

func press(v *CodeView, p fyne.Position, modifier fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: modifier}
	e.Position = p
	v.MouseDown(e)
	v.MouseUp(e)
}

func drag(v *CodeView, from, to fyne.Position) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = from
	v.MouseDown(e)
	d := &fyne.DragEvent{Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)}
	d.Position = to
	v.Dragged(d)
	v.DragEnd()
}

func key(v *CodeView, names ...fyne.KeyName) {
	for _, n := range names {
		v.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestDragSelectsAndCopies(t *testing.T) {
	v, _ := newCode(t, theme.Dark, 600, 300)
	v.SetText("first line\nsecond\nthird", "")
	drag(v, at(v, 6, 0), at(v, 3, 1))
	if got := v.SelectedText(); got != "line\nsec" {
		t.Fatalf("selected %q", got)
	}
	clip := test.NewClipboard()
	v.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if clip.Content() != "line\nsec" {
		t.Errorf("copied %q", clip.Content())
	}
	drag(v, at(v, 2, 1), at(v, 1, 0)) // upwards
	if got := v.SelectedText(); got != "irst line\nse" {
		t.Errorf("upwards: %q", got)
	}
	drag(v, at(v, 3, 2), fyne.NewPos(300, 290)) // below the text
	if got := v.SelectedText(); got != "rd" {
		t.Errorf("below: %q", got)
	}
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := v.SelectedText(); got != "first line\nsecond\nthird" {
		t.Errorf("all: %q", got)
	}
	press(v, at(v, 0, 0), 0)
	clip.SetContent("kept")
	if err := v.Copy(clip); err != nil || clip.Content() != "kept" {
		t.Errorf("an empty selection was copied: %q, %v", clip.Content(), err)
	}
}

func TestClicksSelectWordsAndLines(t *testing.T) {
	v, _ := newCode(t, theme.Dark, 600, 300)
	v.SetText("one two_2 -- 日本語 x\nnext", "")
	for i, want := range []string{"", "two_2", "one two_2 -- 日本語 x\n", ""} {
		press(v, at(v, 5, 0), 0)
		if got := v.SelectedText(); got != want {
			t.Errorf("click %d selects %q, want %q", i+1, got, want)
		}
	}
	v.mouse = mouseState{}
	press(v, at(v, 15, 0), 0)
	press(v, at(v, 15, 0), 0)
	if got := v.SelectedText(); got != "日本語" {
		t.Errorf("a word of wide characters: %q", got)
	}
	v.mouse = mouseState{}
	press(v, at(v, 0, 0), 0)
	press(v, at(v, 3, 0), fyne.KeyModifierShift)
	if got := v.SelectedText(); got != "one" {
		t.Errorf("shift and click: %q", got)
	}
}

func TestKeysMoveAndSelect(t *testing.T) {
	v, _ := newCode(t, theme.Dark, 600, 300)
	v.SetText("ab日\nlonger line\n\nx", "")
	shiftKey := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	ctrl := func(k fyne.KeyName, more fyne.KeyModifier) {
		v.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | more})
	}
	check := func(what string, want int64, selected string) {
		t.Helper()
		if v.caret != want || v.SelectedText() != selected {
			t.Errorf("%s: caret at %d with %q selected, want %d with %q", what, v.caret, v.SelectedText(), want, selected)
		}
	}
	key(v, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	check("over a wide character", 5, "")
	key(v, fyne.KeyRight, fyne.KeyDown, fyne.KeyUp)
	check("over a line break, down and up", 6, "")
	key(v, fyne.KeyEnd, fyne.KeyDown, fyne.KeyDown)
	check("down past an empty line", 20, "")
	key(v, fyne.KeyUp, fyne.KeyUp)
	check("back in the old column", 17, "")
	v.KeyDown(shiftKey)
	key(v, fyne.KeyHome)
	check("to the start of the line", 6, "longer line")
	v.KeyUp(shiftKey)
	key(v, fyne.KeyRight)
	check("out of the selection", 17, "")
	ctrl(fyne.KeyLeft, 0)
	check("a word to the left", 13, "")
	ctrl(fyne.KeyEnd, fyne.KeyModifierShift)
	check("to the end of the text", 20, "line\n\nx")
	ctrl(fyne.KeyHome, 0)
	check("to the start of the text", 0, "")
	ctrl(fyne.KeyRight, 0)
	check("a word to the right", 6, "")
	key(v, fyne.KeyLeft, fyne.KeyLeft)
	check("back over the wide character", 2, "")
}

func TestFind(t *testing.T) {
	v, _ := newCode(t, theme.Dark, 600, 200)
	v.SetText("Needle\n"+strings.Repeat("hay\n", 100)+"needle NEEDLE\näöÄÖ", "")
	if n := v.Find("needle", false); n != 3 || v.SelectedText() != "Needle" || v.FindPosition() != 1 {
		t.Fatalf("%d hits, %q selected, position %d", n, v.SelectedText(), v.FindPosition())
	}
	v.FindNext()
	if line, _ := v.Top(); v.FindPosition() != 2 || line < 80 {
		t.Errorf("hit %d, line %d at the top: the hit is not in view", v.FindPosition(), line)
	}
	v.FindNext()
	key(v, fyne.KeyF3)
	if line, _ := v.Top(); v.FindPosition() != 1 || line != 0 {
		t.Errorf("after the last hit comes hit %d, line %d at the top", v.FindPosition(), line)
	}
	v.FindPrevious()
	if v.SelectedText() != "NEEDLE" {
		t.Errorf("before the first hit comes %q", v.SelectedText())
	}
	for _, c := range []struct {
		query string
		exact bool
		want  int
	}{{"needle", true, 1}, {"äö", false, 2}, {"äö", true, 1}, {"hay", false, 100}, {"none", false, 0}, {"y\nh", true, 99}, {"", false, 0}} {
		if n := v.Find(c.query, c.exact); n != c.want {
			t.Errorf("Find(%q, %v) = %d, want %d", c.query, c.exact, n, c.want)
		}
	}
	v.FindNext() // nothing to go to, and no harm
	v.SetText(strings.Repeat("a", MaxHits+10), "")
	if n := v.Find("A", false); n != MaxHits {
		t.Errorf("%d hits, want the limit", n)
	}
}

// TestFindAcrossChunks puts hits around the borders of the pieces that are searched.
func TestFindAcrossChunks(t *testing.T) {
	text := []byte(strings.Repeat(".", 2*findChunk+100))
	want := []int64{0, findChunk - 6, findChunk - 2, findChunk + 2, 2*findChunk - 4, 2 * findChunk, 2*findChunk + 96}
	for _, off := range want {
		copy(text[off:], "aBcD")
	}
	for _, exact := range []bool{true, false} {
		query := map[bool]string{true: "aBcD", false: "AbCd"}[exact]
		var got []int64
		for _, h := range findAll(TextDocument(text), query, exact) {
			got = append(got, h.start)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("exact %v: %v, want %v", exact, got, want)
		}
	}
}

func TestScrolling(t *testing.T) {
	v, w := newCode(t, theme.Dark, 400, 205)
	v.SetText(strings.Repeat("line\n", 999)+"end", "")
	rows := v.geo.rows()
	wheel := func(dy float32) { v.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}) }
	wheel(-30)
	if line, part := v.Top(); line != 1 || part != 0.5 {
		t.Errorf("30 pixels down: line %d, %v", line, part)
	}
	wheel(1e6)
	if line, part := v.Top(); line != 0 || part != 0 {
		t.Errorf("far up: line %d, %v", line, part)
	}
	wheel(-1e6)
	line, part := v.Top()
	if got := float64(line) + part + rows; got < 999.99 || got > 1000.01 {
		t.Errorf("far down: the view ends at line %v", got)
	}
	v.ScrollToLine(500)
	if line, _ := v.Top(); line != 500 {
		t.Errorf("line %d at the top", line)
	}
	w.Canvas().Capture()
	b := v.vertical()
	drag(v, fyne.NewPos(395, float32(b.from)+5), fyne.NewPos(395, 600))
	if line, _ := v.Top(); line < 988 {
		t.Errorf("the thumb is at the end, and line %d at the top", line)
	}
	press(v, fyne.NewPos(395, 1), 0)
	if line, _ := v.Top(); line != 0 {
		t.Errorf("the track's start was pressed, and line %d is at the top", line)
	}
	key(v, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp)
	if line, _ := v.Top(); line != v.geo.fullRows()-1 || v.doc.LineAt(v.caret) != line {
		t.Errorf("two pages down and one up: line %d at the top, caret in %d", line, v.doc.LineAt(v.caret))
	}
}

func TestScrollingWrappedText(t *testing.T) {
	v, w := newCode(t, theme.Dark, 400, 205)
	v.SetWrap(true)
	v.SetText("short\n"+strings.Repeat("0123456789", 20_000)+"\nlast", "")
	w.Canvas().Capture()
	v.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEnd, Modifier: fyne.KeyModifierShortcutDefault})
	w.Canvas().Capture()
	if v.paint.shown != v.doc.Size() {
		t.Errorf("%d of %d bytes are above the lower edge at the end", v.paint.shown, v.doc.Size())
	}
	v.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1e7)})
	if line, part := v.Top(); line != 0 || part != 0 {
		t.Errorf("far up: line %d, %v", line, part)
	}
	v.moveTo(100_000, false)
	middle := v.top
	w.Resize(fyne.NewSize(300, 205))
	w.Canvas().Capture()
	if v.top.line != 1 || v.top.off > middle.off || middle.off-v.top.off > 100 {
		t.Errorf("byte %d was at the top, and after a change of width %d is", middle.off, v.top.off)
	}
	key(v, fyne.KeyHome, fyne.KeyEnd)
	if v.caret-(6+v.layout.locate(1, v.caret-6).off) != 0 || v.layout.locate(1, v.caret-6).col != v.layout.cols-1 {
		t.Errorf("End goes to column %d of %d", v.layout.locate(1, v.caret-6).col, v.layout.cols)
	}
	before := v.layout.locate(1, v.caret-6)
	key(v, fyne.KeyDown)
	if after := v.layout.locate(1, v.caret-6); after.row != before.row+1 || after.col != before.col {
		t.Errorf("down from %v goes to %v", before, after)
	}
	w.Canvas().Capture()
	b := v.vertical()
	drag(v, fyne.NewPos(295, float32(b.from)+5), fyne.NewPos(295, 105))
	if got := v.top.off; got < 80_000 || got > 120_000 {
		t.Errorf("the thumb is in the middle, and byte %d at the top", got)
	}
}

func TestLongLineScrollsSideways(t *testing.T) {
	v, w := newCode(t, theme.Dark, 400, 205)
	v.SetText(strings.Repeat("0123456789", 100_000), "")
	v.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-80, 0)})
	if v.left != 10 {
		t.Errorf("80 pixels to the right are %v cells", v.left)
	}
	key(v, fyne.KeyEnd)
	w.Canvas().Capture()
	if v.caret != 1_000_000 || v.left < 999_900 || v.paint.shown != 1_000_000 {
		t.Errorf("caret at %d, %v cells scrolled, %d bytes shown", v.caret, v.left, v.paint.shown)
	}
	drag(v, fyne.NewPos(399-30, 200), fyne.NewPos(0, 200))
	if v.left != 0 {
		t.Errorf("the thumb is at the start, and %v cells are scrolled", v.left)
	}
}

type closing struct {
	Document
	closed int
}

func (c *closing) Close() error { c.closed++; return c.Document.Close() }

func TestDocumentsAreClosed(t *testing.T) {
	v, _ := newCode(t, theme.Dark, 400, 200)
	d := &closing{Document: TextDocument([]byte("a"))}
	v.SetDocument(d, "")
	v.SetDocument(d, "json")
	if d.closed != 0 || v.Document() != d {
		t.Errorf("closed %d times while it is shown", d.closed)
	}
	v.Clear()
	if d.closed != 1 || v.Document().Size() != 0 {
		t.Errorf("closed %d times, and %d bytes are shown", d.closed, v.Document().Size())
	}
}

func TestContextMenu(t *testing.T) {
	v, w := newCode(t, theme.Dark, 400, 200)
	v.SetText("text", "")
	var ran bool
	v.OnMenu = func() []*fyne.MenuItem { return []*fyne.MenuItem{fyne.NewMenuItem("More", func() { ran = true })} }
	m := v.menu()
	if !m.Items[0].Disabled || m.Items[3].Checked {
		t.Error("nothing is selected and nothing wraps")
	}
	m.Items[1].Action()
	m.Items[3].Action()
	m.Items[5].Action()
	if m := v.menu(); m.Items[0].Disabled || !m.Items[3].Checked || !v.Wrap() || !ran {
		t.Error("the items do not do what they say")
	}
	v.menu().Items[0].Action()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "text" {
		t.Errorf("copied %q", got)
	}
	v.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	if w.Canvas().Overlays().Top() == nil {
		t.Error("no menu opened")
	}
}

func TestCursorOverTextAndBars(t *testing.T) {
	v, w := newCode(t, theme.Dark, 400, 200)
	v.SetText(strings.Repeat("line\n", 100), "")
	w.Canvas().Capture()
	for x, want := range map[float32]desktop.Cursor{5: desktop.DefaultCursor, 100: desktop.TextCursor, 396: desktop.DefaultCursor} {
		e := &desktop.MouseEvent{}
		e.Position = fyne.NewPos(x, 50)
		v.MouseMoved(e)
		if got := v.Cursor(); got != want {
			t.Errorf("cursor %v at %v, want %v", got, x, want)
		}
	}
}
