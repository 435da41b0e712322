package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
)

// keyValueEditor is the one live entry of a table.
type keyValueEditor struct {
	VarEntry
	table *KeyValueTable
	shift bool // the shift key is down
}

func newKeyValueEditor(t *KeyValueTable) *keyValueEditor {
	e := &keyValueEditor{table: t}
	e.varEntryInit(e)
	e.otherwise = e.offer
	e.OnChanged = func(string) { t.typed(e.value()) }
	e.Hide()
	return e
}

// CreateRenderer implements fyne.Widget.
func (e *keyValueEditor) CreateRenderer() fyne.WidgetRenderer { return e.varEntryRender(e) }

// value is the text with its line breaks.
func (e *keyValueEditor) value() string { return keyValueBreaks.Replace(e.Text) }

func (e *keyValueEditor) padding() float32 { return e.Theme().Size(base.SizeNameInnerPadding) }

// bind shows the cell of the cursor.
func (e *keyValueEditor) bind() {
	t := e.table
	c, row := t.columns[t.cursor.column], t.row(t.cursor.row)
	e.menu.close()
	e.Password = c.id == keyValueValue && t.masked(t.cursor.row)
	e.TextStyle.Monospace = c.mono()
	e.PlaceHolder = t.ghost(c)
	e.Variables, e.Names = nil, nil
	if c.id == keyValueKey || c.id == keyValueValue {
		e.Variables, e.Names = t.Variables, t.Names
	}
	e.quietly(func() { e.Entry.SetText(keyValueSigns.Replace(c.get(row))) })
}

// quietly changes the text without telling the table.
func (e *keyValueEditor) quietly(change func()) {
	changed := e.OnChanged
	e.OnChanged = nil
	change()
	e.OnChanged = changed
}

// caret puts the caret or the selection where the user expects it on entering a cell.
func (e *keyValueEditor) caret(at keyValueCaret) {
	switch at {
	case keyValueSelect:
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	case keyValueStart:
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	case keyValueEnd:
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
}

// point puts the caret at a position of the body, as a click there does.
func (e *keyValueEditor) point(p fyne.Position) {
	event := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	event.Position = p.Subtract(e.Position())
	e.MouseDown(event)
	e.MouseUp(event)
}

// AcceptsTab implements fyne.Tabbable: a tab goes to the next cell.
func (e *keyValueEditor) AcceptsTab() bool { return true }

// KeyDown implements desktop.Keyable.
func (e *keyValueEditor) KeyDown(key *fyne.KeyEvent) {
	e.hold(key.Name, true)
	e.VarEntry.KeyDown(key)
}

// KeyUp implements desktop.Keyable.
func (e *keyValueEditor) KeyUp(key *fyne.KeyEvent) {
	e.hold(key.Name, false)
	e.VarEntry.KeyUp(key)
}

func (e *keyValueEditor) hold(key fyne.KeyName, down bool) {
	if key == desktop.KeyShiftLeft || key == desktop.KeyShiftRight {
		e.shift = down
	}
}

// TypedKey implements fyne.Focusable.
func (e *keyValueEditor) TypedKey(key *fyne.KeyEvent) {
	if e.menu.key(key.Name) || e.table.editKey(key.Name, e.shift) {
		return
	}
	e.VarEntry.TypedKey(key)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *keyValueEditor) TypedShortcut(s fyne.Shortcut) {
	if e.table.shortcut(s) {
		return
	}
	if p, ok := s.(*fyne.ShortcutPaste); ok {
		s = &fyne.ShortcutPaste{Clipboard: keyValueClipboard{p.Clipboard}}
	}
	e.VarEntry.TypedShortcut(s)
}

// FocusLost implements fyne.Focusable.
func (e *keyValueEditor) FocusLost() {
	e.shift = false
	held := e.menu.held // a click in the list of completions gives the keyboard back
	e.VarEntry.FocusLost()
	if !held {
		e.table.stop()
	}
}

// offer offers completions for the text of a key or value.
func (e *keyValueEditor) offer() {
	t := e.table
	if !t.editing || t.options.Suggest == nil || e.Password || e.Text == "" {
		return
	}
	cell := t.cursor
	name := t.columns[cell.column].name()
	if name == "" {
		return
	}
	e.menu.open(e, t.options.Suggest(cell.row, name, e.Text), -1, 0, func(item string) { e.take(cell, item) })
}

// take writes a completion into the cell that it was offered for.
func (e *keyValueEditor) take(cell keyValueCell, item string) {
	t := e.table
	if !t.editing || t.cursor != cell {
		t.edit(cell, keyValueSelect)
	}
	e.quietly(func() {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
		for _, r := range item {
			e.Entry.TypedRune(r)
		}
	})
	t.typed(e.value())
	e.varEntryFocus()
}

// keyValueClipboard keeps the line breaks of what is pasted into a cell.
type keyValueClipboard struct{ fyne.Clipboard }

// Content implements fyne.Clipboard.
func (c keyValueClipboard) Content() string {
	return keyValueSigns.Replace(strings.TrimRight(c.Clipboard.Content(), "\r\n"))
}
