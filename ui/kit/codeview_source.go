package kit

import (
	"bytes"
	"context"
	"time"

	"postern/text"
)

// growthPace is how often a text that is still being read shows how far it has come.
const growthPace = 100 * time.Millisecond

// away does work elsewhere and done on the UI goroutine, unless another text is shown by then. It returns what
// cancels it.
func (v *CodeView) away(work func(context.Context), done func()) (cancel context.CancelFunc) {
	ctx, cancel := context.WithCancel(v.ctx)
	turn := v.turn
	back := func() {
		canceled := ctx.Err() != nil
		cancel()
		if turn == v.turn && !canceled {
			done()
		}
	}
	if v.run == nil {
		work(ctx)
		back()
		return cancel
	}
	v.run.Start(ctx, work, back)
	return cancel
}

// later calls f after a while, unless it is canceled or another text is shown by then.
func (v *CodeView) later(d time.Duration, f func()) (cancel func()) {
	turn := v.turn
	checked := func() {
		if turn == v.turn {
			f()
		}
	}
	if v.run == nil {
		checked()
		return func() {}
	}
	return v.run.After(d, checked)
}

// indexed is a document that finds its lines in the background.
type indexed interface {
	Index(ctx context.Context, progress func(done, total int64)) error
}

// index lets the document find its lines, and shows meanwhile what is known.
func (v *CodeView) index() {
	d, ok := v.doc.(indexed)
	if _, complete := v.doc.Lines(); complete || !ok {
		return
	}
	var err error
	v.away(func(ctx context.Context) { err = d.Index(ctx, nil) }, func() {
		if err != nil {
			v.say(err.Error())
		}
		v.grown()
		v.searchAgain()
	})
	if v.run != nil {
		v.watch()
	}
}

func (v *CodeView) watch() {
	v.later(growthPace, func() {
		if _, complete := v.doc.Lines(); !complete {
			v.grown()
			v.watch()
		}
	})
}

// grown follows a text that got longer at its end.
func (v *CodeView) grown() {
	v.arrange()
	v.redraw()
}

// Complete tells whether all lines of the text are known yet.
func (v *CodeView) Complete() bool {
	_, complete := v.doc.Lines()
	return complete
}

// SetText shows a text in memory, in a language of package highlight. The text that is shown already stays as it
// is, with its caret and what can be undone. Otherwise undo begins anew; the caret goes to the start or, where the
// user is at work and most of the text stays, it stays beside what it was beside. OnChanged does not hear of it.
func (v *CodeView) SetText(s, language string) {
	if _, ok := v.doc.(*text.Buffer); ok && v.holds(s) {
		v.SetLanguage(language)
		return
	}
	editing, at, top := v.edit != nil, v.Caret(), v.top
	change, alike := v.changeTo(s)
	v.SetDocument(text.NewBuffer([]byte(s)), language)
	if !editing {
		return
	}
	v.SetEditable(true, "")
	if alike {
		v.edit.SetCaret(at.Move(change))
		v.setTop(v.layout.Row(change.Move(top.off)), top.frac)
	}
}

// changeTo returns the change that would make the text that is shown another one, and whether the user is at work
// in it and would find most of it again.
func (v *CodeView) changeTo(s string) (c text.Change, alike bool) {
	if v.edit == nil || !v.focused {
		return c, false
	}
	old := text.Bytes(v.doc, 0, v.doc.Len())
	head, tail := 0, 0
	for head < min(len(old), len(s)) && old[head] == s[head] {
		head++
	}
	for tail < min(len(old), len(s))-head && old[len(old)-1-tail] == s[len(s)-1-tail] {
		tail++
	}
	c = text.Change{Offset: int64(head), Removed: int64(len(old) - head - tail), Inserted: int64(len(s) - head - tail)}
	return c, 2*(head+tail) > max(len(old), len(s))
}

// holds tells whether a text is what is shown, without copying it.
func (v *CodeView) holds(s string) bool {
	if v.doc.Len() != int64(len(s)) {
		return false
	}
	for off := 0; off < len(s); {
		b := v.doc.Chunk(int64(off))
		if len(b) == 0 || string(b) != s[off:min(len(s), off+len(b))] {
			return false
		}
		off += len(b)
	}
	return true
}

// Text returns a copy of the whole text, which for a text in a file can be more than there is memory for.
func (v *CodeView) Text() string {
	var b bytes.Buffer
	b.Grow(int(v.doc.Len()))
	_ = text.Copy(&b, v.doc, 0, v.doc.Len()) // what cannot be read is missing; the view says so where it shows
	return b.String()
}

// Snapshot is the text as it is now: it costs nothing, never changes, and may be read on any goroutine.
func (v *CodeView) Snapshot() text.Document { return v.snapshot() }
