package jsonpath

import "strings"

func (p *parser) or() logic {
	p.enter()
	defer func() { p.depth-- }()
	out := or{p.and()}
	for p.blank(); p.take("||"); p.blank() {
		p.blank()
		out = append(out, p.and())
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

func (p *parser) and() logic {
	out := and{p.basic()}
	for p.blank(); p.take("&&"); p.blank() {
		p.blank()
		out = append(out, p.basic())
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// basic takes a part of a filter without && and || on its own level.
func (p *parser) basic() logic {
	if p.take("!") {
		p.blank()
		if p.peek() == '(' {
			return not{p.paren()}
		}
		left := p.term()
		return not{p.asTest(left)}
	}
	if p.peek() == '(' {
		return p.paren()
	}
	start := p.pos
	left := p.term()
	end := p.pos
	p.blank()
	op := p.operator()
	if op == "" {
		p.pos = end
		return p.asTest(left)
	}
	p.blank()
	p.comparable(left, start)
	start = p.pos
	right := p.term()
	p.comparable(right, start)
	return comparison{p.asOperand(left), p.asOperand(right), op}
}

func (p *parser) paren() logic {
	p.need("(")
	p.blank()
	l := p.or()
	p.blank()
	p.need(")")
	return l
}

func (p *parser) operator() string {
	for _, op := range []string{"==", "!=", "<=", ">=", "<", ">"} {
		if p.take(op) {
			return op
		}
	}
	return ""
}

// term takes a literal, a query or a call. The result is a literal, a query, an operand or a logic.
func (p *parser) term() any {
	c := p.peek()
	switch {
	case c == '@' || c == '$':
		p.pos++
		return query{p.segments(), c == '$'}
	case c == '\'' || c == '"':
		return literal{kind: text, text: p.str()}
	case c == '-' || c >= '0' && c <= '9':
		return literal(p.number())
	}
	start := p.pos
	for c := p.peek(); c >= 'a' && c <= 'z' || c == '_' || p.pos > start && c >= '0' && c <= '9'; c = p.peek() {
		p.pos++
	}
	word := p.in[start:p.pos]
	if word != "" && p.peek() == '(' {
		return p.call(word, start)
	}
	switch word {
	case "true":
		return literal{kind: boolean, yes: true}
	case "false":
		return literal{kind: boolean}
	case "null":
		return literal{kind: null}
	}
	p.pos = start
	p.fail(`"@", "$", a literal or a function is expected`)
	return nil
}

func (p *parser) number() value {
	start := p.pos
	p.take("-")
	digits := func() {
		from := p.pos
		for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
			p.pos++
		}
		if p.pos == from {
			p.fail("a digit is expected")
		}
	}
	if first := p.pos; true {
		digits()
		if p.in[first] == '0' && p.pos > first+1 {
			p.pos = first
			p.fail("a number has no leading zeros")
		}
	}
	if p.take(".") {
		digits()
	}
	if p.take("e") || p.take("E") {
		if !p.take("+") {
			p.take("-")
		}
		digits()
	}
	return numberOf(p.in[start:p.pos])
}

// comparable refuses what cannot stand beside a comparison.
func (p *parser) comparable(t any, at int) {
	switch t := t.(type) {
	case query:
		if !singular(t.segments) {
			p.pos = at
			p.fail("only a query with one result at most can be compared")
		}
	case logic:
		p.pos = at
		p.fail("the function is true or false and cannot be compared")
	}
}

func (p *parser) asOperand(t any) operand { return t.(operand) }

// asTest makes a condition of a term.
func (p *parser) asTest(t any) logic {
	switch t := t.(type) {
	case query:
		return exists{t}
	case logic:
		return t
	}
	p.fail("a comparison is expected")
	return nil
}

// call takes the arguments of a function.
func (p *parser) call(name string, start int) any {
	p.enter()
	defer func() { p.depth-- }()
	p.need("(")
	p.blank()
	var args []any
	for p.peek() != ')' {
		args = append(args, p.argument())
		p.blank()
		if !p.take(",") {
			break
		}
		p.blank()
		if p.peek() == ')' {
			p.fail("an argument is expected")
		}
	}
	p.need(")")
	end := p.pos
	p.pos = start
	f := p.function(name, args)
	p.pos = end
	return f
}

// argument takes one argument. A condition is no argument of any function that there is.
func (p *parser) argument() any { return p.term() }

func (p *parser) function(name string, args []any) any {
	want := 1
	if name == "match" || name == "search" {
		want = 2
	}
	if strings.Contains(" length count value match search ", " "+name+" ") && len(args) != want {
		p.fail(name + "() has " + map[int]string{1: "one argument", 2: "two arguments"}[want])
	}
	switch name {
	case "length":
		return lengthOf{p.single(args[0])}
	case "count":
		return countOf{p.nodes(args[0])}
	case "value":
		return valueOf{p.nodes(args[0])}
	case "match", "search":
		return newMatch(p.single(args[0]), p.single(args[1]), name == "match")
	}
	p.fail("there is no function " + name + "(): length, count, value, match and search are there")
	return nil
}

func (p *parser) single(t any) operand {
	p.comparable(t, p.pos)
	return t.(operand)
}

func (p *parser) nodes(t any) query {
	q, ok := t.(query)
	if !ok {
		p.fail("the argument has to be a query")
	}
	return q
}
