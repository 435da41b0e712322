package kit

import (
	"bytes"

	"postern/highlight"
)

// syntax gives the spans of what is shown. For a language whose lines depend on those before, it keeps the
// lexer's state of every so manieth line, and inside of long lines of every so manieth byte.
type syntax struct {
	doc    Document
	lexer  highlight.Lexer
	states []highlight.State // at line i*stateLines, as far as known
	parts  map[int][]linePart
	spans  []highlight.Span
}

type linePart struct {
	off   int64
	state highlight.State
}

const (
	stateLines = 64
	partSize   = 64 << 10
	// stateBudget bounds the bytes that are read for one question. Further away from what is known,
	// lines are taken to begin in the state of the start of a text.
	stateBudget = 8 << 20
	// lexGrid is what the beginnings of asked pieces are rounded to, which keeps lexers' caches useful.
	lexGrid = 1 << 10
)

func (s *syntax) reset(doc Document, language string) {
	*s = syntax{doc: doc, lexer: highlight.New(language), states: []highlight.State{0}, parts: map[int][]linePart{}}
}

// changed forgets what depends on a line and those after it.
func (s *syntax) changed(line int) {
	s.states = s.states[:min(len(s.states), line/stateLines+1)]
	clear(s.parts)
}

// atLine returns the state at the start of a line.
func (s *syntax) atLine(line int) highlight.State {
	if s.lexer.Stateless() {
		return 0
	}
	budget := int64(stateBudget)
	for len(s.states) <= line/stateLines && budget > 0 {
		from := (len(s.states) - 1) * stateLines
		if st, ok := s.skipLines(s.states[len(s.states)-1], from, from+stateLines, &budget); ok {
			s.states = append(s.states, st)
		}
	}
	if len(s.states) <= line/stateLines {
		return 0
	}
	st, _ := s.skipLines(s.states[line/stateLines], line/stateLines*stateLines, line, &budget)
	return st
}

// skipLines goes over lines while the budget lasts.
func (s *syntax) skipLines(st highlight.State, from, to int, budget *int64) (highlight.State, bool) {
	for line := from; line < to; line++ {
		start, end := s.doc.Bounds(line)
		if *budget -= end - start + 1; *budget < 0 {
			return 0, false
		}
		for start < end {
			part := s.doc.Bytes(start, min(end, start+partSize))
			if start+int64(len(part)) < end {
				part = part[:cutPart(part)]
			}
			st = s.lexer.Skip(part, st)
			start += int64(len(part))
		}
		st = s.lexer.Break(st)
	}
	return st, true
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

// inLine returns a place in a line at or before off, not far from it, and the state there. lineState is
// that of the line's start.
func (s *syntax) inLine(line int, lineState highlight.State, off int64) (int64, highlight.State) {
	start, end := s.doc.Bounds(line)
	if off < lexGrid || end-start <= 2*lexGrid {
		return 0, lineState
	}
	off -= off % lexGrid
	parts := s.parts[line]
	if parts == nil {
		if len(s.parts) >= longLines {
			clear(s.parts)
		}
		parts = []linePart{{0, lineState}}
	}
	for last := parts[len(parts)-1]; last.off+partSize <= off; last = parts[len(parts)-1] {
		b := s.doc.Bytes(start+last.off, start+last.off+partSize)
		b = b[:cutPart(b)]
		parts = append(parts, linePart{last.off + int64(len(b)), s.lexer.Skip(b, last.state)})
	}
	if len(parts) > 1 {
		s.parts[line] = parts
	}
	i := len(parts) - 1
	for i > 0 && parts[i].off > off {
		i--
	}
	b := s.doc.Bytes(start+parts[i].off, start+off)
	if len(b) > 0 {
		b = b[:cutPart(b)]
	}
	return parts[i].off + int64(len(b)), s.lexer.Skip(b, parts[i].state)
}

// lex returns the spans of a part of a line and the state after it. They are valid until the next call.
func (s *syntax) lex(part []byte, st highlight.State) ([]highlight.Span, highlight.State) {
	s.spans, st = s.lexer.Line(part, st, s.spans[:0])
	return s.spans, st
}
