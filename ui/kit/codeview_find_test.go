package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"postern/text"
	"postern/ui/theme"
)

// find looks for a query and waits for what comes of it.
func (r *codeRig) find(q text.Query) int {
	r.Find(q)
	r.queue.Drain()
	_, n, _ := r.Hits()
	return n
}

func TestFind(t *testing.T) {
	r := newCode(t, theme.Dark, 600, 200)
	r.SetText("Needle\n"+strings.Repeat("hay\n", 100)+"needle NEEDLE\näöÄÖ", "")
	check := func(what string, position int, selected string) {
		t.Helper()
		r.queue.Drain()
		if at, _, known := r.Hits(); at != position || r.SelectedText() != selected || !known {
			t.Errorf("%s: hit %d, %q selected, known %v", what, at, r.SelectedText(), known)
		}
	}
	if n := r.find(text.Query{Text: "needle"}); n != 3 {
		t.Errorf("%d hits", n)
	}
	check("at first", 1, "Needle")
	r.FindNext()
	check("next", 2, "needle")
	if line, _ := r.Top(); line < 80 {
		t.Errorf("line %d at the top: the hit is not in view", line)
	}
	r.FindNext()
	r.key(fyne.KeyF3)
	check("around", 1, "Needle")
	r.key("S-" + fyne.KeyF3)
	check("back around", 3, "NEEDLE")
	for _, c := range []struct {
		query text.Query
		want  int
	}{{text.Query{Text: "needle", Case: true}, 1}, {text.Query{Text: "äö"}, 2}, {text.Query{Text: "hay"}, 100}, {text.Query{Text: "ha", Word: true}, 0},
		{text.Query{Text: "none"}, 0}, {text.Query{Text: "y\nh"}, 99}, {text.Query{Text: "^n.*e", Regexp: true}, 2}, {text.Query{}, 0}} {
		if n := r.find(c.query); n != c.want {
			t.Errorf("%+v: %d hits, want %d", c.query, n, c.want)
		}
	}
	r.FindNext() // nothing to go to, and no harm
	if r.find(text.Query{Text: "(", Regexp: true}); r.search.problem == "" || r.footText() == "" {
		t.Error("a wrong pattern is not told")
	}
	if r.find(text.Query{Text: "hay"}); r.footText() != "" {
		t.Errorf("the fault of the pattern before is still told: %q", r.footText())
	}
}

func TestFindBar(t *testing.T) {
	r := newEditor(t, "one two\none three\none", "")
	r.Select(0, 3)
	r.ctrl(fyne.KeyF, 0)
	r.queue.Drain()
	if !r.FindShown() || r.bar.entry.Text != "one" || r.window.Canvas().Focused() != fyne.Focusable(r.bar.entry) {
		t.Fatal("the bar does not open on what is selected")
	}
	if got := r.bar.count.Text; got != "1 of 3" {
		t.Errorf("count %q", got)
	}
	r.bar.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.queue.Drain()
	if got := r.bar.count.Text; got != "2 of 3" {
		t.Errorf("count %q", got)
	}
	r.capture()
	if p := r.at(0, 0); r.offsetAt(p) != 0 || r.geo.head == 0 {
		t.Errorf("below the bar a press on the first character finds %d", r.offsetAt(p))
	}
	r.bar.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.FindShown() || r.window.Canvas().Focused() != fyne.Focusable(r.CodeView) {
		t.Error("Esc does not go back to the text")
	}
}

func TestReplace(t *testing.T) {
	r := newEditor(t, "one two\none three\none", "")
	r.ctrl(fyne.KeyH, 0)
	r.bar.entry.SetText("o(ne)")
	r.bar.pattern.OnTapped()
	r.queue.Drain()
	r.ReplaceHit("O$1")
	r.queue.Drain()
	if got := r.Text(); got != "One two\none three\none" || r.SelectedText() != "one" {
		t.Errorf("one: %q, %q selected", got, r.SelectedText())
	}
	r.queue.Advance(searchRest)
	r.ReplaceHits("$1!")
	r.queue.Drain()
	if got := r.Text(); got != "ne! two\nne! three\nne!" || r.footText() != "3 replaced" {
		t.Errorf("all: %q, said %q", got, r.footText())
	}
	r.Undo()
	if got := r.Text(); got != "One two\none three\none" {
		t.Errorf("undone: %q", got)
	}
	r.queue.Advance(searchRest)
	r.ReplaceHits("x")
	r.Insert("typed meanwhile ")
	r.queue.Drain()
	if got := r.Text(); strings.Contains(got, "x") || !strings.Contains(got, "typed") {
		t.Errorf("the text was edited meanwhile: %q", got)
	}
}

func TestFindInSelection(t *testing.T) {
	r := newEditor(t, "a\na\na\na\n", "")
	r.Select(2, 6)
	r.ctrl(fyne.KeyF, 0)
	r.bar.entry.SetText("a")
	r.bar.within.OnTapped()
	r.queue.Drain()
	if _, n, _ := r.Hits(); n != 2 {
		t.Errorf("%d hits in the selection", n)
	}
	r.ReplaceHits("bb")
	r.queue.Drain()
	if got := r.Text(); got != "a\nbb\nbb\na\n" {
		t.Errorf("replaced %q", got)
	}
}

func TestGoToLine(t *testing.T) {
	r := newEditor(t, strings.Repeat("0123\n", 500), "")
	for typed, want := range map[string]int64{"300": 299 * 5, "2:3": 7, "9999": 2500, "1:99": 4} {
		r.ctrl(fyne.KeyG, 0)
		r.bar.entry.SetText(typed)
		r.bar.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if got := r.Caret().Off; got != want || r.FindShown() {
			t.Errorf("%q goes to %d, want %d", typed, got, want)
		}
	}
	r.ctrl(fyne.KeyG, 0)
	r.bar.entry.SetText("x")
	if r.bar.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); !strings.Contains(r.bar.count.Text, "a line is a number") {
		t.Errorf("said %q", r.bar.count.Text)
	}
}
