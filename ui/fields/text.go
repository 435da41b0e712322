package fields

import (
	"time"

	"fyne.io/fyne/v2"

	"postern/model"
	"postern/text"
	"postern/ui/kit"
	"postern/ui/task"
)

const (
	// takeAtOnce is the length in bytes up to which a text is taken at every key: copying a longer one takes time.
	takeAtOnce = 256 << 10
	// takePace is how often a longer text is taken while the user types.
	takePace = 150 * time.Millisecond
)

// Text edits a text of any length. What is no text is shown but not edited.
type Text struct {
	// Code shows and edits the text.
	Code *kit.CodeView
	// Edit is asked when the user begins to edit what is shown, and returns what takes the text: at every key, or
	// for a long text shortly after. What it returned takes the last of it even when another text is shown since.
	Edit func() (take func(text string))

	run   task.Runner
	why   string
	take  func(string)
	wait  func() // cancels the taking that waits
	stale bool   // there is more to take than was taken
}

// NewText returns an empty field. The hint shows while it is empty; why is said of what is no text.
func NewText(run task.Runner, hint, why string) *Text {
	t := &Text{Code: kit.NewCodeEditor(run, hint), run: run, why: why}
	t.Code.SetWrap(true)
	t.Code.OnChanged = func(text.Change) { t.typed() }
	return t
}

// Content returns the field.
func (t *Text) Content() fyne.CanvasObject { return t.Code }

// Editable tells whether the text that is shown can be edited.
func (t *Text) Editable() bool { return t.Code.Editable() }

// Text returns a copy of the text that is shown.
func (t *Text) Text() string { return t.Code.Text() }

// Show shows a text in a language of package highlight, after what waits was taken, and without calling Edit. The
// same text again leaves caret and undo alone.
func (t *Text) Show(s, language string) {
	t.Flush()
	t.Code.SetText(s, language)
	if model.Text([]byte(s[:min(len(s), 1<<20)])) {
		t.Code.SetEditable(true, "")
	} else {
		t.Code.SetEditable(false, t.why)
	}
}

// Flush takes now what waits to be taken. It must be called before the text is used elsewhere.
func (t *Text) Flush() {
	if t.wait != nil {
		t.wait()
		t.wait = nil
	}
	if t.stale {
		t.takeNow()
	}
	t.take = nil
}

func (t *Text) typed() {
	if t.take == nil {
		if t.Edit == nil {
			return
		}
		t.take = t.Edit()
	}
	t.stale = true
	if t.Code.Document().Len() <= takeAtOnce {
		t.Flush()
		return
	}
	if t.wait == nil {
		t.takeNow() // at once, so that what depends on it knows that there is an edit
		t.wait = t.run.After(takePace, t.Flush)
	}
}

func (t *Text) takeNow() {
	t.stale = false
	t.take(t.Code.Text())
}
