package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// keyValueEditor is the one live field of a table.
type keyValueEditor struct {
	VarEntry
	table *KeyValueTable
}

func newKeyValueEditor(t *KeyValueTable) *keyValueEditor {
	e := &keyValueEditor{table: t}
	e.varEntryInit(e)
	e.Words = e.words
	e.OnChanged = t.typed
	e.Hide()
	return e
}

// bind shows the cell of the cursor.
func (e *keyValueEditor) bind() {
	t := e.table
	c, row := t.columns[t.cursor.column], t.row(t.cursor.row)
	e.completion.Close()
	e.mouse = varMouse{}
	e.Password = c.id == keyValueValue && t.masked(t.cursor.row)
	e.style.Monospace = c.mono()
	e.PlaceHolder = t.ghost(c)
	e.Variables, e.Names = nil, nil
	if c.id == keyValueKey || c.id == keyValueValue {
		e.Variables, e.Names = t.Variables, t.Names
	}
	e.reset(c.get(row))
	e.reveal()
}

// caret puts the caret or the selection where the user expects it on entering a cell.
func (e *keyValueEditor) caret(at keyValueCaret) {
	end := len(e.Text())
	switch at {
	case keyValueSelect:
		e.selectText(0, end)
	case keyValueStart:
		e.selectText(0, 0)
	case keyValueEnd:
		e.selectText(end, end)
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

// TypedKey implements fyne.Focusable.
func (e *keyValueEditor) TypedKey(key *fyne.KeyEvent) {
	if e.completion.Key(key.Name) || e.table.editKey(key.Name, e.shift) {
		return
	}
	e.VarEntry.TypedKey(key)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *keyValueEditor) TypedShortcut(s fyne.Shortcut) {
	if !e.table.shortcut(s) {
		e.VarEntry.TypedShortcut(s)
	}
}

// FocusLost implements fyne.Focusable.
func (e *keyValueEditor) FocusLost() {
	stays := e.awaits() // a click in the list or the menu gives the keyboard back
	e.VarEntry.FocusLost()
	if !stays {
		e.table.stop()
	}
}

// words are the suggestions for the text of a key or value.
func (e *keyValueEditor) words() []Suggestion {
	t := e.table
	name := t.columns[t.cursor.column].name()
	if !t.editing || t.options.Suggest == nil || name == "" {
		return nil
	}
	return t.options.Suggest(t.cursor.row, name)
}

// Accept implements [CompletionSurface]: a suggestion for a whole key or value takes its place.
func (e *keyValueEditor) Accept(before, after int, text string) {
	e.focus()
	e.VarEntry.Accept(before, after, text)
}
