package jsonview

import (
	"strings"

	"postern/jsonpath"
	"postern/jsonscan"
)

// plainPath makes a JSONPath of a jq program that is only a path: .items[].price["the amount"][0]. Such a
// program can run over a text of any size. Only what is not there differs: jq gives null for it, the path
// nothing.
func plainPath(program string) (string, bool) {
	rest := strings.TrimSpace(program)
	if rest == "." || !strings.HasPrefix(rest, ".") {
		return "$", rest == "."
	}
	if strings.HasPrefix(rest, ".[") {
		rest = rest[1:]
	}
	out := "$"
	for rest != "" {
		step, n := plainStep(rest)
		if n == 0 {
			return "", false
		}
		out += step
		rest = strings.TrimPrefix(rest[n:], "?")
	}
	return out, true
}

// plainStep reads one step of a path and tells how long it is; 0 for what is no such step.
func plainStep(s string) (step string, n int) {
	switch {
	case strings.HasPrefix(s, "[]"):
		return "[*]", 2
	case strings.HasPrefix(s, `["`), strings.HasPrefix(s, `."`):
		end := stringEnd(s[1:])
		if end == 0 || strings.Contains(s[1:1+end], `\(`) {
			return "", 0
		}
		name := jsonpath.Name(jsonscan.Unquote([]byte(s[1 : 1+end])))
		if s[0] == '.' {
			return name, 1 + end
		}
		if !strings.HasPrefix(s[1+end:], "]") {
			return "", 0
		}
		return name, end + 2
	case s[0] == '[':
		end := strings.IndexByte(s, ']')
		if end < 0 || !indexText(s[1:end]) {
			return "", 0
		}
		return s[:end+1], end + 1
	case s[0] == '.':
		for n = 1; n < len(s) && plainName(s[1:n+1]); n++ {
		}
		if n == 1 {
			return "", 0
		}
		return jsonpath.Name(s[1:n]), n
	}
	return "", 0
}

// stringEnd is the length of the string at the beginning, or 0.
func stringEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// indexText tells whether a text is a whole number as JSONPath writes it.
func indexText(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > 15 || len(digits) > 1 && digits[0] == '0' || s == "-0" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}
