package highlight

import (
	"time"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// guarded colours a language with chroma, one line at a time. chroma cannot go on in the middle of a
// text, so what runs over several lines is taken out by a guard first.
type guarded struct {
	guard guard
	lexer chroma.Lexer
	keys  bool // names are member names, as in YAML
	cache map[string]lexed
	limit time.Duration // for one piece
}

// lexed are the colours of a line that was seen lately, and how often the time was up before its end.
type lexed struct {
	spans []Span
	cut   int
}

const (
	// longPart is the longest piece that chroma is asked about: its patterns may be slow on more.
	longPart = 4 << 10
	// lexTime is how long one piece may take. A busy machine may be the reason that it takes longer, so it is tried
	// lexTries times.
	lexTime  = 20 * time.Millisecond
	lexTries = 3
	// cacheLines bounds the lines that are remembered.
	cacheLines = 1024
)

// newGuarded returns nil for a language that chroma does not know.
func newGuarded(language string) Lexer {
	l := lexers.Get(language)
	if l == nil {
		return nil
	}
	name := language
	if _, ok := guards[name]; !ok {
		for _, alias := range l.Config().Aliases {
			if _, ok := guards[alias]; ok {
				name = alias
			}
		}
	}
	return &guarded{guard: guards[name], lexer: l, keys: language == "yaml", cache: map[string]lexed{}, limit: lexTime}
}

func (g *guarded) Break(s State) State { return s }
func (g *guarded) Stateless() bool     { return len(g.guard.blocks) == 0 }

func (g *guarded) Skip(part []byte, s State) State { return g.guard.run(part, s, nil, nil) }

func (g *guarded) Line(part []byte, s State, out []Span) ([]Span, State) {
	s = g.guard.run(part, s, func(from, to int) {
		for _, span := range g.spans(part[from:to]) {
			out = add(out, from+span.Start, from+span.End, span.Kind)
		}
	}, func(from, to int, k Kind) { out = add(out, from, to, k) })
	return out, s
}

// spans asks chroma, or the cache.
func (g *guarded) spans(code []byte) []Span {
	if len(code) > longPart {
		code = code[:longPart]
	}
	known, ok := g.cache[string(code)]
	if ok && (known.cut == 0 || known.cut == lexTries) {
		return known.spans
	}
	if len(g.cache) >= cacheLines {
		clear(g.cache)
	}
	spans, whole := g.lex(code)
	now := lexed{spans: spans}
	if !whole {
		now.cut = known.cut + 1
	}
	g.cache[string(code)] = now
	return spans
}

// lex asks chroma; not whole where the time was up before the end of the line.
func (g *guarded) lex(code []byte) (out []Span, whole bool) {
	defer func() {
		if recover() != nil { // chroma's rules are data: a fault in them must not end the program
			out, whole = nil, true
		}
	}()
	// Some rules, as for keys of YAML, want to see the end of the line.
	tokens, err := g.lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, clean(code)+"\n")
	if err != nil {
		return nil, true
	}
	at, end := 0, time.Now().Add(g.limit)
	for t := tokens(); t != chroma.EOF && at < len(code); t = tokens() {
		next := min(at+len(t.Value), len(code))
		out = add(out, at, next, g.kind(t.Type))
		if at = next; time.Now().After(end) {
			return out, at == len(code) // the rest is plain
		}
	}
	return out, true
}

// clean makes a string of the same length without invalid UTF-8, which chroma would lengthen, and
// without carriage returns.
func clean(code []byte) string {
	b := append([]byte(nil), code...)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 || b[i] == '\r' {
			b[i] = ' '
		}
		i += n
	}
	return string(b)
}

// kind translates chroma's types. Errors are plain: a line out of its context may look like one.
func (g *guarded) kind(t chroma.TokenType) Kind {
	switch t {
	case chroma.KeywordConstant, chroma.NameConstant:
		return Literal
	case chroma.NameTag:
		if g.keys {
			return Key
		}
		return Tag
	case chroma.NameAttribute, chroma.NameDecorator:
		return Attribute
	case chroma.NameProperty:
		return Key
	case chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameBuiltin, chroma.NameClass, chroma.NameVariable:
		return Function
	case chroma.GenericHeading, chroma.GenericSubheading:
		return Heading
	case chroma.GenericStrong:
		return Strong
	case chroma.GenericEmph:
		return Emphasis
	}
	switch t.Category() {
	case chroma.Comment:
		return Comment
	case chroma.Keyword:
		return Keyword
	case chroma.Operator, chroma.Punctuation:
		return Punct
	}
	switch t.SubCategory() {
	case chroma.LiteralString:
		return String
	case chroma.LiteralNumber:
		return Number
	}
	return Plain
}
