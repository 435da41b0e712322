package jsonpath

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxNesting bounds how deep brackets of a query may nest.
const maxNesting = 200

type parser struct {
	in    string
	pos   int
	depth int
}

// fault is what the parser throws; Parse catches it.
type fault struct{ err *SyntaxError }

// Parse reads a query. Its error is a [*SyntaxError].
func Parse(text string) (p *Path, err error) {
	defer func() {
		if f, ok := recover().(fault); ok {
			p, err = nil, f.err
		}
	}()
	if !utf8.ValidString(text) {
		return nil, &SyntaxError{0, "the query is no valid UTF-8"}
	}
	in := &parser{in: text}
	if !in.take("$") {
		in.fail(`a query begins with "$"`)
	}
	segments := in.segments()
	if in.pos < len(text) {
		in.fail(`".", ".." or "[" is expected`)
	}
	return &Path{text: text, segments: segments}, nil
}

func (p *parser) fail(text string) { panic(fault{&SyntaxError{p.pos, text}}) }

func (p *parser) peek() byte {
	if p.pos < len(p.in) {
		return p.in[p.pos]
	}
	return 0
}

func (p *parser) take(s string) bool {
	if strings.HasPrefix(p.in[p.pos:], s) {
		p.pos += len(s)
		return true
	}
	return false
}

func (p *parser) need(s string) {
	if !p.take(s) {
		p.fail(strconv.Quote(s) + " is expected")
	}
}

func (p *parser) blank() {
	for p.pos < len(p.in) && strings.IndexByte(" \t\r\n", p.in[p.pos]) >= 0 {
		p.pos++
	}
}

func (p *parser) enter() {
	if p.depth++; p.depth > maxNesting {
		p.fail("the query is nested too deep")
	}
}

// segments takes as many segments as there are.
func (p *parser) segments() (out []segment) {
	for {
		start := p.pos
		p.blank()
		switch {
		case p.take(".."):
			if p.peek() == '[' {
				out = append(out, segment{true, p.bracket()})
			} else {
				out = append(out, segment{true, p.shorthand()})
			}
		case p.take("."):
			out = append(out, segment{false, p.shorthand()})
		case p.peek() == '[':
			out = append(out, segment{false, p.bracket()})
		default:
			p.pos = start
			return out
		}
	}
}

// shorthand takes what may follow a dot.
func (p *parser) shorthand() []selector {
	if p.take("*") {
		return []selector{{kind: wildcard}}
	}
	start := p.pos
	for p.pos < len(p.in) {
		c := p.in[p.pos]
		if !letter(c) && (c < '0' || c > '9' || p.pos == start) {
			break
		}
		p.pos++
	}
	if p.pos == start {
		p.fail(`a member name or "*" is expected; other names go in brackets: ['a name']`)
	}
	return []selector{{kind: byName, name: p.in[start:p.pos]}}
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// bracket takes the selectors between brackets.
func (p *parser) bracket() (out []selector) {
	p.enter()
	p.need("[")
	for {
		p.blank()
		out = append(out, p.selector())
		p.blank()
		if !p.take(",") {
			break
		}
	}
	if !p.take("]") {
		p.fail(`"," or "]" is expected`)
	}
	p.depth--
	return out
}

func (p *parser) selector() selector {
	switch c := p.peek(); {
	case c == '\'' || c == '"':
		return selector{kind: byName, name: p.str()}
	case p.take("*"):
		return selector{kind: wildcard}
	case p.take("?"):
		p.blank()
		return selector{kind: byFilter, filter: p.or()}
	case c == ':' || c == '-' || c >= '0' && c <= '9':
		return p.indexOrSlice()
	}
	p.fail("a name in quotes, an index, a slice, \"*\" or \"?\" is expected")
	return selector{}
}

func (p *parser) indexOrSlice() selector {
	s := selector{kind: byIndex, step: 1}
	if p.peek() != ':' {
		s.index = p.integer()
		from := s.index
		s.from = &from
	}
	start := p.pos
	p.blank()
	if !p.take(":") {
		p.pos = start
		return s
	}
	s.kind = bySlice
	p.blank()
	s.to = p.optional()
	p.blank()
	if p.take(":") {
		p.blank()
		if step := p.optional(); step != nil {
			s.step = *step
		}
	}
	return s
}

func (p *parser) optional() *int64 {
	if c := p.peek(); c == '-' || c >= '0' && c <= '9' {
		n := p.integer()
		return &n
	}
	return nil
}

// integer takes a whole number within what a double holds exactly.
func (p *parser) integer() int64 {
	start := p.pos
	p.take("-")
	first := p.pos
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		p.pos++
	}
	n, err := strconv.ParseInt(p.in[start:p.pos], 10, 64)
	const most = 1<<53 - 1
	if err != nil || n > most || n < -most || p.in[first] == '0' && p.pos > start+1 {
		p.pos = start
		p.fail("a whole number without leading zeros is expected, at most 9007199254740991")
	}
	return n
}
