package kit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/text"
)

func TestTypingIsUndoneAndHeard(t *testing.T) {
	r := newEditor(t, "", "json")
	var heard []text.Change
	r.OnChanged = func(c text.Change) { heard = append(heard, c) }
	r.typing(`{"a": [1`)
	r.want("brackets and quotes close themselves", `{"a": [1|]}`)
	r.typing("]}")
	r.want("and are typed over", `{"a": [1]}|`)
	r.key(fyne.KeyLeft, fyne.KeyReturn)
	r.want("a new line in brackets", "{\"a\": [1]\n|}")
	r.TypedShortcut(&fyne.ShortcutUndo{})
	r.TypedShortcut(&fyne.ShortcutUndo{})
	for r.edit.CanUndo() {
		r.Undo()
	}
	r.want("undone to the start", "|")
	for r.edit.CanRedo() {
		r.Redo()
	}
	r.want("done again", "{\"a\": [1]\n|}")
	n := len(heard)
	r.SetText("other", "")
	r.want("another text", "|other")
	if len(heard) != n || n == 0 {
		t.Errorf("SetText was heard: %d changes, then %d", n, len(heard))
	}
	if r.Undo(); r.Text() != "other" {
		t.Errorf("undo reaches into the text before: %q", r.Text())
	}
}

func TestKeysOfEditing(t *testing.T) {
	r := newEditor(t, "one\ntwo\nthree", "javascript")
	r.alt(fyne.KeyDown)
	r.want("move down", "two\n|one\nthree")
	r.alt(fyne.KeyUp)
	r.want("move up", "|one\ntwo\nthree")
	r.ctrl(fyne.KeyD, 0)
	r.want("duplicate", "one\n|one\ntwo\nthree")
	r.ctrl(fyne.KeyK, fyne.KeyModifierShift)
	r.want("delete the line", "one\n|two\nthree")
	r.ctrl(fyne.KeySlash, 0)
	r.want("comment", "one\n// |two\nthree")
	r.ctrl(fyne.KeySlash, 0)
	r.want("no comment", "one\n|two\nthree")
	r.key("S-"+fyne.KeyDown, "S-"+fyne.KeyEnd, fyne.KeyTab)
	if got := r.Text(); got != "one\n  two\n  three" {
		t.Errorf("tab with lines selected: %q", got)
	}
	r.key("S-" + fyne.KeyTab)
	if got := r.Text(); got != "one\ntwo\nthree" {
		t.Errorf("shift and tab: %q", got)
	}
	clip := test.NewClipboard()
	r.Select(0, 4)
	r.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	r.want("cut", "|two\nthree")
	r.ctrl(fyne.KeyEnd, 0)
	r.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	r.want("paste", "two\nthreeone\n|")
	r.ctrl(fyne.KeyBackspace, 0)
	r.key(fyne.KeyEscape)
	if r.focused {
		t.Error("Esc does not leave")
	}
}

func TestReadOnlySaysWhy(t *testing.T) {
	r := newEditor(t, "text", "")
	r.SetEditable(false, "This is why.")
	r.typing("x")
	r.key(fyne.KeyBackspace, fyne.KeyReturn, fyne.KeyTab)
	r.TypedShortcut(&fyne.ShortcutUndo{})
	if r.Text() != "text" || r.footText() != "This is why." || r.AcceptsTab() {
		t.Errorf("text %q, said %q", r.Text(), r.footText())
	}
	r.SetEditable(true, "")
	if r.typing("x"); r.Text() != "xtext" || r.footText() != "" {
		t.Errorf("text %q, said %q", r.Text(), r.footText())
	}
}

func TestChecksAsYouType(t *testing.T) {
	r := newEditor(t, "", "json")
	r.typing("{\n\"a\": 1,,")
	r.queue.Advance(checkRest)
	if first, n := r.Problems(); n != 1 || !strings.HasPrefix(first, "line 2, column 10: ") {
		t.Errorf("%d problems, %q", n, first)
	}
	e := &desktop.MouseEvent{}
	e.Position = r.positionOf(int64(strings.Index(r.Text(), ",,")+1)).AddXY(3, 3)
	r.MouseMoved(e)
	if r.mouse.hover == 0 {
		t.Error("the problem under the mouse is not told")
	}
	r.window.Canvas().Unfocus()
	if r.mouse.hover != 0 {
		t.Error("what the mouse was told stays when the keys go elsewhere")
	}
	r.window.Canvas().Focus(r.CodeView)
	r.key(fyne.KeyBackspace, fyne.KeyBackspace)
	r.queue.Advance(checkRest)
	if first, n := r.Problems(); n != 0 || r.footText() != "" {
		t.Errorf("after mending it: %d problems, %q", n, first)
	}
	for body, want := range map[string]int{`{"id": {{id}}, "x": "{{y}}"}`: 0, `[{{a}}, {{b}}]`: 0, `{{a b`: 1, `{"a": {{{}}}`: 1} {
		r.SetText(body, "json")
		if r.queue.Advance(checkRest); len(r.check.problems) != want {
			t.Errorf("%s: %+v", body, r.check.problems)
		}
	}
	r.SetText("<a><b></a>", "xml")
	r.queue.Advance(checkRest)
	if first, n := r.Problems(); n != 1 || !strings.HasPrefix(first, "line 1") {
		t.Errorf("XML: %d problems, %q", n, first)
	}
}

