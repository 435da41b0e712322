package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"postern/ui/theme"
)

// keyValueEditMost is the length in bytes up to which a cell is edited in place. The field is quick with more,
// but every letter tells all rows to who keeps them.
const keyValueEditMost = 512 << 10

// keyValueCaret says where the caret goes when the editor enters a cell.
type keyValueCaret int

const (
	keyValueSelect keyValueCaret = iota // everything is selected
	keyValueStart
	keyValueEnd
)

// canEdit reports whether a cell can be edited.
func (t *KeyValueTable) canEdit(cell keyValueCell) bool {
	if t.options.ReadOnly || cell.row < 0 || cell.row >= t.count() || cell.column < 0 {
		return false
	}
	c := t.columns[cell.column]
	row := t.row(cell.row)
	return c.editable() && len(c.get(row)) <= keyValueEditMost && !(c.id == keyValueKey && row.Locked)
}

// edit puts the editor into a cell and gives it the keyboard.
func (t *KeyValueTable) edit(cell keyValueCell, caret keyValueCaret) {
	if !t.canEdit(cell) {
		return
	}
	HideTip(t.parts.body.canvas())
	t.cursor, t.editing = cell, true
	t.show(cell.row)
	t.parts.editor.bind()
	t.parts.body.paint()
	if c := t.parts.body.canvas(); c != nil {
		c.Focus(t.parts.editor)
	}
	t.parts.editor.caret(caret)
}

// leave takes the editor out of its cell, and the keyboard from it.
func (t *KeyValueTable) leave() {
	if !t.editing {
		return
	}
	t.stop()
	if c := t.parts.body.canvas(); c != nil && c.Focused() == fyne.Focusable(t.parts.editor) {
		c.Unfocus()
	}
}

// stop takes the editor out of its cell.
func (t *KeyValueTable) stop() {
	if t.editing {
		t.editing = false
		t.parts.editor.completion.Close()
		t.parts.body.paint()
	}
}

// escape takes the editor out of its cell and gives the keyboard to the grid.
func (t *KeyValueTable) escape() {
	t.leave()
	t.parts.body.focus()
}

// typed takes what has been typed into the editor; in the ghost it makes a new row.
func (t *KeyValueTable) typed(text string) {
	if !t.editing {
		return
	}
	if t.cursor.row == len(t.rows) {
		if text == "" || t.fixed() {
			return
		}
		t.rows = append(t.rows, KeyValue{})
	}
	t.columns[t.cursor.column].set(&t.rows[t.cursor.row], text)
	t.changed()
}

// placeEditor puts the editor where its cell is, or hides it.
func (t *KeyValueTable) placeEditor() {
	e := t.parts.editor
	if !t.editing {
		if e.Visible() {
			e.Hide()
		}
		return
	}
	c := t.columns[t.cursor.column]
	height := e.MinSize().Height
	width := c.width - 1
	if t.chooses(t.cursor.row) && c.id == keyValueValue {
		width -= keyValueButton
	}
	inset := keyValuePad - e.pad()
	e.Resize(fyne.NewSize(max(0, width-inset), height))
	e.Move(fyne.NewPos(c.x+inset, float32(t.cursor.row)*theme.SizeRow+(theme.SizeRow-height)/2))
	if !e.Visible() {
		e.Show()
	}
}

// show scrolls a row into view.
func (t *KeyValueTable) show(row int) {
	s := t.parts.scroll
	top, height := float32(row)*theme.SizeRow, s.Size().Height
	offset := s.Offset.Y
	offset = min(max(offset, top+theme.SizeRow-height), top)
	if offset != s.Offset.Y {
		s.Refresh() // a row that has just been added counts
		s.ScrollToOffset(fyne.NewPos(0, max(0, offset)))
	}
}

// beside returns the next cell that can be edited, in reading order; ok is false at the end.
func (t *KeyValueTable) beside(cell keyValueCell, by int) (next keyValueCell, ok bool) {
	for {
		cell.column = t.columns.text(cell.column+by, by)
		if cell.column < 0 {
			cell.row += by
			if cell.row < 0 || cell.row >= t.count() {
				return cell, false
			}
			cell.column = t.columns.text(0, 1)
			if by < 0 {
				cell.column = t.columns.text(len(t.columns)-1, -1)
			}
		}
		if t.canEdit(cell) {
			return cell, true
		}
	}
}

// editKey handles a key while a cell is edited and reports whether it was the grid's.
func (t *KeyValueTable) editKey(key fyne.KeyName, shift bool) bool {
	e := t.parts.editor
	below := keyValueCell{t.cursor.row + 1, t.cursor.column}
	switch key {
	case fyne.KeyEscape:
		t.escape()
	case fyne.KeyTab:
		t.tab(shift)
	case fyne.KeyReturn, fyne.KeyEnter:
		if !t.canEdit(below) {
			t.escape()
			return true
		}
		t.edit(below, keyValueSelect)
	case fyne.KeyUp:
		t.edit(keyValueCell{t.cursor.row - 1, t.cursor.column}, keyValueEnd)
	case fyne.KeyDown:
		t.edit(below, keyValueEnd)
	case fyne.KeyLeft:
		if shift || e.caretAt() > 0 || !e.editor.Caret().Empty() {
			return false
		}
		if cell, ok := t.beside(t.cursor, -1); ok {
			t.edit(cell, keyValueEnd)
		}
	case fyne.KeyRight:
		if shift || e.caretAt() < len(e.Text()) || !e.editor.Caret().Empty() {
			return false
		}
		if cell, ok := t.beside(t.cursor, 1); ok {
			t.edit(cell, keyValueStart)
		}
	default:
		return false
	}
	return true
}

// tab goes to the next cell, or out of the table.
func (t *KeyValueTable) tab(back bool) {
	by := 1
	if back {
		by = -1
	}
	if cell, ok := t.beside(t.cursor, by); ok {
		t.edit(cell, keyValueSelect)
		return
	}
	t.escape()
	if c := t.parts.body.canvas(); c != nil {
		if back {
			c.FocusPrevious()
		} else {
			c.FocusNext()
		}
	}
}

// paste makes rows of several lines, or of one that is clearly a key and a value; it reports whether it did.
func (t *KeyValueTable) paste(text string) bool {
	trimmed := strings.TrimSpace(text)
	empty := t.row(t.cursor.row).Key == "" && t.row(t.cursor.row).Value == ""
	several := strings.Contains(trimmed, "\n")
	if t.fixed() || t.columns[t.cursor.column].id != keyValueKey || !several && !(empty && keyValuePair(trimmed)) {
		return false
	}
	rows := keyValueParse(trimmed)
	if len(rows) == 0 {
		return false
	}
	again, at := t.editing, t.cursor.row
	t.leave()
	if empty && at < len(t.rows) {
		t.rows = slices.Delete(t.rows, at, at+1)
	} else if !empty {
		at++
	}
	t.insert(at, rows...)
	t.cursor.row = at + len(rows) - 1
	if again {
		t.edit(keyValueCell{t.cursor.row + 1, t.cursor.column}, keyValueSelect)
	}
	return true
}
