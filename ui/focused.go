package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/ui/kit"
	"postern/ui/session"
)

// focusedCode returns the text view that has the focus, or nil.
func (w *Window) focusedCode() *kit.CodeView {
	code, _ := w.options.Window.Canvas().Focused().(*kit.CodeView)
	return code
}

// find looks in the text that has the focus, else in the response.
func (w *Window) find() {
	if code := w.focusedCode(); code != nil {
		code.ShowFind()
		return
	}
	w.response.Find()
}

// duplicate copies lines of the text that is edited, else what is selected in the tree.
func (w *Window) duplicate() {
	if code := w.focusedCode(); code != nil && code.Editable() {
		code.DuplicateLines()
		return
	}
	w.collections.Duplicate()
}

// undo goes where the focus is: text takes back its own typing, everything else the last change of the
// workspace.
func (w *Window) undo() {
	if text, ok := w.focusedText(); ok {
		text.TypedShortcut(&fyne.ShortcutUndo{})
		return
	}
	w.session.Undo(func(err error) {
		if errors.Is(err, session.ErrNoStep) {
			w.dialogs.Note(lang.L("Nothing to undo"), nil)
			return
		}
		name, _ := w.session.CanRedo()
		w.dialogs.Note(lang.L("Undone:")+" "+name, err)
	})
}

func (w *Window) redo() {
	if text, ok := w.focusedText(); ok {
		text.TypedShortcut(&fyne.ShortcutRedo{})
		return
	}
	w.session.Redo(func(err error) {
		if errors.Is(err, session.ErrNoStep) {
			w.dialogs.Note(lang.L("Nothing to redo"), nil)
			return
		}
		name, _ := w.session.CanUndo()
		w.dialogs.Note(lang.L("Done again:")+" "+name, err)
	})
}

// focusedText returns the text field that has the focus, unless its text is only read, or is in the workspace
// already.
func (w *Window) focusedText() (fyne.Shortcutable, bool) {
	type text interface {
		fyne.Shortcutable
		SelectedText() string
		TypedRune(rune)
		Undo()
	}
	t, ok := w.options.Window.Canvas().Focused().(text)
	if code := w.focusedCode(); code != nil {
		ok = code.Editable()
	}
	if s, knows := t.(interface{ Settled() bool }); knows && s.Settled() {
		ok = false
	}
	return t, ok
}
