package response

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"postern/jsonview"
	"postern/text"
	"postern/ui/kit"
	"postern/ui/task"
)

// caretDelay is how long the caret has to rest before its place is looked for.
const caretDelay = 100 * time.Millisecond

// caretPlace tells below a JSON text which value the caret is in. The place is looked for in the background.
type caretPlace struct {
	run    task.Runner
	code   *kit.CodeView
	crumbs *kit.Crumbs
	frame  *fyne.Container // that the crumbs stand in
	shown  text.Document   // nil where no JSON is shown
	doc    *jsonview.Doc
	here   []jsonview.Node
	turn   int
	cancel context.CancelFunc
}

func newCaretPlace(run task.Runner, code *kit.CodeView) *caretPlace {
	c := &caretPlace{run: run, code: code, crumbs: kit.NewCrumbs()}
	c.crumbs.OnTapped = func(i int) {
		code.Select(c.here[i].Start, c.here[i].Start)
		kit.Focus(code)
	}
	code.OnCaret = c.moved
	c.crumbs.Hide()
	return c
}

// jsonText is a document as package jsonscan reads it, as far as it is known.
type jsonText struct{ text.Document }

// Size implements jsonscan.Source.
func (t jsonText) Size() int64 { return t.Len() }

// open follows the caret of another text.
func (c *caretPlace) open(d text.Document, language string) {
	c.close()
	if language != "json" {
		return
	}
	c.shown, c.doc = d, jsonview.Open(jsonText{d})
	c.crumbs.Show()
	c.frame.Refresh()
	c.moved(0)
}

// close shows no place.
func (c *caretPlace) close() {
	c.stop()
	c.shown, c.doc, c.here = nil, nil, nil
	c.crumbs.SetLabels(nil)
	if c.crumbs.Visible() {
		c.crumbs.Hide()
		c.frame.Refresh()
	}
}

func (c *caretPlace) stop() {
	c.turn++
	if c.cancel != nil {
		c.cancel()
		c.cancel = nil
	}
}

// moved looks for the place of the caret once it rests.
func (c *caretPlace) moved(off int64) {
	if c.doc == nil {
		return
	}
	c.stop()
	turn := c.turn
	c.run.After(caretDelay, func() {
		if c.turn == turn {
			c.find(off)
		}
	})
}

func (c *caretPlace) find(off int64) {
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	turn, doc := c.turn, c.doc
	_, complete := c.shown.Lines()
	var path []jsonview.Node
	var names []string
	c.run.Start(ctx, func(ctx context.Context) {
		if complete {
			_ = doc.Index(ctx) // without an index the place takes longer to find
		}
		path, _ = doc.Place(ctx, off) // what cannot be read has no place
		names = placeNames(doc, path)
	}, func() {
		if c.turn == turn {
			c.here = path
			c.crumbs.SetLabels(names)
		}
	})
}
