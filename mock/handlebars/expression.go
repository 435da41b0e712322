package handlebars

import (
	"strconv"
	"strings"
)

// expression is a value, or a helper with its arguments.
type expression struct {
	at   int
	lit  any  // of a literal
	is   bool // a literal
	path *path
	args []*expression
	hash []hashArg
	call bool // has arguments, or is in parentheses
}

type hashArg struct {
	key  string
	expr *expression
}

// path names a value: "../a.[b c].0", "@index", "this".
type path struct {
	text   string
	up     int
	data   bool // begins with @
	this   bool // begins with this or .
	scoped bool // is not the name of a helper
	parts  []string
}

func (e *expression) name() string {
	if e.path != nil {
		return e.path.text
	}
	return ""
}

// scanner reads the text of a tag.
type scanner struct {
	t     *Template
	text  string
	at    int // of text in the source
	i     int
	depth int
}

// expression reads the whole text of a tag.
func (t *Template) expression(k *token) (*expression, error) {
	s := &scanner{t: t, text: k.text, at: k.at}
	e, err := s.call(k.tag)
	if err != nil {
		return nil, err
	}
	if s.space(); s.i < len(s.text) {
		return nil, s.fault("unexpected %q", s.text[s.i:min(len(s.text), s.i+20)])
	}
	return e, nil
}

func (s *scanner) fault(format string, args ...any) error {
	return s.t.fault(s.at+s.i, format, args...)
}

func (s *scanner) space() {
	for s.i < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.i]) >= 0 {
		s.i++
	}
}

// call reads a value with arguments, up to ")" or the end. tag is where it is said to be at fault.
func (s *scanner) call(tag int) (*expression, error) {
	e, err := s.operand()
	if err != nil {
		return nil, err
	}
	if err := s.arguments(e); err != nil {
		return nil, err
	}
	if e.call && (e.path == nil || e.path.scoped || s.t.helper(e.path.text) == nil) {
		return nil, s.t.fault(max(e.at, tag), "there is no helper %q", s.text[:min(len(s.text), 40)])
	}
	return e, nil
}

// arguments reads what follows a name, up to ")" or the end.
func (s *scanner) arguments(e *expression) error {
	for {
		s.space()
		if s.i >= len(s.text) || s.text[s.i] == ')' {
			return nil
		}
		if key, ok := s.key(); ok {
			value, err := s.operand()
			if err != nil {
				return err
			}
			e.hash = append(e.hash, hashArg{key, value})
		} else {
			arg, err := s.operand()
			if err != nil {
				return err
			}
			if len(e.hash) > 0 {
				return s.t.fault(arg.at, "an argument follows one with a name: those with names come last")
			}
			e.args = append(e.args, arg)
		}
		e.call = true
	}
}

// key reads "name=" of a hash argument.
func (s *scanner) key() (string, bool) {
	n := 0
	for s.i+n < len(s.text) && wordByte(s.text[s.i+n]) {
		n++
	}
	if n == 0 || s.i+n >= len(s.text) || s.text[s.i+n] != '=' {
		return "", false
	}
	key := s.text[s.i : s.i+n]
	s.i += n + 1
	return key, true
}

func wordByte(c byte) bool { return strings.IndexByte(" \t\r\n!\"#%&'()*+,./;<=>[\\]^`{|}~", c) < 0 }

// operand reads a literal, a path or a subexpression.
func (s *scanner) operand() (*expression, error) {
	s.space()
	if s.i >= len(s.text) {
		return nil, s.fault("a value is missing")
	}
	at := s.at + s.i
	switch c := s.text[s.i]; {
	case c == '(':
		if s.depth++; s.depth > maxDepth {
			return nil, s.fault("expressions are nested deeper than %d", maxDepth)
		}
		s.i++
		e, err := s.call(at)
		if err != nil {
			return nil, err
		}
		if s.space(); s.i >= len(s.text) {
			return nil, s.fault("a ) is missing")
		}
		s.i++
		s.depth--
		e.call = true
		if e.path == nil || s.t.helper(e.path.text) == nil {
			return nil, s.t.fault(at, "there is no helper %q", e.name())
		}
		return e, nil
	case c == '"' || c == '\'':
		text, err := s.quoted(c)
		return &expression{at: at, lit: text, is: true}, err
	}
	return s.word(at)
}

func (s *scanner) quoted(quote byte) (string, error) {
	var b strings.Builder
	for i := s.i + 1; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '\\' && i+1 < len(s.text) && s.text[i+1] == quote:
			i++
			b.WriteByte(quote)
		case c == quote:
			s.i = i + 1
			return b.String(), nil
		default:
			b.WriteByte(c)
		}
	}
	return "", s.fault("the text is not closed: %c is missing", quote)
}

// word reads a number, a constant or a path.
func (s *scanner) word(at int) (*expression, error) {
	from := s.i
	p := &path{}
	var parts []string
	for s.i < len(s.text) {
		c := s.text[s.i]
		switch {
		case c == '[':
			end := strings.IndexByte(s.text[s.i:], ']')
			if end < 0 {
				return nil, s.fault("a ] is missing")
			}
			parts = append(parts, s.text[s.i+1:s.i+end])
			s.i += end + 1
			p.scoped = true
		case c == '.' || c == '/':
			s.step(p, c, len(parts) == 0)
		case wordByte(c):
			n := s.i
			for s.i < len(s.text) && wordByte(s.text[s.i]) {
				s.i++
			}
			parts = append(parts, s.text[n:s.i])
		default:
			if s.i == from {
				return nil, s.fault("unexpected %q", string(c))
			}
			return s.path(p, parts, s.text[from:s.i], at)
		}
	}
	return s.path(p, parts, s.text[from:s.i], at)
}

// step takes a separator of a path, or the dots at its start.
func (s *scanner) step(p *path, c byte, first bool) {
	switch {
	case first && strings.HasPrefix(s.text[s.i:], ".."):
		p.up++
		p.scoped = true
		s.i += 2
	case first && c == '.':
		p.this, p.scoped = true, true
		s.i++
	default:
		s.i++
	}
}

func (s *scanner) path(p *path, parts []string, text string, at int) (*expression, error) {
	switch text {
	case "true", "false":
		return &expression{at: at, lit: text == "true", is: true}, nil
	case "null", "undefined":
		return &expression{at: at, is: true}, nil
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && strings.Trim(text, "0123456789.-") == "" {
		return &expression{at: at, lit: n, is: true}, nil
	}
	if len(parts) > 0 && strings.HasPrefix(parts[0], "@") && !p.scoped {
		p.data, p.scoped = true, true
		parts[0] = parts[0][1:]
	}
	if len(parts) > 0 && parts[0] == "this" && !p.data {
		p.this, p.scoped = true, true
		parts = parts[1:]
	}
	if len(parts) == 0 && !p.this && p.up == 0 {
		return nil, s.t.fault(at, "unexpected %q", text)
	}
	p.text, p.parts = text, parts
	return &expression{at: at, path: p}, nil
}
