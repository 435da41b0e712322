package text

// Layout cuts lines into visual rows and moves among them. Rows are known by where they begin, so a place stays what it
// is however much of the text has been looked at, and the middle of a line of 100 MB costs no more than its beginning:
// a long line is cut into segments of about 16 KiB first and each of them into rows.
//
// The fields may be changed at any time. Rows that were returned before are no longer valid then; take [Layout.Row] of
// their Start.
type Layout struct {
	Doc   Document
	Cells Cells
	// Width is the most columns of a row; less than 2 means maxWidth. A wider cell gets a row of its own.
	Width int
	// Words wraps between words where there are any; otherwise rows are full.
	Words bool
	// Folds, unless nil, are lines that are skipped.
	Folds *Folds

	cache map[int64][]int64 // the rows of long segments, by where the segment begins
	of    layoutKey
}

type layoutKey struct {
	doc     Document
	version uint64
	cells   Cells
	width   int
	words   bool
}

const (
	// maxWidth is the columns of a row when nothing else is asked for: more than any screen shows.
	maxWidth    = 4096
	segmentSize = 16 << 10
	cacheFrom   = 512 // bytes of a segment from which its rows are kept
	cacheSize   = 256
)

// Row is a part of a line that is shown in one row.
type Row struct {
	Line       int
	Start, End int64 // End is after the last byte, line break not included
	// First and Last tell whether the line begins and ends with this row.
	First, Last bool
	lineStart   int64
	lineEnd     int64
}

func (l *Layout) width() int {
	if l.Width < 2 {
		return maxWidth
	}
	return l.Width
}

// Row returns the row that an offset is in. Where two rows of a line meet, that is the second.
func (l *Layout) Row(off int64) Row {
	off, _ = clip(l.Doc, off, l.Doc.Len())
	r := l.line(l.Doc.LineOf(off))
	return l.find(r, min(max(off, r.lineStart), r.lineEnd))
}

// FirstRow is the first row of a line.
func (l *Layout) FirstRow(line int) Row {
	r := l.line(line)
	return l.find(r, r.lineStart)
}

// LastRow is the last row of a line.
func (l *Layout) LastRow(line int) Row {
	r := l.line(line)
	return l.find(r, r.lineEnd)
}

func (l *Layout) line(line int) Row {
	count, _ := l.Doc.Lines()
	line = min(max(line, 0), count-1)
	start, end := LineBounds(l.Doc, line)
	return Row{Line: line, lineStart: start, lineEnd: end}
}

// find completes a row of a line by an offset within it.
func (l *Layout) find(r Row, off int64) Row {
	k := l.segmentOf(r, off)
	begin, end := l.segment(r, k), l.segment(r, k+1)
	starts := l.rows(begin, end)
	i := len(starts) - 1
	for i > 0 && starts[i] > off {
		i--
	}
	r.Start, r.End = starts[i], end
	if i+1 < len(starts) {
		r.End = starts[i+1]
	}
	r.First, r.Last = r.Start == r.lineStart, r.End == r.lineEnd
	return r
}

// segmentLen is the length of a segment in bytes: a whole number of rows where every byte is a column.
func (l *Layout) segmentLen() int64 {
	w := l.width()
	return int64(w * max(1, segmentSize/w))
}

func (l *Layout) segmentOf(r Row, off int64) int64 {
	k := (off - r.lineStart) / l.segmentLen()
	for k > 0 && l.segment(r, k) > off {
		k--
	}
	for l.segment(r, k+1) <= off && l.segment(r, k+1) < r.lineEnd {
		k++
	}
	if k > 0 && l.segment(r, k) == r.lineEnd {
		k--
	}
	return k
}

// segment is where the k-th segment of a line begins.
func (l *Layout) segment(r Row, k int64) int64 {
	at := r.lineStart + k*l.segmentLen()
	switch {
	case k == 0:
		return r.lineStart
	case at >= r.lineEnd:
		return r.lineEnd
	}
	return Snap(l.Doc, at)
}

// rows returns where the rows of a segment begin: at least one.
func (l *Layout) rows(begin, end int64) []int64 {
	key := layoutKey{l.Doc, l.Doc.Version(), l.Cells, l.width(), l.Words}
	if l.of != key || len(l.cache) >= cacheSize {
		l.cache, l.of = map[int64][]int64{}, key
	}
	if starts := l.cache[begin]; starts != nil {
		return starts
	}
	starts := l.wrap(begin, Bytes(l.Doc, begin, end))
	if end-begin >= cacheFrom {
		l.cache[begin] = starts
	}
	return starts
}

func (l *Layout) wrap(begin int64, b []byte) []int64 {
	starts := []int64{begin}
	for at := 0; ; {
		n, _ := l.Cells.Walk(b[at:], 0, len(b)-at, l.width())
		if at+n >= len(b) {
			return starts
		}
		if n == 0 {
			n = l.Cells.First(b[at:], 0).Len
		} else if l.Words {
			n = wordEnd(b[at:], n)
		}
		if at += n; at >= len(b) {
			return starts
		}
		starts = append(starts, begin+int64(at))
	}
}

// wordEnd is where a row that has room for n bytes of b ends: after its last space, or else after a mark of punctuation,
// or else at n. A word that just fits but whose space does not goes on in the next row, which would begin with the space.
func wordEnd(b []byte, n int) int {
	soft := n
	for i := n; i > 0; i-- {
		switch b[i-1] {
		case ' ', '\t':
			return i
		case ',', ';', '&', '/', '?', '-', '}', ']', ')', '>':
			if soft == n && i > n/2 && b[i] < 0x80 {
				soft = i
			}
		}
	}
	return soft
}
