package text

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// maxCluster bounds a grapheme cluster in bytes; what is longer is cut there, between runes. Text of people stays far
// below.
const maxCluster = 256

// clusterLen is the length of the first grapheme cluster of b, which is not empty. "\r\n" is one cluster; a byte that
// is no UTF-8 is one of its own. b should hold maxCluster bytes where the text does.
func clusterLen(b []byte) int {
	if c := b[0]; c < utf8.RuneSelf {
		switch {
		case len(b) == 1:
			return 1
		case c == '\r' && b[1] == '\n':
			return 2
		case c < ' ' || b[1] < utf8.RuneSelf:
			return 1
		}
	}
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n <= 1 || hidden(r) {
		return max(n, 1)
	}
	cluster := graphemes.FromBytes(b[:min(len(b), maxCluster)])
	cluster.Next()
	n = len(cluster.Value())
	for i := 0; i < n; {
		r, size := utf8.DecodeRune(b[i:n])
		if r == utf8.RuneError && size <= 1 || i > 0 && hidden(r) {
			return max(i, 1) // a cut rune, or what must be seen by itself
		}
		i += size
	}
	return n
}

// hidden tells the characters that are not seen but change how text is read or compared: separators, zero-width
// spaces, direction marks, overrides and isolates, the byte order mark, soft hyphens, fillers, tags.
func hidden(r rune) bool {
	switch {
	case r < 0x80:
		return false
	case r < 0xa0, r == 0xad, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x180e, r == 0x3164, r == 0xfeff, r == 0xffa0:
		return true
	case r < 0x2000:
		return false
	}
	return r == 0x200b || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f ||
		r >= 0xfff0 && r <= 0xfffb || r >= 0xe0000 && r <= 0xe001f
}

// wideRanges are the characters two cells wide: East Asian Wide and Fullwidth of Unicode 16 (UAX #11) in somewhat
// broader ranges, and emoji.
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

// clusterWidth is 2 for wide characters and for those that a variation selector turns into emoji, else 1. Marks that
// stand alone take a cell too: they must be seen.
func clusterWidth(cluster []byte) int {
	r, n := utf8.DecodeRune(cluster)
	if wide(r) {
		return 2
	}
	for n < len(cluster) {
		r, size := utf8.DecodeRune(cluster[n:])
		if r == 0xfe0f {
			return 2
		}
		n += size
	}
	return 1
}
