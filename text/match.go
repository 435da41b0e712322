package text

import "context"

// MatchBracket finds the pair that the caret touches: the bracket before an offset or after it, and its partner.
// Brackets in strings do not count. It looks at most reach bytes far, for a caret that must not wait.
func (l *Language) MatchBracket(ctx context.Context, doc Document, off, reach int64) (here, there int64, ok bool) {
	for _, at := range [...]int64{off - 1, off} {
		b := Bytes(doc, at, at+1)
		if at < 0 || len(b) == 0 {
			continue
		}
		other, opens := l.partner(b[0])
		if other == 0 {
			continue
		}
		if opens {
			there, ok = l.closing(ctx, doc, at, reach)
		} else {
			there, ok = l.opening(ctx, doc, at, reach)
		}
		if ok && Bytes(doc, there, there+1)[0] == other {
			return at, there, true
		}
	}
	return 0, 0, false
}

// closing finds the bracket that closes the one at an offset, unless that one stands in a string.
func (l *Language) closing(ctx context.Context, doc Document, at, reach int64) (there int64, ok bool) {
	from := lineFrom(doc, at)
	s := brackets{class: l.classes()}
	depth, seen := 0, false
	_ = scan(ctx, doc, from, at+reach, func(base int64, b []byte) bool {
		return s.feed(b, func(i int, opens bool) bool {
			there = base + int64(i)
			seen = seen || there == at
			switch {
			case !seen && there > at:
				return false // in a string
			case !seen:
				return true
			case opens:
				depth++
			default:
				depth--
			}
			ok = depth == 0
			return !ok
		})
	})
	return there, ok
}

// lineFrom is where reading begins so that it is known what is a string: the line of an offset, if that is not too far.
func lineFrom(doc Document, at int64) int64 {
	return max(doc.LineStart(doc.LineOf(at)), at-foldReach)
}

// opening finds the bracket that the one at an offset closes. It reads backwards by blocks that begin with a line,
// because only that tells what is a string.
func (l *Language) opening(ctx context.Context, doc Document, at, reach int64) (there int64, ok bool) {
	depth := 0
	class := l.classes()
	for end := at + 1; end > 0 && at-end < reach && ctx.Err() == nil; {
		begin := blockFrom(doc, end)
		found := places(class, doc, begin, end)
		if end == at+1 && (len(found) == 0 || found[len(found)-1].off != at) {
			return 0, false // in a string
		}
		for i := len(found) - 1; i >= 0; i-- {
			if found[i].opens {
				depth--
			} else {
				depth++
			}
			if depth == 0 {
				return found[i].off, true
			}
		}
		end = begin
	}
	return 0, false
}

type bracketPlace struct {
	off   int64
	opens bool
}

// blockFrom is where the block before an offset begins: with a line, unless a line is longer than a block.
func blockFrom(doc Document, end int64) int64 {
	begin := max(0, end-foldReach)
	if begin == 0 {
		return 0
	}
	if line := doc.LineStart(doc.LineOf(begin) + 1); line < end {
		return line
	}
	return begin
}

func places(class [256]class, doc Document, from, to int64) (found []bracketPlace) {
	s := brackets{class: class}
	s.feed(Bytes(doc, from, to), func(i int, opens bool) bool {
		found = append(found, bracketPlace{from + int64(i), opens})
		return true
	})
	return found
}
