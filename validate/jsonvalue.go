package validate

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// value takes a scalar, or opens an object or array; what is in it is for after.
func (j *jsonCheck) value() {
	c := j.peek()
	switch {
	case j.pos == len(j.text):
		j.fault(j.pos, 0, "the text ends where a value is expected")
	case c == '{' || c == '[':
		j.stack = append(j.stack, level{open: j.pos, close: c + 2, names: j.names.enter()})
		j.pos++
	case c == '"':
		j.str()
	case c == '-' || c >= '0' && c <= '9':
		j.number()
	default:
		j.literal(c)
	}
}

// literal takes true, false and null, and says what else was meant.
func (j *jsonCheck) literal(c byte) {
	n := j.word()
	w := string(j.text[j.pos : j.pos+n])
	switch {
	case w == "true" || w == "false" || w == "null":
		j.pos += n
	case j.comment():
	case c == ',' || c == '}' || c == ']' || c == ':':
		j.fault(j.pos, 1, "a value is missing before "+quoted([]byte{c}))
	case c == '\'':
		j.fault(j.pos, 1, `texts stand in double quotes: "`)
	case c == '+':
		j.fault(j.pos, 1, "a number has no plus sign")
	case c == '.':
		j.fault(j.pos, 1, "a number needs a digit before the point")
	case w == "NaN" || w == "Infinity" || w == "undefined":
		j.fault(j.pos, n, w+" is JavaScript; JSON has null")
	case strings.EqualFold(w, "true") || strings.EqualFold(w, "false") || strings.EqualFold(w, "null"):
		j.fault(j.pos, n, w+" is written in small letters: "+strings.ToLower(w))
	case w == "None":
		j.fault(j.pos, n, "None is Python; JSON has null")
	case c < 0x20 || c == utf8.RuneSelf-1:
		j.fault(j.pos, 1, "a value is expected, not a control character")
	case !utf8.FullRune(j.text[j.pos:]) || !utf8.ValidString(w):
		j.fault(j.pos, n, "bytes that are no UTF-8; JSON is UTF-8")
	default:
		j.fault(j.pos, n, "a value is expected, not "+quoted([]byte(w))+"; texts stand in double quotes")
	}
}

// plain are the bytes of a string that need no further look.
var plain = func() (t [256]bool) {
	for c := 0x20; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// str takes a string, its opening quote at hand.
func (j *jsonCheck) str() bool {
	start := j.pos
	j.pos++
	for j.pos < len(j.text) {
		c := j.text[j.pos]
		switch {
		case plain[c]:
			j.pos++
		case c == '"':
			j.pos++
			return true
		case c == '\\':
			if !j.escape() {
				return false
			}
		case c == '\n' || c == '\r':
			j.fault(start, j.pos-start, `the string is not closed on its line; a line break is written \n`)
			return false
		case c < 0x20:
			j.fault(j.pos, 1, "a string holds a raw control character; it is written "+control(c))
			return false
		default:
			r, n := utf8.DecodeRune(j.text[j.pos:])
			if r == utf8.RuneError && n == 1 {
				j.fault(j.pos, 1, "bytes that are no UTF-8; JSON is UTF-8")
				return false
			}
			j.pos += n
		}
	}
	j.fault(start, len(j.text)-start, "the string is not closed")
	return false
}

func control(c byte) string {
	if c == '\t' {
		return `\t`
	}
	return `\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15])
}

// escape takes an escape, and the second half of a pair with it.
func (j *jsonCheck) escape() bool {
	rest := j.text[j.pos:]
	switch {
	case len(rest) < 2:
		j.fault(j.pos, 1, "the string is not closed")
		return false
	case rest[1] == 'u':
		return j.unicode()
	case bytes.IndexByte([]byte(`"\/bfnrt`), rest[1]) < 0:
		_, n := utf8.DecodeRune(rest[1:])
		if rest[1] < 0x20 {
			j.fault(j.pos, 1, "a backslash stands before a control character; a backslash itself is written \\\\")
		} else {
			j.fault(j.pos, 1+n, "there is no escape "+string(rest[:1+n])+`; a backslash itself is written \\`)
		}
		return false
	}
	j.pos += 2
	return true
}

