package kit

import (
	"bytes"
	"context"
	"time"

	"postern/highlight"
	"postern/text"
)

// colouring gives the spans of the rows that are painted. Where a language's lines depend on those before, the
// states are found in the background, as far as somebody looks; inside of long lines it keeps them itself.
type colouring struct {
	lexer   highlight.Lexer
	colorer *highlight.Colorer
	lines   *codeLines
	parts   map[int64][]linePart // of long lines, by where they begin
	busy    bool                 // states are being found
	prose   Prose                // has spans of its own, and needs no lexer

	reached linePart        // in the document: where the row before was left, in a long line
	line    int             // whose spans are at hand, or -1
	state   highlight.State // at its start
	next    highlight.State // and at the start of the line after it
	known   bool            // next is known
	whole   bool            // the spans are those of the whole line
	guess   bool            // some state of this picture was guessed
	spans   []highlight.Span
}

type linePart struct {
	off   int64 // in the line
	state highlight.State
}

const (
	partSize = 64 << 10
	// longLine is the length in bytes from which a line is coloured in parts.
	longLine = 16 << 10
	// longLines bounds the lines whose parts are remembered, and partBudget how many new parts are looked for in
	// one picture: further away from what is known, colours are those of a text that begins there.
	longLines  = 64
	partBudget = 128
	// lexGrid is what the beginnings of parts are rounded to, which keeps lexers' caches useful.
	lexGrid = 1 << 10
	// lexAhead is how far behind a part is looked: a colon makes a string a name.
	lexAhead = 512
	// advanceMost is the largest text, in bytes, whose states are found in the background.
	advanceMost = 64 << 20
	advanceTime = 50 * time.Millisecond
)

// codeLines are the lines of a document as a colorer sees them. Of very long lines it sees the beginning only.
type codeLines struct{ doc text.Document }

// Line implements highlight.Lines.
func (l *codeLines) Line(i int) []byte {
	start, end := text.LineBounds(l.doc, i)
	return text.Bytes(l.doc, start, min(end, start+partSize))
}

// Count implements highlight.Lines.
func (l *codeLines) Count() int {
	n, _ := l.doc.Lines()
	return n
}

func (k *colouring) reset(doc text.Document, language string) {
	*k = colouring{lexer: highlight.New(language), colorer: highlight.NewColorer(language), lines: &codeLines{doc},
		parts: map[int64][]linePart{}, line: -1}
}

// edited follows a change of the text.
func (k *colouring) edited(c text.Change) {
	k.colorer.Edited(c.Line, c.LinesRemoved+1, c.LinesInserted+1)
	clear(k.parts)
}

// begin starts a new picture.
func (k *colouring) begin() { k.line, k.known, k.guess, k.reached = -1, false, false, linePart{} }

// of returns the spans of a row, counted from base. They are valid until the next call.
func (k *colouring) of(doc text.Document, row text.Row) (spans []highlight.Span, base int64) {
	start, end := row.Start, row.End
	if !row.First || !row.Last {
		start, end = text.LineBounds(doc, row.Line)
	}
	if k.prose != nil {
		return proseSpans(k.prose.Spans(row.Line), int(row.Start-start)), start
	}
	if k.line != row.Line {
		k.enter(row.Line)
	}
	if end-start > longLine {
		base, state := k.inLine(doc, start, row.Start)
		b := text.Bytes(doc, base, min(end, row.End+lexAhead))
		k.spans, _ = k.lexer.Line(b, state, k.spans[:0])
		k.remember(b[:max(0, row.End-lexGrid-base)], base, state)
		return k.spans, base
	}
	if !k.whole {
		k.spans, k.next = k.lexer.Line(text.Bytes(doc, start, end), k.state, k.spans[:0])
		k.next, k.known, k.whole = k.lexer.Break(k.next), true, true
	}
	return k.spans, start
}

// enter finds the state at the start of a line.
func (k *colouring) enter(line int) {
	if !k.known || line != k.line+1 {
		exact := true
		k.next, exact = k.colorer.State(k.lines, line)
		k.guess = k.guess || !exact
	}
	k.line, k.state, k.known, k.whole = line, k.next, false, false
}

// remember keeps a place in a long line and the state there, for the next row: b is what is before it, from base on.
func (k *colouring) remember(b []byte, base int64, state highlight.State) {
	if len(b) > 0 {
		b = b[:cutPart(b)]
	}
	k.reached = linePart{base + int64(len(b)), k.lexer.Skip(b, state)}
}

// inLine returns a place in a long line at or before off, not far from it, and the state there.
func (k *colouring) inLine(doc text.Document, start, off int64) (int64, highlight.State) {
	if ahead := off - k.reached.off; ahead >= 0 && ahead < 2*lexGrid && k.reached.off > start {
		return k.reached.off, k.reached.state
	}
	at := off - start
	if at < lexGrid {
		return start, k.state
	}
	at -= at % lexGrid
	parts := k.parts[start]
	if parts == nil {
		if len(k.parts) >= longLines {
			clear(k.parts)
		}
		parts = []linePart{{0, k.state}}
	}
	for n := 0; parts[len(parts)-1].off+partSize <= at; n++ {
		last := parts[len(parts)-1]
		if n == partBudget {
			k.parts[start] = parts
			return start + at, 0
		}
		b := text.Bytes(doc, start+last.off, start+last.off+partSize)
		b = b[:cutPart(b)]
		parts = append(parts, linePart{last.off + int64(len(b)), k.lexer.Skip(b, last.state)})
	}
	k.parts[start] = parts
	i := len(parts) - 1
	for i > 0 && parts[i].off > at {
		i--
	}
	b := text.Bytes(doc, start+parts[i].off, start+at)
	if len(b) > 0 {
		b = b[:cutPart(b)]
	}
	return start + parts[i].off + int64(len(b)), k.lexer.Skip(b, parts[i].state)
}

// cutPart returns where text may be cut without cutting an end mark like "-->" in two.
func cutPart(b []byte) int {
	const look = 256
	low := max(1, len(b)-look)
	if i := bytes.LastIndexByte(b[low:], '>'); i >= 0 {
		return low + i + 1
	}
	if i := bytes.LastIndexAny(b[low:], " ,;"); i >= 0 {
		return low + i + 1
	}
	return len(b)
}

// colourOn finds the states that the last picture lacked, and paints again with them.
func (v *CodeView) colourOn() {
	k := &v.colour
	if !k.guess || k.busy || v.run == nil || v.doc.Len() > advanceMost {
		return
	}
	k.busy = true
	colorer, lines := k.colorer, &codeLines{v.snapshot()}
	v.away(func(ctx context.Context) { colorer.Advance(ctx, lines, advanceTime) }, func() {
		if k.colorer == colorer {
			k.busy = false
			v.redraw()
		}
	})
}
