package format

import (
	"bytes"
	"unicode/utf8"
)

type gqlKind uint8

const (
	gqlMark gqlKind = iota // one of ! $ & ( ) ... : = @ [ ] { | }
	gqlName
	gqlNumber
	gqlString
	gqlBlock
	gqlComment
)

type graphqlToken struct {
	kind     gqlKind
	from, to int
	mark     byte // of a gqlMark: its first byte
	newline  bool // a line break stands before it
	blank    bool // an empty line does
}

func (t graphqlToken) opens() bool  { return t.mark == '(' || t.mark == '[' || t.mark == '{' }
func (t graphqlToken) closes() bool { return t.mark == ')' || t.mark == ']' || t.mark == '}' }

// scanGraphQL finds the tokens and checks that brackets match.
func scanGraphQL(text []byte) ([]graphqlToken, error) {
	var out []graphqlToken
	var open []graphqlToken
	i := 0
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		i = 3
	}
	for {
		breaks := 0
		for i < len(text) && bytes.IndexByte([]byte(" \t\r\n,"), text[i]) >= 0 {
			if text[i] == '\n' {
				breaks++
			}
			i++
		}
		if i == len(text) {
			break
		}
		t, words := nextGraphQL(text, i)
		if words != "" {
			return nil, errorAt(text, i, words)
		}
		t.newline, t.blank = breaks > 0 || len(out) == 0, breaks > 1
		if t.opens() {
			open = append(open, t)
		}
		if t.closes() {
			if len(open) == 0 {
				return nil, errorAt(text, i, string(t.mark)+" closes nothing")
			}
			o := open[len(open)-1]
			if open = open[:len(open)-1]; closerOf[o.mark] != t.mark {
				at := errorAt(text, o.from, "")
				return nil, errorAt(text, i, string(t.mark)+" does not close the "+string(o.mark)+" of "+at.Error()[:len(at.Error())-2])
			}
		}
		out = append(out, t)
		i = t.to
	}
	if len(open) > 0 {
		return nil, errorAt(text, open[len(open)-1].from, string(open[len(open)-1].mark)+" is not closed")
	}
	return out, nil
}

var closerOf = map[byte]byte{'(': ')', '[': ']', '{': '}'}

func gqlLetter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }
func gqlDigit(c byte) bool  { return c >= '0' && c <= '9' }

// nextGraphQL takes one token, or says what is wrong.
func nextGraphQL(text []byte, i int) (graphqlToken, string) {
	c, end := text[i], i+1
	while := func(ok func(byte) bool) int {
		for end < len(text) && ok(text[end]) {
			end++
		}
		return end
	}
	switch {
	case variable(text[i:]) > 0:
		return graphqlToken{kind: gqlName, from: i, to: i + variable(text[i:])}, ""
	case c == '#':
		return graphqlToken{kind: gqlComment, from: i, to: while(func(c byte) bool { return c != '\n' })}, ""
	case gqlLetter(c):
		return graphqlToken{kind: gqlName, from: i, to: while(func(c byte) bool { return gqlLetter(c) || gqlDigit(c) })}, ""
	case gqlDigit(c) || c == '-' && end < len(text) && gqlDigit(text[end]):
		return graphqlToken{kind: gqlNumber, from: i, to: while(func(c byte) bool { return gqlDigit(c) || c == '.' || c == '+' || c == '-' || c|0x20 == 'e' })}, ""
	case bytes.HasPrefix(text[i:], []byte("...")):
		return graphqlToken{from: i, to: i + 3, mark: '.'}, ""
	case bytes.HasPrefix(text[i:], []byte(`"""`)):
		return graphqlBlockString(text, i)
	case c == '"':
		return graphqlString(text, i)
	case bytes.IndexByte([]byte("!$&():=@[]{|}"), c) >= 0:
		return graphqlToken{from: i, to: end, mark: c}, ""
	}
	_, n := utf8.DecodeRune(text[i:])
	return graphqlToken{}, "GraphQL has no " + string(bytes.ToValidUTF8(text[i:i+n], []byte("\ufffd"))) + " here"
}

// variable is the length of a {{name}} at the beginning of a text, or 0.
func variable(b []byte) int {
	const most = 200
	if !bytes.HasPrefix(b, []byte("{{")) {
		return 0
	}
	end := bytes.Index(b[:min(len(b), most)], []byte("}}"))
	if end < 3 || bytes.ContainsAny(b[2:end], "{}\n\":") {
		return 0
	}
	return end + 2
}

func graphqlString(text []byte, i int) (graphqlToken, string) {
	for end := i + 1; end < len(text) && text[end] != '\n'; end++ {
		switch text[end] {
		case '\\':
			end++
		case '"':
			return graphqlToken{kind: gqlString, from: i, to: end + 1}, ""
		}
	}
	return graphqlToken{}, `the string is not closed on its line; longer texts stand between """`
}

func graphqlBlockString(text []byte, i int) (graphqlToken, string) {
	for end := i + 3; end < len(text); end++ {
		switch {
		case bytes.HasPrefix(text[end:], []byte(`\"""`)):
			end += 3
		case bytes.HasPrefix(text[end:], []byte(`"""`)):
			return graphqlToken{kind: gqlBlock, from: i, to: end + 3}, ""
		}
	}
	return graphqlToken{}, `the text after """ is not closed`
}

// blockLines cuts a block string into lines without the indent that all but the first have in common, which
// is no part of what it means.
func blockLines(raw []byte) [][]byte {
	lines := bytes.Split(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"))
	common := -1
	for i, line := range lines[1:] {
		rest := bytes.TrimLeft(line, " \t")
		last := i == len(lines)-2
		if len(rest) == 0 || last && string(rest) == `"""` {
			continue
		}
		if n := len(line) - len(rest); common < 0 || n < common {
			common = n
		}
	}
	for i, line := range lines[1:] {
		rest := bytes.TrimLeft(line, " \t")
		if cut := len(line) - len(rest); common >= 0 && cut > common {
			rest = line[common:]
		}
		lines[i+1] = rest
	}
	if n := len(lines) - 1; string(bytes.TrimLeft(lines[n], " \t")) == `"""` {
		lines[n] = []byte(`"""`)
	}
	return lines
}