func (j *jsonCheck) unicode() bool {
	at := j.pos
	r, ok := j.unit(at)
	if !ok {
		n := 2
		for at+n < len(j.text) && n < 6 && hexDigit(j.text[at+n]) {
			n++
		}
		j.fault(at, n, `\u needs four hexadecimal digits`)
		return false
	}
	j.pos += 6
	if !utf16.IsSurrogate(r) {
		return true
	}
	if low, ok := j.unit(j.pos); ok && utf16.DecodeRune(r, low) != utf8.RuneError {
		j.pos += 6
		return true
	}
	j.add(Hint, at, 6, "half of a surrogate pair stands alone; readers may refuse or replace it")
	return true
}

func hexDigit(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

func (j *jsonCheck) unit(at int) (rune, bool) {
	if at+6 > len(j.text) || j.text[at] != '\\' || j.text[at+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(j.text[at+2:at+6]), 16, 16)
	return rune(n), err == nil
}

// number takes a number, and hints at one that a double does not hold.
func (j *jsonCheck) number() {
	start := j.pos
	if j.text[j.pos] == '-' {
		j.pos++
	}
	first := j.pos
	if j.digits() == 0 {
		if w := j.word(); w > 0 && string(j.text[j.pos:j.pos+w]) == "Infinity" {
			j.fault(start, w+1, "Infinity is JavaScript; JSON has null")
			return
		}
		j.fault(start, j.pos-start, "a minus sign needs a digit after it")
		return
	}
	if j.text[first] == '0' && j.pos > first+1 {
		j.fault(first, 1, "a number has no leading zeros")
		return
	}
	integer := true
	if j.pos < len(j.text) && j.text[j.pos] == '.' {
		integer = false
		j.pos++
		if j.digits() == 0 {
			j.fault(j.pos-1, 1, "a number needs a digit after the point")
			return
		}
	}
	if j.pos < len(j.text) && j.text[j.pos]|0x20 == 'e' {
		integer = false
		j.pos++
		if j.pos < len(j.text) && (j.text[j.pos] == '+' || j.text[j.pos] == '-') {
			j.pos++
		}
		if j.digits() == 0 {
			j.fault(start, j.pos-start, "a number needs digits after the e")
			return
		}
	}
	j.end(start, integer)
}

func (j *jsonCheck) digits() int {
	start := j.pos
	for j.pos < len(j.text) && j.text[j.pos] >= '0' && j.text[j.pos] <= '9' {
		j.pos++
	}
	return j.pos - start
}

// end looks at what follows a number, and at how large it is.
func (j *jsonCheck) end(start int, integer bool) {
	if j.pos < len(j.text) {
		if c := j.text[j.pos]; c == '_' || c == '.' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			n := j.word()
			what := "a number cannot go on with " + quoted(j.text[j.pos:j.pos+n])
			if c|0x20 == 'x' {
				what = "JSON has no hexadecimal numbers"
			}
			j.fault(j.pos, n, what)
			return
		}
	}
	raw := j.text[start:j.pos]
	const digits = 15 // that a double always holds
	if integer && len(raw) <= digits || len(raw) <= digits && bytes.IndexByte(raw, 'e') < 0 && bytes.IndexByte(raw, 'E') < 0 {
		return
	}
	f, _ := strconv.ParseFloat(string(raw), 64)
	switch {
	case math.IsInf(f, 0):
		j.add(Hint, start, len(raw), "the number is larger than a double holds; many readers make infinity of it or refuse it")
	case integer && math.Abs(f) > 1<<53-1 && strconv.FormatFloat(f, 'f', 0, 64) != string(raw):
		j.add(Hint, start, len(raw), "the number is too long for a double; JavaScript and others read it as "+strconv.FormatFloat(f, 'f', 0, 64))
	}
}
