package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements [fyne.Focusable].
func (t *DataTable) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements [fyne.Focusable].
func (t *DataTable) FocusLost() { t.focused, t.shift = false, false; t.Refresh() }

// KeyDown implements [desktop.Keyable]: key events carry no modifiers, so Shift is followed here.
func (t *DataTable) KeyDown(e *fyne.KeyEvent) { t.followShift(e, true) }

// KeyUp implements [desktop.Keyable].
func (t *DataTable) KeyUp(e *fyne.KeyEvent) { t.followShift(e, false) }

func (t *DataTable) followShift(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		t.shift = down
	}
}

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
	page := max(1, int(t.scroll.view)-1)
	switch e.Name {
	case fyne.KeyUp:
		t.goTo(t.row-1, t.column)
	case fyne.KeyDown:
		t.goTo(t.row+1, t.column)
	case fyne.KeyLeft:
		t.goTo(t.row, t.columns.step(t.column, -1))
	case fyne.KeyRight:
		t.goTo(t.row, t.columns.step(t.column, 1))
	case fyne.KeyPageUp:
		t.goTo(t.row-page, t.column)
	case fyne.KeyPageDown:
		t.goTo(t.row+page, t.column)
	case fyne.KeyHome:
		t.goTo(0, t.column)
	case fyne.KeyEnd:
		t.goTo(t.count()-1, t.column)
	case desktop.KeyMenu:
		t.keyMenu()
	case fyne.KeyF10:
		if t.shift {
			t.keyMenu()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if row, column, ok := t.Selected(); ok && t.OnOpen != nil {
			t.OnOpen(row, column)
		}
	}
}
