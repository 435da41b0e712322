package text

import (
	"bytes"
	"context"
	"unicode/utf8"
)

// expression is a search by regular expression through windows of a document. Windows end with a line where matches
// do too, which makes the result exact; otherwise they overlap.
type expression struct {
	*Finder
	doc        Document
	from, to   int64
	submatches bool
	found      func(base int64, b []byte, loc []int) bool

	buf  []byte
	done int64 // where the last match ended
	any  bool
}

const (
	firstWindow  = 64 << 10
	largeWindow  = 1 << 20
	firstOverlap = 64 << 10
	largeOverlap = 16 << 20
)

func (s *expression) run(ctx context.Context) error {
	// What is before the first byte decides about ^ and \b.
	pos := s.doc.LineStart(s.doc.LineOf(s.from))
	if s.from-pos > largeWindow {
		pos = s.context(s.from)
	}
	overlap := int64(firstOverlap)
	for size := int64(firstWindow); pos < s.doc.Len() && s.from < max(s.to, 1); {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, err := s.read(pos, size+overlap)
		if err != nil {
			return err
		}
		last := pos+int64(len(b)) == s.doc.Len()
		inner, lines := s.inner(b, last, overlap)
		if lines {
			b = b[:inner]
		}
		more, going := s.window(pos, b, inner, !last && !lines && overlap < largeOverlap)
		if !going {
			return nil
		}
		if more {
			overlap *= 4
			continue
		}
		if last {
			return nil
		}
		size = min(2*size, largeWindow)
		s.from = max(s.from, pos+int64(inner), s.done)
		overlap = firstOverlap
		if pos = s.from; !lines || s.done > pos {
			pos = s.context(s.from)
		}
	}
	return nil
}

// context is the offset of the rune before an offset.
func (s *expression) context(off int64) int64 {
	_, n := utf8.DecodeLastRune(Bytes(s.doc, max(0, off-utf8.UTFMax), off))
	return off - int64(n)
}

func (s *expression) read(pos, n int64) ([]byte, error) {
	n = min(n, s.doc.Len()-pos)
	if int64(cap(s.buf)) < n {
		s.buf = make([]byte, n)
	}
	b := s.buf[:n]
	if read, err := s.doc.ReadAt(b, pos); int64(read) < n {
		return nil, err
	}
	return b, nil
}

// inner is how much of a window is searched now: matches that begin behind it are for the next one. lines tells that
// the window can be cut there.
func (s *expression) inner(b []byte, last bool, overlap int64) (n int, lines bool) {
	if last {
		return len(b), false
	}
	if !s.newline {
		if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
			return i + 1, true
		}
	}
	return max(1, len(b)-int(overlap)), false
}

// window gives the matches of a window. more asks for a longer one, because a match goes up to its end.
func (s *expression) window(base int64, b []byte, inner int, mayGrow bool) (more, going bool) {
	for _, loc := range s.matches(b) {
		from, to := base+int64(loc[0]), base+int64(loc[1])
		switch {
		case loc[0] > inner || loc[0] == inner && base+int64(inner) < s.doc.Len():
			return false, true
		case from < s.from || s.any && from < s.done || s.any && from == to && from == s.done:
			continue
		case to > s.to:
			return false, false
		case loc[1] == len(b) && mayGrow:
			s.from = from
			return true, true
		}
		s.done, s.any = to, true
		if !s.found(base, b, loc) {
			return false, false
		}
	}
	return false, true
}

func (s *expression) matches(b []byte) [][]int {
	if s.submatches {
		return s.re.FindAllSubmatchIndex(b, -1)
	}
	return s.re.FindAllIndex(b, -1)
}
