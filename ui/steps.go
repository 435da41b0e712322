package ui

import "fyne.io/fyne/v2"

// steps are the menu items whose words tell what they would undo or redo.
type steps struct{ undo, redo *fyne.MenuItem }

func (s *steps) keep(id string, item *fyne.MenuItem) {
	switch id {
	case "undo":
		s.undo = item
	case "redo":
		s.redo = item
	}
}

// stepName is what stands behind "Undo" in the menu.
func (w *Window) stepName(name string, ok bool) string {
	if !ok {
		return ""
	}
	const most = 40 // runes: a name of a request may be long, a menu should not
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return name
}

// showSteps keeps the words of the menu true.
func (w *Window) showSteps() {
	changed := false
	for _, c := range w.editCommands() {
		item := map[string]*fyne.MenuItem{"undo": w.steps.undo, "redo": w.steps.redo}[c.id]
		if item != nil && item.Label != c.label() {
			item.Label = c.label()
			changed = true
		}
	}
	if changed {
		w.options.Window.MainMenu().Refresh()
	}
}
