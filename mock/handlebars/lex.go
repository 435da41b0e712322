package handlebars

import "strings"

// tokenKind is a kind of tag, or the text between tags.
type tokenKind uint8

const (
	textToken tokenKind = iota
	valueToken
	rawToken     // {{{x}}} or {{&x}}
	openToken    // {{#x}}
	inverseToken // {{^x}}
	elseToken    // {{else}}, {{else x}} or {{^}}
	closeToken   // {{/x}}
	partialToken // {{> x}}
	inlineToken  // {{#*inline "x"}}
	commentToken
)

type token struct {
	kind tokenKind
	text string // of a tag what is between the braces
	at   int    // where text begins
	tag  int    // where the tag begins
	// trimLeft and trimRight are the tildes of a tag.
	trimLeft, trimRight bool
}

// lex cuts the source into texts and tags.
func (t *Template) lex() ([]token, error) {
	var out []token
	var text strings.Builder
	from, s := 0, t.source
	flush := func(next int) {
		if text.Len() > 0 {
			out = append(out, token{kind: textToken, text: text.String(), at: from, tag: from})
			text.Reset()
		}
		from = next
	}
	for i := 0; i < len(s); {
		next := strings.Index(s[i:], "{{")
		if next < 0 {
			text.WriteString(s[i:])
			break
		}
		next += i
		if next > i && s[next-1] == '\\' { // an escaped tag, or an escaped backslash before one
			if next > i+1 && s[next-2] == '\\' {
				text.WriteString(s[i : next-1])
			} else {
				text.WriteString(s[i:next-1] + "{{")
				i = next + 2
				continue
			}
		} else {
			text.WriteString(s[i:next])
		}
		flush(next)
		if strings.HasPrefix(s[next:], "{{{{") {
			body, end, err := t.rawBlock(next)
			if err != nil {
				return nil, err
			}
			text.WriteString(body)
			i = end
			continue
		}
		tag, end, err := t.tag(next)
		if err != nil {
			return nil, err
		}
		out = append(out, tag)
		i, from = end, end
	}
	flush(len(s))
	return trimmed(out), nil
}

// rawBlock reads {{{{name}}}}, a text that is no template, and {{{{/name}}}}.
func (t *Template) rawBlock(at int) (body string, end int, err error) {
	s := t.source[at:]
	open := strings.Index(s, "}}}}")
	if open < 0 {
		return "", 0, t.fault(at, "a raw block is not opened to its end: }}}} is missing")
	}
	name := strings.TrimSpace(s[4:open])
	closing := strings.Index(s, "{{{{/"+name+"}}}}")
	if closing < open {
		return "", 0, t.fault(at, "the raw block %q is not closed", name)
	}
	return s[open+4 : closing], at + closing + len(name) + 9, nil
}

// tag reads the tag at a place.
func (t *Template) tag(at int) (token, int, error) {
	s := t.source[at+2:]
	k, closing := token{kind: valueToken, tag: at}, "}}"
	skip := 2
	if strings.HasPrefix(s, "~") {
		k.trimLeft, s, skip = true, s[1:], skip+1
	}
	if strings.HasPrefix(s, "!") {
		return t.comment(k, at, skip)
	}
	switch {
	case strings.HasPrefix(s, "{"):
		k.kind, closing = rawToken, "}"
	case strings.HasPrefix(s, "&"):
		k.kind = rawToken
	case strings.HasPrefix(s, "#>"), strings.HasPrefix(s, "*"):
		return k, 0, t.fault(at, "partials with a body, and decorators other than inline, are not supported")
	case strings.HasPrefix(s, "#*"):
		k.kind, s, skip = inlineToken, s[1:], skip+1
	case strings.HasPrefix(s, ">"):
		k.kind = partialToken
	case strings.HasPrefix(s, "#"):
		k.kind = openToken
	case strings.HasPrefix(s, "^"):
		k.kind = inverseToken
	case strings.HasPrefix(s, "/"):
		k.kind = closeToken
	}
	if k.kind != valueToken {
		s, skip = s[1:], skip+1
	}
	n := tagEnd(s, closing)
	if n < 0 {
		return k, 0, t.fault(at, "the tag is not closed: }} is missing")
	}
	k.text, k.at = s[:n], at+skip
	end := at + skip + n + len(closing)
	if closing == "}" {
		rest := t.source[end:]
		if k.trimRight = strings.HasPrefix(rest, "~"); k.trimRight {
			end, rest = end+1, rest[1:]
		}
		if !strings.HasPrefix(rest, "}}") {
			return k, 0, t.fault(at, "the tag is not closed: }}} is missing")
		}
		return k, end + 2, nil
	}
	if strings.HasSuffix(k.text, "~") {
		k.text, k.trimRight = k.text[:len(k.text)-1], true
	}
	word := strings.TrimSpace(k.text)
	switch {
	case k.kind == valueToken && (word == "else" || strings.HasPrefix(word, "else ")):
		k.kind = elseToken
		cut := strings.Index(k.text, "else") + len("else")
		k.text, k.at = k.text[cut:], k.at+cut
	case k.kind == inverseToken && word == "":
		k.kind = elseToken
	}
	return k, end, nil
}

