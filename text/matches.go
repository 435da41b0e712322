package text

import "sort"

// Matches is a list of matches in order, at 8 bytes each where all are of one length and at 16 otherwise.
type Matches struct {
	// Capped tells that there are more than were collected.
	Capped bool

	from   []int64
	length int64
	to     []int64 // nil while all are of one length
}

// Add puts a match behind the others.
func (m *Matches) Add(match Match) {
	n := match.To - match.From
	if len(m.from) == 0 {
		m.length = n
	}
	if m.to == nil && n != m.length {
		m.to = make([]int64, len(m.from), 2*len(m.from)+1)
		for i, from := range m.from {
			m.to[i] = from + m.length
		}
	}
	m.from = append(m.from, match.From)
	if m.to != nil {
		m.to = append(m.to, match.To)
	}
}

// Len is the number of matches; nil has none.
func (m *Matches) Len() int {
	if m == nil {
		return 0
	}
	return len(m.from)
}

// At is the i-th match, from 0.
func (m *Matches) At(i int) Match {
	if m.to != nil {
		return Match{m.from[i], m.to[i]}
	}
	return Match{m.from[i], m.from[i] + m.length}
}

// After is the number of the first match that ends behind an offset: where painting a row begins. It is Len if there is
// none.
func (m *Matches) After(off int64) int {
	return sort.Search(m.Len(), func(i int) bool { return m.At(i).To > off })
}
