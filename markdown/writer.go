package markdown

import (
	"bytes"
	"strings"

	"postern/highlight"
)

// writer writes a page from its beginning to its end.
type writer struct {
	source []byte
	out    bytes.Buffer
	page   *Page
	start  int    // of the line, in out
	marks  []mark // of the blocks around, outermost first
	flat   bool   // a cell of a table, which stays in its line
}

// mark begins the lines of a block: a bullet once and then space of its width, or the bar of a quote on every line.
type mark struct {
	first, rest string
	used        bool
}

// inside writes a block behind a mark, at least one line of it.
func (w *writer) inside(first, rest string, block func()) {
	w.marks = append(w.marks, mark{first: first, rest: rest})
	block()
	if n := len(w.marks) - 1; !w.marks[n].used {
		w.begin()
		w.end()
	}
	w.marks = w.marks[:len(w.marks)-1]
}

// begin writes the marks at the beginning of a line.
func (w *writer) begin() {
	for i := range w.marks {
		m := &w.marks[i]
		s := m.rest
		if !m.used {
			s, m.used = m.first, true
		}
		w.put(s, highlight.Punct)
	}
}

// write writes text of a kind, behind the marks where it begins a line.
func (w *writer) write(s string, k highlight.Kind) {
	for {
		line, rest, more := strings.Cut(s, "\n")
		if line != "" {
			if w.out.Len() == w.start {
				w.begin()
			}
			w.put(line, k)
		}
		if !more {
			return
		}
		w.end()
		s = rest
	}
}

// put appends to the line as it is.
func (w *writer) put(s string, k highlight.Kind) {
	from := w.out.Len() - w.start
	w.out.WriteString(s)
	to, spans := from+len(s), &w.page.spans
	if k == highlight.Plain || s == "" {
		return
	}
	if n := len(*spans) - 1; n >= w.page.first[len(w.page.first)-1] && (*spans)[n].End == from && (*spans)[n].Kind == k {
		(*spans)[n].End = to
		return
	}
	*spans = append(*spans, highlight.Span{Start: from, End: to, Kind: k})
}

// end ends the line.
func (w *writer) end() {
	w.out.WriteByte('\n')
	w.start = w.out.Len()
	w.page.first = append(w.page.first, len(w.page.spans))
}

// turn breaks a line where the text says so.
func (w *writer) turn() {
	if w.flat {
		w.write(" ", highlight.Plain)
		return
	}
	w.end()
}

// finish ends the line if something is written in it.
func (w *writer) finish() {
	if w.out.Len() > w.start {
		w.end()
	}
}

// blank writes an empty line, in which the bars of quotes go on.
func (w *writer) blank() {
	bars := 0
	for i, m := range w.marks {
		if m.rest == quoteBar {
			bars = i + 1
		}
	}
	for _, m := range w.marks[:bars] {
		w.put(m.rest, highlight.Punct)
	}
	w.end()
}
