package jsonpath

import (
	"regexp"
	"strconv"
	"unicode/utf8"

	"postern/jsonscan"
)

func (l or) test(c *cursor) bool {
	for _, x := range l {
		if x.test(c) {
			return true
		}
	}
	return false
}

func (l and) test(c *cursor) bool {
	for _, x := range l {
		if !x.test(c) {
			return false
		}
	}
	return true
}

func (l not) test(c *cursor) bool { return !l.logic.test(c) }
func (l exists) test(c *cursor) bool {
	return c.once(l.query, func() value { return value{yes: c.count(l.query, 1) > 0} }).yes
}

func (l comparison) test(c *cursor) bool {
	a, b := l.left.value(c), l.right.value(c)
	switch l.op {
	case "==":
		return c.equal(a, b)
	case "!=":
		return !c.equal(a, b)
	case "<":
		return c.less(a, b)
	case ">":
		return c.less(b, a)
	case "<=":
		return c.less(a, b) || c.equal(a, b)
	}
	return c.less(b, a) || c.equal(a, b)
}

func (l literal) value(*cursor) value { return value(l) }
func (q query) value(c *cursor) value { return valueOf{q}.value(c) }

func (f valueOf) value(c *cursor) value { return c.once(f.query, func() value { return f.only(c) }) }

// only is the value of the one result, nothing where there are none or several.
func (f valueOf) only(c *cursor) value {
	at, n := int64(0), 0
	c.run(f.query, func(start int64) bool {
		at = start
		n++
		return n < 2
	})
	if n != 1 {
		return value{}
	}
	return c.read(at)
}

func (f countOf) value(c *cursor) value {
	return c.once(f.query, func() value { return numberOf(strconv.Itoa(c.count(f.query, -1))) })
}

func (f lengthOf) value(c *cursor) value {
	v := f.operand.value(c)
	switch v.kind {
	case text:
		return numberOf(strconv.Itoa(utf8.RuneCountInString(v.text)))
	case container:
		c.scanner.Go(v.at)
		kids := c.scanner.Children()
		n := 0
		for kids.Next() {
			n++
		}
		c.fail(kids.Err())
		return numberOf(strconv.Itoa(n))
	}
	return value{}
}

func newMatch(t, pattern operand, whole bool) matchFunc {
	m := matchFunc{text: t, pattern: pattern, whole: whole}
	if l, ok := pattern.(literal); ok && l.kind == text {
		m.compiled = compile(l.text, whole)
	}
	return m
}

func (f matchFunc) test(c *cursor) bool {
	t := f.text.value(c)
	if t.kind != text {
		return false
	}
	re := f.compiled
	if _, fixed := f.pattern.(literal); !fixed {
		p := f.pattern.value(c)
		if p.kind != text {
			return false
		}
		re = c.pattern(p.text, f.whole)
	}
	return re != nil && re.MatchString(t.text)
}

// pattern compiles a pattern that is written in the text, and remembers the last.
func (c *cursor) pattern(p string, whole bool) *regexp.Regexp {
	if c.lastRE == nil || c.lastPattern != p || c.lastWhole != whole {
		c.lastPattern, c.lastWhole, c.lastRE = p, whole, compile(p, whole)
	}
	return c.lastRE
}

// compile reads a pattern of RFC 9485, whose dot matches all but line ends. It returns nil for what is no
// pattern: such a one matches nothing.
func compile(p string, whole bool) *regexp.Regexp {
	var out []byte
	class := false
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c == '\\' && i+1 < len(p):
			out = append(out, c, p[i+1])
			i++
			continue
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '.' && !class:
			out = append(out, `[^\n\r]`...)
			continue
		}
		out = append(out, p[i])
	}
	s := string(out)
	if whole {
		s = `\A(?:` + s + `)\z`
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil
	}
	return re
}

// read reads the value at a place for a comparison.
func (c *cursor) read(at int64) value {
	s := c.scanner
	s.Go(at)
	k := s.Value()
	at = s.Offset()
	switch k {
	case jsonscan.Object, jsonscan.Array:
		return value{kind: container, at: at, json: k}
	case jsonscan.True, jsonscan.False:
		return value{kind: boolean, yes: k == jsonscan.True}
	case jsonscan.Null:
		return value{kind: null}
	case jsonscan.None:
		return value{}
	}
	end, err := s.Skip()
	c.fail(err)
	raw, err := s.Bytes(at, end, maxCompared)
	c.fail(err)
	if k == jsonscan.Number {
		return numberOf(string(raw))
	}
	return value{kind: text, text: jsonscan.Unquote(raw)}
}
