package mocks

import "fyne.io/fyne/v2/widget"

// entry is a field of a form that knows whether its text is stored.
type entry struct {
	widget.Entry
	settled func() bool
}

func newEntry(hint string) *entry {
	e := &entry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(hint)
	return e
}

// Settled tells that the text is stored. Undo is then that of the workspace, which knows the text that was stored
// before; while typing it is that of the field.
func (e *entry) Settled() bool { return e.settled() }
