package text

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// Cells says how text is shown in cells of a fixed-width font. One grapheme cluster is one [Cell] of one or two
// columns; combining marks take none of their own. Characters that cannot be seen but change how text is read are
// spelled out: <U+202E>, <U+FEFF>; bytes that are no UTF-8 as \xNN; control characters by the pictures of Unicode (␀).
// Text from right to left is shown in the order it is stored in, from left to right, so that an offset and a column
// always agree and nothing can hide by being reordered.
type Cells struct {
	// Tab is the distance of tab stops in columns; 0 means 4.
	Tab int
	// Breaks shows line breaks as a cell (a [Break]); otherwise they have no width.
	Breaks bool
}

// Kind is what a cell stands for.
type Kind uint8

// The kinds of cells.
const (
	Text    Kind = iota // the cluster itself
	Tab                 // space up to the next tab stop
	Control             // a control character, shown by its picture
	Escape              // an invisible character, spelled out
	Invalid             // a byte that is no UTF-8, spelled out
	Break               // "\n" or "\r\n"
)

// Cell is a grapheme cluster as it is shown.
type Cell struct {
	Off   int // of its first byte in the bytes given
	Len   int // in bytes
	Col   int // of its first column
	Width int // in columns
	Kind  Kind
}

// First returns the first cell of b, which is not empty, standing at a column. b should hold 256 bytes where the line
// does, so that a cluster is seen whole.
func (c Cells) First(b []byte, col int) Cell {
	n := clusterLen(b)
	cell := Cell{Len: n, Col: col, Width: 1}
	switch r, size := utf8.DecodeRune(b[:n]); {
	case r == '\t':
		cell.Kind, cell.Width = Tab, c.tab()-col%c.tab()
	case b[n-1] == '\n':
		cell.Kind, cell.Width = Break, 0
		if c.Breaks {
			cell.Width = n
		}
	case r < ' ' || r == 0x7f:
		cell.Kind = Control
	case r == utf8.RuneError && size <= 1:
		cell.Kind, cell.Width = Invalid, len(`\xNN`)
	case hidden(r):
		cell.Kind, cell.Width = Escape, len(escape(r))
	default:
		cell.Width = clusterWidth(b[:n])
	}
	return cell
}

func (c Cells) tab() int {
	if c.Tab <= 0 {
		return 4
	}
	return c.Tab
}

func escape(r rune) string { return fmt.Sprintf("<U+%04X>", r) }

// Label is what a cell is painted as; b is what it was made from. A tab has none.
func (cell Cell) Label(b []byte) string {
	b = b[cell.Off : cell.Off+cell.Len]
	switch cell.Kind {
	case Tab:
		return ""
	case Break:
		return string([]rune("␍␊")[2-max(cell.Width, 0):])
	case Control:
		if b[0] == 0x7f {
			return "␡"
		}
		return string(rune(0x2400 + int(b[0])))
	case Invalid:
		return fmt.Sprintf(`\x%02X`, b[0])
	case Escape:
		r, _ := utf8.DecodeRune(b)
		return escape(r)
	}
	return string(b)
}

// Append adds the cells of b, which begins at a column, to dst.
func (c Cells) Append(dst []Cell, b []byte, col int) []Cell {
	for off := 0; off < len(b); {
		cell := c.First(b[off:], col)
		cell.Off = off
		off += cell.Len
		col += cell.Width
		dst = append(dst, cell)
	}
	return dst
}

// Walk goes over b from a column until the next cell would end behind the byte maxOff or the column maxCol, and returns
// the offset and the column it got to. Printable ASCII passes at some gigabytes a second.
func (c Cells) Walk(b []byte, col, maxOff, maxCol int) (off, at int) {
	maxOff = min(maxOff, len(b))
	for off < maxOff {
		if n := asciiRun(b[off:min(maxOff, off+min(maxCol-col, maxOff))]); n > 1 {
			// The last may carry a combining mark and is looked at by itself.
			off, col = off+n-1, col+n-1
		}
		cell := c.First(b[off:min(len(b), off+maxCluster)], col)
		if off+cell.Len > maxOff || col+cell.Width > maxCol {
			break
		}
		off, col = off+cell.Len, col+cell.Width
	}
	return off, col
}

// Col is the column that the cell of an offset begins at. b begins at column col.
func (c Cells) Col(b []byte, col, off int) int {
	_, at := c.Walk(b, col, off, maxInt)
	return at
}

// Off is the offset of the cell that a column is in; len(b) behind the last.
func (c Cells) Off(b []byte, col, at int) int {
	off, _ := c.Walk(b, col, len(b), at)
	return off
}

// Near is the offset of the cell border nearest to a column: where a click puts the caret.
func (c Cells) Near(b []byte, col, at int) int {
	off, begin := c.Walk(b, col, len(b), at)
	if off == len(b) {
		return off
	}
	cell := c.First(b[off:], begin)
	if cell.Kind != Break && 2*(at-begin) > cell.Width {
		return off + cell.Len
	}
	return off
}

const maxInt = int(^uint(0) >> 1)

// asciiRun returns how many bytes at the beginning of b are printable ASCII: one column each.
func asciiRun(b []byte) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	n := 0
	for len(b)-n >= 8 {
		x := binary.LittleEndian.Uint64(b[n:])
		del := x ^ 0x7f*ones
		// A high bit per byte that is over 0x7f, below 0x20 or 0x7f itself. Borrows only disturb bytes above
		// the first such byte, and that one is what is asked for.
		odd := (x | (x-0x20*ones)&^x | (del-ones)&^del) & high
		if odd != 0 {
			return n + bits.TrailingZeros64(odd)/8
		}
		n += 8
	}
	for n < len(b) && b[n] >= ' ' && b[n] < 0x7f {
		n++
	}
	return n
}
