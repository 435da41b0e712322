package text

// Language is what an editor must know of the kind of text it holds. The zero value is plain text.
type Language struct {
	// LineComment begins a comment up to the end of the line; BlockStart and BlockEnd enclose one, for languages
	// that have no LineComment.
	LineComment, BlockStart, BlockEnd string
	// Brackets are pairs of ASCII characters, as "(){}[]". They are matched, closed and, by FoldBrackets, folded.
	Brackets string
	// Quotes are ASCII characters that enclose strings on one line; brackets in strings do not count.
	Quotes string
	// Indent is one level; "" means two spaces.
	Indent string
	// Fold tells what can be folded.
	Fold FoldStyle
}

// FoldStyle says which ranges of lines belong together.
type FoldStyle uint8

// The styles of folding.
const (
	FoldNothing     FoldStyle = iota
	FoldBrackets              // from an opening bracket to the line before the closing one
	FoldIndentation           // all lines that are indented more than the one before them
)

func (l *Language) indent() string {
	if l.Indent == "" {
		return "  "
	}
	return l.Indent
}

// class tells the bytes that matter in brackets.
type class uint8

const (
	classOther class = iota
	classOpen
	classClose
	classQuote
	classEscape
	classBreak
)

func (l *Language) classes() (t [256]class) {
	for i := 0; i+1 < len(l.Brackets); i += 2 {
		t[l.Brackets[i]], t[l.Brackets[i+1]] = classOpen, classClose
	}
	for i := range len(l.Quotes) {
		t[l.Quotes[i]] = classQuote
	}
	t['\\'], t['\n'] = classEscape, classBreak
	return t
}

// partner is the other bracket of a pair, and whether c opens it; 0 for what is no bracket.
func (l *Language) partner(c byte) (other byte, opens bool) {
	for i := 0; i+1 < len(l.Brackets); i += 2 {
		switch c {
		case l.Brackets[i]:
			return l.Brackets[i+1], true
		case l.Brackets[i+1]:
			return l.Brackets[i], false
		}
	}
	return 0, false
}

// brackets finds the brackets of a text outside of strings, block by block. Strings end with their line.
type brackets struct {
	class  [256]class
	quote  byte // of the string it is in, or 0
	escape bool
	line   int
}

func (s *brackets) feed(b []byte, found func(i int, opens bool) bool) bool {
	for i := 0; i < len(b); i++ {
		c := s.class[b[i]]
		if c == classOther {
			s.escape = false
			continue
		}
		switch {
		case c == classBreak:
			s.line++
			s.quote = 0
		case s.quote != 0 && s.escape:
		case s.quote != 0 && c == classEscape:
			s.escape = true
			continue
		case s.quote != 0 && b[i] == s.quote:
			s.quote = 0
		case s.quote != 0:
		case c == classQuote:
			s.quote = b[i]
		case c == classOpen || c == classClose:
			if !found(i, c == classOpen) {
				return false
			}
		}
		s.escape = false
	}
	return true
}
