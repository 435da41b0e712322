package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// rowKeys is what views of rows know of the keyboard.
type rowKeys struct{ focused, shift bool }

// KeyDown implements [desktop.Keyable]: key events carry no modifiers, so Shift is followed here.
func (k *rowKeys) KeyDown(e *fyne.KeyEvent) { k.follow(e, true) }

// KeyUp implements [desktop.Keyable].
func (k *rowKeys) KeyUp(e *fyne.KeyEvent) { k.follow(e, false) }

func (k *rowKeys) follow(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		k.shift = down
	}
}

// asksForMenu tells whether a key opens the context menu: the menu key, and Shift+F10.
func (k *rowKeys) asksForMenu(key fyne.KeyName) bool {
	return key == desktop.KeyMenu || key == fyne.KeyF10 && k.shift
}

// rowStep returns the row that a key leads to from row at, where view rows are in sight and last is the last
// one; false for a key that leads to no other row. The row may be outside of those there are.
func rowStep(key fyne.KeyName, at, last int64, view float64) (to int64, ok bool) {
	page := max(1, int64(view)-1)
	switch key {
	case fyne.KeyUp:
		return at - 1, true
	case fyne.KeyDown:
		return at + 1, true
	case fyne.KeyPageUp:
		return at - page, true
	case fyne.KeyPageDown:
		return at + page, true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return last, true
	}
	return at, false
}
