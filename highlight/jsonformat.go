package highlight

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// SyntaxError tells where a text stops being JSON.
type SyntaxError struct {
	// Line and Column count from 1; Column in bytes. Offset is in bytes from the start.
	Line, Column int
	Offset       int64
	Reason       string
}

// Error implements error.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Reason)
}

const (
	formatBuffer = 64 << 10
	// maxDepth bounds the nesting that is formatted; maxIndent the levels that are indented, so that
	// a hostile text cannot make the output much longer than itself.
	maxDepth  = 10_000
	maxIndent = 100
)

// Style is how JSON is to look.
type Style struct {
	Indent string // of one level: spaces or tabs; "" is two spaces
	Minify bool   // no space at all; Indent does not matter then
}

// FormatJSON copies JSON from src to dst with one member or element a line, or with all in one line. The
// order of members, numbers and escapes stay as they are written. Several values may follow each other
// (JSON Lines). A {{variable}} in place of a value is copied. A byte order mark is dropped.
//
// Where the text stops being JSON (RFC 8259, or nested deeper than 10,000 levels) the rest is copied as
// it is and a *[SyntaxError] is returned. Other errors are those of src and dst. Memory is bounded; the
// text is not.
func FormatJSON(dst io.Writer, src io.Reader, style Style) error {
	if style.Indent == "" {
		style.Indent = "  "
	}
	f := &formatter{style: style, margin: strings.Repeat(style.Indent, maxIndent), src: src, dst: dst, in: make([]byte, 0, formatBuffer), out: make([]byte, 0, formatBuffer)}
	f.line = 1
	bad := f.document()
	if bad != nil {
		f.rest()
	}
	f.flush()
	switch {
	case f.writeErr != nil:
		return fmt.Errorf("write formatted JSON: %w", f.writeErr)
	case f.readErr != nil && !errors.Is(f.readErr, io.EOF):
		return fmt.Errorf("read JSON: %w", f.readErr)
	case bad != nil:
		return bad
	}
	return nil
}

// formatter is a pull parser over a window of src that writes as it reads.
type formatter struct {
	style    Style
	margin   string // of the deepest level that is indented
	src      io.Reader
	dst      io.Writer
	in, out  []byte
	pos      int   // of the next byte in in
	base     int64 // offset of in[0]
	line     int
	lineAt   int64 // offset of the line's first byte
	stack    []byte
	readErr  error
	writeErr error
}

// ok tells whether there is a byte at pos.
func (f *formatter) ok() bool { return f.pos < len(f.in) || f.more() }

// more reads on when in is used up; false at the end.
func (f *formatter) more() bool {
	for f.pos == len(f.in) {
		if f.readErr != nil || f.writeErr != nil {
			return false
		}
		f.base += int64(len(f.in))
		n, err := f.src.Read(f.in[:cap(f.in)])
		f.in, f.pos, f.readErr = f.in[:n], 0, err
	}
	return true
}

func (f *formatter) fail(reason string) *SyntaxError {
	at := f.base + int64(f.pos)
	return &SyntaxError{Line: f.line, Column: int(at-f.lineAt) + 1, Offset: at, Reason: reason}
}

// unexpected describes the byte at hand.
func (f *formatter) unexpected(want string) *SyntaxError {
	if !f.ok() {
		return f.fail("the text ends where " + want + " is expected")
	}
	return f.fail(fmt.Sprintf("%s is expected, not %q", want, f.in[f.pos]))
}

func (f *formatter) put(c byte) {
	if len(f.out) == cap(f.out) {
		f.flush()
	}
	f.out = append(f.out, c)
}

func (f *formatter) write(b []byte) {
	if len(f.out)+len(b) > cap(f.out) {
		f.flush()
	}
	if len(b) > cap(f.out) {
		if f.writeErr == nil {
			_, f.writeErr = f.dst.Write(b)
		}
		return
	}
	f.out = append(f.out, b...)
}

func (f *formatter) flush() {
	if len(f.out) > 0 && f.writeErr == nil {
		_, f.writeErr = f.dst.Write(f.out)
	}
	f.out = f.out[:0]
}

// rest copies what is left.
func (f *formatter) rest() {
	for f.ok() {
		f.write(f.in[f.pos:])
		f.pos = len(f.in)
	}
}

func (f *formatter) newline() {
	if f.style.Minify {
		return
	}
	f.put('\n')
	n := len(f.style.Indent) * min(len(f.stack), maxIndent)
	if len(f.out)+n > cap(f.out) {
		f.flush()
	}
	f.out = append(f.out, f.margin[:n]...)
}

// peek skips space and returns the next byte without taking it, or 0 at the end.
func (f *formatter) peek() byte {
	for f.ok() {
		c := f.in[f.pos]
		if class[c] != classSpace {
			return c
		}
		f.pos++
		if c == '\n' {
			f.line, f.lineAt = f.line+1, f.base+int64(f.pos)
		}
	}
	return 0
}
