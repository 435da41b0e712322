package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"postern/ui/theme"
)

// TypedRune implements fyne.Focusable: typing replaces the text of the cell.
func (b *keyValueBody) TypedRune(r rune) {
	t := b.table
	if r == ' ' || !t.canEdit(t.cursor) {
		return // the space bar is a key of its own here
	}
	t.edit(t.cursor, keyValueSelect)
	t.parts.editor.TypedRune(r)
}

// TypedKey implements fyne.Focusable.
func (b *keyValueBody) TypedKey(key *fyne.KeyEvent) {
	t := b.table
	page := max(1, int(t.parts.scroll.Size().Height/theme.SizeRow)-1)
	switch key.Name {
	case fyne.KeyUp:
		t.goTo(t.cursor.row-1, 0)
	case fyne.KeyDown:
		t.goTo(t.cursor.row+1, 0)
	case fyne.KeyPageUp:
		t.goTo(t.cursor.row-page, 0)
	case fyne.KeyPageDown:
		t.goTo(t.cursor.row+page, 0)
	case fyne.KeyHome:
		t.goTo(0, 0)
	case fyne.KeyEnd:
		t.goTo(t.count()-1, 0)
	case fyne.KeyLeft:
		t.goTo(t.cursor.row, -1)
	case fyne.KeyRight:
		t.goTo(t.cursor.row, 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		t.edit(t.cursor, keyValueSelect)
	case fyne.KeySpace:
		t.toggle(t.cursor.row)
	case fyne.KeyDelete, fyne.KeyBackspace:
		t.write("")
	case desktop.KeyMenu:
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		t.menu(t.cursor.row, at.AddXY(t.columns[t.cursor.column].x, float32(t.cursor.row+1)*theme.SizeRow))
	}
}

// goTo moves the cursor to a row and by a number of columns.
func (t *KeyValueTable) goTo(row, by int) {
	t.cursor.row = max(0, min(row, t.count()-1))
	if by != 0 {
		if column := t.columns.text(t.cursor.column+by, by); column >= 0 {
			t.cursor.column = column
		}
	}
	t.show(t.cursor.row)
	t.parts.body.paint()
}

// write replaces the text of the cell of the cursor.
func (t *KeyValueTable) write(text string) {
	c := t.columns[t.cursor.column]
	if c.id == keyValueKey && t.row(t.cursor.row).Locked {
		return
	}
	t.change(t.cursor.row, func(r *KeyValue) { c.set(r, text) })
}

// TypedShortcut implements fyne.Shortcutable.
func (b *keyValueBody) TypedShortcut(s fyne.Shortcut) {
	t := b.table
	if t.shortcut(s) {
		return
	}
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		if c := t.columns[t.cursor.column]; c.id != keyValueValue || !t.masked(t.cursor.row) {
			s.Clipboard.SetContent(c.get(t.row(t.cursor.row)))
		}
	case *fyne.ShortcutPaste:
		t.write(s.Clipboard.Content())
	default:
		if t.OnShortcut != nil {
			t.OnShortcut(s)
		}
	}
}

// shortcut handles the shortcuts of rows, whoever has the keyboard, and reports whether it was one.
func (t *KeyValueTable) shortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		return t.paste(s.Clipboard.Content())
	case *desktop.CustomShortcut:
		switch {
		case s.KeyName == fyne.KeyK && s.Modifier == fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift:
			t.removeHere()
		case s.KeyName == fyne.KeyUp && s.Modifier == fyne.KeyModifierAlt:
			t.move(t.cursor.row, -1)
		case s.KeyName == fyne.KeyDown && s.Modifier == fyne.KeyModifierAlt:
			t.move(t.cursor.row, 1)
		default:
			return t.editing && t.OnShortcut != nil && t.OnShortcut(s)
		}
		return true
	}
	return false
}

// removeHere deletes the row of the cursor and stays in its place.
func (t *KeyValueTable) removeHere() {
	again := t.editing
	if !t.removable(t.cursor.row) {
		return
	}
	t.remove(t.cursor.row)
	if again {
		t.edit(t.cursor, keyValueSelect)
	}
}