func (t *Template) comment(k token, at, skip int) (token, int, error) {
	k.kind = commentToken
	s, closing := t.source[at+skip:], "}}"
	if strings.HasPrefix(s, "!--") {
		closing = "--"
		n := strings.Index(s[3:], closing)
		for n >= 0 && !strings.HasPrefix(strings.TrimPrefix(s[3+n+2:], "~"), "}}") {
			next := strings.Index(s[3+n+1:], closing)
			if next < 0 {
				n = -1
				break
			}
			n += 1 + next
		}
		if n < 0 {
			return k, 0, t.fault(at, "the comment is not closed: --}} is missing")
		}
		end := at + skip + 3 + n + 2
		k.trimRight = strings.HasPrefix(t.source[end:], "~")
		if k.trimRight {
			end++
		}
		return k, end + 2, nil
	}
	n := strings.Index(s, closing)
	if n < 0 {
		return k, 0, t.fault(at, "the comment is not closed: }} is missing")
	}
	k.trimRight = n > 0 && s[n-1] == '~'
	return k, at + skip + n + 2, nil
}

// tagEnd finds the end of a tag outside of its strings and [segments].
func tagEnd(s, closing string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case strings.HasPrefix(s[i:], closing):
			return i
		case c == '"' || c == '\'' || c == '[':
			end := string(c)
			if c == '[' {
				end = "]"
			}
			n := strings.Index(s[i+1:], end)
			for c != '[' && n > 0 && s[i+n] == '\\' { // an escaped quote
				next := strings.Index(s[i+1+n+1:], end)
				if next < 0 {
					n = -1
					break
				}
				n += 1 + next
			}
			if n < 0 {
				return -1
			}
			i += n + 1
		}
	}
	return -1
}

// trimmed takes white space off texts: what tildes ask for, and the lines that hold nothing but a block tag or
// a comment.
func trimmed(tokens []token) []token {
	const blank = " \t"
	cutLeft, cutRight := make([]bool, len(tokens)), make([]bool, len(tokens))
	for i, k := range tokens {
		if k.kind < openToken {
			continue
		}
		before := i == 0
		if i > 0 && tokens[i-1].kind == textToken {
			head := strings.TrimRight(tokens[i-1].text, blank)
			before = head == "" && i == 1 || strings.HasSuffix(head, "\n")
		}
		after := i == len(tokens)-1
		if !after && tokens[i+1].kind == textToken {
			tail := strings.TrimLeft(tokens[i+1].text, blank)
			after = tail == "" && i == len(tokens)-2 || strings.HasPrefix(tail, "\n") || strings.HasPrefix(tail, "\r\n")
		}
		if before && after {
			if i > 0 && k.kind != partialToken { // a partial keeps its indent
				cutRight[i-1] = true
			}
			if i < len(tokens)-1 {
				cutLeft[i+1] = true
			}
		}
	}
	for i := range tokens {
		k := &tokens[i]
		if k.kind != textToken {
			continue
		}
		if cutRight[i] {
			k.text = strings.TrimRight(k.text, blank)
		}
		if cutLeft[i] {
			k.text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(k.text, blank), "\r"), "\n")
		}
		if i > 0 && tokens[i-1].trimRight {
			k.text = strings.TrimLeft(k.text, " \t\r\n")
		}
		if i < len(tokens)-1 && tokens[i+1].trimLeft {
			k.text = strings.TrimRight(k.text, " \t\r\n")
		}
	}
	return tokens
}
