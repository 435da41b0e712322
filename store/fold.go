package store

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// fold makes texts comparable whatever their case: every letter becomes the one that stands for all its
// forms under Unicode's simple folding, "K" and the Kelvin sign alike "k". Bytes that are no UTF-8 stay
// as they are. The result may have another length, see unfolded.
func fold[T string | []byte](dst []byte, text T) []byte {
	for i := 0; i < len(text); {
		if n := foldASCII(&dst, text[i:]); n > 0 {
			i += n
			continue
		}
		c := text[i]
		if c < utf8.RuneSelf {
			dst = append(dst, lowerASCII[c])
			i++
			continue
		}
		r, n := decodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, c)
		} else {
			dst = utf8.AppendRune(dst, foldRune(r))
		}
		i += n
	}
	return dst
}

// foldASCII folds eight bytes at a time as long as all are ASCII, and returns how many it did.
func foldASCII[T string | []byte](dst *[]byte, text T) (n int) {
	const each, high = 0x0101010101010101, 0x8080808080808080
	out := *dst
	for ; len(text)-n >= 8; n += 8 {
		var eight [8]byte
		copy(eight[:], text[n:n+8])
		x := binary.LittleEndian.Uint64(eight[:])
		if x&high != 0 {
			break
		}
		fromA, beyondZ := x+each*(0x80-'A'), x+each*(0x80-'Z'-1)
		x |= (fromA &^ beyondZ & high) >> 2 // the bit that tells a small letter
		out = binary.LittleEndian.AppendUint64(out, x)
	}
	*dst = out
	return n
}

var lowerASCII = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		table[c] = byte(c)
		if 'A' <= c && c <= 'Z' {
			table[c] += 'a' - 'A'
		}
	}
	return table
}()

// foldRune returns the least of the letters that differ from r in their case only, in lower case where
// that is a letter of ASCII.
func foldRune(r rune) rune {
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	if least < utf8.RuneSelf {
		return rune(lowerASCII[least])
	}
	return least
}

func decodeRune[T string | []byte](text T) (rune, int) {
	return utf8.DecodeRuneInString(string(text[:min(len(text), utf8.UTFMax)]))
}

// unfolded returns where in text the byte is that fold wrote at an offset.
func unfolded(text string, offset int) int {
	for at, r := range text {
		if offset <= 0 {
			return at
		}
		_, n := utf8.DecodeRuneInString(text[at:])
		if r != utf8.RuneError || n > 1 {
			n = utf8.RuneLen(foldRune(r))
		}
		offset -= n
	}
	return len(text)
}
