package kit

import (
	"fyne.io/fyne/v2"
)

// FocusGained implements [fyne.Focusable].
func (t *DataTable) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements [fyne.Focusable].
func (t *DataTable) FocusLost() { t.focused, t.shift = false, false; t.Refresh() }

// TypedRune implements [fyne.Focusable]: s sorts by the column of the cursor.
func (t *DataTable) TypedRune(r rune) {
	if r == 's' && t.column < len(t.columns) {
		t.cycle(t.column)
	}
}

// TypedShortcut implements [fyne.Shortcutable].
func (t *DataTable) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutCopy); ok && t.OnCopy != nil {
		if row, column, ok := t.Selected(); ok {
			t.OnCopy(row, column)
		}
		return
	}
	if t.OnShortcut != nil {
		t.OnShortcut(s)
	}
}

// TypedKey implements [fyne.Focusable] with the keys of a table.
func (t *DataTable) TypedKey(e *fyne.KeyEvent) {
	to, moves := rowStep(e.Name, int64(t.row), int64(t.count()-1), t.scroll.view)
	switch {
	case moves:
		t.goTo(int(to), t.column)
	case e.Name == fyne.KeyLeft:
		t.goTo(t.row, t.columns.step(t.column, -1))
	case e.Name == fyne.KeyRight:
		t.goTo(t.row, t.columns.step(t.column, 1))
	case t.asksForMenu(e.Name):
		t.keyMenu()
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		if row, column, ok := t.Selected(); ok && t.OnOpen != nil {
			t.OnOpen(row, column)
		}
	}
}
