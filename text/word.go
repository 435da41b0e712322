package text

import (
	"unicode"
	"unicode/utf8"
)

// wordKind parts text into what double clicks and moves by word take together.
type wordKind uint8

const (
	kindSpace wordKind = iota
	kindWord
	kindMark
	kindBreak
)

func kindOf(b []byte) wordKind {
	r, _ := utf8.DecodeRune(b)
	switch {
	case r == '\n' || r == '\r' && len(b) > 1 && b[1] == '\n':
		return kindBreak
	case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return kindWord
	case unicode.IsSpace(r):
		return kindSpace
	}
	return kindMark
}

// kindAt is the kind of the cluster that begins at an offset, which is not the end.
func kindAt(doc Document, off int64) wordKind { return kindOf(Bytes(doc, off, off+utf8.UTFMax)) }

// forward passes clusters of a kind.
func forward(doc Document, off int64, kind wordKind) int64 {
	for off < doc.Len() && kindAt(doc, off) == kind {
		off = After(doc, off)
	}
	return off
}

// backward passes clusters of a kind the other way.
func backward(doc Document, off int64, kind wordKind) int64 {
	for off > 0 {
		before := Before(doc, off)
		if kindAt(doc, before) != kind {
			break
		}
		off = before
	}
	return off
}

// wordRight is the end of the word at or after an offset. A line break is a stop of its own.
func wordRight(doc Document, off int64) int64 {
	if off < doc.Len() && kindAt(doc, off) == kindBreak {
		return After(doc, off)
	}
	off = forward(doc, off, kindSpace)
	if off >= doc.Len() || kindAt(doc, off) == kindBreak {
		return off
	}
	return forward(doc, off, kindAt(doc, off))
}

// wordLeft is the beginning of the word before an offset.
func wordLeft(doc Document, off int64) int64 {
	if off > 0 && kindAt(doc, Before(doc, off)) == kindBreak {
		return Before(doc, off)
	}
	off = backward(doc, off, kindSpace)
	if off == 0 || kindAt(doc, Before(doc, off)) == kindBreak {
		return off
	}
	return backward(doc, off, kindAt(doc, Before(doc, off)))
}

// WordAt is what a double click at an offset selects: the word, space or run of marks there; at the end of a line the
// one before.
func WordAt(doc Document, off int64) Caret {
	off = Snap(doc, off)
	if off >= doc.Len() || kindAt(doc, off) == kindBreak {
		before := Before(doc, off)
		if off == 0 || kindAt(doc, before) == kindBreak {
			return At(off)
		}
		off = before
	}
	kind := kindAt(doc, off)
	return Caret{Anchor: backward(doc, off, kind), Off: forward(doc, off, kind)}
}

// LineAt is what a triple click selects: the line with its line break.
func LineAt(doc Document, off int64) Caret {
	line := doc.LineOf(off)
	return Caret{Anchor: doc.LineStart(line), Off: doc.LineStart(line + 1)}
}

// Spanned is the selection of a drag that began as one by words or lines: it holds both.
func Spanned(first, now Caret) Caret {
	if now.Off < first.To() && now.From() < first.From() {
		return Caret{Anchor: first.To(), Off: now.From()}
	}
	return Caret{Anchor: first.From(), Off: max(first.To(), now.To())}
}
