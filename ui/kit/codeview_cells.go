package kit

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// tabCells is the distance of tab stops in cells.
const tabCells = 4

// A cell's look beyond its rune.
type cellKind uint8

const (
	cellText    cellKind = iota
	cellMark             // stands for a control or invisible character
	cellInvalid          // stands for a byte that is no UTF-8
	cellTab
)

// cell is one character as it is shown.
type cell struct {
	r     rune
	bytes int
	width int // in cells: 0 for a mark on the character before, 2 for wide characters
	kind  cellKind
}

// decodeCell reads the first character of b, which is not empty, for a place in a row (tabs depend on it).
func decodeCell(b []byte, col int) cell {
	switch c := b[0]; {
	case c == '\t':
		return cell{' ', 1, tabCells - col%tabCells, cellTab}
	case c == 0x7f:
		return cell{0x2421, 1, 1, cellMark}
	case c < ' ':
		return cell{0x2400 + rune(c), 1, 1, cellMark}
	case c < utf8.RuneSelf:
		return cell{rune(c), 1, 1, cellText}
	}
	r, n := utf8.DecodeRune(b)
	switch {
	case r == utf8.RuneError && n <= 1:
		return cell{utf8.RuneError, 1, 1, cellInvalid}
	case r < 0xa0 || hidden(r):
		return cell{r, n, 1, cellMark}
	case r == 0x200d || r == 0x200c || unicode.In(r, unicode.Mn, unicode.Me, unicode.Variation_Selector):
		return cell{r, n, 0, cellText}
	case wide(r):
		return cell{r, n, 2, cellText}
	}
	return cell{r, n, 1, cellText}
}

// hidden tells the characters that are not seen but change how text is read; they are shown as marks.
func hidden(r rune) bool {
	return r == 0x200b || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff || r == 0xad
}

// wideRanges are the characters two cells wide: East Asian Wide and Fullwidth of Unicode 16 (UAX #11) in
// somewhat broader ranges, and emoji.
var wideRanges = [...][2]rune{
	{0x1100, 0x115f}, {0x231a, 0x231b}, {0x2329, 0x232a}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0}, {0x23f3, 0x23f3},
	{0x25fd, 0x25fe}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1},
	{0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea},
	{0x26f2, 0x26f3}, {0x26f5, 0x26f5}, {0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b},
	{0x2728, 0x2728}, {0x274c, 0x274c}, {0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
	{0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55}, {0x2e80, 0x303e},
	{0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0xa4cf}, {0xa960, 0xa97f}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
	{0xfe10, 0xfe19}, {0xfe30, 0xfe6f}, {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x16fe0, 0x18cff}, {0x1b000, 0x1b2ff},
	{0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f1e6, 0x1f202}, {0x1f210, 0x1f23b},
	{0x1f240, 0x1f251}, {0x1f260, 0x1f265}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f7e0, 0x1f7eb}, {0x1f90c, 0x1f9ff},
	{0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
}

func wide(r rune) bool {
	if r < wideRanges[0][0] {
		return false
	}
	lo, hi := 0, len(wideRanges)
	for lo < hi {
		if m := (lo + hi) / 2; wideRanges[m][1] < r {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < len(wideRanges) && wideRanges[lo][0] <= r
}

// asciiRun returns how many bytes at the beginning of b are printable ASCII: one cell each.
func asciiRun(b []byte) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	n := 0
	for len(b)-n >= 8 {
		x := binary.LittleEndian.Uint64(b[n:])
		del := x ^ 0x7f*ones
		// A high bit per byte that is over 0x7f, below 0x20 or 0x7f itself. Borrows only disturb
		// bytes above the first such byte, and that one is what is asked for.
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
