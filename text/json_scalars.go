package text

import "strings"

// plain are the bytes that need no look within a string.
var plain = func() (t [256]bool) {
	for c := 0x20; c < 256; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// inString takes a string from its n-th byte on.
func (m *jsonMachine) inString(out, b []byte, n int) (int, []byte, string) {
	m.state = jsonString
	for n < len(b) && plain[b[n]] {
		n++
	}
	if n == len(b) {
		return n, append(out, b...), ""
	}
	switch b[n] {
	case '"':
		m.endString()
	case '\\':
		m.state = jsonEscape
	default:
		return n, append(out, b[:n]...), "a string holds a raw control character; write it as an escape"
	}
	return n + 1, append(out, b[:n+1]...), ""
}

func (m *jsonMachine) endString() {
	if m.name {
		m.state = jsonColon
		return
	}
	m.end(false)
}

func (m *jsonMachine) inEscape(out []byte, c byte) (int, []byte, string) {
	switch {
	case c == 'u':
		m.state, m.count = jsonHex, 0
	case strings.IndexByte(`"\/bfnrt`, c) >= 0:
		m.state = jsonString
	default:
		return 0, out, expected("an escape", c)
	}
	return 1, append(out, c), ""
}

func (m *jsonMachine) inHex(out []byte, c byte) (int, []byte, string) {
	if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
		return 0, out, expected("a hexadecimal digit", c)
	}
	if m.count++; m.count == 4 {
		m.state = jsonString
	}
	return 1, append(out, c), ""
}

func (m *jsonMachine) inWord(out []byte, c byte) (int, []byte, string) {
	if c != m.word[m.count] {
		return 0, out, expected(`"`+m.word+`"`, c)
	}
	if m.count++; m.count == len(m.word) {
		m.end(false)
	}
	return 1, append(out, c), ""
}

// inVariable takes the rest of a {{name}}, whose first brace is taken.
func (m *jsonMachine) inVariable(out []byte, c byte) (int, []byte, string) {
	if c == '\n' || m.count == maxVariable {
		return 0, out, expected(`"}}"`, c)
	}
	if m.count++; c == '}' {
		m.braces++
	} else {
		m.braces = 0
	}
	if m.braces == 2 {
		m.end(true)
	}
	return 1, append(out, c), ""
}

// inNumber takes digits and what may stand between them; what may not is for the state after.
func (m *jsonMachine) inNumber(out, b []byte) (int, []byte, string) {
	c := b[0]
	digit := c >= '0' && c <= '9'
	switch m.state {
	case jsonMinus:
		if c == '0' {
			m.state = jsonZero
			return 1, append(out, c), ""
		}
		if digit {
			m.state = jsonInt
		}
	case jsonPoint:
		if digit {
			m.state = jsonFraction
		}
	case jsonExponent:
		if c == '+' || c == '-' {
			m.state = jsonSign
			return 1, append(out, c), ""
		}
		if digit {
			m.state = jsonPower
		}
	case jsonSign:
		if digit {
			m.state = jsonPower
		}
	default:
		return m.moreNumber(out, b)
	}
	if !digit {
		return 0, out, expected("a digit", c)
	}
	return 1, append(out, c), ""
}

func (m *jsonMachine) moreNumber(out, b []byte) (int, []byte, string) {
	n := 0
	for m.state != jsonZero && n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	out = append(out, b[:n]...)
	if n == len(b) {
		return n, out, ""
	}
	switch c := b[n]; {
	case c == '.' && (m.state == jsonZero || m.state == jsonInt):
		m.state = jsonPoint
	case c|0x20 == 'e' && m.state != jsonPower:
		m.state = jsonExponent
	default:
		m.end(false)
		return n, out, ""
	}
	return n + 1, append(out, b[n]), ""
}
