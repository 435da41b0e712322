// Package xmlscan cuts an XML text into its parts and says where it is not well-formed, in words. Nothing
// is decoded, expanded or fetched, and nothing recurses.
package xmlscan

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Kind is the kind of a part.
type Kind uint8

// The kinds of parts.
const (
	Text  Kind = iota
	Open       // <a ...>
	Close      // </a>
	Empty      // <a ... />
	Comment
	CDATA
	Instruction // <? ... ?>
	Doctype
)

// Token is a part of the text, from Start up to End. Tokens follow each other without a gap.
type Token struct {
	Kind       Kind
	Start, End int
}

// Error is a place where the text is not well-formed (XML 1.0).
type Error struct {
	Offset, Length int // in bytes
	Line, Column   int // from 1; Column in characters
	Text           string
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Text)
}

// Scanner reads a text part by part.
type Scanner struct {
	text    []byte
	pos     int
	open    []name // the elements that are open
	root    bool   // there was one
	doctype bool   // a document type may declare entities
	err     *Error
	attrs   []name
}

// name is a part of the text.
type name struct{ from, to int }

// New returns a scanner over a text. A byte order mark is left out of the first token.
func New(text []byte) *Scanner {
	s := &Scanner{text: text}
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		s.pos = 3
	}
	return s
}

// Err is where the text stops being well-formed, or nil.
func (s *Scanner) Err() *Error { return s.err }

// Depth is how many elements are open after the last token.
func (s *Scanner) Depth() int { return len(s.open) }

func (s *Scanner) fail(at, length int, format string, args ...any) bool {
	if s.err == nil {
		at = min(at, len(s.text))
		before := s.text[:at]
		s.err = &Error{
			Offset: at, Length: min(max(length, 1), len(s.text)-at), Text: fmt.Sprintf(format, args...),
			Line:   bytes.Count(before, []byte{'\n'}) + 1,
			Column: utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1,
		}
	}
	return false
}

// Next returns the next part. It returns false at the end of the text and at a fault.
func (s *Scanner) Next() (Token, bool) {
	if s.err != nil {
		return Token{}, false
	}
	start := s.pos
	if start == len(s.text) {
		s.finish()
		return Token{}, false
	}
	kind, ok := s.part()
	if !ok {
		return Token{}, false
	}
	return Token{kind, start, s.pos}, true
}

// finish checks what has to be at the end of a text.
func (s *Scanner) finish() {
	switch n := len(s.open); {
	case n > 0:
		o := s.open[n-1]
		s.fail(o.from-1, o.to-o.from+1, "<%s> is not closed", clip(s.text[o.from:o.to]))
	case !s.root:
		s.fail(len(s.text), 0, "the text has no element; XML has one around everything")
	}
}

func (s *Scanner) part() (Kind, bool) {
	rest := s.text[s.pos:]
	switch {
	case rest[0] != '<':
		return Text, s.chars()
	case bytes.HasPrefix(rest, []byte("<!--")):
		return Comment, s.comment()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return CDATA, s.cdata()
	case bytes.HasPrefix(rest, []byte("<?")):
		return Instruction, s.instruction()
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")):
		return Doctype, s.declaration()
	case bytes.HasPrefix(rest, []byte("</")):
		return Close, s.closeTag()
	}
	return s.openTag()
}

// until goes after an end mark.
func (s *Scanner) until(skip int, mark, what string) bool {
	i := bytes.Index(s.text[min(len(s.text), s.pos+skip):], []byte(mark))
	if i < 0 {
		return s.fail(s.pos, skip, "%s is not closed with %s", what, mark)
	}
	end := s.pos + skip + i + len(mark)
	ok := s.legal(s.pos, end)
	s.pos = end
	return ok
}

func (s *Scanner) comment() bool {
	start := s.pos
	if !s.until(4, "-->", "a comment") {
		return false
	}
	if i := bytes.Index(s.text[start+4:s.pos-3], []byte("--")); i >= 0 {
		return s.fail(start+4+i, 2, "-- cannot stand inside of a comment")
	}
	if s.pos-start > 7 && s.text[s.pos-4] == '-' {
		return s.fail(s.pos-4, 4, "a comment cannot end in --->")
	}
	return true
}

func (s *Scanner) cdata() bool {
	if len(s.open) == 0 {
		return s.fail(s.pos, 9, "text stands outside of the element around everything")
	}
	return s.until(9, "]]>", "a CDATA section")
}

func (s *Scanner) instruction() bool {
	start := s.pos
	target := s.name(start + 2)
	if target.to == target.from {
		return s.fail(start, 2, "a name has to follow <?")
	}
	if word := s.text[target.from:target.to]; bytes.EqualFold(word, []byte("xml")) {
		if string(word) != "xml" {
			return s.fail(target.from, 3, "xml is written in small letters here")
		}
		if len(bytes.TrimPrefix(s.text[:start], []byte("\ufeff"))) > 0 {
			return s.fail(start, 5, "<?xml ...?> stands at the very beginning of the text or nowhere")
		}
	}
	return s.until(2, "?>", "<?")
}

// declaration takes a document type, whose inner part may hold comments, quotes and brackets.
func (s *Scanner) declaration() bool {
	start := s.pos
	if s.root || s.doctype {
		return s.fail(start, 9, "<!DOCTYPE stands once, before the first element")
	}
	s.doctype = true
	inner := false
	for i := start + 9; i < len(s.text); i++ {
		c := s.text[i]
		switch {
		case c == '"' || c == '\'':
			j := bytes.IndexByte(s.text[i+1:], c)
			if j < 0 {
				return s.fail(i, 1, "the quote is not closed")
			}
			i += j + 1
		case c == '<' && bytes.HasPrefix(s.text[i:], []byte("<!--")):
			j := bytes.Index(s.text[i:], []byte("-->"))
			if j < 0 {
				return s.fail(i, 4, "a comment is not closed with -->")
			}
			i += j + 2
		case c == '[':
			inner = true
		case c == ']':
			inner = false
		case c == '>' && !inner:
			s.pos = i + 1
			return s.legal(start, s.pos)
		}
	}
	return s.fail(start, 9, "<!DOCTYPE is not closed with >")
}
