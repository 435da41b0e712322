package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/text"
)

// SetEditable chooses whether the text is edited. A text in a file cannot be. why is said to who types into a text
// that is only read; "" says nothing.
func (v *CodeView) SetEditable(on bool, why string) {
	v.why = why
	buf, ok := v.doc.(*text.Buffer)
	if on == (v.edit != nil) || on && !ok {
		return
	}
	if !on {
		v.reading, v.edit = v.edit.Caret(), nil
		v.blink()
		v.redraw()
		return
	}
	v.edit = text.NewEditor(buf)
	v.edit.Language, v.edit.Changed = v.rules, v.changed
	v.edit.SetCaret(v.reading)
	v.blink()
	v.checkSoon()
	v.redraw()
}

// Editable tells whether the text is edited.
func (v *CodeView) Editable() bool { return v.edit != nil }

// changed follows every change of the text.
func (v *CodeView) changed(c text.Change) {
	v.colour.edited(c)
	v.folds.Edit(c)
	v.top.off = c.Move(v.top.off)
	v.foot = ""
	v.pair = bracketPair{}
	v.hoverEnd() // what it told about may have moved away from under the mouse
	lines, _ := v.doc.Lines()
	v.geo.gutter(lines, v.bare, v.rules.Fold != text.FoldNothing)
	v.arrange()
	v.check.edited(c)
	v.checkSoon()
	v.searchEdited(c)
	v.redraw()
	if v.OnChanged != nil && !v.quiet {
		v.OnChanged(c)
	}
}

// Insert puts text in place of the selection, as one step of undo.
func (v *CodeView) Insert(s string) {
	if v.edit == nil || s == "" {
		if v.edit == nil && v.why != "" {
			v.say(v.why)
		}
		return
	}
	v.edit.Insert([]byte(s))
	v.moved()
}

// Replace puts text in place of a range, as one step of undo. The caret moves along.
func (v *CodeView) Replace(from, to int64, s string) {
	if v.edit != nil {
		v.edit.Replace(from, to, []byte(s))
		v.moved()
	}
}

// replaceAll puts another text in place of the whole, as one step of undo.
func (v *CodeView) replaceAll(b []byte) {
	v.edit.SetText(b)
	v.moved()
}

func (v *CodeView) cut(c fyne.Clipboard) {
	if v.edit == nil {
		v.copy(c)
		return
	}
	if at := v.Caret(); at.To()-at.From() > MaxCopy {
		v.say(lang.L("More than 64 MB are not cut: the clipboard could not hold them"))
		return
	}
	c.SetContent(string(v.edit.Cut()))
	v.moved()
}

// Undo takes the last step of editing back.
func (v *CodeView) Undo() {
	if v.edit != nil && v.edit.Undo() {
		v.moved()
	}
}

// Redo does again what was undone last.
func (v *CodeView) Redo() {
	if v.edit != nil && v.edit.Redo() {
		v.moved()
	}
}

// DuplicateLines copies the line of the caret, or the selected lines, below itself. A text that is only read stays.
func (v *CodeView) DuplicateLines() { v.doing((*text.Editor).DuplicateLines)() }

// doing makes a command of a method of the editor.
func (v *CodeView) doing(edit func(*text.Editor)) func() {
	return func() {
		if v.edit != nil {
			edit(v.edit)
			v.moved()
		}
	}
}
