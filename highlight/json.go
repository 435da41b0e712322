package highlight

import "bytes"

// jsonLexer colours JSON (RFC 8259), and // comments where somebody wrote them. A string of JSON holds
// no raw line break, so lines do not depend on each other; the states only serve to go on in the middle
// of a long line.
type jsonLexer struct{}

const (
	jsonText    State = iota
	jsonString        // inside a string
	jsonEscape        // inside a string, after a backslash
	jsonComment       // after //
)

func (jsonLexer) Break(State) State { return jsonText }
func (jsonLexer) Stateless() bool   { return true }

func (jsonLexer) Line(b []byte, s State, out []Span) ([]Span, State) {
	i := 0
	switch s {
	case jsonComment:
		return add(out, 0, len(b), Comment), s
	case jsonString, jsonEscape:
		i, s = closeString(b, 0, s)
		out = add(out, 0, i, stringKind(b, i))
	}
	for i < len(b) {
		start, c := i, b[i]
		switch class[c] {
		case classSpace:
			for i < len(b) && class[b[i]] == classSpace {
				i++
			}
		case classQuote:
			i, s = closeString(b, i+1, jsonString)
			out = append(out, Span{start, i, stringKind(b, i)})
		case classNumber:
			for i < len(b) && (class[b[i]] == classNumber || b[i] == '+' || b[i] == '.' || b[i]|0x20 == 'e') {
				i++
			}
			out = append(out, Span{start, i, Number})
		case classWord:
			for i < len(b) && class[b[i]] == classWord {
				i++
			}
			out = add(out, start, i, wordKind(b[start:i]))
		case classPunct:
			i++
			out = add(out, start, i, Punct)
		default:
			if c == '/' && i+1 < len(b) && b[i+1] == '/' {
				return add(out, i, len(b), Comment), jsonComment
			}
			for i < len(b) && class[b[i]] == classOther && (i == start || b[i] != '/') {
				i++
			}
		}
	}
	return out, s
}

func (jsonLexer) Skip(b []byte, s State) State {
	if s == jsonComment {
		return s
	}
	for i := 0; i < len(b); {
		if s != jsonText {
			i, s = closeString(b, i, s)
			continue
		}
		q := bytes.IndexByte(b[i:], '"')
		between := b[i:]
		if q >= 0 {
			between = b[i : i+q]
		}
		if bytes.Contains(between, []byte("//")) {
			return jsonComment
		}
		if q < 0 {
			return s
		}
		i, s = i+q+1, jsonString
	}
	return s
}

// closeString returns where a string ends, after its quote, or the end of b and the state there.
func closeString(b []byte, i int, s State) (int, State) {
	if s == jsonEscape {
		i++
	}
	for i < len(b) {
		j := bytes.IndexByte(b[i:], '"')
		if j < 0 {
			j = len(b) - i
		}
		end := i + j
		slashes := 0
		for end-slashes > i && b[end-slashes-1] == '\\' {
			slashes++
		}
		switch {
		case end == len(b) && slashes%2 == 1:
			return end, jsonEscape
		case end == len(b):
			return end, jsonString
		case slashes%2 == 0:
			return end + 1, jsonText
		}
		i = end + 1
	}
	return len(b), jsonString
}

// stringKind tells a member name, which a colon follows, from a value.
func stringKind(b []byte, i int) Kind {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	if i < len(b) && b[i] == ':' {
		return Key
	}
	return String
}

func wordKind(w []byte) Kind {
	switch string(w) {
	case "true", "false", "null":
		return Literal
	}
	return Plain
}

const (
	classOther = iota
	classSpace
	classQuote
	classNumber
	classWord
	classPunct
)

var class = func() (t [256]uint8) {
	for c := range 256 {
		switch c := byte(c); {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			t[c] = classSpace
		case c == '"':
			t[c] = classQuote
		case c == '-' || c >= '0' && c <= '9':
			t[c] = classNumber
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_':
			t[c] = classWord
		case bytes.IndexByte([]byte("{}[]:,"), c) >= 0:
			t[c] = classPunct
		}
	}
	return t
}()