// TestWordsDoNotHideTheCaret types a fault at the end of a text that fills the view.
func TestWordsDoNotHideTheCaret(t *testing.T) {
	r := newEditor(t, "["+strings.Repeat("1,\n", 50), "json")
	r.ctrl(fyne.KeyEnd, 0)
	r.typing("x")
	r.draw(600, 300)
	r.queue.Advance(checkRest)
	r.draw(600, 300)
	if r.footText() == "" || !r.caretInView() {
		t.Errorf("said %q, the caret in view: %v", r.footText(), r.caretInView())
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"json", `{"a":[1,2.50]}`, "{\n  \"a\": [\n    1,\n    2.50\n  ]\n}"},
		{"xml", "<a><b/></a>", "<a>\n  <b/>\n</a>"},
		{"graphql", "{shop{name}}", "{\n  shop {\n    name\n  }\n}"},
	} {
		r := newEditor(t, c.text, c.language)
		r.ctrl(fyne.KeyI, fyne.KeyModifierShift)
		r.queue.Drain()
		if got := strings.TrimSpace(r.Text()); got != c.want {
			t.Errorf("%s: %q", c.language, got)
		}
		if r.Undo(); r.Text() != c.text {
			t.Errorf("%s undone: %q", c.language, r.Text())
		}
	}
	r := newEditor(t, "<a>\n  <b>\n</a>", "xml")
	r.Format()
	r.queue.Drain()
	if r.Text() != "<a>\n  <b>\n</a>" || !strings.Contains(r.footText(), "not formatted: line 3") || r.doc.LineOf(r.Caret().Off) != 2 {
		t.Errorf("a broken text: %q, said %q, caret at %d", r.Text(), r.footText(), r.Caret().Off)
	}
	r = newEditor(t, "{}", "json")
	r.Format()
	r.typing(" ")
	if r.queue.Drain(); r.Text() != " {}" {
		t.Errorf("the text was edited meanwhile, and became %q", r.Text())
	}
}

func TestVariablesAreOffered(t *testing.T) {
	r := newEditor(t, "", "json")
	r.Names = func() []Suggestion { return []Suggestion{{Text: "basePath"}, {Text: "baseUrl"}, {Text: "token"}} }
	r.typing(`{"a": "{{ba`)
	if !r.completion.IsOpen() || strings.Join(completionTexts(r.completion), " ") != "basePath baseUrl" {
		t.Fatal("names are not offered")
	}
	r.key(fyne.KeyDown, fyne.KeyReturn)
	r.want("completed", `{"a": "{{baseUrl}}|"}`)
	if r.completion.IsOpen() {
		t.Error("the list stays")
	}
	r.typing("{{")
	r.key(fyne.KeyEscape)
	if r.completion.IsOpen() || !r.focused {
		t.Error("Esc leaves more than the list")
	}
}

func TestFilesAreDroppedIn(t *testing.T) {
	r := newEditor(t, "ab", "")
	path := filepath.Join(t.TempDir(), "in.txt")
	if err := os.WriteFile(path, []byte("file"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.key(fyne.KeyRight)
	r.InsertFile(path)
	r.queue.Drain()
	if r.Text() != "afileb" || r.footText() != "4 B from in.txt" {
		t.Errorf("%q, said %q", r.Text(), r.footText())
	}
	r.InsertFile(path + "gone")
	r.queue.Drain()
	if r.Text() != "afileb" || !strings.Contains(r.footText(), "cannot read the file") {
		t.Errorf("a file that is gone: said %q", r.footText())
	}
}

// TestBlink lets the caret go on and off once a second, and rest when nobody types.
func TestBlink(t *testing.T) {
	r := newEditor(t, "x", "")
	for i, want := range []bool{true, false, true, false} {
		if r.caretShown() != want {
			t.Errorf("after %d half seconds the caret is shown: %v", i, r.caretShown())
		}
		r.queue.Advance(blinkPace)
	}
	if r.typing("a"); !r.caretShown() {
		t.Error("a key does not show the caret")
	}
	r.queue.Advance(2 * blinkMost * blinkPace)
	if r.caret.stop != nil || !r.caretShown() {
		t.Error("the caret does not come to rest")
	}
	r.window.Canvas().Unfocus()
	if r.caretShown() || r.caret.stop != nil {
		t.Error("a caret without the keyboard")
	}
}

// TestSetTextKeepsThePlace changes the text under the user: the caret stays beside what it was beside.
func TestSetTextKeepsThePlace(t *testing.T) {
	r := newEditor(t, "one two three four", "")
	r.Select(8, 8)
	r.SetText("one and two three four", "")
	r.want("a part changed before the caret", "one and two |three four")
	r.SetText("something else altogether", "")
	r.want("another text", "|something else altogether")
}

// TestFastTypingLosesNothing types two thousand characters into a body of 10 MB, and half of them are taken back.
func TestFastTypingLosesNothing(t *testing.T) {
	body := sampleJSON(10 << 20)
	r := newEditor(t, body, "json")
	r.edit.Plain = true
	at := int64(len(body) / 2)
	at = r.doc.LineStart(r.doc.LineOf(at))
	r.Select(at, at)
	var typed strings.Builder
	for i := range 2000 {
		c := rune("abcdefghij 0123\"{}[]é日"[i%20])
		r.TypedRune(c)
		typed.WriteRune(c)
		if i%100 == 0 {
			r.draw(600, 300)
			r.queue.Advance(growthPace)
		}
	}
	if !r.holds(body[:at] + typed.String() + body[at:]) {
		t.Error("characters are lost")
	}
	for r.edit.CanUndo() {
		r.Undo()
	}
	if !r.holds(body) {
		t.Error("undo does not lead back")
	}
}
