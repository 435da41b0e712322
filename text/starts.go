package text

import (
	"bytes"
	"slices"
)

// starts are where lines begin in a piece of text that is kept in memory, behind its line breaks. A picture asks for
// the bounds of each of its lines several times; counting line breaks each time would cost most of the picture.
type starts []uint32

func startsOf(b []byte) starts {
	s := make(starts, 0, bytes.Count(b, newline))
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return s
		}
		at += i + 1
		s = append(s, uint32(at))
	}
}

// after is where the k-th line break ends, counted from 1, or size if there are not as many.
func (s starts) after(k, size int) int64 {
	if k > len(s) {
		return int64(size)
	}
	return int64(s[k-1])
}

// before counts the line breaks that end at an offset or before it.
func (s starts) before(off int64) int {
	n, _ := slices.BinarySearch(s, uint32(off)+1)
	return n
}
