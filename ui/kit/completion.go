package kit

import "fyne.io/fyne/v2"

// CompletionSurface is a text with a caret in which suggestions are offered.
type CompletionSurface interface {
	// Canvas is where the text is shown, nil before it is.
	Canvas() fyne.Canvas
	// AnchorAt returns the place in the canvas of the character that begins a number of bytes before the
	// caret: the list stands below it, or above it.
	AnchorAt(before int) (fyne.Position, fyne.Size)
	// TextBefore and TextAfter return at most limit bytes around the caret. They need not be cut between
	// characters.
	TextBefore(limit int) string
	// TextAfter returns what stands behind the caret.
	TextAfter(limit int) string
	// Accept puts a text in place of a number of bytes before and behind the caret, as one step of undo
	// that is heard as an edit, and keeps or takes the keyboard.
	Accept(before, after int, text string)
}

// Completion offers suggestions for what is typed into a text, in a list that floats below it and never
// takes the keyboard. The text tells it about typing ([Completion.Update]), hands it its keys first
// ([Completion.Key]), and closes it when the caret moves. It needs a [FloatLayer] in the window.
type Completion struct {
	// Variables returns what to offer after "{{", in any number: what has been typed chooses among them.
	// It is asked once for a list that opens.
	Variables func() []Suggestion
	// Words returns what to offer elsewhere; nil offers nothing there.
	Words func() []Suggestion

	surface CompletionSurface
	core    completing
	layer   *FloatLayer
	list    *completionList
	held    bool // the mouse is down in the list, so the loss of the keyboard does not count
}

// NewCompletion returns a closed list for a text.
func NewCompletion(s CompletionSurface) *Completion {
	c := &Completion{surface: s}
	c.core.variables = func() []Suggestion { return varEntryAsk(c.Variables) }
	c.core.words = func() []Suggestion { return varEntryAsk(c.Words) }
	return c
}

// Update opens, changes or closes the list after something has been typed. asked opens it where nothing
// has been typed, as on Ctrl+Space.
func (c *Completion) Update(asked bool) {
	c.core.update(c.surface.TextBefore(completingReach), asked)
	layer := floatLayerOf(c.surface.Canvas())
	if layer == nil || !c.core.open {
		c.Close()
		return
	}
	if c.list == nil || c.layer != layer {
		c.drop()
		c.layer, c.list = layer, newCompletionList(&c.core)
		c.list.onPress = func() { c.held = true }
		c.list.onLeave = c.leave
		c.list.onPick = c.choose
	}
	c.list.first = 0
	HideTip(c.surface.Canvas())
	at, size := c.surface.AnchorAt(len(c.core.typed))
	c.list.Refresh()
	layer.place(c.list, at.X-tipPadX-completionSign, at.Y, size.Height) // what is offered stands below what is typed
}

// IsOpen reports whether the list is shown: Tab is its key then.
func (c *Completion) IsOpen() bool { return c.list != nil }

// Close hides the list.
func (c *Completion) Close() {
	c.core.close()
	c.drop()
}

func (c *Completion) drop() {
	if c.list != nil {
		c.layer.remove(c.list)
	}
	c.layer, c.list, c.held = nil, nil, false
}

// Blur closes the list because its text has lost the keyboard, and reports true, unless the list itself
// is being clicked.
func (c *Completion) Blur() bool {
	if c.held {
		return false
	}
	c.Close()
	return true
}

func (c *Completion) leave() {
	if c.held {
		c.Close()
	}
}

func (c *Completion) choose(index int) {
	done, ok := c.core.accept(index, c.surface.TextAfter(2))
	c.Close()
	if ok {
		c.surface.Accept(done.before, done.after, done.text)
	}
}

// Key handles a key of the text and reports whether it was the list's. Enter and Tab are only where
// something is selected.
func (c *Completion) Key(name fyne.KeyName) bool {
	if c.list == nil {
		return false
	}
	switch name {
	case fyne.KeyUp:
		c.core.move(-1)
	case fyne.KeyDown:
		c.core.move(1)
	case fyne.KeyPageUp:
		c.core.page(-completionRows)
	case fyne.KeyPageDown:
		c.core.page(completionRows)
	case fyne.KeyEscape:
		c.Close()
		return true
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		if c.core.selected < 0 {
			c.Close()
			return false
		}
		c.choose(c.core.selected)
		return true
	default:
		return false
	}
	c.list.reveal()
	return true
}
