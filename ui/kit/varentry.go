package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// VarEntry is a one-line entry that colours {{variables}} by whether they resolve, tells about the one
// under the pointer and completes names after "{{". Everything else is a stock Entry's. Tips and
// completions need a [FloatLayer] in the window.
type VarEntry struct {
	widget.Entry
	// Variables tells the state of a variable and what hovering it shows; \n breaks lines. Without it
	// variables look like other text.
	Variables func(name string) (state VarState, hover string)
	// Names returns the names to offer for what has been typed of one, best first.
	Names func(prefix string) []string
	// OnShortcut is asked first about every shortcut that is not one of text editing, and returns
	// whether it used it. An entry keeps all shortcuts from the window while it has the keyboard.
	OnShortcut func(fyne.Shortcut) bool

	menu      tipMenu
	otherwise func()            // offers other completions where no variable is being typed
	paint     *varEntryRenderer // the renderer of now
	hovered   int               // the byte where the hovered variable starts, -1 for none
}

var (
	_ desktop.Hoverable = (*VarEntry)(nil)
	_ fyne.Shortcutable = (*VarEntry)(nil)
)

// NewVarEntry returns an empty entry.
func NewVarEntry() *VarEntry {
	v := &VarEntry{}
	v.varEntryInit(v)
	return v
}

func (v *VarEntry) varEntryInit(self fyne.Widget) {
	v.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	v.TextStyle.Monospace = true
	v.hovered = -1
	v.OnCursorChanged = v.varEntryPlace
	v.ExtendBaseWidget(self)
}

// Wrapped returns what to put into the tree of objects: the entry itself.
func (v *VarEntry) Wrapped() fyne.CanvasObject { return v.varEntrySelf() }

func (v *VarEntry) varEntrySelf() fyne.CanvasObject {
	if v.paint != nil {
		return v.paint.self
	}
	return v
}

// SetText replaces the text without calling OnChanged, and forgets what could be undone. The same text
// again changes nothing.
func (v *VarEntry) SetText(text string) {
	if text == v.Text {
		return
	}
	changed := v.OnChanged
	v.OnChanged = nil
	v.Entry.SetText(text)
	v.OnChanged = changed
	v.menu.close()
}

// TypedRune implements fyne.Focusable.
func (v *VarEntry) TypedRune(r rune) {
	v.Entry.TypedRune(r)
	v.suggest()
}

// TypedKey implements fyne.Focusable.
func (v *VarEntry) TypedKey(key *fyne.KeyEvent) {
	if v.menu.key(key.Name) {
		return
	}
	before := v.Text
	v.Entry.TypedKey(key)
	switch {
	case before != v.Text:
		v.suggest()
	case v.menu.isOpen():
		v.menu.close()
	}
}

// AcceptsTab implements fyne.Tabbable: a tab chooses from an open completion list.
func (v *VarEntry) AcceptsTab() bool { return v.menu.isOpen() }

// TypedShortcut implements fyne.Shortcutable.
func (v *VarEntry) TypedShortcut(s fyne.Shortcut) {
	if v.OnShortcut != nil && !varEntryOwns(s) && v.OnShortcut(s) {
		return
	}
	v.menu.close()
	v.Entry.TypedShortcut(s)
}

// varEntryOwns reports whether a shortcut edits text in a stock Entry.
func varEntryOwns(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	keys := []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete}
	return slices.Contains(keys, custom.KeyName)
}

// FocusLost implements fyne.Focusable.
func (v *VarEntry) FocusLost() {
	v.menu.blur()
	v.Entry.FocusLost()
}

// suggest offers names for what stands before the caret.
func (v *VarEntry) suggest() {
	if v.Password || v.Disabled() {
		return
	}
	prefix, start, ok := varEntryPrefix(v.Text, v.CursorColumn)
	if !ok || v.Names == nil {
		v.menu.close()
		if v.otherwise != nil {
			v.otherwise()
		}
		return
	}
	names := v.Names(prefix)
	if len(names) == 1 && names[0] == prefix {
		names = nil
	}
	v.menu.open(v.varEntrySelf(), names, 0, v.varEntryX(start), v.complete)
}

// complete replaces what has been typed of a name by the whole name and closes the braces, as if the
// user had typed it, so that it can be undone.
func (v *VarEntry) complete(name string) {
	prefix, _, ok := varEntryPrefix(v.Text, v.CursorColumn)
	if !ok {
		return
	}
	rest := v.Text[varEntryByte(v.Text, v.CursorColumn):]
	changed := v.OnChanged
	v.OnChanged = nil // once, when all is written
	for range []rune(prefix) {
		v.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	if strings.HasPrefix(rest, "}}") {
		for range 2 {
			v.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
		}
	}
	for _, r := range name + "}}" {
		v.Entry.TypedRune(r)
	}
	v.OnChanged = changed
	if changed != nil {
		changed(v.Text)
	}
	v.varEntryFocus()
}

// varEntryFocus takes the keyboard back after a click in the list.
func (v *VarEntry) varEntryFocus() {
	self := v.varEntrySelf()
	c := fyne.CurrentApp().Driver().CanvasForObject(self)
	if f, ok := self.(fyne.Focusable); ok && c != nil && c.Focused() != f {
		c.Focus(f)
	}
}
