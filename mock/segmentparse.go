package mock

import (
	"regexp"
	"strings"

	"postern/model"
)

const (
	maxParams     = 16   // parameters in one segment
	maxExpression = 1000 // bytes of a parameter's pattern
)

// token is a piece of a segment: literal text, or a parameter.
type token struct {
	text  string // literal text, not yet decoded
	param bool
	name  string
	expr  string // the parameter's pattern, or ""
	rest  bool   // the parameter takes the rest of the path
}

// constraints are the words that web frameworks write where a pattern may stand ("{id:int}").
var constraints = map[string]string{
	"int": "-?[0-9]+", "long": "-?[0-9]+", "integer": "-?[0-9]+", "number": `-?[0-9]+(?:\.[0-9]+)?`,
	"float": `-?[0-9]+(?:\.[0-9]+)?`, "double": `-?[0-9]+(?:\.[0-9]+)?`, "decimal": `-?[0-9]+(?:\.[0-9]+)?`,
	"bool": "(?i:true|false)", "alpha": "[A-Za-z]+", "guid": "[0-9A-Fa-f-]{36}", "uuid": "[0-9A-Fa-f-]{36}",
	"str": "", "string": "",
}

// parseSegment reads one segment of a saved path. Parameters are ":id" (at the start of the segment,
// where as in Postman the name ends at the first ".", or after punctuation), "{id}", "{id:pattern}" and
// an unresolved "{{id}}", and ":id(pattern)"; catch-alls are "*", "**", "{path...}", "{path*}", "{*path}", "{+path}" and
// ":path*". In the middle of a path "*" and "{+path}" match one segment.
func parseSegment(text string, last bool) (segment, error) {
	if text == "*" || text == "**" {
		if !last && text == "**" {
			return segment{}, errPattern(text, "takes the rest of the path and must be the last one")
		}
		return segment{kind: wholeKind(last), text: text, names: []string{text}}, nil
	}
	tokens, err := tokenize(text)
	if err != nil {
		return segment{}, err
	}
	return build(text, tokens, last)
}

func wholeKind(last bool) kind {
	if last {
		return catchAll
	}
	return parameter
}

func tokenize(text string) ([]token, error) {
	var out []token
	lit := 0
	for i := 0; i < len(text); {
		t, n, err := parseParam(text, i)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			i++
			continue
		}
		if lit < i {
			out = append(out, token{text: text[lit:i]})
		}
		i += n
		lit = i
		if len(out) > 0 && out[len(out)-1].param {
			continue // two parameters side by side are one: nothing tells where the first ends
		}
		out = append(out, t)
	}
	if lit < len(text) || len(out) == 0 {
		out = append(out, token{text: text[lit:]})
	}
	return out, nil
}

// parseParam reads a parameter at text[i]; n is its length, 0 where there is none.
func parseParam(text string, i int) (t token, n int, err error) {
	switch {
	case strings.HasPrefix(text[i:], "{{"):
		end := strings.Index(text[i:], "}}")
		if end < 0 {
			return t, 0, errPattern(text, "has a {{ without }}")
		}
		return token{param: true, name: strings.TrimSpace(text[i+2 : i+end])}, end + 2, nil
	case text[i] == '{':
		end := closing(text[i:])
		if end < 0 {
			return t, 0, errPattern(text, "has a { without }")
		}
		t, err = braced(text, text[i+1:i+end])
		return t, end + 1, err
	case text[i] == ':' && (i == 0 || opensName(text[i-1])) && opensPattern(text[i:]):
		return parenthesized(text, i)
	case text[i] == ':' && i == 0:
		name := model.PathParamName(text)
		if name == "" {
			return t, 0, nil
		}
		trimmed := strings.TrimRight(name, "*+")
		return token{param: true, name: trimmed, rest: trimmed != "" && trimmed != name}, len(name) + 1, nil
	case text[i] == ':' && opensName(text[i-1]):
		n := identifier(text[i+1:])
		if n == 0 {
			return t, 0, nil
		}
		return token{param: true, name: text[i+1 : i+1+n]}, n + 1, nil
	}
	return t, 0, nil
}

// closing returns the place of the brace that closes the one at text[0], or -1.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// braced reads what stands between { and }.
func braced(text, inside string) (token, error) {
	name, expr, _ := strings.Cut(inside, ":")
	t := token{param: true, name: strings.TrimSpace(name), expr: strings.TrimSpace(expr)}
	for _, mark := range []string{"...", "*"} {
		if s, ok := strings.CutSuffix(t.name, mark); ok {
			t.name, t.rest = s, true
		}
	}
	for _, mark := range []string{"*", "+"} {
		if s, ok := strings.CutPrefix(t.name, mark); ok {
			t.name, t.rest = s, true
		}
	}
	t.name = strings.TrimSuffix(t.name, "?")
	if t.expr == "path" {
		t.expr, t.rest = "", true
	}
	if e, ok := constraints[t.expr]; ok {
		t.expr = e
	}
	return t, checkExpression(text, t.expr)
}

// opensName tells whether a ":" after c starts a parameter inside a segment. After a letter or digit it
// does not ("messages:send", "12:30"), nor after a parameter ("{id}:cancel").
func opensName(c byte) bool { return strings.IndexByte("-_.~,;=(@+!$&'[|", c) >= 0 }

func identifier(text string) int {
	n := 0
	for n < len(text) {
		c := text[n]
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (n == 0 || c < '0' || c > '9') {
			break
		}
		n++
	}
	return n
}

// build makes the segment of its pieces.
func build(text string, tokens []token, last bool) (segment, error) {
	if len(tokens) == 1 && !tokens[0].param {
		return segment{kind: literal, text: unescape(tokens[0].text)}, nil
	}
	s := segment{kind: parameter, text: text}
	patterns := false
	for _, t := range tokens {
		if t.param {
			s.names = append(s.names, t.name)
			patterns = patterns || t.expr != ""
		}
	}
	if len(s.names) > maxParams {
		return s, errPattern(text, "has too many parameters")
	}
	first := tokens[0]
	if len(tokens) == 1 && first.rest {
		s.kind = wholeKind(last)
		if !last && !strings.HasPrefix(text, "{+") {
			return s, errPattern(text, "takes the rest of the path and must be the last one")
		}
		return s, nil
	}
	if len(tokens) > 1 {
		s.kind = mixed
		s.parts = literals(tokens)
	} else if patterns {
		s.kind = patterned
	}
	if patterns {
		s.re = expression(tokens)
		if s.re == nil {
			return s, errPattern(text, "has patterns that do not fit together")
		}
	}
	return s, nil
}

// literals returns the decoded texts around the parameters: one more than there are parameters.
func literals(tokens []token) []string {
	parts := []string{""}
	for _, t := range tokens {
		if t.param {
			parts = append(parts, "")
			continue
		}
		parts[len(parts)-1] = unescape(t.text)
	}
	return parts
}

// expression returns a regular expression for the whole segment, or nil.
func expression(tokens []token) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	n := 0
	for _, t := range tokens {
		if !t.param {
			b.WriteString(regexp.QuoteMeta(unescape(t.text)))
			continue
		}
		expr := t.expr
		if expr == "" {
			expr = ".+?"
		}
		b.WriteString("(?P<" + groupName(n) + ">" + expr + ")")
		n++
	}
	re, err := regexp.Compile(b.String() + `\z`)
	if err != nil {
		return nil
	}
	return re
}
