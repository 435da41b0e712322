package jsonscan

import (
	"bytes"
	"context"
	"fmt"
)

// Kind is the kind of a value.
type Kind uint8

// The kinds. None is where no value begins: at the end, at a stray mark.
const (
	None Kind = iota
	Object
	Array
	String
	Number
	True
	False
	Null
)

// Container tells whether values of the kind have children.
func (k Kind) Container() bool { return k == Object || k == Array }

func (k Kind) String() string {
	return [...]string{"nothing", "object", "array", "string", "number", "true", "false", "null"}[k]
}

// Error is a place where the text makes no sense.
type Error struct {
	Offset int64
	Text   string
}

func (e *Error) Error() string { return fmt.Sprintf("byte %d: %s", e.Offset, e.Text) }

// Scanner walks over a Source. It is not safe for concurrent use; any number may read the same Source.
type Scanner struct{ window }

// New returns a scanner at an offset. When ctx is done the scan ends within a megabyte, with its error.
func New(ctx context.Context, src Source, at int64) *Scanner {
	return &Scanner{window{ctx: ctx, src: src, base: at}}
}

// Root goes to the first value of the text, after a byte order mark, and returns its place and kind.
func (s *Scanner) Root() (int64, Kind) {
	s.Go(0)
	mark := "\ufeff"
	for i := 0; i < len(mark) && s.more() && s.buf[s.pos] == mark[i]; i++ {
		s.pos++
	}
	k := s.Value()
	return s.Offset(), k
}

// Peek skips space and returns the next byte without taking it, or 0 at the end.
func (s *Scanner) Peek() byte {
	for s.more() {
		for s.pos < len(s.buf) {
			if c := s.buf[s.pos]; !space[c] {
				return c
			}
			s.pos++
		}
	}
	return 0
}

// Value skips space and returns the kind of the value that begins there, without taking it.
func (s *Scanner) Value() Kind { return KindOf(s.Peek()) }

// KindOf returns the kind of a value by its first byte.
func KindOf(c byte) Kind {
	switch {
	case c == '{':
		return Object
	case c == '[':
		return Array
	case c == '"':
		return String
	case c == '-' || c >= '0' && c <= '9':
		return Number
	case c == 't':
		return True
	case c == 'f':
		return False
	case c == 'n':
		return Null
	}
	return None
}

// Skip takes the value at hand, with all that is in it, and returns the place after it.
func (s *Scanner) Skip() (int64, error) {
	switch c := s.Peek(); c {
	case '{', '[':
		s.pos++
		return s.Leave()
	case '"':
		s.pos++
		return s.closeString()
	default:
		if KindOf(c) == None {
			return s.Offset(), s.Fault("a value is expected")
		}
		return s.scalar()
	}
}

// scalar takes a number or word up to the next mark or space.
func (s *Scanner) scalar() (int64, error) {
	for s.more() {
		for s.pos < len(s.buf) {
			if ends[s.buf[s.pos]] {
				return s.Offset(), nil
			}
			s.pos++
		}
	}
	return s.Offset(), s.err
}

// Leave takes what is left of the innermost object or array that was entered, with its closing bracket.
func (s *Scanner) Leave() (int64, error) {
	depth := 1
	for s.more() {
		b, i := s.buf, s.pos
		for i < len(b) {
			switch nested[b[i]] {
			case 0:
				for i++; i < len(b) && nested[b[i]] == 0; i++ {
				}
				continue
			case stepOpen:
				depth++
			case stepClose:
				if depth--; depth == 0 {
					s.pos = i + 1
					return s.Offset(), nil
				}
			case stepQuote:
				s.pos = i + 1
				if _, err := s.closeString(); err != nil {
					return s.Offset(), err
				}
				b, i = s.buf, s.pos
				continue
			}
			i++
		}
		s.pos = i
	}
	return s.Offset(), s.Fault("the text ends inside of an object or array")
}

// shortString is how long a string is looked through byte by byte, which most are too short to do better.
const shortString = 16

// closeString takes the rest of a string whose opening quote is taken.
func (s *Scanner) closeString() (int64, error) {
	for s.more() {
		b := s.buf[s.pos:]
		n := 0
		for n < len(b) && n < shortString && b[n] != '"' && b[n] != '\\' {
			n++
		}
		if n < len(b) && b[n] == '"' {
			s.pos += n + 1
			return s.Offset(), nil
		}
		q := bytes.IndexByte(b, '"')
		e := -1
		if q < 0 {
			e = bytes.IndexByte(b, '\\')
		} else {
			e = bytes.IndexByte(b[:q], '\\')
		}
		switch {
		case e < 0 && q >= 0:
			s.pos += q + 1
			return s.Offset(), nil
		case e < 0:
			s.pos = len(s.buf)
			continue
		}
		s.pos += e + 1
		if s.more() {
			s.pos++
		}
	}
	return s.Offset(), s.Fault("the text ends inside of a string")
}

// Fault is an error at the place of the scanner, unless reading has failed before.
func (s *Scanner) Fault(text string) error {
	if s.err != nil {
		return s.err
	}
	return &Error{s.Offset(), text}
}

// Mark is a byte that gives a text its structure.
type Mark struct {
	At   int64
	Byte byte // one of { } [ ] ,
}

// Marks calls f for every bracket and comma outside of strings, up to the end of the text.
func (s *Scanner) Marks(f func(Mark)) error {
	for s.more() {
		b, i := s.buf, s.pos
		for i < len(b) {
			switch steps[b[i]] {
			case stepOpen, stepClose, stepComma:
				f(Mark{s.base + int64(i), b[i]})
			case stepQuote:
				s.pos = i + 1
				if _, err := s.closeString(); err != nil {
					return err
				}
				b, i = s.buf, s.pos
				continue
			}
			i++
		}
		s.pos = i
	}
	return s.err
}

const (
	stepOpen = 1 + iota
	stepClose
	stepQuote
	stepComma
)

var (
	steps  = [256]uint8{'{': stepOpen, '[': stepOpen, '}': stepClose, ']': stepClose, '"': stepQuote, ',': stepComma}
	nested = [256]uint8{'{': stepOpen, '[': stepOpen, '}': stepClose, ']': stepClose, '"': stepQuote}
	space  = [256]bool{' ': true, '\t': true, '\n': true, '\r': true}
	ends   = [256]bool{' ': true, '\t': true, '\n': true, '\r': true, ',': true, ':': true, '{': true, '}': true, '[': true, ']': true, '"': true}
)
