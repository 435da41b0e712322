package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"postern/ui/theme"
)

// keyValueRig is a table in a window, with a focusable neighbour on either side.
type keyValueRig struct {
	*KeyValueTable
	t      *testing.T
	window fyne.Window
	before *ToolButton
	after  *ToolButton
	heard  [][]KeyValue
}

func newKeyValueRig(t *testing.T, o KeyValueOptions, rows ...KeyValue) *keyValueRig {
	t.Helper()
	floatApp(t, theme.Dark)
	o.KeyLabel, o.ValueLabel = "Header", "Value"
	r := &keyValueRig{KeyValueTable: NewKeyValueTable(o), t: t, before: NewToolButton("", "", nil), after: NewToolButton("", "", nil)}
	r.Variables = testVariables
	r.OnChanged = func(rows []KeyValue) { r.heard = append(r.heard, rows) }
	r.SetRows(rows)
	column := container.New(layout.NewBorderLayout(r.before, r.after, nil, nil), r.before, r.KeyValueTable, r.after)
	r.window = floatWindow(t, 708, 334, column)
	return r
}

// click clicks on a cell.
func (r *keyValueRig) click(row int, id keyValueID) {
	r.t.Helper()
	for _, c := range r.columns {
		if c.id == id {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.parts.body)
			test.TapCanvas(r.window.Canvas(), at.AddXY(c.x+c.width/2, float32(row)*theme.SizeRow+5))
			return
		}
	}
	r.t.Fatalf("no column %d", id)
}

// typing types into what has the keyboard.
func (r *keyValueRig) typing(text string) {
	for _, c := range text {
		r.window.Canvas().Focused().TypedRune(c)
	}
}

// press presses keys on what has the keyboard.
func (r *keyValueRig) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func (r *keyValueRig) shortcut(s fyne.Shortcut) {
	r.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(s)
}

func (r *keyValueRig) paste(text string) {
	clipboard := test.NewClipboard()
	clipboard.SetContent(text)
	r.shortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
}

// at says where the editor is, as "row column", or "" where there is none.
func (r *keyValueRig) at() string {
	if !r.editing {
		return ""
	}
	if r.window.Canvas().Focused() != fyne.Focusable(r.parts.editor) {
		r.t.Error("the editor does not have the keyboard")
	}
	return fmt.Sprint(r.cursor.row, " ", r.columns[r.cursor.column].name())
}

func (r *keyValueRig) check(want ...KeyValue) {
	r.t.Helper()
	if diff := cmp.Diff(want, r.Rows(), cmpopts.EquateEmpty()); diff != "" {
		r.t.Error(diff)
	}
	if len(r.heard) == 0 {
		r.t.Fatal("OnChanged was not called")
	}
	if diff := cmp.Diff(want, r.heard[len(r.heard)-1], cmpopts.EquateEmpty()); diff != "" {
		r.t.Errorf("OnChanged heard something else: %s", diff)
	}
}

// painted are the texts of the grid.
func (r *keyValueRig) painted() []string {
	var out []string
	for _, o := range r.parts.body.painter.objects {
		if text, ok := o.(*canvas.Text); ok {
			out = append(out, text.Text)
		}
	}
	return out
}

func TestKeyValueTypingChangesRows(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "Accept", Value: "old", Tag: 7})
	r.click(0, keyValueValue)
	r.press(fyne.KeyEnd)
	r.typing("er")
	r.check(KeyValue{Key: "Accept", Value: "older", Tag: 7})
	if len(r.heard) != 2 {
		t.Errorf("%d changes heard for two letters", len(r.heard))
	}
	r.click(1, keyValueKey) // the row to come
	r.typing("X")
	r.press(fyne.KeyTab)
	r.typing("1")
	r.check(KeyValue{Key: "Accept", Value: "older", Tag: 7}, KeyValue{Key: "X", Value: "1"})
	r.heard[len(r.heard)-1][0].Key = "mine now"
	if r.Rows()[0].Key != "Accept" {
		t.Error("the rows are shared with who hears of them")
	}
}

func TestKeyValueClickPutsTheCaret(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "Accept", Value: strings.Repeat("x", 20)})
	r.click(0, keyValueValue)
	if col := r.parts.editor.caretAt(); col != 20 || r.parts.editor.SelectedText() != "" {
		t.Errorf("a click behind the text puts the caret at %d, selects %q", col, r.parts.editor.SelectedText())
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.parts.body)
	r.leave()
	test.TapCanvas(r.window.Canvas(), at.AddXY(r.columns[2].x+keyValuePad+4*7.8+1, 10))
	if col := r.parts.editor.caretAt(); col != 4 {
		t.Errorf("a click on the fourth letter puts the caret at %d", col)
	}
	r.SetRows([]KeyValue{{Key: "long", Value: strings.Repeat("x", 1000)}})
	test.TapCanvas(r.window.Canvas(), at.AddXY(r.columns[2].x+keyValuePad+4*7.8+1, 10))
	if col := r.parts.editor.caretAt(); col != 4 {
		t.Errorf("a click on the fourth letter of a long text puts the caret at %d", col)
	}
}

