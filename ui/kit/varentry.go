package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"postern/text"
)

// VarEntry is a field of one line that colours {{variables}} by whether they resolve, tells about the one
// under the pointer and completes names after "{{". It edits texts of any length at the same speed: only
// what is seen is measured and painted. Line breaks, tabs and characters that cannot be seen show as
// marks and stay what they are. Tips and completions need a [FloatLayer] in the window.
type VarEntry struct {
	widget.BaseWidget
	// OnChanged hears the text after every edit by the user.
	OnChanged func(text string)
	// OnSubmitted hears the text when Enter is pressed.
	OnSubmitted func(text string)
	// Variables tells the state of a variable and what hovering it shows; \n breaks lines. Without it
	// variables look like other text.
	Variables func(name string) (state VarState, hover string)
	// Names returns the variables to offer after "{{". What has been typed of one chooses among them.
	Names func() []Suggestion
	// Words returns what to offer where no variable is being typed, for what stands before the caret.
	Words func() []Suggestion
	// OnShortcut is asked first about every shortcut that is not one of text editing, and returns
	// whether it used it. A field keeps all shortcuts from the window while it has the keyboard.
	OnShortcut func(fyne.Shortcut) bool
	// Password masks the text; Refresh after a change.
	Password bool
	// PlaceHolder is shown while there is no text; Refresh after a change.
	PlaceHolder string

	style      fyne.TextStyle
	action     fyne.CanvasObject // at the right end, if any
	editor     *text.Editor
	line       varLine
	left       float32 // what is scrolled out on the left
	focused    bool
	shift      bool // the shift key is down
	menuOpen   bool // the menu of the right button has taken the keyboard for a moment
	mouse      varMouse
	hovered    int // the byte where the hovered variable starts, -1 for none
	completion *Completion
	self       fyne.Widget
}

var (
	_ desktop.Hoverable      = (*VarEntry)(nil)
	_ desktop.Mouseable      = (*VarEntry)(nil)
	_ desktop.Keyable        = (*VarEntry)(nil)
	_ desktop.Cursorable     = (*VarEntry)(nil)
	_ fyne.Draggable         = (*VarEntry)(nil)
	_ fyne.SecondaryTappable = (*VarEntry)(nil)
	_ fyne.Focusable         = (*VarEntry)(nil)
	_ fyne.Tabbable          = (*VarEntry)(nil)
	_ fyne.Shortcutable      = (*VarEntry)(nil)
	_ CompletionSurface      = (*VarEntry)(nil)
)

// NewVarEntry returns an empty field.
func NewVarEntry() *VarEntry {
	v := &VarEntry{}
	v.varEntryInit(v)
	return v
}

// varEntryInit makes the field ready. self is the widget that is in the tree: the field or what embeds it.
func (v *VarEntry) varEntryInit(self fyne.Widget) {
	v.self, v.hovered = self, -1
	v.style.Monospace = true
	v.completion = NewCompletion(v)
	v.completion.Variables = func() []Suggestion { return varEntryAsk(v.Names) }
	v.completion.Words = v.words
	v.reset("")
	v.ExtendBaseWidget(self)
}

// words are what is offered where no variable is typed: nothing that could tell what is masked.
func (v *VarEntry) words() []Suggestion {
	if v.Password {
		return nil
	}
	return varEntryAsk(v.Words)
}

func varEntryAsk(source func() []Suggestion) []Suggestion {
	if source == nil {
		return nil
	}
	return source()
}

// Text returns the whole text, also where it is masked.
func (v *VarEntry) Text() string { return v.line.text }

// SetText replaces the text without calling OnChanged, and forgets what could be undone. The same text
// again changes nothing.
func (v *VarEntry) SetText(text string) {
	if text == v.line.text {
		return
	}
	caret := v.editor.Caret()
	v.reset(text)
	if v.focused {
		v.editor.SetCaret(caret)
	}
	v.completion.Close()
	v.reveal()
}

// SetPlaceHolder shows a text while there is none.
func (v *VarEntry) SetPlaceHolder(text string) {
	v.PlaceHolder = text
	v.Refresh()
}

// reset begins with another text.
func (v *VarEntry) reset(content string) {
	v.editor = text.NewEditor(text.NewBuffer([]byte(content)))
	v.editor.Plain = true
	v.editor.Language.Indent = " " // spaces at the beginning are removed one by one
	v.editor.Changed = v.edited
	v.line.set(content, 0)
	v.left = 0
}

// edited takes over the text after a change.
func (v *VarEntry) edited(c text.Change) {
	if v.hovered >= 0 {
		v.MouseOut() // the text moves from under the pointer
	}
	doc := v.editor.Doc()
	v.line.set(string(text.Bytes(doc, 0, doc.Len())), int(c.Offset))
	if v.OnChanged != nil {
		v.OnChanged(v.line.text)
	}
}

// SelectedText returns what is selected; nothing of a masked text.
func (v *VarEntry) SelectedText() string {
	if v.Password {
		return ""
	}
	return string(v.editor.Selected())
}

// Undo takes the last edit back.
func (v *VarEntry) Undo() { v.edit(func(time.Time) { v.editor.Undo() }) }

// Redo does again what was undone last.
func (v *VarEntry) Redo() { v.edit(func(time.Time) { v.editor.Redo() }) }

// edit runs a change of the text or the caret and shows the outcome.
func (v *VarEntry) edit(do func(now time.Time)) {
	do(time.Now())
	v.reveal()
}

// selectText puts the caret behind to, with the bytes since from selected.
func (v *VarEntry) selectText(from, to int) {
	v.editor.SetCaret(text.Caret{Anchor: int64(from), Off: int64(to)})
	v.reveal()
}

// caretAt is the byte that the caret stands before.
func (v *VarEntry) caretAt() int { return int(v.editor.Caret().Off) }

// canvas is where the field is shown, nil before it is.
func (v *VarEntry) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.self) }

// focus asks for the keyboard.
func (v *VarEntry) focus() {
	c := v.canvas()
	if f, ok := v.self.(fyne.Focusable); ok && c != nil && c.Focused() != f {
		c.Focus(f)
	}
}

// FocusGained implements fyne.Focusable.
func (v *VarEntry) FocusGained() {
	v.focused, v.menuOpen = true, false
	v.reveal()
}

// FocusLost implements fyne.Focusable.
func (v *VarEntry) FocusLost() {
	v.focused, v.shift = false, false
	v.editor.Break()
	v.completion.Blur()
	v.reveal()
}
