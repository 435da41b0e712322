package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Stash returns a hidden object that keeps what is shown only at times within reach of a change of
// theme: Fyne tells it only to what is in the tree of the window. What is in a stash costs nothing while
// it is hidden, and may be in the tree at another place as well: but before the stash, since Fyne takes the
// first place it finds for the one that tells whether an object can have the focus.
func Stash(objects ...fyne.CanvasObject) *fyne.Container {
	c := container.NewWithoutLayout(objects...)
	c.Hide()
	return c
}

// WithStash returns content with a stash of what takes its place, or that of a part of it, at times.
func WithStash(content fyne.CanvasObject, others ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(content, Stash(others...))
}
