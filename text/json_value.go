package text

// value takes the beginning of a value, and what is at hand of it.
func (m *jsonMachine) value(out, b []byte) (int, []byte, string) {
	switch c := b[0]; {
	case c == '"':
		m.name = false
		return m.inString(out, b, 1)
	case c == '{' || c == '[':
		if m.depth >= maxDepth {
			return 0, out, "the text is nested deeper than 10,000 levels"
		}
		m.push(c == '{')
		m.state, m.space = jsonElement, false
		if c == '{' {
			m.state = jsonFirst
		}
	case c == '-':
		m.state = jsonMinus
	case c == '0':
		m.state = jsonZero
	case c > '0' && c <= '9':
		m.state = jsonInt
		return m.moreNumber(out, b)
	case c == 't':
		return m.beginWord(out, b, "true")
	case c == 'f':
		return m.beginWord(out, b, "false")
	case c == 'n':
		return m.beginWord(out, b, "null")
	default:
		return 0, out, expected("a value", c)
	}
	return 1, append(out, b[0]), ""
}

// beginWord takes all of a word if it is at hand.
func (m *jsonMachine) beginWord(out, b []byte, word string) (int, []byte, string) {
	if len(b) >= len(word) && string(b[:len(word)]) == word {
		m.end(false)
		return len(word), append(out, word...), ""
	}
	m.state, m.word, m.count = jsonWord, word, 1
	return 1, append(out, b[0]), ""
}

func (m *jsonMachine) memberName(out, b []byte) (int, []byte, string) {
	if b[0] != '"' {
		return 0, out, expected("a member name in double quotes", b[0])
	}
	m.name = true
	return m.inString(out, b, 1)
}

// after takes what follows a value: in the innermost object or array, or at the top.
func (m *jsonMachine) after(out, b []byte) (int, []byte, string) {
	if m.depth == 0 {
		if !m.space {
			return 0, out, expected("space or the end of the text", b[0])
		}
		return m.value(append(out, '\n'), b)
	}
	closer := byte(']')
	if m.inObject() {
		closer = '}'
	}
	switch b[0] {
	case ',':
		m.state = jsonValue
		if closer == '}' {
			m.state = jsonName
		}
		return 1, m.indent(append(out, ',')), ""
	case closer:
		m.pop()
		out = m.indent(out)
		m.end(true)
		return 1, append(out, closer), ""
	}
	return 0, out, expected(`"," or "`+string(closer)+`"`, b[0])
}
