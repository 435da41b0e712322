package vars

import "strings"

// Span is one {{name}} in a text.
type Span struct {
	Start, End int // bytes, braces included
	Name       string
}

// Find returns every {{name}} in text, in order. A name is not empty, holds no brace and no line
// break, and white space around it does not count; of nested braces the innermost pair is the
// variable. It is linear in the length of the text and allocates only for what it finds.
func Find(text string) []Span {
	var out []Span
	for pos := 0; ; {
		i := strings.Index(text[pos:], "{{")
		if i < 0 {
			return out
		}
		start := pos + i
		for start+2 < len(text) && text[start+2] == '{' {
			start++
		}
		j := strings.IndexAny(text[start+2:], "{}\n")
		if j < 0 {
			return out
		}
		pos = start + 2 + j
		if !strings.HasPrefix(text[pos:], "}}") {
			if text[pos] != '{' {
				pos++
			}
			continue
		}
		if name := strings.TrimSpace(text[start+2 : pos]); name != "" {
			out = append(out, Span{Start: start, End: pos + 2, Name: name})
		}
		pos += 2
	}
}
