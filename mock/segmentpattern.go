package mock

import (
	"regexp"
	"strings"
)

// opensPattern tells whether text starts with a parameter that has a pattern, as Express writes it:
// ":id(\d+)". The key of an OData entity (":set(:key)", ":set('x')") is none.
func opensPattern(text string) bool {
	n := identifier(text[1:])
	rest := text[1+n:]
	return n > 0 && len(rest) > 1 && rest[0] == '(' && strings.IndexByte(":'{)", rest[1]) < 0
}

// parenthesized reads a parameter with a pattern in parentheses at text[i].
func parenthesized(text string, i int) (t token, n int, err error) {
	n = identifier(text[i+1:])
	start := i + 1 + n
	depth := 0
	for at := start; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				t = token{param: true, name: text[i+1 : start], expr: text[start+1 : at]}
				return t, at + 1 - i, checkExpression(text, t.expr)
			}
		}
	}
	return t, 0, errPattern(text, "has a ( without )")
}

// checkExpression says what is wrong with the pattern of a parameter.
func checkExpression(text, expr string) error {
	if len(expr) > maxExpression {
		return errPattern(text, "has a pattern that is too long")
	}
	if _, err := regexp.Compile(expr); err != nil {
		return errPattern(text, "has a pattern that is no regular expression ("+err.Error()+")")
	}
	return nil
}
