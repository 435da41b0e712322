package kit

import "strings"

// varEntryName is the length in bytes of a name up to which it is coloured and completed where it is not
// seen whole.
const varEntryName = 200

// VarState says how a variable in a text resolves; it chooses the colour.
type VarState int

// The states of a variable.
const (
	VarOK      VarState = iota // has a value
	VarMissing                 // no scope knows the name
	VarSecret                  // has a value that is not shown
)

// varEntrySpan is one {{name}} in a text, in bytes.
type varEntrySpan struct {
	start, end int // the braces included
	name       string
}

// varEntrySpans finds every {{name}} of a text, left to right. Braces nest no deeper: the innermost
// opening pair counts, an empty name and a name with a brace or a line break do not.
func varEntrySpans(text string) []varEntrySpan {
	var spans []varEntrySpan
	for at := 0; ; {
		open := strings.Index(text[at:], "{{")
		if open < 0 {
			return spans
		}
		open += at
		for strings.HasPrefix(text[open+1:], "{{") { // "{{{name}}": the last two braces open
			open++
		}
		inner := open + 2
		stop := strings.IndexAny(text[inner:], "{}\n")
		if stop < 0 {
			return spans
		}
		at = inner + stop
		if !strings.HasPrefix(text[at:], "}}") {
			if text[at] != '{' {
				at++
			} else if !strings.HasPrefix(text[at:], "{{") {
				at++
			}
			continue
		}
		at += 2
		if name := strings.TrimSpace(text[inner : at-2]); name != "" {
			spans = append(spans, varEntrySpan{open, at, name})
		}
	}
}

// varEntryPrefix returns what has been typed of a name at the end of a text: "{{ba" gives "ba".
func varEntryPrefix(before string) (prefix string, ok bool) {
	open := strings.LastIndex(before, "{{")
	if open < 0 {
		return "", false
	}
	prefix = before[open+2:]
	if len(prefix) > varEntryName || strings.ContainsAny(prefix, "{} \n") {
		return "", false
	}
	return prefix, true
}
