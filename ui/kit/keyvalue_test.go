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
	if col := r.parts.editor.CursorColumn; col != 20 || r.parts.editor.SelectedText() != "" {
		t.Errorf("a click behind the text puts the caret at %d, selects %q", col, r.parts.editor.SelectedText())
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.parts.body)
	r.leave()
	test.TapCanvas(r.window.Canvas(), at.AddXY(r.columns[2].x+keyValuePad+4*7.8+1, 10))
	if col := r.parts.editor.CursorColumn; col != 4 {
		t.Errorf("a click on the fourth letter puts the caret at %d", col)
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
	if r.at() != "0 key" || r.parts.editor.Text != "c" {
		t.Errorf("after deleting: at %q, %q", r.at(), r.parts.editor.Text)
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
	if shown() {
		t.Error("what is revealed did not stay with its row")
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

func TestKeyValueSuggests(t *testing.T) {
	asked := ""
	r := newKeyValueRig(t, KeyValueOptions{Description: true, Suggest: func(row int, column, text string) []string {
		asked = fmt.Sprint(row, " ", column, " ", text)
		return []string{"Content-Type", "Content-Length"}
	}})
	r.click(0, keyValueKey)
	r.typing("Co")
	if asked != "0 key Co" {
		t.Errorf("asked for %q", asked)
	}
	r.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	r.check(KeyValue{Key: "Content-Length"})
	if r.at() != "0 key" || r.parts.editor.menu.isOpen() {
		t.Errorf("at %q", r.at())
	}
	r.press(fyne.KeyTab)
	r.typing("x") // Enter without a choice keeps what has been typed
	r.press(fyne.KeyReturn)
	r.check(KeyValue{Key: "Content-Length", Value: "x"})
	r.press(fyne.KeyUp)
	list := func() *tipList { return r.parts.editor.menu.list }
	r.typing("y")
	list().MouseDown(&desktop.MouseEvent{})
	r.window.Canvas().Unfocus()
	list().Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, tipPadY+2)})
	r.check(KeyValue{Key: "Content-Length", Value: "Content-Type"})
	if r.at() != "0 value" {
		t.Errorf("a click on a completion leaves the cell: %q", r.at())
	}
}

func TestKeyValueManyRowsCostWhatFewDo(t *testing.T) {
	count := func(n int) int {
		var rows []KeyValue
		for i := range n {
			rows = append(rows, KeyValue{Key: fmt.Sprint("key ", i), Value: "{{host}}"})
		}
		r := newKeyValueRig(t, KeyValueOptions{Description: true}, rows...)
		r.goTo(n-2, 0)
		if got := strings.Join(r.painted(), " "); !strings.Contains(got, fmt.Sprint("key ", n-2)) {
			t.Errorf("the end is not painted: %s", got)
		}
		r.goTo(0, 0)
		return len(r.parts.body.painter.objects)
	}
	if few, many := count(30), count(500); few != many || few > 120 {
		t.Errorf("30 rows have %d objects, 500 rows %d", few, many)
	}
}

func TestKeyValueScrollsToTheEditor(t *testing.T) {
	var rows []KeyValue
	for i := range 100 {
		rows = append(rows, KeyValue{Key: fmt.Sprint(i)})
	}
	r := newKeyValueRig(t, KeyValueOptions{}, rows...)
	r.window.Canvas().Focus(r.parts.body)
	r.press(fyne.KeyEnd, fyne.KeyReturn)
	r.typing("last")
	top := r.parts.editor.Position().Y - r.parts.scroll.Offset.Y
	if top < 0 || top > r.parts.scroll.Size().Height || len(r.Rows()) != 101 {
		t.Errorf("the editor is at %v of %v", top, r.parts.scroll.Size().Height)
	}
	test.Scroll(r.window.Canvas(), fyne.NewPos(600, 100), 0, 1e6)
	if r.painted()[0] != "0" {
		t.Errorf("scrolling up shows %v", r.painted()[:3])
	}
}

