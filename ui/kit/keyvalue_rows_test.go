package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

func TestKeyValuePaste(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "a", Value: "1"})
	r.click(1, keyValueKey)
	r.paste("x: 1\n// y=2\n")
	r.check(KeyValue{Key: "a", Value: "1"}, KeyValue{Key: "x", Value: "1"}, KeyValue{Key: "y", Value: "2", Disabled: true})
	if r.at() != "3 key" {
		t.Errorf("after pasting, the editor is at %q", r.at())
	}
	r.paste("Accept: */*")
	r.check(KeyValue{Key: "a", Value: "1"}, KeyValue{Key: "x", Value: "1"}, KeyValue{Key: "y", Value: "2", Disabled: true}, KeyValue{Key: "Accept", Value: "*/*"})
	r.click(0, keyValueKey)
	r.press(fyne.KeyEnd)
	r.paste("bc") // a word goes into the cell
	if got := r.Rows()[0].Key; got != "abc" {
		t.Errorf("key %q", got)
	}
	r.paste("p\tq\nr\ts") // several lines go behind a row that is not empty
	if got := r.Rows(); len(got) != 6 || got[0].Key != "abc" || got[1].Key != "p" || got[2].Value != "s" {
		t.Errorf("rows %v", got)
	}
	r.click(0, keyValueValue)
	r.paste("{\n \"a\": 1\n}") // text of several lines in a value stays text
	if got := r.Rows(); len(got) != 6 || got[0].Value != "1{\n \"a\": 1\n}" {
		t.Errorf("rows %q", got[0].Value)
	}
}

func TestKeyValueRowActions(t *testing.T) {
	a, b, c := KeyValue{Key: "a"}, KeyValue{Key: "b"}, KeyValue{Key: "c"}
	r := newKeyValueRig(t, KeyValueOptions{}, a, b, c)
	off := b
	off.Disabled = true
	r.click(1, keyValueCheck)
	r.check(a, off, c)
	r.click(1, keyValueCheck)
	r.check(a, b, c)
	r.click(1, keyValueActions)
	r.check(a, c)
	r.click(0, keyValueKey)
	r.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift})
	r.check(c)
	if r.at() != "0 key" || r.parts.editor.Text() != "c" {
		t.Errorf("after deleting: at %q, %q", r.at(), r.parts.editor.Text())
	}
	r.menuItem(0, "Duplicate")
	r.check(c, c)
	r.menuItem(0, "Insert row above")
	r.typing("n")
	n := KeyValue{Key: "n"}
	r.check(n, c, c)
	r.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	r.check(c, n, c)
	if r.at() != "1 key" {
		t.Errorf("the editor did not move along: %q", r.at())
	}
	r.menuItem(1, "Move down")
	r.menuItem(2, "Disable")
	n.Disabled = true
	r.check(c, c, n)
	r.menuItem(0, "Delete")
	r.check(c, n)
	test.TapSecondaryAt(r.parts.body, fyne.NewPos(100, 5))
	if _, ok := r.window.Canvas().Overlays().Top().(fyne.Widget); !ok {
		t.Error("no menu")
	}
}

func (r *keyValueRig) menuItem(row int, label string) {
	r.t.Helper()
	for _, i := range r.menuItems(row) {
		if i.Label == label && !i.Disabled {
			i.Action()
			return
		}
	}
	r.t.Fatalf("row %d cannot %s", row, label)
}

func TestKeyValueFixedRowsAndLocks(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{FixedRows: true}, KeyValue{Key: "id", Value: "1", Locked: true})
	r.click(0, keyValueKey)
	if r.at() != "" {
		t.Error("a locked key can be edited")
	}
	r.press(fyne.KeyDelete)
	r.click(0, keyValueCheck)
	r.remove(0)
	r.duplicate(0)
	if len(r.heard) != 0 || r.count() != 1 {
		t.Errorf("a locked row was changed: %v", r.heard)
	}
	r.click(0, keyValueValue)
	r.press(fyne.KeyEnd)
	r.typing("2")
	r.check(KeyValue{Key: "id", Value: "12", Locked: true})
	r.SetBulk(true)
	if r.Bulk() {
		t.Error("fixed rows can be edited as text")
	}
}

