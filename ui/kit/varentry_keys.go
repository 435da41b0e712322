package kit

import (
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"postern/text"
)

// TypedRune implements fyne.Focusable.
func (v *VarEntry) TypedRune(r rune) {
	v.edit(func(now time.Time) { v.editor.Type(string(r), now) })
	v.completion.Update(false)
}

// KeyDown implements desktop.Keyable: a key event does not tell about Shift.
func (v *VarEntry) KeyDown(key *fyne.KeyEvent) { v.hold(key.Name, true) }

// KeyUp implements desktop.Keyable.
func (v *VarEntry) KeyUp(key *fyne.KeyEvent) { v.hold(key.Name, false) }

func (v *VarEntry) hold(key fyne.KeyName, down bool) {
	if key == desktop.KeyShiftLeft || key == desktop.KeyShiftRight {
		v.shift = down
	}
}

// TypedKey implements fyne.Focusable.
func (v *VarEntry) TypedKey(key *fyne.KeyEvent) {
	if v.completion.Key(key.Name) {
		return
	}
	switch key.Name {
	case fyne.KeyBackspace:
		v.edit(v.editor.Backspace)
		v.follow()
		return
	case fyne.KeyDelete:
		v.edit(v.editor.Delete)
		v.follow()
		return
	case fyne.KeyLeft:
		v.move(text.Left, v.shift)
	case fyne.KeyRight:
		v.move(text.Right, v.shift)
	case fyne.KeyHome:
		v.move(text.DocumentStart, v.shift)
	case fyne.KeyEnd:
		v.move(text.DocumentEnd, v.shift)
	case fyne.KeyReturn, fyne.KeyEnter:
		if v.OnSubmitted != nil {
			v.OnSubmitted(v.line.text)
		}
	default:
		return
	}
	v.completion.Close()
}

// follow brings an open list up to what is left before the caret.
func (v *VarEntry) follow() {
	if v.completion.IsOpen() {
		v.completion.Update(false)
	}
}

func (v *VarEntry) move(m text.Motion, extend bool) {
	rows := text.Layout{Doc: v.editor.Doc()}
	v.editor.SetCaret(rows.Moved(v.editor.Caret(), m, 1, extend))
	v.reveal()
}

// AcceptsTab implements fyne.Tabbable: a tab chooses from an open completion list.
func (v *VarEntry) AcceptsTab() bool { return v.completion.IsOpen() }

// TypedShortcut implements fyne.Shortcutable.
func (v *VarEntry) TypedShortcut(s fyne.Shortcut) {
	if v.OnShortcut != nil && !varEntryOwns(s) && v.OnShortcut(s) {
		return
	}
	v.completion.Close()
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		v.copy(s.Clipboard)
	case *fyne.ShortcutCut:
		if v.copy(s.Clipboard) {
			v.edit(v.editor.Delete)
		}
	case *fyne.ShortcutPaste:
		v.paste(s.Clipboard.Content())
	case *fyne.ShortcutSelectAll:
		v.selectText(0, len(v.line.text))
	case *fyne.ShortcutUndo:
		v.Undo()
	case *fyne.ShortcutRedo:
		v.Redo()
	case *desktop.CustomShortcut:
		if varEntryOwns(s) {
			v.custom(s)
		}
	}
}

// copy puts the selection on a clipboard and reports whether there was one. What is masked stays.
func (v *VarEntry) copy(to fyne.Clipboard) bool {
	if v.Password || v.editor.Caret().Empty() {
		return false
	}
	to.SetContent(string(v.editor.Selected()))
	return true
}

// paste puts a text in place of the selection. The line break at its end is none of it; others stay and
// show as marks.
func (v *VarEntry) paste(content string) {
	v.edit(func(time.Time) { v.editor.Insert([]byte(strings.TrimRight(content, "\r\n"))) })
}

// varEntryWordKey is the modifier that makes the keys of the caret go by words.
var varEntryWordKey = func() fyne.KeyModifier {
	if runtime.GOOS == "darwin" {
		return fyne.KeyModifierAlt
	}
	return fyne.KeyModifierControl
}()

// varEntryMotions are the keys that move the caret together with [varEntryWordKey].
var varEntryMotions = map[fyne.KeyName]text.Motion{fyne.KeyLeft: text.WordLeft, fyne.KeyRight: text.WordRight,
	fyne.KeyHome: text.DocumentStart, fyne.KeyEnd: text.DocumentEnd}

// varEntryOwns reports whether a shortcut edits text.
func varEntryOwns(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	if custom.KeyName == fyne.KeySpace {
		return custom.Modifier == fyne.KeyModifierControl
	}
	_, moves := varEntryMotions[custom.KeyName]
	erases := custom.KeyName == fyne.KeyBackspace || custom.KeyName == fyne.KeyDelete
	return (moves || erases) && custom.Modifier&^fyne.KeyModifierShift == varEntryWordKey
}

// custom handles a shortcut that varEntryOwns.
func (v *VarEntry) custom(s *desktop.CustomShortcut) {
	switch s.KeyName {
	case fyne.KeySpace:
		v.completion.Update(true)
	case fyne.KeyBackspace:
		v.edit(v.editor.BackspaceWord)
	case fyne.KeyDelete:
		v.edit(v.editor.DeleteWord)
	default:
		v.move(varEntryMotions[s.KeyName], s.Modifier&fyne.KeyModifierShift != 0)
	}
}
