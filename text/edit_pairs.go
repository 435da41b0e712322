package text

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// typePair handles a bracket or quote that closes itself; false leaves it to plain typing.
func (e *Editor) typePair(c byte, now time.Time) bool {
	if e.typeOver(c, now) {
		return true
	}
	closer, opens := e.Language.partner(c)
	if !opens {
		closer = c
		if strings.IndexByte(e.Language.Quotes, c) < 0 {
			return false
		}
	}
	from, to := e.caret.From(), e.caret.To()
	if from != to {
		e.surround(string(c), string(closer))
		return true
	}
	if !e.mayClose(from, closer == c) {
		return false
	}
	e.apply(from, to, []byte{c, closer}, At(from+1), actOther, now)
	e.typed = append(e.typed, from+1)
	return true
}

// typeOver moves the caret over a bracket that closed itself.
func (e *Editor) typeOver(c byte, now time.Time) bool {
	off := e.caret.Off
	n := len(e.typed)
	if !e.caret.Empty() || n == 0 || e.typed[n-1] != off {
		return false
	}
	if b := Bytes(e.buf, off, off+1); len(b) == 0 || b[0] != c {
		return false
	}
	e.typed = e.typed[:n-1]
	e.caret, e.history.closed = At(off+1), true
	return true
}

// mayClose tells whether a pair is wanted before what stands at an offset: nothing, space or a closing mark. A quote
// after a letter or another quote is an apostrophe or the end of a string.
func (e *Editor) mayClose(off int64, quote bool) bool {
	next := Bytes(e.buf, off, off+1)
	if len(next) == 1 && !strings.ContainsRune(" \t\r\n,;:.)]}>", rune(next[0])) {
		return false
	}
	before := runeBefore(e.buf, off)
	return !quote || !(unicode.IsLetter(before) || unicode.IsDigit(before) || before == '\\' || before > 0 && strings.ContainsRune(e.Language.Quotes, before))
}

// surround puts brackets around the selection, which stays.
func (e *Editor) surround(before, after string) {
	from, to := e.caret.From(), e.caret.To()
	c := e.caret
	c.Anchor += int64(len(before))
	c.Off += int64(len(before))
	text := slices.Concat([]byte(before), Bytes(e.buf, from, to), []byte(after))
	e.apply(from, to, text, c, actOther, time.Time{})
}

// openerBefore tells whether the pair around an offset is one that closed itself.
func (e *Editor) openerBefore(off int64) bool {
	b := Bytes(e.buf, off-1, off+1)
	if off < 1 || len(b) < 2 {
		return false
	}
	closer, opens := e.Language.partner(b[0])
	return opens && closer == b[1] || b[0] == b[1] && strings.IndexByte(e.Language.Quotes, b[0]) >= 0
}

// moveTyped moves the places of closing brackets along with a change.
func (e *Editor) moveTyped(c Change) {
	e.typed = slices.DeleteFunc(e.typed, func(off int64) bool { return off >= c.Offset && off < c.Offset+c.Removed })
	for i, off := range e.typed {
		e.typed[i] = c.Move(off)
	}
}
