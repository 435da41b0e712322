package highlight

import "bytes"

// markup colours XML, and HTML with its scripts and style sheets. It is tolerant: there is no text that
// it refuses.
type markup struct {
	html   bool
	script Lexer // made at the first <script>
	style  Lexer
}

// A State of markup: the place in the low bits, which raw text follows the open tag, and above them the
// state of the lexer of that raw text.
const (
	inText State = iota
	inComment
	inCDATA
	inInstruction // <? ... ?>
	inDeclaration // <! ... >
	inTag
	inDouble // a value in double quotes
	inSingle
	inRaw // the text of <script> or <style>

	placeMask State = 0xf
	rawScript State = 0x10
	rawStyle  State = 0x20
	rawMask   State = 0x30
	subShift        = 8
)

func (m *markup) Break(s State) State {
	if s&placeMask == inRaw {
		return s&(placeMask|rawMask) | m.raw(s).Break(s>>subShift)<<subShift
	}
	return s
}

func (m *markup) Stateless() bool { return false }

func (m *markup) Skip(part []byte, s State) State {
	_, s = m.run(part, s, nil, false)
	return s
}

func (m *markup) Line(part []byte, s State, out []Span) ([]Span, State) {
	return m.run(part, s, out, true)
}

func (m *markup) run(b []byte, s State, out []Span, paint bool) ([]Span, State) {
	put := func(from, to int, k Kind) {
		if paint {
			out = add(out, from, to, k)
		}
	}
	for i := 0; i < len(b); {
		start := i
		switch s & placeMask {
		case inComment:
			i, s = until(b, i, "-->", s)
			put(start, i, Comment)
		case inCDATA:
			i, s = until(b, i, "]]>", s)
			put(start, i, String)
		case inInstruction:
			i, s = until(b, i, "?>", s)
			put(start, i, Comment)
		case inDeclaration:
			i, s = until(b, i, ">", s)
			put(start, i, Comment)
		case inDouble, inSingle:
			quote := byte('"')
			if s&placeMask == inSingle {
				quote = '\''
			}
			if j := bytes.IndexByte(b[i:], quote); j >= 0 {
				i, s = i+j+1, s&^placeMask|inTag
			} else {
				i = len(b)
			}
			put(start, i, String)
		case inRaw:
			out, i, s = m.rawText(b, i, s, out, paint)
		case inTag:
			i, s = m.tag(b, i, s, put)
		default:
			i, s = m.text(b, i, put)
		}
	}
	return out, s
}

// until ends a construct at its end mark.
func until(b []byte, i int, mark string, s State) (int, State) {
	if j := bytes.Index(b[i:], []byte(mark)); j >= 0 {
		return i + j + len(mark), inText
	}
	return len(b), s
}

// text takes text up to the next "<" and that mark's construct up to its first inner token.
func (m *markup) text(b []byte, i int, put func(int, int, Kind)) (int, State) {
	j := bytes.IndexByte(b[i:], '<')
	end := len(b)
	if j >= 0 {
		end = i + j
	}
	for k := i; k < end; {
		a := bytes.IndexByte(b[k:end], '&')
		if a < 0 {
			break
		}
		z := bytes.IndexByte(b[k+a:end], ';')
		if z < 0 || z > 32 {
			k += a + 1
			continue
		}
		put(k+a, k+a+z+1, Literal)
		k += a + z + 1
	}
	if j < 0 {
		return end, inText
	}
	rest := b[end:]
	for _, c := range []struct {
		mark string
		s    State
		k    Kind
	}{{"<!--", inComment, Comment}, {"<![CDATA[", inCDATA, Comment}, {"<?", inInstruction, Comment}, {"<!", inDeclaration, Comment}} {
		if bytes.HasPrefix(rest, []byte(c.mark)) {
			put(end, end+len(c.mark), c.k)
			return end + len(c.mark), c.s
		}
	}
	return m.openTag(b, end, put)
}

// openTag takes "<name" or "</name".
func (m *markup) openTag(b []byte, start int, put func(int, int, Kind)) (int, State) {
	i := start + 1
	closing := i < len(b) && b[i] == '/'
	if closing {
		i++
	}
	from := i
	for i < len(b) && nameByte(b[i]) {
		i++
	}
	if i == from && !closing {
		return i, inText // a bare "<"
	}
	put(start, from, Punct)
	put(from, i, Tag)
	s := inTag
	if m.html && !closing {
		switch name := b[from:i]; {
		case bytes.EqualFold(name, []byte("script")):
			s |= rawScript
		case bytes.EqualFold(name, []byte("style")):
			s |= rawStyle
		}
	}
	return i, s
}

func nameByte(c byte) bool {
	switch c {
	case '<', '>', '/', '=', '"', '\'':
		return false
	}
	return c > ' '
}

// tag takes one token inside a tag.
func (m *markup) tag(b []byte, i int, s State, put func(int, int, Kind)) (int, State) {
	switch c := b[i]; {
	case c == '>':
		put(i, i+1, Punct)
		if s&rawMask != 0 {
			return i + 1, s&rawMask | inRaw
		}
		return i + 1, inText
	case c == '/' && i+1 < len(b) && b[i+1] == '>':
		put(i, i+2, Punct)
		return i + 2, inText
	case c == '<': // the tag before was never closed
		return m.openTag(b, i, put)
	case c == '"':
		put(i, i+1, String)
		return i + 1, s&^placeMask | inDouble
	case c == '\'':
		put(i, i+1, String)
		return i + 1, s&^placeMask | inSingle
	case nameByte(c):
		j := i
		for j < len(b) && nameByte(b[j]) {
			j++
		}
		kind := Attribute
		if i > 0 && b[i-1] == '=' {
			kind = String // a value without quotes
		}
		put(i, j, kind)
		return j, s
	case c == '=' || c == '/':
		put(i, i+1, Punct)
	}
	return i + 1, s
}

func (m *markup) raw(s State) Lexer {
	if s&rawStyle != 0 {
		if m.style == nil {
			m.style = New("css")
		}
		return m.style
	}
	if m.script == nil {
		m.script = New("javascript")
	}
	return m.script
}

// rawText gives the text up to the end tag to the lexer of the script or style sheet.
func (m *markup) rawText(b []byte, i int, s State, out []Span, paint bool) ([]Span, int, State) {
	end, closed := len(b), false
	mark := []byte("</script")
	if s&rawStyle != 0 {
		mark = []byte("</style")
	}
	for k := i; k < len(b); {
		j := bytes.Index(b[k:], []byte("</"))
		if j < 0 {
			break
		}
		k += j
		if len(b)-k >= len(mark) && bytes.EqualFold(b[k:k+len(mark)], mark) {
			end, closed = k, true
			break
		}
		k += 2
	}
	sub := s >> subShift
	if paint {
		n := len(out)
		out, sub = m.raw(s).Line(b[i:end], sub, out)
		for k := n; k < len(out); k++ {
			out[k].Start, out[k].End = out[k].Start+i, out[k].End+i
		}
	} else {
		sub = m.raw(s).Skip(b[i:end], sub)
	}
	if closed {
		return out, end, inText
	}
	return out, end, s&(placeMask|rawMask) | sub<<subShift
}
