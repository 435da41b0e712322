package kit

import (
	"fyne.io/fyne/v2"
)

// FocusGained implements [fyne.Focusable].
func (t *JSONTree) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements [fyne.Focusable].
func (t *JSONTree) FocusLost() { t.focused, t.shift = false, false; t.Refresh() }

// TypedRune implements [fyne.Focusable].
func (t *JSONTree) TypedRune(r rune) {
	switch {
	case t.selected.in == nil:
	case r == '*':
		const deep = 1000
		complete := t.model.expandLevels(t.selected, deep)
		t.changed()
		t.tellCut(complete)
	case r == '+':
		t.setOpen(t.selected, true)
	case r == '-':
		t.setOpen(t.selected, false)
	case r >= '1' && r <= '9':
		t.ExpandLevels(int(r - '0'))
	}
}

// TypedShortcut implements [fyne.Shortcutable].
func (t *JSONTree) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutCopy); ok && t.OnCopy != nil {
		t.OnCopy()
		return
	}
	if t.OnShortcut != nil {
		t.OnShortcut(s)
	}
}

// TypedKey implements [fyne.Focusable] with the keys of a tree.
func (t *JSONTree) TypedKey(e *fyne.KeyEvent) {
	at := t.model.rowOf(t.selected)
	to, moves := rowStep(e.Name, at, t.model.rows()-1, t.scroll.view)
	switch {
	case moves:
		t.moveTo(to)
	case t.asksForMenu(e.Name):
		t.keyMenu(at)
	case at >= 0:
		t.rowKey(e.Name, at)
	}
}

// rowKey is TypedKey for the keys that need a selected row.
func (t *JSONTree) rowKey(key fyne.KeyName, at int64) {
	p := t.selected
	switch key {
	case fyne.KeyLeft:
		if t.model.isOpen(p) {
			t.setOpen(p, false)
		} else if p.in.up != nil {
			t.moveTo(t.model.rowOf(jsonPlace{p.in.up, p.in.index}))
		}
	case fyne.KeyRight:
		if o, _ := p.in.find(p.index); o == nil {
			t.setOpen(p, true)
		} else if o.count > 0 {
			t.moveTo(at + 1)
		}
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.toggle(p)
	}
}
