package text

import (
	"bytes"
	"slices"
	"strings"
	"time"
)

// Tab indents the lines of a selection that spans more than one; else it puts space up to the next level at the caret.
func (e *Editor) Tab(now time.Time) {
	level := e.Language.indent()
	if first, last := e.lines(); first != last {
		e.Indent()
		return
	}
	from := e.caret.From()
	if level[0] == ' ' {
		start := e.buf.LineStart(e.buf.LineOf(from))
		col := Cells{}.Col(Bytes(e.buf, max(start, from-foldReach), from), 0, maxInt)
		level = level[col%len(level):]
	}
	e.apply(from, e.caret.To(), []byte(level), At(from+int64(len(level))), actOther, now)
}

// Indent moves the lines of the selection one level to the right. Empty lines stay empty.
func (e *Editor) Indent() {
	first, last := e.lines()
	e.eachLine(first, last, func(line []byte) lineEdit {
		if len(line) == 0 {
			return lineEdit{}
		}
		return lineEdit{insert: e.Language.indent()}
	})
}

// Outdent moves the lines of the selection one level to the left, as far as they are indented.
func (e *Editor) Outdent() {
	first, last := e.lines()
	level := len(e.Language.indent())
	e.eachLine(first, last, func(line []byte) lineEdit {
		if bytes.HasPrefix(line, []byte{'\t'}) {
			return lineEdit{remove: 1}
		}
		n := len(line) - len(bytes.TrimLeft(line, " "))
		return lineEdit{remove: min(n, level)}
	})
}

// ToggleComment makes the lines of the selection comments, or text again if all of them are comments. A language
// without line comments gets a block comment around the selection or the line.
func (e *Editor) ToggleComment() {
	mark := e.Language.LineComment
	if mark == "" {
		e.toggleBlock()
		return
	}
	first, last := e.lines()
	column, comments := e.commented(first, last, mark)
	e.eachLine(first, last, func(line []byte) lineEdit {
		at := len(line) - len(bytes.TrimLeft(line, " \t"))
		switch {
		case at == len(line):
			return lineEdit{}
		case comments:
			n := len(mark)
			if bytes.HasPrefix(line[at+n:], []byte{' '}) {
				n++
			}
			return lineEdit{at: at, remove: n}
		}
		return lineEdit{at: column, insert: mark + " "}
	})
}

// commented is the least indentation of lines in bytes, and whether all that are not blank are comments.
func (e *Editor) commented(first, last int, mark string) (column int, all bool) {
	column, all = maxInt, true
	for line := range bytes.Lines(Bytes(e.buf, e.buf.LineStart(first), e.buf.LineStart(last+1))) {
		text := bytes.TrimLeft(line, " \t")
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		column = min(column, len(line)-len(text))
		all = all && bytes.HasPrefix(text, []byte(mark))
	}
	return column, all && column < maxInt
}

func (e *Editor) toggleBlock() {
	open, end := e.Language.BlockStart, e.Language.BlockEnd
	if open == "" {
		return
	}
	c := e.caret
	from, to := c.From(), c.To()
	if from == to {
		from, to = LineBounds(e.buf, e.buf.LineOf(from))
		b := Bytes(e.buf, from, to)
		from += int64(len(b) - len(bytes.TrimLeft(b, " \t")))
	}
	text := string(Bytes(e.buf, from, to))
	inner, begins := strings.CutPrefix(text, open)
	inner, ends := strings.CutSuffix(inner, end)
	if begins && ends {
		bare := strings.TrimSuffix(strings.TrimPrefix(inner, " "), " ")
		e.apply(from, to, []byte(bare), Caret{Anchor: from, Off: from + int64(len(bare))}, actOther, time.Time{})
		return
	}
	put := slices.Concat([]byte(open), []byte(" "), []byte(text), []byte(" "), []byte(end))
	e.apply(from, to, put, Caret{Anchor: from, Off: from + int64(len(put))}, actOther, time.Time{})
}
