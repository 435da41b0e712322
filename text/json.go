package text

import (
	"fmt"
)

// SyntaxError tells where a text stops being JSON.
type SyntaxError struct {
	Offset int64 // in bytes, of the source
	Reason string
}

// Error implements error. The place is that of the source in bytes; a view shows it as line and column.
func (e *SyntaxError) Error() string { return fmt.Sprintf("byte %d: %s", e.Offset, e.Reason) }

const (
	// maxDepth bounds the nesting that is formatted; maxIndent the levels that are indented, so that a hostile text
	// cannot make the view much longer than itself.
	maxDepth    = 10_000
	maxIndent   = 100
	maxVariable = 1024 // bytes of a {{name}}
)

// jsonState is what a jsonMachine expects next.
type jsonState uint8

const (
	jsonValue    jsonState = iota // a value
	jsonElement                   // the first element of an array, or its end
	jsonFirst                     // the first name of an object, or its end
	jsonName                      // a name
	jsonColon                     // ":"
	jsonAfter                     // what follows a value
	jsonString                    // more of a string
	jsonEscape                    // the rest of an escape
	jsonHex                       // hexadecimal digits
	jsonWord                      // more of true, false or null
	jsonMinus                     // the first digit of a number
	jsonZero                      // what follows a first 0
	jsonInt                       // more digits
	jsonPoint                     // the first digit behind the point
	jsonFraction                  // more of them
	jsonExponent                  // a sign or digit
	jsonSign                      // a digit
	jsonPower                     // more of them
	jsonVariable                  // more of a {{name}}
	jsonRaw                       // anything: the text is no JSON any more
)

// jsonMachine formats JSON as it comes, in pieces of any size. It is a small value: a copy of it is a place to go on
// from. Nesting is kept in a bit for every level, not on the stack.
type jsonMachine struct {
	state    jsonState
	name     bool // the string is the name of a member
	space    bool // space or a closing bracket came since
	count    int  // of hex digits, bytes of a word, or of a variable
	braces   int
	word     string
	depth    int
	objects  []uint64 // a bit for every level that is an object; shared between copies until written
	consumed int64
}

// feed formats b and appends what comes out to out. A failure turns what follows raw.
func (m *jsonMachine) feed(out, b []byte) ([]byte, *SyntaxError) {
	base := m.consumed
	for i := 0; i < len(b); {
		if m.state == jsonRaw {
			out = append(out, b[i:]...)
			break
		}
		n, o, reason := m.step(out, b[i:])
		out, i = o, i+n
		if reason != "" {
			m.consumed = base + int64(len(b))
			m.state = jsonRaw
			return append(out, b[i:]...), &SyntaxError{base + int64(i), reason}
		}
	}
	m.consumed = base + int64(len(b))
	return out, nil
}

// step takes at least a byte of b, or takes none and changes the state, or fails.
func (m *jsonMachine) step(out, b []byte) (int, []byte, string) {
	switch m.state {
	case jsonString:
		return m.inString(out, b, 0)
	case jsonEscape:
		return m.inEscape(out, b[0])
	case jsonHex:
		return m.inHex(out, b[0])
	case jsonWord:
		return m.inWord(out, b[0])
	case jsonVariable:
		return m.inVariable(out, b[0])
	case jsonMinus, jsonZero, jsonInt, jsonPoint, jsonFraction, jsonExponent, jsonSign, jsonPower:
		return m.inNumber(out, b)
	}
	c := b[0]
	if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
		m.space = true
		n := 1
		for n < len(b) && (b[n] == ' ' || b[n] == '\n' || b[n] == '\t' || b[n] == '\r') {
			n++
		}
		return n, out, ""
	}
	switch m.state {
	case jsonElement:
		if c == ']' {
			return m.closeEmpty(out, c)
		}
		return m.value(m.indent(out), b)
	case jsonFirst:
		switch {
		case c == '}':
			return m.closeEmpty(out, c)
		case c == '{' && !m.space:
			m.pop()
			m.state, m.count, m.braces = jsonVariable, 1, 0
			return 1, append(out, c), ""
		}
		return m.memberName(m.indent(out), b)
	case jsonName:
		return m.memberName(out, b)
	case jsonColon:
		if c != ':' {
			return 0, out, expected(`":"`, c)
		}
		m.state = jsonValue
		return 1, append(out, ": "...), ""
	case jsonAfter:
		return m.after(out, b)
	}
	return m.value(out, b)
}

func expected(what string, c byte) string { return fmt.Sprintf("%s is expected, not %q", what, c) }

func (m *jsonMachine) closeEmpty(out []byte, c byte) (int, []byte, string) {
	m.pop()
	m.end(true)
	return 1, append(out, c), ""
}

// end is after a value. space tells that the next may follow at once.
func (m *jsonMachine) end(space bool) { m.state, m.space = jsonAfter, space }

// finish tells what is wrong with a text that ends here.
func (m *jsonMachine) finish() *SyntaxError {
	what := "a value"
	switch m.state {
	case jsonRaw:
		return nil
	case jsonValue:
		if m.depth == 0 {
			return nil // nothing but space
		}
	case jsonAfter, jsonZero, jsonInt, jsonFraction, jsonPower:
		if m.depth == 0 {
			return nil
		}
		what = `"," or "]"`
		if m.inObject() {
			what = `"," or "}"`
		}
	case jsonFirst, jsonName:
		what = "a member name in double quotes"
	case jsonColon:
		what = `":"`
	case jsonString, jsonEscape, jsonHex:
		what = "the end of the string"
	case jsonWord:
		what = `"` + m.word + `"`
	case jsonMinus, jsonPoint, jsonExponent, jsonSign:
		what = "a digit"
	case jsonVariable:
		what = `"}}"`
	}
	return &SyntaxError{m.consumed, "the text ends where " + what + " is expected"}
}
