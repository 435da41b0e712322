package kit

import (
	"bytes"

	"postern/highlight"
	"postern/text"
)

// rowMarks tells, for rising offsets, what is behind the text.
type rowMarks struct {
	from, to int64 // the selection
	hits     *text.Matches
	next     int
	here     text.Match
	pair     bracketPair
}

// rowMarks begins at an offset.
func (v *CodeView) rowMarks(off int64) rowMarks {
	c := v.Caret()
	m := rowMarks{from: c.From(), to: c.To(), hits: v.search.hits, here: text.Match{From: -1, To: -1}}
	if v.search.at >= 0 && v.search.at < m.hits.Len() {
		m.here = m.hits.At(v.search.at)
	} else if v.search.near.To > v.search.near.From {
		m.here = v.search.near
	}
	if v.focused {
		m.pair = v.pair
	}
	m.row(off)
	return m
}

// row goes on to where a row begins.
func (m *rowMarks) row(off int64) { m.next = m.hits.After(off) }

// at returns the background at an offset. The current hit is seen through the selection that it is.
func (m *rowMarks) at(off int64) uint8 {
	for m.next < m.hits.Len() && m.hits.At(m.next).To <= off {
		m.next++
	}
	switch {
	case off >= m.here.From && off < m.here.To:
		return bgFindHere
	case off >= m.from && off < m.to:
		return bgSelection
	case m.next < m.hits.Len() && m.hits.At(m.next).From <= off:
		return bgFind
	case m.pair.ok && (off == m.pair.here || off == m.pair.there):
		return bgPair
	}
	return bgNone
}

// bracketPair are the offsets of the bracket at the caret and of its partner.
type bracketPair struct {
	here, there int64
	ok          bool
}

// lookOf tells, for rising places in a row, the colour of the text.
type lookOf struct {
	spans []highlight.Span
	at    int64 // of the row, counted as spans are
	vars  []varRun
}

// varRun is a variable in a row, with the colour it has.
type varRun struct {
	start, end int
	fg         uint8
}

func (l *lookOf) of(i int) uint8 {
	for len(l.vars) > 0 && l.vars[0].end <= i {
		l.vars = l.vars[1:]
	}
	if len(l.vars) > 0 && l.vars[0].start <= i {
		return l.vars[0].fg
	}
	at := int(l.at) + i
	for len(l.spans) > 0 && l.spans[0].End <= at {
		l.spans = l.spans[1:]
	}
	if len(l.spans) > 0 && l.spans[0].Start <= at {
		return uint8(l.spans[0].Kind)
	}
	return uint8(highlight.Plain)
}

// variablesIn finds the variables of a row.
func (v *CodeView) variablesIn(row []byte) []varRun {
	if v.Variables == nil || !bytes.Contains(row, []byte("{{")) {
		return nil
	}
	var out []varRun
	for _, span := range varEntrySpans(string(row)) {
		state, _ := v.Variables(span.name)
		fg := fgVarOK
		switch state {
		case VarMissing:
			fg = fgVarMissing
		case VarSecret:
			fg = fgVarSecret
		}
		out = append(out, varRun{span.start, span.end, fg})
	}
	return out
}
