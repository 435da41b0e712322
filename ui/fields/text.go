package fields

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
)

// TextLimit is the largest text, in bytes, that a stock entry of several lines edits without lagging.
const TextLimit = 48 << 10

// Text edits a text of several lines. What is too long for that, or no text, is shown but not edited.
type Text struct {
	// Entry edits the text. Its OnChanged hears the user only.
	Entry *widget.Entry

	code    *kit.CodeView
	note    *widget.Label
	long    *fyne.Container
	content *fyne.Container
	whole   fyne.CanvasObject
}

// NewText returns an empty field. The note stands above a text that cannot be edited, and the tools
// beside it.
func NewText(hint, note string, tools ...fyne.CanvasObject) *Text {
	t := &Text{Entry: widget.NewMultiLineEntry(), code: kit.NewCodeView(), note: widget.NewLabel(note)}
	t.Entry.TextStyle.Monospace = true
	t.Entry.SetPlaceHolder(hint)
	t.note.Wrapping = fyne.TextWrapWord
	top := container.NewBorder(nil, nil, nil, container.NewHBox(tools...), t.note)
	t.long = container.NewBorder(top, nil, nil, nil, t.code)
	t.content = container.NewStack(t.Entry)
	t.whole = kit.WithStash(t.content, t.Entry, t.long)
	return t
}

// Content returns the field.
func (t *Text) Content() fyne.CanvasObject { return t.whole }

// Editable tells whether the text that is shown can be edited.
func (t *Text) Editable() bool { return t.content.Objects[0] == fyne.CanvasObject(t.Entry) }

// Show shows a text, in a language of package highlight where it cannot be edited, without calling
// OnChanged. The same text again leaves caret and undo alone.
func (t *Text) Show(text, language string) {
	var shown fyne.CanvasObject = t.Entry
	if len(text) > TextLimit || !model.Text([]byte(text)) {
		t.code.SetText(text, language)
		text, shown = "", t.long // so that nothing of another text can be taken for this one
	} else if !t.Editable() {
		t.code.Clear()
	}
	if t.Entry.Text != text {
		changed := t.Entry.OnChanged
		t.Entry.OnChanged = nil
		t.Entry.SetText(text)
		t.Entry.OnChanged = changed
	}
	if t.content.Objects[0] != shown {
		t.content.Objects = []fyne.CanvasObject{shown}
		t.content.Refresh()
	}
}
