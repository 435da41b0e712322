package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// barEntry is an entry that Esc leaves.
type barEntry struct {
	widget.Entry
	leave func()
	back  func() // Shift+Enter, or nil
	shift bool
}

func newBarEntry(leave func()) *barEntry {
	e := &barEntry{leave: leave}
	e.ExtendBaseWidget(e)
	return e
}

// KeyDown implements desktop.Keyable.
func (e *barEntry) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		e.shift = true
	}
	e.Entry.KeyDown(k)
}

// KeyUp implements desktop.Keyable.
func (e *barEntry) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		e.shift = false
	}
	e.Entry.KeyUp(k)
}

// TypedKey implements fyne.Focusable.
func (e *barEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape:
		e.leave()
	case e.shift && e.back != nil && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter):
		e.back()
	default:
		e.Entry.TypedKey(k)
	}
}
