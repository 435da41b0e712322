// Package format writes XML and GraphQL anew with one indent a level. What a text means stays as it is
// written, comments with it; a text that is wrong is not touched: it gives an error with its place. JSON is
// formatted as a stream by package highlight.
package format

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Style is how a text is to look.
type Style struct {
	// Indent is that of one level; "" is two spaces.
	Indent string
}

func (s Style) indent() string {
	if s.Indent == "" {
		return "  "
	}
	return s.Indent
}

// maxIndent is the deepest level that is indented, so that a hostile text cannot grow without end.
const maxIndent = 100

// Error tells where a text is wrong.
type Error struct {
	Offset       int // in bytes
	Line, Column int // from 1; Column in characters
	Text         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Text)
}

func errorAt(text []byte, at int, words string) *Error {
	before := text[:min(at, len(text))]
	return &Error{
		Offset: len(before), Line: bytes.Count(before, []byte{'\n'}) + 1, Text: words,
		Column: utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1,
	}
}

// writer writes lines at a level.
type writer struct {
	out    []byte
	indent string
	level  int
}

func (w *writer) newline() {
	w.out = bytes.TrimRight(w.out, " ")
	if len(w.out) > 0 {
		w.out = append(w.out, '\n')
	}
	w.out = append(w.out, w.margin()...)
}

func (w *writer) margin() string { return strings.Repeat(w.indent, min(w.level, maxIndent)) }
