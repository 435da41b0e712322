package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// Command is an entry of the command palette.
type Command struct {
	ID, Name string
	// Key is the shortcut as people read it, "Ctrl+Enter", or "".
	Key string
	// Group is said behind the name, and found too.
	Group string
	// Enabled tells whether the command can run now; nil means always. It is asked once, when the
	// palette opens.
	Enabled func() bool
	Run     func()
}

// PickerItem is an entry of [ShowPicker].
type PickerItem struct{ ID, Label, Detail string }

// ShowPalette opens the command palette over a canvas: type to find, Up, Down, Enter, Esc. The chosen
// command runs after the palette has closed and the focus is back where it was. A palette or picker
// that is open already is closed first.
func ShowPalette(c fyne.Canvas, commands []Command) {
	items := make([]paletteItem, 0, len(commands))
	for _, cmd := range commands {
		items = append(items, paletteItem{
			name: cmd.Name, detail: cmd.Group, key: cmd.Key,
			disabled: cmd.Run == nil || cmd.Enabled != nil && !cmd.Enabled(),
			run:      cmd.Run,
		})
	}
	showPalette(c, lang.L("Type a command"), items)
}

// ShowPicker lets the user choose one of many things in the way of the command palette. onPick is
// called after the picker has closed, and not at all on Esc.
func ShowPicker(c fyne.Canvas, placeholder string, items []PickerItem, onPick func(id string)) {
	list := make([]paletteItem, 0, len(items))
	for _, it := range items {
		list = append(list, paletteItem{name: it.Label, detail: it.Detail, run: func() { onPick(it.ID) }})
	}
	showPalette(c, placeholder, list)
}

func showPalette(c fyne.Canvas, placeholder string, items []paletteItem) {
	newPalette(c, placeholder, items).open()
}

// open puts the palette over its canvas, in the place of one that is open already.
func (p *palette) open() {
	c := p.canvas
	if open, ok := c.Overlays().Top().(*palette); ok {
		open.dismiss()
	}
	p.before = c.Focused()
	c.Unfocus() // its caret would go on blinking below
	c.Overlays().Add(p)
	c.Focus(p.entry)
}
