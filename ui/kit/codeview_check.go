package kit

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/text"
	"postern/validate"
)

const (
	// checkRest is how long typing rests before the text is checked.
	checkRest = 300 * time.Millisecond
	// checkMost is the largest text, in bytes, that is checked in full; of larger JSON only the syntax is.
	checkMost = 8 << 20
)

// checking is what is known to be wrong with an edited text.
type checking struct {
	problems []problemMark
	words    string // of the first, with its place
	faulty   bool   // it is a fault, not a hint
	wait     func() // cancels the check that waits for typing to rest
	cancel   context.CancelFunc
}

// problemMark is a place of the text where something is wrong.
type problemMark struct {
	from, to int64
	words    string
	hint     bool
}

// edited moves the marks along with a change.
func (k *checking) edited(c text.Change) {
	for i := range k.problems {
		p := &k.problems[i]
		p.from = c.Move(p.from)
		p.to = max(p.from, c.Move(p.to))
	}
}

// checkSoon checks the text when typing rests.
func (v *CodeView) checkSoon() {
	k := &v.check
	if k.wait != nil {
		k.wait()
		k.wait = nil
	}
	if k.cancel != nil {
		k.cancel()
		k.cancel = nil
	}
	if v.edit == nil || v.language != "json" && v.language != "xml" || v.doc.Len() == 0 {
		k.problems, k.words = nil, ""
		return
	}
	k.wait = v.later(checkRest, v.checkNow)
}

func (v *CodeView) checkNow() {
	v.check.wait = nil
	doc, language := v.snapshot(), v.language
	var problems []validate.Problem
	v.check.cancel = v.away(func(ctx context.Context) { problems = problemsOf(ctx, doc, language) }, func() {
		v.check.cancel = nil
		v.checked(problems)
	})
}

// problemsOf runs on any goroutine.
func problemsOf(ctx context.Context, doc text.Document, language string) []validate.Problem {
	if doc.Len() > checkMost {
		if language != "json" {
			return nil
		}
		bad, err := text.CheckJSON(ctx, doc)
		if err != nil || bad == nil {
			return nil
		}
		return []validate.Problem{{Offset: int(bad.Offset), Length: 1, Text: bad.Reason}}
	}
	b := text.Bytes(doc, 0, doc.Len())
	var problems []validate.Problem
	if language == "xml" {
		problems, _ = validate.XML(ctx, b)
	} else {
		problems, _ = validate.JSON(ctx, maskVariables(b))
	}
	if ctx.Err() != nil {
		return nil
	}
	return problems
}

// maskVariables puts a number in place of every {{variable}} of JSON that stands outside of strings, where it
// stands for a value. Offsets stay what they are.
func maskVariables(b []byte) []byte {
	var out []byte
	quoted := false
	for i := 0; i < len(b); i++ {
		switch {
		case quoted && b[i] == '\\':
			i++
		case b[i] == '"' || b[i] == '\n' && quoted:
			quoted = !quoted
		case !quoted && b[i] == '{' && i+1 < len(b) && b[i+1] == '{':
			spans := varEntrySpans(string(b[i:min(len(b), i+256)]))
			if len(spans) == 0 || spans[0].start != 0 {
				continue
			}
			if out == nil {
				out = append(out, b...)
			}
			out[i] = '0'
			for j := i + 1; j < i+spans[0].end; j++ {
				out[j] = ' '
			}
			i += spans[0].end - 1
		}
	}
	if out == nil {
		return b
	}
	return out
}

// checked shows what a check found.
func (v *CodeView) checked(problems []validate.Problem) {
	k := &v.check
	k.problems, k.words, k.faulty = nil, "", false
	for _, p := range problems {
		from := int64(p.Offset)
		k.problems = append(k.problems, problemMark{from, from + int64(max(1, p.Length)), p.Text, p.Severity == validate.Hint})
	}
	if n := len(problems); n > 0 {
		first := problems[n-1] // the fault ends the text; hints are before it
		if !validate.Faulty(problems) {
			first = problems[0]
		}
		line, column := v.placeOf(int64(first.Offset))
		k.words = fmt.Sprintf(lang.L("line %d, column %d: %s"), line, column, first.Text)
		k.faulty = first.Severity == validate.Fault
	}
	v.redraw()
}

// placeOf is the line and the column in characters, both from 1, of an offset.
func (v *CodeView) placeOf(off int64) (line, column int) {
	n := v.doc.LineOf(off)
	start := v.doc.LineStart(n)
	column = 1
	for at := start; at < off && column < 4096; column++ {
		at = text.After(v.doc, at)
	}
	return n + 1, column
}

// Problems returns what is wrong with an edited JSON or XML text in words, and how many problems there are.
func (v *CodeView) Problems() (first string, count int) { return v.check.words, len(v.check.problems) }

// paintProblems underlines what is wrong in a row.
func (v *CodeView) paintProblems(c pixels, row text.Row, b []byte, y int) {
	for _, p := range v.check.problems {
		if p.from > row.End || p.from == row.End && !row.Last || p.to <= row.Start {
			continue
		}
		colour := v.paint.palette.problem
		if p.hint {
			colour = v.paint.palette.hintProblem
		}
		from := int(max(0, p.from-row.Start))
		to := int(min(int64(len(b)), p.to-row.Start))
		x := v.cellX(v.layout.Cells.Col(b, 0, from))
		width := max(v.geo.atlas.width, v.cellX(v.layout.Cells.Col(b, 0, to))-x)
		thick := max(2, v.geo.px(2))
		c.fill(x, y+v.geo.atlas.height-thick, width, thick, colour)
	}
}
