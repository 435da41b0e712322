package format

import "bytes"

// before returns the token so many places before the one at hand, or "".
func (p *graphqlPrinter) before(n int) string {
	if p.at-n < 0 {
		return ""
	}
	t := p.tokens[p.at-n]
	return string(p.text[t.from:t.to])
}

func (p *graphqlPrinter) is(i int, s string) bool {
	return i >= 0 && i < len(p.tokens) && string(p.text[p.tokens[i].from:p.tokens[i].to]) == s
}

// definitions are the words that may begin a definition of a document.
var definitions = map[string]bool{
	"query": true, "mutation": true, "subscription": true, "fragment": true, "schema": true, "scalar": true, "type": true,
	"interface": true, "union": true, "enum": true, "input": true, "directive": true, "extend": true,
}

// breaks tells whether a token begins on a line of its own.
func (p *graphqlPrinter) breaks(t graphqlToken) bool {
	if p.at == 0 {
		return false
	}
	last := p.tokens[p.at-1]
	if last.kind == gqlComment {
		return true
	}
	inner := p.inner()
	if !inner.lines {
		return false
	}
	if len(p.stack) == 0 {
		return p.begins(t)
	}
	if last.opens() {
		return true
	}
	return p.item(t, inner)
}

// begins tells whether a definition begins with a token outside of all brackets.
func (p *graphqlPrinter) begins(t graphqlToken) bool {
	word := string(p.text[t.from:t.to])
	last := p.tokens[p.at-1]
	switch {
	case t.kind == gqlBlock || t.kind == gqlString:
		return p.before(1) != "=" && p.before(1) != ":"
	case last.kind == gqlBlock || last.kind == gqlString:
		return p.before(2) != "=" && p.before(2) != ":"
	case word == "{":
		return p.before(1) == "}"
	case !definitions[word]:
		return false
	}
	// "type", "input" and the rest may also be names: after another such word, "on", "@", "|", "=", ":" or "&".
	switch p.before(1) {
	case "extend", "on", "@", "|", "=", ":", "&", "implements", "repeatable":
		return false
	}
	return !definitions[p.before(1)] || p.before(2) == "scalar" || p.before(2) == "on" || p.before(2) == "|"
}

// item tells whether a field, a value of an enum or an argument begins here.
func (p *graphqlPrinter) item(t graphqlToken, inner graphqlBracket) bool {
	prev := p.before(1)
	last := p.tokens[p.at-1]
	word := string(p.text[t.from:t.to])
	switch {
	case prev == ":" || prev == "@" || prev == "=" || prev == "on" && p.before(2) == "..." || prev == "...":
		return false
	case word == "...":
		return true
	case t.kind == gqlString || t.kind == gqlBlock:
		return true
	case last.kind == gqlString || last.kind == gqlBlock:
		return true
	}
	return t.kind == gqlName || word == "$" && inner.c == '(' || inner.inValue && (t.opens() && word != "(" || t.kind == gqlNumber)
}

// separate begins a line; definitions have an empty line between them, and one that stood before a field or
// comment is kept.
func (p *graphqlPrinter) separate(t graphqlToken) {
	if p.at == 0 {
		return
	}
	last := p.tokens[p.at-1]
	described := last.kind == gqlBlock || last.kind == gqlString
	if len(p.stack) == 0 && last.kind != gqlComment && !described || t.blank && !last.opens() {
		p.out = append(bytes.TrimRight(p.out, " "), '\n')
	}
	p.newline()
}

// spaced tells whether a space stands between the token and the one before it.
func (p *graphqlPrinter) spaced(t graphqlToken) bool {
	if p.at == 0 {
		return false
	}
	word, prev := string(p.text[t.from:t.to]), p.before(1)
	if p.nextInList(word, prev) {
		p.out = append(p.out, ',')
		return true
	}
	switch word {
	case ":", "!", ",":
		return false
	case "(":
		return false
	case "[":
		return prev != "[" && prev != "("
	case "{":
		return prev != "(" && prev != "[" && !(prev == "{" && p.inner().inValue)
	}
	switch prev {
	case "(", "[", "$", "@", "...":
		return prev == "..." && word == "on"
	case "{":
		return !p.inner().inValue
	}
	if p.inner().c != 0 && !p.inner().lines && p.item(t, p.inner()) && p.inner().c != '{' || p.comma(t) {
		p.out = append(p.out, ',')
	}
	return true
}

// nextInList tells whether a value of a list on one line begins, after another.
func (p *graphqlPrinter) nextInList(word, prev string) bool {
	inner := p.inner()
	if inner.c != '[' || inner.lines || word == "!" || word == ":" || word == "(" {
		return false
	}
	return prev != "[" && prev != "$" && prev != "@" && prev != ":"
}

// comma tells whether a comma makes the next part of a list on one line easier to read.
func (p *graphqlPrinter) comma(t graphqlToken) bool {
	inner := p.inner()
	return inner.c == '{' && inner.inValue && !inner.lines && t.kind == gqlName && p.before(1) != ":"
}