func TestKeyValueColumnsDrag(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{Description: true})
	before := r.columns[1].width
	r.parts.header.MouseIn(mouseAt(r.columns[1].x+before, 5))
	if r.parts.header.Cursor() != desktop.HResizeCursor {
		t.Error("no resize cursor")
	}
	r.parts.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(r.columns[1].x+before+40, 5)}, Dragged: fyne.Delta{DX: 40}})
	r.parts.header.DragEnd()
	if got := r.columns[1].width; got < before+38 || got > before+41 {
		t.Errorf("the column is %v wide, was %v", got, before)
	}
	sum := float32(0)
	for _, c := range r.columns {
		sum += c.width
	}
	if width := r.Size().Width; sum < width-3 || sum > width {
		t.Errorf("the columns are %v wide of %v", sum, width)
	}
}

func mouseAt(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
}

func TestKeyValueTips(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "a", Value: "Bearer {{nope}}"}, KeyValue{Key: "b", Value: strings.Repeat("long ", 40)})
	tip := func(x, y float32) string {
		r.parts.body.MouseMoved(mouseAt(x, y))
		if len(floating(r.window)) == 0 {
			return ""
		}
		return floating(r.window)[0].(*tipBubble).lines[0]
	}
	value := r.columns[2]
	if got := tip(value.x+keyValuePad+80, 10); got != "nope is not defined" {
		t.Errorf("tip of a variable %q", got)
	}
	if got := tip(value.x+keyValuePad+20, 10); got != "" {
		t.Errorf("tip of a text that fits %q", got)
	}
	if got := tip(value.x+keyValuePad+20, theme.SizeRow+10); !strings.HasPrefix(got, "long long") {
		t.Errorf("tip of a text that is cut %q", got)
	}
	if got := tip(r.columns[3].x+10, 10); !strings.HasPrefix(got, "Delete row") {
		t.Errorf("tip of a button %q", got)
	}
	r.parts.body.MouseOut()
	if len(floating(r.window)) != 0 {
		t.Error("the tip stays")
	}
}

func TestKeyValueBulk(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{Secrets: true}, KeyValue{Key: "a", Value: "1", Tag: 1}, KeyValue{Key: "b", Value: "hunter2", Secret: true})
	r.SetBulk(true)
	if !r.Bulk() || r.parts.scroll.Visible() || r.parts.bulk.Text != "a: 1\nb: ••••••••\n" {
		t.Fatalf("bulk %v, text %q", r.Bulk(), r.parts.bulk.Text)
	}
	if len(r.heard) != 0 {
		t.Error("showing the text changes rows")
	}
	r.window.Canvas().Focus(r.parts.bulk)
	r.typing("// ")
	r.check(KeyValue{Key: "a", Value: "1", Tag: 1, Disabled: true}, KeyValue{Key: "b", Value: "hunter2", Secret: true})
	r.SetRows(r.Rows())
	if r.parts.bulk.Text != "// a: 1\nb: ••••••••\n" {
		t.Errorf("the same rows change the text: %q", r.parts.bulk.Text)
	}
	r.SetRows([]KeyValue{{Key: "z"}})
	if r.parts.bulk.Text != "z: \n" {
		t.Errorf("other rows do not show: %q", r.parts.bulk.Text)
	}
	r.SetBulk(false)
	if r.Bulk() || !r.parts.scroll.Visible() || r.parts.bulk.Visible() {
		t.Error("the grid does not come back")
	}
	r.SetRows([]KeyValue{{Key: "big", Value: strings.Repeat("x", keyValueBulkMost)}})
	if r.SetBulk(true); r.Bulk() {
		t.Error("too much text for a stock entry")
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

func TestKeyValueLayout(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{})
	if r.HeightFor(3) != keyValueHead+3*theme.SizeRow+1 {
		t.Errorf("three rows are %v tall", r.HeightFor(3))
	}
	if least := r.MinSize(); least.Height > r.HeightFor(3) {
		t.Errorf("least size %v", least)
	}
}
