package format

import "bytes"

// GraphQL writes a document of queries or of a schema anew. Comments and descriptions stay; commas, which
// mean nothing, are set anew. A {{variable}} of ours counts as a name. It checks that tokens are tokens and
// brackets match (GraphQL, October 2021), not the grammar between them.
func GraphQL(text []byte, style Style) ([]byte, error) {
	tokens, err := scanGraphQL(text)
	if err != nil {
		return nil, err
	}
	p := graphqlPrinter{text: text, tokens: tokens, writer: writer{indent: style.indent()}}
	for p.at = range tokens {
		p.token()
	}
	if len(p.out) == 0 {
		return nil, nil
	}
	return append(bytes.TrimRight(p.out, " \n"), '\n'), nil
}

// graphqlPrinter decides about the space before each token.
type graphqlPrinter struct {
	writer
	text   []byte
	tokens []graphqlToken
	at     int
	stack  []graphqlBracket
}

// graphqlBracket is one that is open.
type graphqlBracket struct {
	c       byte
	lines   bool // what is in it stands on lines of its own
	inValue bool // an object or list of a value
}

func (p *graphqlPrinter) token() {
	t := p.tokens[p.at]
	switch {
	case t.kind == gqlComment:
		p.comment(t)
		return
	case t.closes():
		p.close(t)
	case p.breaks(t):
		p.separate(t)
	case p.spaced(t):
		p.out = append(p.out, ' ')
	}
	p.write(t)
	if t.opens() {
		p.open(t)
	}
}

// comment keeps a comment where it was: behind what is on its line, or on a line of its own.
func (p *graphqlPrinter) comment(t graphqlToken) {
	if p.at > 0 && !t.newline {
		p.out = append(bytes.TrimRight(p.out, " "), ' ')
	} else {
		p.separate(t)
	}
	p.out = append(p.out, bytes.TrimRight(p.text[t.from:t.to], " \t\r")...)
}

// write copies a token. A block string is set to the level, which does not change what it means.
func (p *graphqlPrinter) write(t graphqlToken) {
	raw := p.text[t.from:t.to]
	if t.kind != gqlBlock || bytes.IndexByte(raw, '\n') < 0 {
		p.out = append(p.out, raw...)
		return
	}
	for i, line := range blockLines(raw) {
		if i > 0 {
			if len(line) == 0 {
				p.out = append(p.out, '\n')
				continue
			}
			p.out = append(append(p.out, '\n'), p.margin()...)
		}
		p.out = append(p.out, line...)
	}
}

func (p *graphqlPrinter) inner() graphqlBracket {
	if n := len(p.stack); n > 0 {
		return p.stack[n-1]
	}
	return graphqlBracket{lines: true}
}

func (p *graphqlPrinter) open(t graphqlToken) {
	b := graphqlBracket{c: p.text[t.from]}
	outer := p.inner()
	b.inValue = b.c == '[' || b.c == '{' && (outer.c == '(' || outer.inValue || p.before(1) == ":" || p.before(1) == "=")
	b.lines = b.c == '{' && !b.inValue || p.holdsLines()
	p.stack = append(p.stack, b)
	if b.lines {
		p.level++
	}
}

// holdsLines tells whether something in the brackets that open here needs lines: a comment or description.
func (p *graphqlPrinter) holdsLines() bool {
	depth := 0
	for i, t := range p.tokens[p.at:] {
		switch {
		case t.opens():
			depth++
		case t.closes():
			if depth--; depth == 0 {
				return false
			}
		case t.kind == gqlComment || t.kind == gqlBlock:
			return true
		case t.kind == gqlString && p.text[p.tokens[p.at].from] == '(' && depth == 1 && p.described(p.at+i):
			return true
		}
	}
	return false
}

// described tells whether a string describes what follows it: the definition of an argument.
func (p *graphqlPrinter) described(i int) bool {
	return i+2 < len(p.tokens) && p.tokens[i+1].kind == gqlName && p.is(i+2, ":") && !p.is(i-1, ":")
}

func (p *graphqlPrinter) close(t graphqlToken) {
	n := len(p.stack) - 1
	b := p.stack[n]
	p.stack = p.stack[:n]
	if b.lines {
		p.level--
		if p.tokens[p.at-1].opens() {
			return // {} stays together
		}
		p.newline()
	} else if p.tokens[p.at-1].kind == gqlComment {
		p.newline()
	}
}
