package kit

import (
	"maps"
	"slices"
)

// outlineMaxDepth keeps a source that contains itself from hanging the window.
const outlineMaxDepth = 100

// outlineFlat is one row of the flattened tree.
type outlineFlat struct {
	id     string
	depth  int
	parent int // row of the container, -1 at the top level
}

// outlineModel flattens the open part of a tree to rows. It knows no widgets.
type outlineModel struct {
	src  OutlineSource
	open map[string]bool
	rows []outlineFlat
	// filter is nil while nothing is filtered.
	filter *outlineFilter
}

// flatten makes the rows anew.
func (m *outlineModel) flatten() {
	clear(m.rows) // let go of ids that are gone
	m.rows = m.rows[:0]
	if m.filter != nil {
		m.filter.count = 0
		m.walkFiltered("", 0, -1, false)
		return
	}
	m.walk("", 0, -1)
}

func (m *outlineModel) walk(id string, depth, parent int) {
	if depth > outlineMaxDepth {
		return
	}
	for _, kid := range m.src.Children(id) {
		m.rows = append(m.rows, outlineFlat{id: kid, depth: depth, parent: parent})
		if m.open[kid] {
			m.walk(kid, depth+1, len(m.rows)-1)
		}
	}
}

// isOpen tells whether the rows below a container are shown.
func (m *outlineModel) isOpen(id string) bool {
	if m.filter != nil {
		return !m.filter.closed[id]
	}
	return m.open[id]
}

// setOpen opens or closes and tells whether that changed anything. The rows must be flattened anew.
func (m *outlineModel) setOpen(id string, open bool) bool {
	if m.isOpen(id) == open {
		return false
	}
	set, value := m.open, open
	if m.filter != nil {
		set, value = m.filter.closed, !open
	}
	if value {
		set[id] = true
	} else {
		delete(set, id)
	}
	return true
}

func (m *outlineModel) openAll(id string, depth int) {
	if m.filter != nil {
		clear(m.filter.closed)
	}
	if id != "" {
		m.open[id] = true
	}
	if depth > outlineMaxDepth {
		return
	}
	for _, kid := range m.src.Children(id) {
		if m.src.Row(kid).Container {
			m.openAll(kid, depth+1)
		}
	}
}

func (m *outlineModel) closeAll() {
	clear(m.open)
	if m.filter == nil {
		return
	}
	for _, r := range m.rows {
		if m.src.Row(r.id).Container {
			m.filter.closed[r.id] = true
		}
	}
}

func (m *outlineModel) expanded() []string { return slices.Sorted(maps.Keys(m.open)) }

// indexOf returns the row of an id, or -1. A scan of ten thousand rows takes microseconds.
func (m *outlineModel) indexOf(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(m.rows, func(r outlineFlat) bool { return r.id == id })
}

// idAt returns the id of row i, or "" where there is none.
func (m *outlineModel) idAt(i int) string {
	if i < 0 || i >= len(m.rows) {
		return ""
	}
	return m.rows[i].id
}

// parentID returns the id of the container of row i, "" at the top level.
func (m *outlineModel) parentID(i int) string { return m.idAt(m.rows[i].parent) }

// within tells whether row i is the row of id or below it.
func (m *outlineModel) within(i int, id string) bool {
	for ; i >= 0; i = m.rows[i].parent {
		if m.rows[i].id == id {
			return true
		}
	}
	return false
}
