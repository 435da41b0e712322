package highlight

import (
	"bytes"
	"strings"
)

// document takes the values of the text one after the other.
func (f *formatter) document() *SyntaxError {
	f.mark()
	var end int64 // of the value before
	scalar := false
	for first := true; ; first = false {
		c := f.peek()
		if !f.ok() {
			return nil
		}
		at := f.base + int64(f.pos)
		if !first && scalar && at == end {
			return f.unexpected("space or the end of the text")
		}
		if !first {
			f.put('\n')
		}
		if err := f.value(); err != nil {
			return err
		}
		scalar = c != '{' && c != '['
		for len(f.stack) > 0 {
			if err := f.inside(); err != nil {
				return err
			}
		}
		end = f.base + int64(f.pos)
	}
}

// mark drops a byte order mark.
func (f *formatter) mark() {
	bom := []byte("\ufeff")
	if f.ok() && f.in[0] == bom[0] {
		for len(f.in) < len(bom) && f.readErr == nil {
			n, err := f.src.Read(f.in[len(f.in):cap(f.in)])
			f.in, f.readErr = f.in[:len(f.in)+n], err
		}
		if bytes.HasPrefix(f.in, bom) {
			f.pos, f.lineAt = len(bom), int64(len(bom))
		}
	}
}

// inside takes what follows a value in the innermost object or array.
func (f *formatter) inside() *SyntaxError {
	closer := f.stack[len(f.stack)-1]
	switch f.peek() {
	case closer:
		f.pos++
		f.stack = f.stack[:len(f.stack)-1]
		f.newline()
		f.put(closer)
		return nil
	case ',':
		f.pos++
		f.put(',')
		f.newline()
		return f.member(closer)
	}
	return f.unexpected(`"," or "` + string(closer) + `"`)
}

// member takes a name and value, or an element.
func (f *formatter) member(closer byte) *SyntaxError {
	if closer == '}' {
		if f.peek() != '"' {
			return f.unexpected("a member name in double quotes")
		}
		if err := f.str(); err != nil {
			return err
		}
		if f.peek() != ':' {
			return f.unexpected(`":"`)
		}
		f.pos++
		f.put(':')
		if !f.style.Minify {
			f.put(' ')
		}
	}
	return f.value()
}

// value takes a scalar, or opens an object or array and takes its first member.
func (f *formatter) value() *SyntaxError {
	switch c := f.peek(); c {
	case '{', '[':
		return f.open(c)
	case '"':
		return f.str()
	case 't':
		return f.word("true")
	case 'f':
		return f.word("false")
	case 'n':
		return f.word("null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return f.number()
	}
	return f.unexpected("a value")
}

func (f *formatter) open(c byte) *SyntaxError {
	closer := c + 2 // '{' and '}', '[' and ']' are two apart
	if len(f.stack) >= maxDepth {
		return f.fail("the text is nested deeper than 10,000 levels")
	}
	f.pos++
	f.put(c)
	if c == '{' && f.ok() && f.in[f.pos] == '{' {
		return f.variable()
	}
	if f.peek() == closer {
		f.pos++
		f.put(closer)
		return nil
	}
	f.stack = append(f.stack, closer)
	f.newline()
	return f.member(closer)
}

// variable takes the rest of a {{name}}, whose first brace is taken.
func (f *formatter) variable() *SyntaxError {
	const limit = 1024
	braces := 0
	for n := 0; n < limit && f.ok() && f.in[f.pos] != '\n'; n++ {
		c := f.in[f.pos]
		if n == 0 || c != '}' {
			braces = 0
		} else {
			braces++
		}
		f.put(c)
		f.pos++
		if braces == 2 {
			return nil
		}
	}
	return f.unexpected(`"}}"`)
}

func (f *formatter) word(w string) *SyntaxError {
	for i := range len(w) {
		if !f.ok() || f.in[f.pos] != w[i] {
			return f.unexpected(`"` + w + `"`)
		}
		f.put(w[i])
		f.pos++
	}
	return nil
}

// stops are the bytes that end a run of plain characters in a string.
var stops = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

// str takes a string, its opening quote at hand.
func (f *formatter) str() *SyntaxError {
	f.pos++
	f.put('"')
	for f.ok() {
		i := f.pos
		for i < len(f.in) && !stops[f.in[i]] {
			i++
		}
		f.write(f.in[f.pos:i])
		f.pos = i
		if i == len(f.in) {
			continue
		}
		switch f.in[i] {
		case '"':
			f.pos++
			f.put('"')
			return nil
		case '\\':
			if err := f.escape(); err != nil {
				return err
			}
		default:
			return f.fail("a string holds a raw control character; write it as an escape")
		}
	}
	return f.unexpected("the end of the string")
}

func (f *formatter) escape() *SyntaxError {
	f.pos++
	f.put('\\')
	if !f.ok() || strings.IndexByte(`"\/bfnrtu`, f.in[f.pos]) < 0 {
		return f.unexpected("an escape")
	}
	c := f.in[f.pos]
	f.put(c)
	f.pos++
	for range 4 {
		if c != 'u' {
			break
		}
		if !f.ok() || !hex(f.in[f.pos]) {
			return f.unexpected("a hexadecimal digit")
		}
		f.put(f.in[f.pos])
		f.pos++
	}
	return nil
}

func hex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// digits takes a run of digits and tells whether there was one.
func (f *formatter) digits() bool {
	found := false
	for f.ok() {
		i := f.pos
		for i < len(f.in) && f.in[i] >= '0' && f.in[i] <= '9' {
			i++
		}
		if i == f.pos {
			break
		}
		f.write(f.in[f.pos:i])
		found = true
		if f.pos = i; i < len(f.in) {
			break
		}
	}
	return found
}

// take takes the byte at hand if it is one of set.
func (f *formatter) take(set string) bool {
	if !f.ok() || strings.IndexByte(set, f.in[f.pos]) < 0 {
		return false
	}
	f.put(f.in[f.pos])
	f.pos++
	return true
}

func (f *formatter) number() *SyntaxError {
	f.take("-")
	if !f.take("0") && !f.digits() {
		return f.unexpected("a digit")
	}
	if f.take(".") && !f.digits() {
		return f.unexpected("a digit")
	}
	if f.take("eE") {
		f.take("+-")
		if !f.digits() {
			return f.unexpected("a digit")
		}
	}
	return nil
}
