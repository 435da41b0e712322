package kit

import (
	"bytes"
	"sort"
)

// A lineIndex remembers where every so manieth line begins. Between two marks it looks for line breaks
// again, which is cheap: there are at most indexLines of them, and all lines but the last of a group end
// within indexBytes.
type lineIndex struct {
	marks   []lineMark
	lines   int
	size    int64
	longest int64    // bytes of the longest line, its line break included
	last    int64    // while building: where the current line begins
	hint    lineMark // the line after the one asked last: documents are read in order
}

type lineMark struct {
	line int
	off  int64
}

const (
	indexLines = 64
	indexBytes = 16 << 10
)

// indexed is what the index needs of the text.
type indexed interface {
	newline(from, to int64) int64 // the offset of the first "\n", or -1
	byteAt(off int64) byte
}

func (x *lineIndex) start() { *x = lineIndex{marks: []lineMark{{}}} }

// add takes the next bytes of the text.
func (x *lineIndex) add(b []byte) {
	base := x.size
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		off := base + int64(at)
		x.longest = max(x.longest, off-x.last)
		x.last = off
		x.lines++
		if m := x.marks[len(x.marks)-1]; x.lines-m.line >= indexLines || off-m.off >= indexBytes {
			x.marks = append(x.marks, lineMark{x.lines, off})
		}
	}
	x.size += int64(len(b))
}

// finish counts the line after the last line break.
func (x *lineIndex) finish() {
	x.longest = max(x.longest, x.size-x.last)
	x.lines++
}

// group returns the mark at or before place k of the marks, and where the next group begins.
func (x *lineIndex) group(k int) (from, to lineMark, last bool) {
	if k+1 < len(x.marks) {
		return x.marks[k], x.marks[k+1], false
	}
	return x.marks[k], lineMark{x.lines, x.size}, true
}

func (x *lineIndex) bounds(i int, text indexed) (start, end int64) {
	i = min(max(i, 0), x.lines-1)
	k := sort.Search(len(x.marks), func(n int) bool { return x.marks[n].line > i }) - 1
	from, to, last := x.group(k)
	if x.hint.line > from.line && x.hint.line <= i {
		from = x.hint
	}
	for from.line < i {
		from = lineMark{from.line + 1, lineEnd(text, from.off, to.off) + 1}
	}
	start = min(from.off, to.off)
	switch {
	case i+1 == to.line && last:
		return start, x.size
	case i+1 == to.line:
		end = max(start, to.off-1)
	default:
		end = lineEnd(text, start, to.off)
	}
	x.hint = lineMark{i + 1, end + 1}
	if end > start && text.byteAt(end-1) == '\r' {
		end--
	}
	return start, end
}

// lineEnd finds a line break that was there when the text was indexed. A file may have changed since:
// then the text is wrong, but the offsets stay in range and in order.
func lineEnd(text indexed, from, to int64) int64 {
	if i := text.newline(from, to); i >= 0 {
		return i
	}
	return max(from, to-1)
}

func (x *lineIndex) lineAt(off int64, text indexed) int {
	off = min(max(off, 0), x.size)
	k := sort.Search(len(x.marks), func(n int) bool { return x.marks[n].off > off }) - 1
	from, to, _ := x.group(k)
	for from.line+1 < to.line {
		nl := text.newline(from.off, off)
		if nl < 0 {
			break
		}
		from = lineMark{from.line + 1, nl + 1}
	}
	return from.line
}
