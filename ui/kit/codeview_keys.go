package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"postern/text"
)

// FocusGained implements fyne.Focusable.
func (v *CodeView) FocusGained() {
	v.focused = true
	v.blink()
	v.redraw()
}

// FocusLost implements fyne.Focusable.
func (v *CodeView) FocusLost() {
	v.focused, v.shift = false, false
	v.completion.Blur()
	v.hoverEnd()
	v.blink()
	v.redraw()
}

// AcceptsTab implements fyne.Tabbable: a tab is text where text is edited. Esc leaves.
func (v *CodeView) AcceptsTab() bool { return v.edit != nil }

// KeyDown implements desktop.Keyable: a key event does not tell about Shift.
func (v *CodeView) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		v.shift = true
	}
}

// KeyUp implements desktop.Keyable.
func (v *CodeView) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		v.shift = false
	}
}

// motions are the keys that move the caret.
var motions = map[fyne.KeyName]text.Motion{
	fyne.KeyUp: text.Up, fyne.KeyDown: text.Down, fyne.KeyPageUp: text.PageUp, fyne.KeyPageDown: text.PageDown,
	fyne.KeyLeft: text.Left, fyne.KeyRight: text.Right, fyne.KeyHome: text.Home, fyne.KeyEnd: text.End,
}

// wideMotions are those that move it further with Ctrl (Cmd).
var wideMotions = map[fyne.KeyName]text.Motion{
	fyne.KeyLeft: text.WordLeft, fyne.KeyRight: text.WordRight, fyne.KeyHome: text.DocumentStart, fyne.KeyEnd: text.DocumentEnd,
}

// TypedKey implements fyne.Focusable.
func (v *CodeView) TypedKey(k *fyne.KeyEvent) {
	if v.completion.Key(k.Name) {
		return
	}
	if m, ok := motions[k.Name]; ok {
		v.completion.Close()
		v.move(m, v.shift)
		return
	}
	switch k.Name {
	case fyne.KeyEscape:
		v.leave()
	case fyne.KeyF3:
		if v.shift {
			v.FindPrevious()
		} else {
			v.FindNext()
		}
	default:
		v.editKey(k.Name)
	}
}

// move moves the caret. A page takes the view along.
func (v *CodeView) move(m text.Motion, extend bool) {
	page := max(1, v.geo.fullRows()-1)
	switch m {
	case text.PageUp:
		v.scrollRows(-float64(page))
	case text.PageDown:
		v.scrollRows(float64(page))
	}
	v.setCaret(v.layout.Moved(v.Caret(), m, page, extend))
}

// leave goes one step out: of the find bar, of the selection, of the view.
func (v *CodeView) leave() {
	switch {
	case v.bar != nil:
		v.CloseFind()
	case v.Selected():
		v.setCaret(text.At(v.Caret().Off))
	default:
		if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
			c.Unfocus()
		}
	}
}

// editKey is a key that changes the text.
func (v *CodeView) editKey(name fyne.KeyName) {
	if v.edit == nil {
		if name == fyne.KeyReturn || name == fyne.KeyEnter {
			v.OpenLink()
		}
		return
	}
	now := time.Now()
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		v.edit.NewLine()
	case fyne.KeyBackspace:
		v.edit.Backspace(now)
		v.suggest()
	case fyne.KeyDelete:
		v.edit.Delete(now)
	case fyne.KeyTab:
		if v.shift {
			v.edit.Outdent()
		} else {
			v.edit.Tab(now)
		}
	default:
		return
	}
	v.moved()
}

// TypedRune implements fyne.Focusable.
func (v *CodeView) TypedRune(r rune) {
	if v.edit == nil {
		if v.why != "" {
			v.say(v.why)
		}
		return
	}
	v.edit.Type(string(r), time.Now())
	v.moved()
	v.suggest()
}

// TypedShortcut implements fyne.Shortcutable.
func (v *CodeView) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		v.copy(s.Clipboard)
	case *fyne.ShortcutSelectAll:
		v.SelectAll()
	case *fyne.ShortcutCut:
		v.cut(s.Clipboard)
	case *fyne.ShortcutPaste:
		v.Insert(s.Clipboard.Content())
	case *fyne.ShortcutUndo:
		v.Undo()
	case *fyne.ShortcutRedo:
		v.Redo()
	case *desktop.CustomShortcut:
		if !v.typedCombination(s) && v.OnShortcut != nil {
			v.OnShortcut(s)
		}
	}
}

// typedCombination carries out a key with modifiers and tells whether it is one of ours.
func (v *CodeView) typedCombination(s *desktop.CustomShortcut) bool {
	ctrl := s.Modifier&^fyne.KeyModifierShift == fyne.KeyModifierShortcutDefault
	if m, ok := wideMotions[s.KeyName]; ok && ctrl {
		v.move(m, s.Modifier&fyne.KeyModifierShift != 0)
		return true
	}
	if v.edit != nil && ctrl && (s.KeyName == fyne.KeyBackspace || s.KeyName == fyne.KeyDelete) {
		v.editWord(s.KeyName)
		return true
	}
	for _, c := range v.Commands() {
		if c.Does(s) {
			if !c.Disabled {
				c.Run()
			}
			return true
		}
	}
	return false
}

func (v *CodeView) editWord(name fyne.KeyName) {
	if name == fyne.KeyBackspace {
		v.edit.BackspaceWord(time.Now())
	} else {
		v.edit.DeleteWord(time.Now())
	}
	v.moved()
}
