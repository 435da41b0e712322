package kit

import "strings"

// outlineFilter is a filter of an outline while it is set. Matching rows are shown open; what the user
// closes meanwhile is remembered apart from the expansion that comes back.
type outlineFilter struct {
	words  []string // lower case
	closed map[string]bool
	count  int // matches of the last flatten
}

func (m *outlineModel) setFilter(text string) int {
	words := strings.Fields(strings.ToLower(text))
	m.filter = nil
	if len(words) > 0 {
		m.filter = &outlineFilter{words: words, closed: map[string]bool{}}
	}
	m.flatten()
	if m.filter == nil {
		return 0
	}
	return m.filter.count
}

// matches tells whether every word is in the label or the badge.
func (f *outlineFilter) matches(row OutlineRow) bool {
	label, badge := strings.ToLower(row.Label), strings.ToLower(row.Badge)
	for _, w := range f.words {
		if !strings.Contains(label, w) && !strings.Contains(badge, w) {
			return false
		}
	}
	return true
}

// walkFiltered appends the rows below id that match, lead to a match, or are below one (all), and
// tells whether there was a match.
func (m *outlineModel) walkFiltered(id string, depth, parent int, all bool) (found bool) {
	if depth > outlineMaxDepth {
		return false
	}
	for _, kid := range m.src.Children(id) {
		at := len(m.rows)
		m.rows = append(m.rows, outlineFlat{id: kid, depth: depth, parent: parent})
		row := m.src.Row(kid)
		hit := m.filter.matches(row)
		if hit {
			m.filter.count++
		}
		below := row.Container && m.walkFiltered(kid, depth+1, at, all || hit)
		switch {
		case !all && !hit && !below:
			m.rows = m.rows[:at]
		case m.filter.closed[kid]:
			m.rows = m.rows[:at+1]
		}
		found = found || hit || below
	}
	return found
}
