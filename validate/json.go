package validate

import (
	"bytes"
	"context"
	"strconv"
	"unicode/utf8"
)

// JSON checks a text against RFC 8259. It reports the first fault, and up to a hundred hints before it:
// names that an object has twice, numbers that a double does not hold, escapes of half a character. The
// error is that of ctx; the problems found up to then are returned with it.
func JSON(ctx context.Context, text []byte) ([]Problem, error) {
	j := &jsonCheck{report: report{ctx: ctx, text: text}}
	j.run()
	return j.problems, ctx.Err()
}

// jsonCheck walks over the text with a stack of its own.
type jsonCheck struct {
	report
	pos   int
	stack []level
	names nameSet
	bad   bool
}

// level is an object or array that is open.
type level struct {
	open  int
	close byte
	names int // in names, where those of this object begin
	begun bool
}

func (j *jsonCheck) fault(at, length int, text string) {
	if !j.bad {
		j.add(Fault, at, length, text)
	}
	j.bad = true
}

func (j *jsonCheck) run() {
	if bytes.HasPrefix(j.text, []byte("\ufeff")) {
		j.add(Hint, 0, 3, "the text begins with a byte order mark; JSON has none, and some readers refuse it")
		j.pos = 3
	}
	if j.space(); j.pos == len(j.text) {
		j.fault(j.pos, 0, "the text is empty; JSON is at least one value")
		return
	}
	j.value()
	for !j.bad && len(j.stack) > 0 {
		if !j.alive(j.pos) {
			return
		}
		j.after()
	}
	if j.space(); !j.bad && j.pos < len(j.text) {
		j.stray()
	}
}

// stray says what is wrong with text after the value.
func (j *jsonCheck) stray() {
	switch c := j.text[j.pos]; {
	case j.comment():
	case c == '}' || c == ']':
		j.fault(j.pos, 1, string(c)+" closes nothing")
	case c == ',':
		j.fault(j.pos, 1, "after the value the text has to end; several values need [ ] around them")
	default:
		j.fault(j.pos, j.word(), "after the value the text has to end")
	}
}

func (j *jsonCheck) space() {
	for j.pos < len(j.text) {
		switch j.text[j.pos] {
		case ' ', '\n', '\r', '\t':
			j.pos++
		default:
			return
		}
	}
}

func (j *jsonCheck) peek() byte {
	if j.space(); j.pos < len(j.text) {
		return j.text[j.pos]
	}
	return 0
}

// comment recognises what looks like a comment, and says that JSON has none.
func (j *jsonCheck) comment() bool {
	rest := j.text[j.pos:]
	end := -1
	switch {
	case bytes.HasPrefix(rest, []byte("//")), bytes.HasPrefix(rest, []byte("#")):
		end = bytes.IndexByte(rest, '\n')
	case bytes.HasPrefix(rest, []byte("/*")):
		if end = bytes.Index(rest, []byte("*/")); end >= 0 {
			end += 2
		}
	default:
		return false
	}
	if end < 0 {
		end = len(rest)
	}
	j.fault(j.pos, end, "JSON has no comments")
	return true
}

// word is the length of the word at hand, or of one character.
func (j *jsonCheck) word() int {
	n := 0
	for j.pos+n < len(j.text) && n < 40 {
		if c := j.text[j.pos+n]; c != '_' && c != '$' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			break
		}
		n++
	}
	if n == 0 && j.pos < len(j.text) {
		_, n = utf8.DecodeRune(j.text[j.pos:])
	}
	return n
}

// after takes what follows a value, or the opening bracket, in the innermost object or array.
func (j *jsonCheck) after() {
	l := &j.stack[len(j.stack)-1]
	c, first := j.peek(), !l.begun
	l.begun = true
	switch {
	case c == l.close && j.pos < len(j.text):
		j.pos++
		j.names.leave(l.names)
		j.stack = j.stack[:len(j.stack)-1]
	case first:
		j.member(l)
	case c == ',':
		comma := j.pos
		j.pos++
		if next := j.peek(); next == l.close && j.pos < len(j.text) {
			j.fault(comma, 1, "a comma stands before "+string(l.close)+"; JSON has no trailing commas")
			return
		}
		j.member(l)
	case j.pos == len(j.text):
		j.unclosed(l)
	case j.comment():
	case c == '}' || c == ']':
		j.fault(j.pos, 1, string(c)+" does not close the "+string(l.close-2)+" of line "+strconv.Itoa(j.lineOf(l.open)))
	case l.close == '}' && (c == '"' || c|0x20 >= 'a' && c|0x20 <= 'z'):
		j.fault(j.pos, j.word(), "a comma is missing before the next name")
	case c == '"' || c == '{' || c == '[' || c == '-' || c >= '0' && c <= '9':
		j.fault(j.pos, j.word(), "a comma is missing before the next value")
	default:
		j.fault(j.pos, j.word(), `"," or "`+string(l.close)+`" is expected, not `+quoted(j.text[j.pos:j.pos+j.word()]))
	}
}

func (j *jsonCheck) unclosed(l *level) {
	j.fault(len(j.text), 0, "the text ends here, and the "+string(l.close-2)+" of line "+strconv.Itoa(j.lineOf(l.open))+" is not closed")
}

func (j *jsonCheck) lineOf(at int) int { return bytes.Count(j.text[:at], []byte{'\n'}) + 1 }

// member takes a name and its value, or an element.
func (j *jsonCheck) member(l *level) {
	if l.close == '}' && !j.name(l) {
		return
	}
	if j.peek(); j.pos == len(j.text) {
		if l.close == '}' {
			j.fault(j.pos, 0, "the text ends where a value is expected")
		} else {
			j.unclosed(l)
		}
		return
	}
	j.value()
}

func (j *jsonCheck) name(l *level) bool {
	c := j.peek()
	start := j.pos
	switch {
	case j.pos == len(j.text):
		j.unclosed(l)
		return false
	case c == '"':
	case c == '\'':
		j.fault(j.pos, 1, `names stand in double quotes: "`)
		return false
	case j.comment():
		return false
	default:
		if n := j.word(); c == '_' || c == '$' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			j.fault(j.pos, n, "a name needs double quotes: \""+string(j.text[j.pos:j.pos+n])+"\"")
		} else {
			j.fault(j.pos, n, "a name in double quotes is expected, not "+quoted(j.text[j.pos:j.pos+n]))
		}
		return false
	}
	if !j.str() {
		return false
	}
	if j.names.twice(l.names, j.text[start:j.pos]) {
		j.add(Hint, start, j.pos-start, "the object has this name twice; most readers keep only the last value")
	}
	if c := j.peek(); c != ':' {
		if c == '=' {
			j.fault(j.pos, 1, `":" is expected after a name, not "="`)
		} else {
			j.fault(j.pos, min(1, len(j.text)-j.pos), `":" is expected after a name`)
		}
		return false
	}
	j.pos++
	return true
}

func quoted(b []byte) string { return strconv.Quote(string(b)) }