func TestKeyValueReadOnly(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{ReadOnly: true}, KeyValue{Key: "date", Value: "today"})
	r.click(0, keyValueValue)
	r.typing("x")
	r.press(fyne.KeyDelete, fyne.KeySpace, fyne.KeyReturn)
	r.paste("a: b\nc: d")
	clipboard := test.NewClipboard()
	r.shortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if len(r.heard) != 0 || r.editing || clipboard.Content() != "today" {
		t.Errorf("heard %v, copied %q", r.heard, clipboard.Content())
	}
}

func TestKeyValueSecretMenu(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{Secrets: true}, KeyValue{Key: "password", Value: "hunter2", Secret: true})
	shown := func() bool { return strings.Contains(test.RenderToMarkup(r.window.Canvas()), "hunter2") }
	choose := func(label string) {
		t.Helper()
		for _, item := range r.menuItems(0) {
			if item.Label == label && !item.Disabled {
				item.Action()
				return
			}
		}
		t.Fatalf("there is no %q", label)
	}
	choose("Copy value")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "hunter2" || shown() {
		t.Errorf("copied %q, shown %v", got, shown())
	}
	choose("Show value")
	if !shown() {
		t.Error("the menu does not reveal")
	}
	choose("Hide value")
	if shown() {
		t.Error("the menu does not hide")
	}
	choose("Make an ordinary value")
	choose("Mark as secret")
	r.check(KeyValue{Key: "password", Value: "hunter2", Secret: true})
}

func TestKeyValueSecretIsMasked(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{Secrets: true}, KeyValue{Key: "password", Value: "hunter2", Secret: true}, KeyValue{Key: "plain", Value: "seen"})
	shown := func() bool { return strings.Contains(test.RenderToMarkup(r.window.Canvas()), "hunter2") }
	if shown() || !strings.Contains(strings.Join(r.painted(), " "), "•••••••• plain") {
		t.Errorf("painted %v", r.painted())
	}
	r.click(0, keyValueValue)
	if !r.parts.editor.Password {
		t.Error("editing shows the secret")
	}
	r.press(fyne.KeyEnd)
	r.typing("!")
	r.press(fyne.KeyEscape)
	clipboard := test.NewClipboard()
	r.shortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if shown() || clipboard.Content() != "" {
		t.Errorf("the secret can be seen or copied: %q", clipboard.Content())
	}
	actions := r.columns[len(r.columns)-1]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.parts.body)
	test.TapCanvas(r.window.Canvas(), at.AddXY(actions.x+theme.SizeGap+5, 10)) // the eye
	if !shown() {
		t.Error("the eye does not reveal")
	}
	test.TapCanvas(r.window.Canvas(), at.AddXY(actions.x+theme.SizeGap+keyValueButton+5, theme.SizeRow+10)) // the lock
	r.check(KeyValue{Key: "password", Value: "hunter2!", Secret: true}, KeyValue{Key: "plain", Value: "seen", Secret: true})
	if !shown() {
		t.Error("another row's lock hides the value")
	}
	r.move(0, 1)
	if shown() || strings.Contains(test.RenderToMarkup(r.window.Canvas()), "seen") {
		t.Error("a moved row is still revealed, or another one in its place")
	}
	r.act(0, keyValueReveal)
	r.SetRows([]KeyValue{{Key: "other", Value: "hunter2", Secret: true}, {Key: "plain"}})
	if shown() {
		t.Error("another secret in the same place is revealed")
	}
}

