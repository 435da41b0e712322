package mocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// place shows a list, or where there is nothing in it what it is for.
type place struct {
	full, empty fyne.CanvasObject
	content     *fyne.Container
}

func newPlace(full, empty fyne.CanvasObject) *place {
	return &place{full: full, empty: empty, content: container.NewStack(full)}
}

func (p *place) show(something bool) {
	shown := p.empty
	if something {
		shown = p.full
	}
	if p.content.Objects[0] != shown {
		p.content.Objects = []fyne.CanvasObject{shown}
		p.content.Refresh()
	}
}
