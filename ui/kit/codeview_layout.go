package kit

import "sort"

// textLayout finds where the characters of a line stand: in one row, or in rows of cols cells. What it
// knows of long lines it keeps, so that no question costs more than pieceSize bytes of work twice.
type textLayout struct {
	doc  Document
	cols int // cells in a row; 0 means that a line is one row
	long map[int][]place
}

// place is a place in a line: before the byte at off, after the cells before it. At the end of a full row
// col may be cols: the next character begins a new row.
type place struct {
	off      int64
	row, col int
}

const (
	// pieceSize is the distance of remembered places; longer lines count as long.
	pieceSize = 16 << 10
	// longLines bounds the lines whose places are remembered.
	longLines = 64
)

func (p place) before(row, col int) bool { return p.row < row || p.row == row && p.col <= col }

// reset forgets everything, for a new text or a new width.
func (t *textLayout) reset(doc Document, cols int) {
	t.doc, t.cols, t.long = doc, cols, map[int][]place{}
}

// piece returns the bytes of a line from off on: at least n of them unless the line is shorter.
func (t *textLayout) piece(start, end, off, n int64) []byte {
	return t.doc.Bytes(start+off, min(end, start+off+n))
}

// from returns a remembered place of a line: the last one for which ok holds, which must hold for all
// places up to some point and for none after.
func (t *textLayout) from(line int, start, end int64, ok func(place) bool) place {
	if end-start <= pieceSize {
		return place{}
	}
	marks := t.long[line]
	if marks == nil {
		if len(t.long) >= longLines {
			clear(t.long)
		}
		marks = []place{{}}
	}
	for last := marks[len(marks)-1]; ok(last) && end-start-last.off > pieceSize; last = marks[len(marks)-1] {
		marks = append(marks, t.walk(last, t.piece(start, end, last.off, pieceSize+4), last.off+pieceSize))
	}
	t.long[line] = marks
	return marks[sort.Search(len(marks), func(i int) bool { return !ok(marks[i]) })-1]
}

// run moves p over n cells of one byte each.
func (t *textLayout) run(p place, n int) place {
	p.off += int64(n)
	p.col += n
	if t.cols > 0 && p.col > t.cols {
		p.row += (p.col - 1) / t.cols
		p.col = (p.col-1)%t.cols + 1
	}
	return p
}

// begin returns where a character at p stands, which is the next row if it does not fit, and what it is.
func (t *textLayout) begin(p place, b []byte) (place, cell) {
	c := decodeCell(b, p.col)
	if t.cols > 0 && p.col > 0 && p.col+c.width > t.cols {
		if c.kind == cellTab && p.col < t.cols {
			c.width = t.cols - p.col
			return p, c
		}
		p.row, p.col = p.row+1, 0
		c = decodeCell(b, 0)
	}
	if t.cols > 0 {
		c.width = min(c.width, t.cols)
	}
	return p, c
}

// walk goes from p, where b begins, to the first place at or after an offset, or to the end of b.
func (t *textLayout) walk(p place, b []byte, off int64) place {
	for i := 0; i < len(b) && p.off < off; {
		if n := min(asciiRun(b[i:]), int(off-p.off)); n > 0 {
			p = t.run(p, n)
			i += n
			continue
		}
		q, c := t.begin(p, b[i:])
		p = place{q.off + int64(c.bytes), q.row, q.col + c.width}
		i += c.bytes
	}
	return p
}

// locate returns the place of a byte of a line, which is where its character stands.
func (t *textLayout) locate(line int, off int64) place {
	start, end := t.doc.Bounds(line)
	off = min(max(off, 0), end-start)
	p := t.from(line, start, end, func(p place) bool { return p.off <= off })
	p = t.walk(p, t.piece(start, end, p.off, off-p.off+4), off)
	if b := t.piece(start, end, p.off, 4); len(b) > 0 {
		p, _ = t.begin(p, b)
	}
	return p
}

// seek returns the place of the character that covers a cell, or the end of the row where it is shorter.
func (t *textLayout) seek(line, row, col int) place {
	start, end := t.doc.Bounds(line)
	p := t.from(line, start, end, func(p place) bool { return p.before(row, col) })
	for p.off < end-start {
		b := t.piece(start, end, p.off, pieceSize+4)
		final := p.off+int64(len(b)) >= end-start
		for i := 0; i < len(b) && (i < pieceSize || final); {
			if n := asciiRun(b[i:]); n > 0 {
				if ahead := t.ahead(p, row, col); ahead < n {
					p, _ = t.begin(t.run(p, max(0, ahead)), b[i+max(0, ahead):])
					return p
				}
				p = t.run(p, n)
				i += n
				continue
			}
			q, c := t.begin(p, b[i:])
			if q.row > row {
				return p // the row ends before the cell
			}
			if q.row == row && q.col+c.width > col {
				return q
			}
			p = place{q.off + int64(c.bytes), q.row, q.col + c.width}
			i += c.bytes
		}
		if len(b) == 0 {
			break
		}
	}
	return p
}

// ahead returns how many cells of one byte each there are from p to a cell.
func (t *textLayout) ahead(p place, row, col int) int {
	return (row-p.row)*t.cols + col - p.col
}

// rows returns the number of rows of a line. For a long line that was never seen to its end the work is
// that of reading it.
func (t *textLayout) rows(line int) int {
	if t.cols == 0 {
		return 1
	}
	start, end := t.doc.Bounds(line)
	p := t.from(line, start, end, func(place) bool { return true })
	return t.walk(p, t.piece(start, end, p.off, end-start-p.off), end-start).row + 1
}

// rowEnd returns the offset that the End key goes to: the line's end, or in a row that goes on in the next
// one the last character, since the place after it is shown in the next row.
func (t *textLayout) rowEnd(line, row int) int64 {
	start, end := t.doc.Bounds(line)
	if t.cols > 0 && t.seek(line, row+1, 0).row > row {
		return t.seek(line, row, t.cols-1).off
	}
	return end - start
}
