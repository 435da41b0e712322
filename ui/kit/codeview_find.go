package kit

import (
	"bytes"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

// MaxHits bounds the hits of a search: further ones are not found.
const MaxHits = 100_000

// search is what was looked for and where it is.
type search struct {
	hits []hit
	here int // the current hit, -1 before the first jump
}

type hit struct{ start, end int64 }

// findChunk is how much text is looked at in one go.
const findChunk = 1 << 20

// Find marks all places of a text in lines and goes to the first one at or after the selection, or from
// the start again. It returns their number, at most [MaxHits]. An empty query removes the marks. It takes
// about a millisecond for 2 MB; ignoring the case of letters beyond ASCII is some 20 times slower.
func (v *CodeView) Find(query string, caseSensitive bool) (count int) {
	v.search = search{here: -1}
	if query != "" {
		v.search.hits = findAll(v.doc, query, caseSensitive)
	}
	if from := min(v.caret, v.anchor); len(v.search.hits) > 0 {
		v.goTo(v.nextHit(from))
	}
	v.redraw()
	return len(v.search.hits)
}

// FindNext goes to the next hit, after the last one to the first.
func (v *CodeView) FindNext() {
	if len(v.search.hits) > 0 {
		v.goTo(v.nextHit(max(v.caret, v.anchor)))
	}
}

// FindPrevious goes to the hit before, before the first one to the last.
func (v *CodeView) FindPrevious() {
	n := len(v.search.hits)
	if n == 0 {
		return
	}
	from := min(v.caret, v.anchor)
	i := sort.Search(n, func(i int) bool { return v.search.hits[i].end > from }) - 1
	v.goTo((i + n) % n)
}

// FindPosition returns the number of the current hit, from 1, or 0 if there is none.
func (v *CodeView) FindPosition() int {
	if len(v.search.hits) == 0 {
		return 0
	}
	return v.search.here + 1
}

func (v *CodeView) nextHit(from int64) int {
	n := len(v.search.hits)
	return sort.Search(n, func(i int) bool { return v.search.hits[i].start >= from }) % n
}

// goTo selects a hit and shows it.
func (v *CodeView) goTo(i int) {
	v.search.here = i
	h := v.search.hits[i]
	v.anchor, v.caret, v.goal = h.start, h.end, -1
	v.reveal(h.end)
	v.reveal(h.start)
	v.redraw()
}

// findAll looks for a text piece by piece. Pieces overlap, so that no hit is lost between them.
func findAll(d Document, query string, caseSensitive bool) []hit {
	match := matcher(query, caseSensitive)
	overlap := int64(len(query)*utf8.UTFMax - 1)
	var hits []hit
	for from, seen := int64(0), int64(0); from < d.Size() && len(hits) < MaxHits; from += findChunk {
		skip := max(0, seen-from)
		b := d.Bytes(from+skip, from+findChunk+overlap)
		for at := 0; len(hits) < MaxHits; {
			i, n := match(b, at)
			if i < 0 || skip+int64(i) >= findChunk {
				break
			}
			start := from + skip + int64(i)
			hits = append(hits, hit{start, start + int64(n)})
			at = i + n
			seen = start + int64(n)
		}
	}
	return hits
}

// A matchFunc finds the first hit in b at or after a place, and its length, or -1. It is asked about one b
// after the other, from place 0 on.
type matchFunc func(b []byte, at int) (i, n int)

func matcher(query string, caseSensitive bool) matchFunc {
	q := []byte(query)
	if caseSensitive {
		return func(b []byte, at int) (int, int) {
			if i := bytes.Index(b[at:], q); i >= 0 {
				return at + i, len(q)
			}
			return -1, 0
		}
	}
	for _, c := range q {
		if c >= utf8.RuneSelf {
			return patternMatcher(regexp.MustCompile("(?i)" + regexp.QuoteMeta(strings.ToValidUTF8(query, "\ufffd"))))
		}
	}
	return foldMatcher(bytes.ToLower(q))
}

func patternMatcher(re *regexp.Regexp) matchFunc {
	return func(b []byte, at int) (int, int) {
		if found := re.FindIndex(b[at:]); found != nil {
			return at + found[0], found[1] - found[0]
		}
		return -1, 0
	}
}

// foldMatcher finds ASCII whatever its case, by looking for the first byte in both cases.
func foldMatcher(q []byte) matchFunc {
	lower, upper := q[0], bytes.ToUpper(q[:1])[0]
	nextLower, nextUpper := -1, -1
	return func(b []byte, at int) (int, int) {
		if at == 0 {
			nextLower, nextUpper = -1, -1
		}
		for ; ; at++ {
			nextLower, nextUpper = nextByte(b, lower, at, nextLower), nextByte(b, upper, at, nextUpper)
			if at = min(nextLower, nextUpper); len(b)-at < len(q) {
				return -1, 0
			}
			if equalFold(b[at:at+len(q)], q) {
				return at, len(q)
			}
		}
	}
}

// nextByte finds a byte at or after a place; known is the place found last, which may still hold.
func nextByte(b []byte, c byte, at, known int) int {
	if known >= at {
		return known
	}
	if i := bytes.IndexByte(b[at:], c); i >= 0 {
		return at + i
	}
	return len(b)
}

// equalFold compares with a text in lower case.
func equalFold(b, lower []byte) bool {
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// markCursor tells, for rising offsets, what is behind the text.
type markCursor struct {
	from, to int64 // the selection
	hits     []hit
	here     hit
}

// marksFrom returns a cursor for offsets from off on.
func (v *CodeView) marksFrom(off int64) *markCursor {
	m := &markCursor{from: min(v.anchor, v.caret), to: max(v.anchor, v.caret), here: hit{-1, -1}}
	if s := v.search; len(s.hits) > 0 {
		m.hits = s.hits[sort.Search(len(s.hits), func(i int) bool { return s.hits[i].end > off }):]
		if s.here >= 0 {
			m.here = s.hits[s.here]
		}
	}
	return m
}

// at returns the background at an offset. The current hit is seen through the selection that it is.
func (m *markCursor) at(off int64) uint8 {
	for len(m.hits) > 0 && m.hits[0].end <= off {
		m.hits = m.hits[1:]
	}
	switch found := len(m.hits) > 0 && m.hits[0].start <= off; {
	case found && m.hits[0] == m.here:
		return bgFindHere
	case off >= m.from && off < m.to:
		return bgSelection
	case found:
		return bgFind
	}
	return bgNone
}