func TestKeyValueKeysGoAround(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "a", Value: "1"}, KeyValue{Key: "b", Value: "2"})
	shift := func(down bool) {
		key := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
		if down {
			r.parts.editor.KeyDown(key)
		} else {
			r.parts.editor.KeyUp(key)
		}
	}
	r.click(0, keyValueKey)
	for i, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyTab, "0 value"}, {fyne.KeyTab, "1 key"}, {fyne.KeyDown, "2 key"}, {fyne.KeyDown, "2 key"}, {fyne.KeyUp, "1 key"}, {fyne.KeyEnd, "1 key"},
		{fyne.KeyRight, "1 value"}, {fyne.KeyLeft, "1 key"}, {fyne.KeyHome, "1 key"}, {fyne.KeyLeft, "0 value"}, {fyne.KeyReturn, "1 value"},
		{fyne.KeyReturn, "2 value"}, {fyne.KeyReturn, ""},
	} {
		if r.press(step.key); r.at() != step.want {
			t.Fatalf("step %d, %s: at %q, want %q", i, step.key, r.at(), step.want)
		}
	}
	if r.window.Canvas().Focused() != fyne.Focusable(r.parts.body) {
		t.Error("leaving the cell does not leave the keyboard with the grid")
	}
	r.click(0, keyValueKey)
	shift(true)
	r.press(fyne.KeyTab)
	shift(false)
	if r.at() != "" || r.window.Canvas().Focused() != fyne.Focusable(r.before) {
		t.Errorf("Shift+Tab in the first cell: at %q, focused %T", r.at(), r.window.Canvas().Focused())
	}
	r.click(2, keyValueValue)
	r.press(fyne.KeyTab)
	if r.at() != "" || r.window.Canvas().Focused() != fyne.Focusable(r.after) {
		t.Errorf("Tab in the last cell: at %q, focused %T", r.at(), r.window.Canvas().Focused())
	}
	r.click(1, keyValueValue)
	shift(true)
	r.press(fyne.KeyTab)
	if shift(false); r.at() != "1 key" {
		t.Errorf("Shift+Tab goes to %q", r.at())
	}
	r.window.Canvas().Focus(r.after)
	if r.editing || r.parts.editor.Visible() {
		t.Error("the editor stays when the keyboard leaves")
	}
	if len(r.heard) != 0 {
		t.Error("going around changes rows")
	}
}

func TestKeyValueGridKeys(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "a", Value: "1"}, KeyValue{Key: "b", Value: "2"})
	r.window.Canvas().Focus(r.parts.body)
	r.press(fyne.KeyDown, fyne.KeySpace)
	r.check(KeyValue{Key: "a", Value: "1"}, KeyValue{Key: "b", Value: "2", Disabled: true})
	r.press(fyne.KeyRight, fyne.KeyDelete)
	r.check(KeyValue{Key: "a", Value: "1"}, KeyValue{Key: "b", Disabled: true})
	r.typing("new") // typing replaces
	r.check(KeyValue{Key: "a", Value: "1"}, KeyValue{Key: "b", Value: "new", Disabled: true})
	r.press(fyne.KeyEscape, fyne.KeyUp, fyne.KeyF2)
	if r.at() != "0 value" || r.parts.editor.SelectedText() != "1" {
		t.Errorf("F2 edits %q, selects %q", r.at(), r.parts.editor.SelectedText())
	}
	r.press(fyne.KeyEscape, fyne.KeyHome, fyne.KeyUp, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyEnd)
	if r.cursor != (keyValueCell{2, 1}) {
		t.Errorf("cursor %v", r.cursor)
	}
}

func TestKeyValueSuggests(t *testing.T) {
	asked := ""
	r := newKeyValueRig(t, KeyValueOptions{Description: true, Suggest: func(row int, column string) []Suggestion {
		asked = fmt.Sprint(row, " ", column)
		if column == "key" {
			return []Suggestion{{Text: "Accept"}, {Text: "Content-Type"}, {Text: "Content-Length"}}
		}
		return []Suggestion{{Text: "application/json"}, {Text: "text/plain"}}
	}})
	completion := r.parts.editor.completion
	r.click(0, keyValueKey)
	r.typing("Co")
	if asked != "0 key" || len(completion.core.found) != 2 {
		t.Errorf("asked for %q, offered %v", asked, completion.core.found)
	}
	r.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	r.check(KeyValue{Key: "Content-Length"})
	if r.at() != "0 key" || completion.IsOpen() {
		t.Errorf("at %q", r.at())
	}
	r.press(fyne.KeyTab)
	r.typing("te") // Enter without a choice keeps what has been typed
	r.press(fyne.KeyReturn)
	r.check(KeyValue{Key: "Content-Length", Value: "te"})
	r.press(fyne.KeyUp, fyne.KeyRight)
	r.click(0, keyValueValue)
	r.press(fyne.KeyEnd)
	r.typing("x")
	completion.list.MouseDown(&desktop.MouseEvent{})
	r.window.Canvas().Unfocus()
	completion.list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, tipPadY+2)})
	r.check(KeyValue{Key: "Content-Length", Value: "text/plain"})
	if r.at() != "0 value" {
		t.Errorf("a click on a completion leaves the cell: %q", r.at())
	}
}

func TestKeyValueTooLongToEdit(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "blob", Value: strings.Repeat("x", 1<<20)})
	r.click(0, keyValueValue)
	if r.editing {
		t.Error("a very long value is edited in place")
	}
	r.paste("short")
	r.check(KeyValue{Key: "blob", Value: "short"})
}

func TestKeyValueForwardsShortcuts(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "a"})
	send := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	heard := 0
	r.OnShortcut = func(s fyne.Shortcut) bool {
		heard++
		return s == fyne.Shortcut(send)
	}
	r.window.Canvas().Focus(r.parts.body)
	r.shortcut(send)
	r.press(fyne.KeyReturn)
	r.shortcut(send)
	if heard != 2 {
		t.Errorf("heard %d times", heard)
	}
}
