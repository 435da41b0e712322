package jsonpath

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// str takes a string in single or double quotes.
func (p *parser) str() string {
	quote := p.peek()
	p.pos++
	var out []byte
	for {
		switch c := p.peek(); {
		case p.pos >= len(p.in):
			p.fail("the query ends inside of a string")
		case c == quote:
			p.pos++
			return string(out)
		case c < 0x20:
			p.fail("a string holds a raw control character; write it as an escape")
		case c == '\\':
			p.pos++
			out = utf8.AppendRune(out, p.escape(quote))
		default:
			out = append(out, c)
			p.pos++
		}
	}
}

func (p *parser) escape(quote byte) rune {
	c := p.peek()
	p.pos++
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case '/', '\\', quote:
		return rune(c)
	case 'u':
		return p.unicode()
	}
	p.pos--
	p.fail("an escape is expected")
	return 0
}

// unicode takes the digits after \u, of both halves of a pair.
func (p *parser) unicode() rune {
	r := p.unit()
	if !utf16.IsSurrogate(r) {
		return r
	}
	if r < 0xdc00 && p.take(`\u`) {
		if both := utf16.DecodeRune(r, p.unit()); both != utf8.RuneError {
			return both
		}
	}
	p.fail("half of a surrogate pair stands alone")
	return 0
}

func (p *parser) unit() rune {
	if p.pos+4 <= len(p.in) {
		if n, err := strconv.ParseUint(p.in[p.pos:p.pos+4], 16, 16); err == nil {
			p.pos += 4
			return rune(n)
		}
	}
	p.fail("four hexadecimal digits are expected")
	return 0
}
