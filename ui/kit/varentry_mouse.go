package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/text"
)

const (
	varMouseAgain = 400 * time.Millisecond // between the presses of a double click
	varMouseNear  = 4                      // pixels between them
)

// varMouse is what the last press of the button began.
type varMouse struct {
	clicks int // 1, 2 or 3: by letters, by words, everything
	last   time.Time
	x      float32
	first  text.Caret // what the press selected
	drags  bool
}

// MouseDown implements desktop.Mouseable.
func (v *VarEntry) MouseDown(e *desktop.MouseEvent) {
	v.completion.Close()
	HideTip(v.canvas())
	defer v.focus() // afterwards, so that what is seen does not move from under the pointer
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	now, x := time.Now(), e.Position.X
	m := &v.mouse
	if now.Sub(m.last) < varMouseAgain && x-m.x < varMouseNear && m.x-x < varMouseNear && m.clicks < 3 {
		m.clicks++
	} else {
		m.clicks = 1
	}
	m.last, m.x, m.drags = now, x, true
	if e.Modifier&fyne.KeyModifierShift != 0 {
		m.clicks, m.first = 1, text.At(v.editor.Caret().Anchor)
		v.selectText(int(m.first.Anchor), v.offsetAt(x))
		return
	}
	m.first = v.unit(x)
	v.editor.SetCaret(m.first)
	v.reveal()
}

// unit is what a press selects: nothing, a word or everything. Of a masked text the words are hidden.
func (v *VarEntry) unit(x float32) text.Caret {
	off := int64(v.offsetAt(x))
	switch {
	case v.mouse.clicks == 3, v.mouse.clicks == 2 && v.Password:
		return text.Caret{Off: v.editor.Doc().Len()}
	case v.mouse.clicks == 2:
		if over, ok := v.line.over(x - v.origin()); ok {
			off = int64(over)
		}
		return text.WordAt(v.editor.Doc(), off)
	}
	return text.At(off)
}

// MouseUp implements desktop.Mouseable.
func (v *VarEntry) MouseUp(*desktop.MouseEvent) { v.mouse.drags = false }

// Dragged implements fyne.Draggable: it selects, and scrolls when the pointer leaves the field.
func (v *VarEntry) Dragged(e *fyne.DragEvent) {
	if !v.mouse.drags { // the press was not ours to see
		v.mouse = varMouse{clicks: 1, drags: true}
		v.mouse.first = v.unit(e.Position.X - e.Dragged.DX)
	}
	v.editor.SetCaret(text.Spanned(v.mouse.first, v.unit(e.Position.X)))
	v.reveal()
}

// DragEnd implements fyne.Draggable.
func (v *VarEntry) DragEnd() { v.mouse.drags = false }

// Cursor implements desktop.Cursorable.
func (v *VarEntry) Cursor() desktop.Cursor { return desktop.TextCursor }

// TappedSecondary implements fyne.SecondaryTappable.
func (v *VarEntry) TappedSecondary(e *fyne.PointEvent) {
	c := v.canvas()
	if c == nil {
		return
	}
	v.focus()
	v.menuOpen = true
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", v.menuItems()...), c, e.AbsolutePosition)
}

// menuItems are what the right button offers.
func (v *VarEntry) menuItems() []*fyne.MenuItem {
	clip := fyne.CurrentApp().Clipboard()
	item := func(label string, s fyne.Shortcut, possible bool) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() { v.self.(fyne.Shortcutable).TypedShortcut(s) })
		i.Disabled = !possible
		return i
	}
	selected := !v.Password && !v.editor.Caret().Empty()
	return []*fyne.MenuItem{
		item(lang.L("Cut"), &fyne.ShortcutCut{Clipboard: clip}, selected),
		item(lang.L("Copy"), &fyne.ShortcutCopy{Clipboard: clip}, selected),
		item(lang.L("Paste"), &fyne.ShortcutPaste{Clipboard: clip}, true),
		item(lang.L("Select all"), &fyne.ShortcutSelectAll{}, v.line.text != ""),
		fyne.NewMenuItemSeparator(),
		item(lang.L("Undo"), &fyne.ShortcutUndo{}, v.editor.CanUndo()),
		item(lang.L("Redo"), &fyne.ShortcutRedo{}, v.editor.CanRedo()),
	}
}