func TestKeyValueFiles(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{Kinds: true}, KeyValue{Key: "photo"})
	r.setKind(0, KindFile)
	var done func(string)
	r.OnChooseFile = func(row int, d func(string)) { done = d }
	value := r.columns[3]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.parts.body)
	test.TapCanvas(r.window.Canvas(), at.AddXY(value.x+value.width-10, 10))
	done("/tmp/photo.png")
	r.check(KeyValue{Key: "photo", Value: "/tmp/photo.png", Kind: KindFile})
	r.click(0, keyValueType)
	r.typing("image/png")
	r.check(KeyValue{Key: "photo", Value: "/tmp/photo.png", Kind: KindFile, Type: "image/png"})
	r.remove(0)
	done("/tmp/late.png") // the row is gone
	r.check()
}

func TestKeyValueSetRows(t *testing.T) {
	rows := []KeyValue{{Key: "a", Value: "1"}, {Key: "b", Value: "2"}}
	r := newKeyValueRig(t, KeyValueOptions{}, rows...)
	r.click(0, keyValueValue)
	r.press(fyne.KeyEnd)
	r.typing("!")
	heard := len(r.heard)
	tagged := r.Rows()
	tagged[0].Tag = []string{"not comparable"}
	r.SetRows(tagged) // what a presenter answers to OnChanged
	if r.at() != "0 value" || r.Rows()[0].Tag == nil {
		t.Error("the same rows again disturb the editor, or lose their tags")
	}
	r.SetRows([]KeyValue{{Key: "a", Value: "other"}})
	if r.editing || r.cursor.row > 1 {
		t.Error("the editor stays in a cell that says something else")
	}
	r.SetRows(nil)
	if len(r.heard) != heard {
		t.Error("SetRows calls OnChanged")
	}
	if diff := cmp.Diff([]string{"Header", "Value"}, r.painted()); diff != "" {
		t.Error(diff)
	}
}

func TestKeyValueBulk(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{Secrets: true}, KeyValue{Key: "a", Value: "1", Tag: 1}, KeyValue{Key: "b", Value: "hunter2", Secret: true})
	r.SetBulk(true)
	if !r.Bulk() || r.parts.scroll.Visible() || r.parts.bulk.code.Text() != "a: 1\nb: ••••••••\n" {
		t.Fatalf("bulk %v, text %q", r.Bulk(), r.parts.bulk.code.Text())
	}
	if len(r.heard) != 0 {
		t.Error("showing the text changes rows")
	}
	r.window.Canvas().Focus(r.parts.bulk.code)
	r.typing("// ")
	r.check(KeyValue{Key: "a", Value: "1", Tag: 1, Disabled: true}, KeyValue{Key: "b", Value: "hunter2", Secret: true})
	r.SetRows(r.Rows())
	if r.parts.bulk.code.Text() != "// a: 1\nb: ••••••••\n" {
		t.Errorf("the same rows change the text: %q", r.parts.bulk.code.Text())
	}
	r.SetRows([]KeyValue{{Key: "z"}})
	if r.parts.bulk.code.Text() != "z: \n" {
		t.Errorf("other rows do not show: %q", r.parts.bulk.code.Text())
	}
	r.SetBulk(false)
	if r.Bulk() || !r.parts.scroll.Visible() || r.parts.bulk.code.Visible() {
		t.Error("the grid does not come back")
	}
	r.SetRows([]KeyValue{{Key: "big", Value: strings.Repeat("x", keyValueBulkMost)}})
	if r.SetBulk(true); r.Bulk() {
		t.Error("too much text to be made into rows at every key")
	}
}

func TestKeyValueLineBreaksSurviveEditing(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "text", Value: "one\r\ntwo"})
	if got := strings.Join(r.painted(), " "); !strings.Contains(got, "one␍↵two") {
		t.Errorf("painted %s", got)
	}
	r.click(0, keyValueValue)
	r.press(fyne.KeyEnd)
	r.typing("!")
	r.check(KeyValue{Key: "text", Value: "one\r\ntwo!"})
}
