package kit

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"postern/text"
)

// TestWidgetIsLikeTheEditor types at random into a view and, by its methods, into an editor of package text.
func TestWidgetIsLikeTheEditor(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		r := newEditor(t, "{\n  \"a\": [1, 2],\n  \"b\": \"日é\"\n}\n", "json")
		twin := text.NewEditor(text.NewBuffer([]byte(r.Text())))
		twin.Language = r.rules
		var log []string
		for range 300 {
			step := steps[rnd.IntN(len(steps))]
			log = append(log, step.name)
			step.view(r)
			step.twin(twin, &r.layout, r.geo.fullRows()-1)
			if rnd.IntN(10) == 0 {
				r.draw(600, 300)
			}
			got, want := r.Text(), string(text.Bytes(twin.Doc(), 0, twin.Doc().Len()))
			c, d := r.Caret(), twin.Caret()
			if got != want || c.Off != d.Off || c.Anchor != d.Anchor {
				t.Fatalf("seed %d, after %v:\n%q %d-%d, want\n%q %d-%d", seed, log[max(0, len(log)-5):], got, c.Anchor, c.Off, want, d.Anchor, d.Off)
			}
		}
	}
}

// codeStep is what a user does, and what it means.
type codeStep struct {
	name string
	view func(*codeRig)
	twin func(e *text.Editor, l *text.Layout, page int)
}

// stepTime is when every step of the twin happens: typing is told apart by what comes between.
var stepTime = time.Unix(0, 0)

var steps = makeSteps()

func makeSteps() []codeStep {
	var all []codeStep
	for _, c := range "a\"{}[] ,é日" {
		all = append(all, codeStep{string(c), func(r *codeRig) { r.TypedRune(c) },
			func(e *text.Editor, _ *text.Layout, _ int) { e.Type(string(c), stepTime) }})
	}
	do := func(name string, view func(*codeRig), twin func(*text.Editor)) {
		all = append(all, codeStep{name, view, func(e *text.Editor, _ *text.Layout, _ int) { twin(e) }})
	}
	do("enter", func(r *codeRig) { r.key(fyne.KeyReturn) }, (*text.Editor).NewLine)
	do("backspace", func(r *codeRig) { r.key(fyne.KeyBackspace) }, func(e *text.Editor) { e.Backspace(stepTime) })
	do("delete", func(r *codeRig) { r.key(fyne.KeyDelete) }, func(e *text.Editor) { e.Delete(stepTime) })
	do("tab", func(r *codeRig) { r.key(fyne.KeyTab) }, func(e *text.Editor) { e.Tab(stepTime) })
	do("outdent", func(r *codeRig) { r.key("S-" + fyne.KeyTab) }, (*text.Editor).Outdent)
	do("undo", func(r *codeRig) { r.Undo() }, func(e *text.Editor) { e.Undo() })
	do("redo", func(r *codeRig) { r.Redo() }, func(e *text.Editor) { e.Redo() })
	do("duplicate", func(r *codeRig) { r.ctrl(fyne.KeyD, 0) }, (*text.Editor).DuplicateLines)
	do("up", func(r *codeRig) { r.alt(fyne.KeyUp) }, func(e *text.Editor) { e.MoveLines(true) })
	do("all", func(r *codeRig) { r.SelectAll() }, (*text.Editor).SelectAll)
	for key, m := range motions {
		for _, extend := range []bool{false, true} {
			name := key
			if extend {
				name = "S-" + key
			}
			all = append(all, codeStep{fmt.Sprint("go ", name), func(r *codeRig) { r.key(name) },
				func(e *text.Editor, l *text.Layout, page int) {
					own := text.Layout{Doc: e.Doc(), Width: l.Width, Words: l.Words}
					e.SetCaret(own.Moved(e.Caret(), m, max(1, page), extend))
				}})
		}
	}
	return all
}
