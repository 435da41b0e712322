package xmlscan

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// name takes a name at a place; it is empty where there is none.
func (s *Scanner) name(at int) name {
	i := at
	for i < len(s.text) {
		c := s.text[i]
		if c < utf8.RuneSelf {
			if !nameByte[c] || i == at && (c == '-' || c == '.' || c >= '0' && c <= '9') {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(s.text[i:])
		if r == utf8.RuneError || !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pc) && r != 0xb7 {
			break
		}
		i += n
	}
	return name{at, i}
}

var nameByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == ':' || c == '-' || c == '.'
	}
	return t
}()

func (s *Scanner) space(i int) int {
	for i < len(s.text) && (s.text[i] == ' ' || s.text[i] == '\n' || s.text[i] == '\t' || s.text[i] == '\r') {
		i++
	}
	return i
}

func (s *Scanner) closeTag() bool {
	n := s.name(s.pos + 2)
	if n.to == n.from {
		return s.fail(s.pos, 2, "an element's name has to follow </")
	}
	word := s.text[n.from:n.to]
	if len(s.open) == 0 {
		return s.fail(s.pos, n.to-s.pos, "</%s> closes nothing", clip(word))
	}
	o := s.open[len(s.open)-1]
	if opened := s.text[o.from:o.to]; !bytes.Equal(word, opened) {
		return s.fail(s.pos, n.to-s.pos, "</%s> does not close <%s> of line %d", clip(word), clip(opened), bytes.Count(s.text[:o.from], []byte{'\n'})+1)
	}
	end := s.space(n.to)
	if end == len(s.text) || s.text[end] != '>' {
		return s.fail(n.to, 1, "> is expected after </%s", clip(word))
	}
	s.open = s.open[:len(s.open)-1]
	s.pos = end + 1
	return true
}

func (s *Scanner) openTag() (Kind, bool) {
	n := s.name(s.pos + 1)
	switch {
	case n.to == n.from:
		return Open, s.fail(s.pos, 1, "< begins an element and needs its name; as a character it is written &lt;")
	case len(s.open) == 0 && s.root:
		return Open, s.fail(s.pos, n.to-s.pos, "a second element stands beside the first; XML has one around everything")
	}
	s.root = true
	s.attrs = s.attrs[:0]
	for i := n.to; ; {
		next := s.space(i)
		if next == len(s.text) {
			return Open, s.fail(s.pos, n.to-s.pos, "the tag <%s is not closed with >", clip(s.text[n.from:n.to]))
		}
		switch c := s.text[next]; {
		case c == '>':
			s.open = append(s.open, n)
			s.pos = next + 1
			return Open, true
		case c == '/' && next+1 < len(s.text) && s.text[next+1] == '>':
			s.pos = next + 2
			return Empty, true
		case c == '<':
			return Open, s.fail(s.pos, n.to-s.pos, "the tag <%s is not closed with >", clip(s.text[n.from:n.to]))
		case next == i:
			_, size := utf8.DecodeRune(s.text[next:])
			return Open, s.fail(next, size, "a space, > or /> is expected here")
		}
		end, ok := s.attribute(next)
		if !ok {
			return Open, false
		}
		i = end
	}
}

// attribute takes name="value" and returns the place after it.
func (s *Scanner) attribute(at int) (int, bool) {
	n := s.name(at)
	if n.to == n.from {
		_, size := utf8.DecodeRune(s.text[at:])
		return at, s.fail(at, size, "an attribute's name is expected")
	}
	word := s.text[n.from:n.to]
	for _, other := range s.attrs {
		if bytes.Equal(s.text[other.from:other.to], word) {
			return at, s.fail(at, len(word), "the attribute %s stands twice in this tag", clip(word))
		}
	}
	const comparable = 256 // a tag with more is made to keep readers busy
	if len(s.attrs) < comparable {
		s.attrs = append(s.attrs, n)
	}
	i := s.space(n.to)
	if i == len(s.text) || s.text[i] != '=' {
		return at, s.fail(at, len(word), "the attribute %s has no value; XML writes %[1]s=\"...\"", clip(word))
	}
	if i = s.space(i + 1); i == len(s.text) || s.text[i] != '"' && s.text[i] != '\'' {
		return at, s.fail(i, 1, "the value of %s has to stand in quotes", clip(word))
	}
	j := bytes.IndexByte(s.text[i+1:], s.text[i])
	if j < 0 {
		return at, s.fail(i, 1, "the quote is not closed")
	}
	end := i + 1 + j
	if k := bytes.IndexByte(s.text[i+1:end], '<'); k >= 0 {
		return at, s.fail(i+1+k, 1, "< in a value is written &lt;, or the quote before it is not closed")
	}
	return end + 1, s.legal(i, end) && s.references(i+1, end)
}

// clip shortens a name for a message.
func clip(b []byte) string {
	const most = 40
	if len(b) > most {
		return string(bytes.ToValidUTF8(b[:most], nil)) + "…"
	}
	return string(b)
}
