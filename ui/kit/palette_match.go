package kit

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// paletteItem is what a palette offers.
type paletteItem struct {
	name, detail, key string
	disabled          bool
	run               func()
	found             *Finding // of a finder: shown in its place
}

// paletteHit is an item that matches, with what to sort by.
type paletteHit struct{ item, score int }

const (
	paletteTextLimit = 160 // runes of a name that take part in matching
	paletteWordLimit = 32  // runes of a typed word

	paletteScoreRune  = 1
	paletteScoreRun   = 8 // the rune before matched too
	paletteScoreWord  = 8 // begins a word
	paletteScoreFirst = 3 // begins the text, on top
	paletteScoreGap   = 3
	paletteNone       = -1 << 30
)

// paletteFind returns what matches all words of the query, best first. Without words it is everything
// in the given order.
func paletteFind(items []paletteItem, query string) []paletteHit {
	words := strings.Fields(strings.ToLower(query))
	hits := make([]paletteHit, 0, len(items))
	var m paletteMatcher
	for i, it := range items {
		if score, ok := m.score(it, words); ok {
			hits = append(hits, paletteHit{i, score})
		}
	}
	if len(words) > 0 {
		slices.SortStableFunc(hits, func(a, b paletteHit) int { return cmp.Compare(b.score, a.score) })
	}
	return hits
}

// paletteMarks returns the positions, in runes, of the name that the query matches.
func paletteMarks(name, query string) map[int]bool {
	marks := map[int]bool{}
	var m paletteMatcher
	m.load(name)
	for _, w := range strings.Fields(strings.ToLower(query)) {
		if _, ok := m.word(w); ok {
			for _, at := range m.trace() {
				marks[at] = true
			}
		}
	}
	return marks
}

// paletteMatcher finds the best way in which a word is a subsequence of a text. It keeps its tables
// for the next text.
type paletteMatcher struct {
	text  []rune // lower case
	bonus []int
	q     []rune
	best  [][]int // best[i][j]: q[:i+1] matched with its last rune at text[j]
	from  [][]int // where q[i-1] matched then
}

// score adds up the words: each must be in the name, or for less in the detail.
func (m *paletteMatcher) score(it paletteItem, words []string) (int, bool) {
	total := 0
	m.load(it.name)
	inDetail := words[:0:0]
	for _, w := range words {
		if s, ok := m.word(w); ok {
			total += 2*s - len(m.text)/8
		} else {
			inDetail = append(inDetail, w)
		}
	}
	if len(inDetail) == 0 {
		return total, true
	}
	m.load(it.detail)
	for _, w := range inDetail {
		s, ok := m.word(w)
		if !ok {
			return 0, false
		}
		total += s / 2
	}
	return total, true
}

func (m *paletteMatcher) load(text string) {
	m.text, m.bonus = m.text[:0], m.bonus[:0]
	prev := ' '
	for _, r := range text {
		if len(m.text) == paletteTextLimit {
			break
		}
		bonus := paletteScoreRune
		if paletteStartsWord(prev, r) {
			bonus += paletteScoreWord
		}
		if len(m.text) == 0 {
			bonus += paletteScoreFirst
		}
		m.text, m.bonus = append(m.text, unicode.ToLower(r)), append(m.bonus, bonus)
		prev = r
	}
}

func paletteStartsWord(prev, r rune) bool {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return letter(r) && (!letter(prev) || unicode.IsLower(prev) && unicode.IsUpper(r))
}

// word returns the score of the best match of a lower-case word.
func (m *paletteMatcher) word(word string) (int, bool) {
	m.q = append(m.q[:0], []rune(word)...)
	m.q = m.q[:min(len(m.q), paletteWordLimit)]
	if !m.contains() {
		return 0, false
	}
	m.fill()
	return slices.Max(m.best[len(m.q)-1]), true
}

// contains tells whether there is a match at all, which is much quicker than finding the best.
func (m *paletteMatcher) contains() bool {
	i := 0
	for _, r := range m.text {
		if i < len(m.q) && r == m.q[i] {
			i++
		}
	}
	return i == len(m.q)
}

// fill computes the tables row by row.
func (m *paletteMatcher) fill() {
	n := len(m.text)
	for len(m.best) < len(m.q) {
		m.best, m.from = append(m.best, nil), append(m.from, nil)
	}
	for i, want := range m.q {
		m.best[i] = slices.Grow(m.best[i][:0], n)[:n]
		m.from[i] = slices.Grow(m.from[i][:0], n)[:n]
		gapBest, gapAt := paletteNone, -1 // best of the row above that is not next to j
		for j, r := range m.text {
			if i > 0 && j > 1 && m.best[i-1][j-2] > gapBest {
				gapBest, gapAt = m.best[i-1][j-2], j-2
			}
			m.best[i][j], m.from[i][j] = paletteNone, -1
			if r != want {
				continue
			}
			if i == 0 {
				m.best[i][j] = m.bonus[j]
				continue
			}
			if gapBest > paletteNone {
				m.best[i][j], m.from[i][j] = gapBest-paletteScoreGap+m.bonus[j], gapAt
			}
			if j > 0 && m.best[i-1][j-1] > paletteNone {
				if s := m.best[i-1][j-1] + paletteScoreRun + m.bonus[j]; s > m.best[i][j] {
					m.best[i][j], m.from[i][j] = s, j-1
				}
			}
		}
	}
}

// trace returns the positions of the best match of the last word.
func (m *paletteMatcher) trace() []int {
	last := m.best[len(m.q)-1]
	at := slices.Index(last, slices.Max(last))
	out := make([]int, 0, len(m.q))
	for i := len(m.q) - 1; i >= 0 && at >= 0; i-- {
		out = append(out, at)
		at = m.from[i][at]
	}
	return out
}
