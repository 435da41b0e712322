package text

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// Type puts typed text in place of the selection. An opening bracket or quote closes itself or goes around the
// selection; a closing one is typed over where it closed itself. Runs of typing are undone together until a pause of a
// second, which is what now is for.
func (e *Editor) Type(text string, now time.Time) {
	if !e.Plain && len(text) == 1 && e.typePair(text[0], now) {
		return
	}
	from, to := e.caret.From(), e.caret.To()
	if len(text) == 1 && from == to && e.outdentCloser(text[0], now) {
		return
	}
	e.apply(from, to, []byte(text), At(from+int64(len(text))), actType, now)
}

// Backspace removes the selection or the grapheme cluster before the caret; in the indentation of a line, a level; and
// of a pair that closed itself both.
func (e *Editor) Backspace(now time.Time) {
	if !e.caret.Empty() {
		e.remove(e.caret.From(), e.caret.To(), actOther, now)
		return
	}
	off := e.caret.Off
	if n := len(e.typed); n > 0 && e.typed[n-1] == off && e.openerBefore(off) {
		e.remove(off-1, off+1, actOther, now)
		return
	}
	e.remove(e.backspaceTo(off), off, actBackspace, now)
}

// backspaceTo takes spaces of a level at once.
func (e *Editor) backspaceTo(off int64) int64 {
	level := e.Language.indent()
	start := e.buf.LineStart(e.buf.LineOf(off))
	lead := Bytes(e.buf, start, min(off, start+4096))
	if int64(len(lead)) != off-start || level[0] != ' ' || len(lead) == 0 || strings.Trim(string(lead), " ") != "" {
		return Before(e.buf, off)
	}
	return off - int64((len(lead)-1)%len(level)+1)
}

// Delete removes the selection or the grapheme cluster after the caret.
func (e *Editor) Delete(now time.Time) {
	if !e.caret.Empty() {
		e.remove(e.caret.From(), e.caret.To(), actOther, now)
		return
	}
	e.remove(e.caret.Off, After(e.buf, e.caret.Off), actDelete, now)
}

// BackspaceWord removes the selection or what is before the caret up to the beginning of a word.
func (e *Editor) BackspaceWord(now time.Time) {
	if !e.caret.Empty() {
		e.Backspace(now)
		return
	}
	e.remove(wordLeft(e.buf, e.caret.Off), e.caret.Off, actBackspace, now)
}

// DeleteWord removes the selection or what is after the caret up to the end of a word.
func (e *Editor) DeleteWord(now time.Time) {
	if !e.caret.Empty() {
		e.Delete(now)
		return
	}
	e.remove(e.caret.Off, wordRight(e.buf, e.caret.Off), actDelete, now)
}

// Cut removes the selection, or the line of the caret where nothing is selected, and returns it.
func (e *Editor) Cut() []byte {
	from, to := e.caret.From(), e.caret.To()
	if from == to {
		line := LineAt(e.buf, from)
		from, to = line.Anchor, line.Off
	}
	cut := bytes.Clone(Bytes(e.buf, from, to))
	e.remove(from, to, actOther, time.Time{})
	return cut
}

func (e *Editor) remove(from, to int64, act action, now time.Time) {
	e.apply(from, to, nil, At(from), act, now)
}

// NewLine breaks the line at the caret and indents the new one like it; one level more behind an opening bracket. Between
// a pair of brackets the closing one gets a line of its own.
func (e *Editor) NewLine() {
	from, to := e.caret.From(), e.caret.To()
	start := e.buf.LineStart(e.buf.LineOf(from))
	head := Bytes(e.buf, start, min(from, start+foldReach))
	lead := head[:len(head)-len(bytes.TrimLeft(head, " \t"))]
	text := e.lineBreak() + string(lead)
	caret := from + int64(len(text))
	if closer, ok := e.opened(from); ok {
		text += e.Language.indent()
		caret = from + int64(len(text))
		if next := Bytes(e.buf, to, to+1); len(next) == 1 && next[0] == closer {
			text += e.lineBreak() + string(lead)
		}
	}
	e.apply(from, to, []byte(text), At(caret), actOther, time.Time{})
}

// opened tells whether an opening bracket stands before an offset, spaces between them, and which one closes it.
func (e *Editor) opened(off int64) (closer byte, ok bool) {
	before := bytes.TrimRight(Bytes(e.buf, max(0, off-256), off), " \t")
	if len(before) == 0 {
		return 0, false
	}
	return e.Language.partner(before[len(before)-1])
}

// lineBreak is the line break the text uses: that of the caret's line, or of the one before.
func (e *Editor) lineBreak() string {
	line := e.buf.LineOf(e.caret.From())
	end := e.buf.LineStart(line + 1)
	if lines, _ := e.buf.Lines(); line+1 == lines {
		end = e.buf.LineStart(line)
	}
	if bytes.Equal(Bytes(e.buf, max(0, end-2), end), []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// outdentCloser types a closing bracket at the beginning of a line one level further left.
func (e *Editor) outdentCloser(c byte, now time.Time) bool {
	if other, opens := e.Language.partner(c); other == 0 || opens {
		return false
	}
	off := e.caret.Off
	start := e.buf.LineStart(e.buf.LineOf(off))
	lead := string(Bytes(e.buf, start, min(off, start+4096)))
	shorter, ok := strings.CutSuffix(lead, e.Language.indent())
	if !ok || int64(len(lead)) != off-start || strings.Trim(lead, " \t") != "" || !e.deeper(start, len(lead)) {
		return false
	}
	from := start + int64(len(shorter))
	e.apply(from, off, []byte{c}, At(from+1), actOther, now)
	return true
}

// deeper tells whether the line before is indented as much or opens a bracket, so that a closing one belongs further
// left.
func (e *Editor) deeper(start int64, lead int) bool {
	if start == 0 {
		return false
	}
	from, end := LineBounds(e.buf, e.buf.LineOf(start-1))
	before := Bytes(e.buf, from, min(end, from+4096))
	own := len(before) - len(bytes.TrimLeft(before, " \t"))
	_, opened := e.opened(end)
	return own >= lead || opened && own+len(e.Language.indent()) >= lead
}

func runeBefore(doc Document, off int64) rune {
	r, n := utf8.DecodeLastRune(Bytes(doc, max(0, off-utf8.UTFMax), off))
	if n == 0 {
		return 0
	}
	return r
}
