package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"postern/ui/kit"
	"postern/ui/theme"
)

// rail is the narrow column of rooms at the left edge.
type rail struct {
	buttons map[string]*kit.ToolButton
	content fyne.CanvasObject
}

func newRail(w *Window) *rail {
	r := &rail{buttons: map[string]*kit.ToolButton{}}
	column := container.NewVBox()
	add := func(room, icon, tip string) {
		b := kit.NewToolButton(icon, lang.L(tip), func() { w.chooseRoom(room) })
		r.buttons[room] = b
		column.Add(container.New(kit.Fixed(34, 34), b))
	}
	add(roomCollections, theme.IconCollections, "Collections (Ctrl+1)")
	add(roomEnvironments, theme.IconEnvironments, "Environments (Ctrl+2)")
	add(roomMocks, theme.IconMocks, "Mock servers (Ctrl+3)")
	add(roomHistory, theme.IconHistory, "History (Ctrl+4)")
	column.Add(layout.NewSpacer())
	add(roomTrash, theme.IconTrash, "Trash")
	add(roomBackups, theme.IconBackup, "Backups")
	add(roomSettings, theme.IconSettings, "Settings (Ctrl+,)")
	background := kit.NewSurface(theme.ColorRail)
	r.content = container.NewStack(background, container.NewPadded(column))
	return r
}

func (r *rail) show(room string) {
	for name, b := range r.buttons {
		b.SetOn(name == room)
	}
}
