package text

import (
	"bytes"
	"context"
	"unicode"
	"unicode/utf8"
)

// literal finds a text by its needle, a part that stands in every match byte for byte once ASCII is lower case. What
// is before and after the needle is compared rune by rune.
type literal struct {
	needle        []byte
	fold          bool
	before, after []rune // nil unless fold
	reach         int    // the most bytes that a match goes beyond the first byte of its needle, to either side
}

// newLiteral returns nil where every character has a partner outside of ASCII, so that there is no needle.
func newLiteral(text string, exact bool) *literal {
	if exact || !utf8.ValidString(text) {
		return &literal{needle: []byte(text), reach: len(text)}
	}
	runes := []rune(text)
	from, to := longestRun(runes)
	if from == to {
		return nil
	}
	l := &literal{needle: []byte(string(runes[from:to])), fold: true, before: runes[:from], after: runes[to:], reach: utf8.UTFMax * len(runes)}
	lower(l.needle, l.needle)
	return l
}

// longestRun finds the longest run of ASCII characters that fold among themselves. K and S do not: the Kelvin sign and
// the long s are the same to them.
func longestRun(runes []rune) (from, to int) {
	begin := 0
	for i, r := range runes {
		if r >= utf8.RuneSelf || r|0x20 == 'k' || r|0x20 == 's' {
			begin = i + 1
		} else if i+1-begin > to-from {
			from, to = begin, i+1
		}
	}
	return from, to
}

var lowerTable = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if i >= 'A' && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

// lower writes src in lower case of ASCII to dst.
func lower(dst, src []byte) {
	dst = dst[:len(src)]
	for i, c := range src {
		dst[i] = lowerTable[c]
	}
}

func (l *literal) each(ctx context.Context, doc Document, from, to int64, found func(base int64, b []byte, loc []int) bool) error {
	const least, most = 64 << 10, 1 << 20
	reach := int64(l.reach)
	var buf, low []byte
	done := from // where the last match ended
	for at, size := from, int64(least); at < to; size = min(2*size, most) {
		if err := ctx.Err(); err != nil {
			return err
		}
		base := max(from, at-reach)
		next := min(at+size, to)
		n := int(min(next+reach, to) - base)
		if cap(buf) < n {
			buf = make([]byte, n, n+int(size))
		}
		b := buf[:n]
		if read, err := doc.ReadAt(b, base); read < n {
			return err
		}
		hay := b
		if l.fold {
			if cap(low) < n {
				low = make([]byte, n, cap(buf))
			}
			hay = low[:n]
			lower(hay, b)
		}
		var going bool
		if done, going = l.block(base, b, hay, int(at-base), int(next-base), done, found); !going {
			return nil
		}
		at = next
	}
	return nil
}

// block gives the matches whose needles begin between two places of a block.
func (l *literal) block(base int64, b, hay []byte, at, end int, done int64, found func(int64, []byte, []int) bool) (int64, bool) {
	for loc := make([]int, 2); at < end; {
		i := bytes.Index(hay[at:], l.needle)
		if i < 0 || at+i >= end {
			break
		}
		at += i
		begin, stop, ok := l.verify(b, at)
		if !ok || base+int64(begin) < done {
			at++
			continue
		}
		loc[0], loc[1] = begin, stop
		if !found(base, b, loc) {
			return done, false
		}
		done = base + int64(stop)
		at = max(at+1, stop)
	}
	return done, true
}

// verify compares what is around a needle and returns the whole match.
func (l *literal) verify(b []byte, at int) (begin, end int, ok bool) {
	begin, end = at, at+len(l.needle)
	for i := len(l.before) - 1; i >= 0; i-- {
		r, n := utf8.DecodeLastRune(b[:begin])
		if n == 0 || !sameFold(r, n, l.before[i]) {
			return 0, 0, false
		}
		begin -= n
	}
	for _, want := range l.after {
		r, n := utf8.DecodeRune(b[end:])
		if n == 0 || !sameFold(r, n, want) {
			return 0, 0, false
		}
		end += n
	}
	return begin, end, true
}

// sameFold tells whether a decoded rune of n bytes and a wanted one differ only in case.
func sameFold(r rune, n int, want rune) bool {
	if r == utf8.RuneError && n == 1 {
		return false
	}
	for f := r; ; {
		if f == want {
			return true
		}
		if f = unicode.SimpleFold(f); f == r {
			return false
		}
	}
}
