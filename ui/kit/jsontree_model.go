package kit

import (
	"cmp"
	"slices"
)

const (
	jsonPage     = 256   // children that are asked for at once
	jsonPages    = 64    // of them that are kept
	jsonOpenMost = 2_000 // branches that one step opens
)

// jsonBranch is a value whose children are shown. Only open branches are held in memory: a row is found by
// counting, so that an array of a million elements opens as fast as one of three.
type jsonBranch struct {
	node  JSONNode
	up    *jsonBranch // nil for the one that holds the root
	index int64       // among the children of up
	depth int         // of its children
	count int64       // of its children
	rows  int64       // below it, those of open branches included
	open  []*jsonBranch
}

// jsonPlace is a row: a child of a branch. Without a branch it is nowhere.
type jsonPlace struct {
	in    *jsonBranch
	index int64
}

type jsonPageKey struct {
	in *jsonBranch
	at int64
}

// jsonModel finds the rows of the open part of a tree. It knows no widgets.
type jsonModel struct {
	src   JSONSource
	top   *jsonBranch
	pages map[jsonPageKey][]JSONNode
}

func newJSONModel(src JSONSource) jsonModel {
	m := jsonModel{src: src, top: &jsonBranch{}, pages: map[jsonPageKey][]JSONNode{}}
	if src != nil {
		m.top.count, m.top.rows = 1, 1
	}
	return m
}

func (m *jsonModel) rows() int64 { return m.top.rows }

// find returns the open branch of a child and its place among the open ones.
func (b *jsonBranch) find(index int64) (*jsonBranch, int) {
	i, ok := slices.BinarySearchFunc(b.open, index, func(o *jsonBranch, x int64) int { return cmp.Compare(o.index, x) })
	if !ok {
		return nil, i
	}
	return b.open[i], i
}

// node returns what is in a place, the zero node where a fault of the text took it away.
func (m *jsonModel) node(p jsonPlace) JSONNode {
	if p.in == m.top {
		return m.src.Root()
	}
	key := jsonPageKey{p.in, p.index / jsonPage}
	page, ok := m.pages[key]
	if !ok {
		if len(m.pages) >= jsonPages {
			clear(m.pages)
		}
		page = m.src.Children(p.in.node, key.at*jsonPage, jsonPage)
		m.pages[key] = page
	}
	if i := p.index % jsonPage; i < int64(len(page)) {
		return page[i]
	}
	return JSONNode{}
}

// at returns the place of a row.
func (m *jsonModel) at(row int64) jsonPlace {
	if row < 0 || row >= m.top.rows {
		return jsonPlace{}
	}
	b := m.top
descend:
	for _, o := range b.open {
		switch {
		case row <= o.index:
			return jsonPlace{b, row}
		case row <= o.index+o.rows:
			row -= o.index + 1
			b = o
			goto descend
		}
		row -= o.rows
	}
	return jsonPlace{b, row}
}

// rowOf is the inverse of at; -1 for nowhere.
func (m *jsonModel) rowOf(p jsonPlace) int64 {
	if p.in == nil {
		return -1
	}
	row := int64(-1)
	for b, index := p.in, p.index; b != nil; b, index = b.up, b.index {
		row += index + 1
		for _, o := range b.open {
			if o.index >= index {
				break
			}
			row += o.rows
		}
	}
	return row
}

// next is the place of the row below, nowhere after the last.
func (m *jsonModel) next(p jsonPlace) jsonPlace {
	if o, _ := p.in.find(p.index); o != nil && o.count > 0 {
		return jsonPlace{o, 0}
	}
	for p.in != nil && p.index+1 >= p.in.count {
		p = jsonPlace{p.in.up, p.in.index}
	}
	if p.in == nil {
		return p
	}
	return jsonPlace{p.in, p.index + 1}
}

func (m *jsonModel) isOpen(p jsonPlace) bool {
	o, _ := p.in.find(p.index)
	return o != nil
}

// expand opens a place and returns its branch, nil for what has no children.
func (m *jsonModel) expand(p jsonPlace) *jsonBranch {
	o, i := p.in.find(p.index)
	if o != nil {
		return o
	}
	n := m.node(p)
	if !n.Kind.Container() {
		return nil
	}
	count := m.src.Count(n)
	o = &jsonBranch{node: n, up: p.in, index: p.index, depth: p.in.depth + 1, count: count, rows: count}
	p.in.open = slices.Insert(p.in.open, i, o)
	p.in.grow(count)
	return o
}

// collapse closes a place. What was open below it is forgotten.
func (m *jsonModel) collapse(p jsonPlace) {
	o, i := p.in.find(p.index)
	if o == nil {
		return
	}
	p.in.open = slices.Delete(p.in.open, i, i+1)
	p.in.grow(-o.rows)
	clear(m.pages) // lets go of the branches
}

func (b *jsonBranch) grow(rows int64) {
	for ; b != nil; b = b.up {
		b.rows += rows
	}
}

// expandLevels opens a place and what is below it down to so many levels. It stops after jsonOpenMost
// branches and tells whether everything is open.
func (m *jsonModel) expandLevels(p jsonPlace, levels int) bool {
	level, opened := []jsonPlace{p}, 0
	for ; levels > 0 && len(level) > 0; levels-- {
		var below []jsonPlace
		for _, p := range level {
			if opened == jsonOpenMost {
				return false
			}
			b := m.expand(p)
			if b == nil {
				continue
			}
			opened++
			for i := int64(0); i < b.count && levels > 1 && len(below) <= jsonOpenMost; i++ {
				if q := (jsonPlace{b, i}); m.node(q).Kind.Container() {
					below = append(below, q)
				}
			}
		}
		level = below
	}
	return true
}

// within tells whether a place is below a branch.
func (p jsonPlace) within(o *jsonBranch) bool {
	for b := p.in; b != nil; b = b.up {
		if b == o {
			return true
		}
	}
	return false
}

// path returns the values from the root down to a place.
func (m *jsonModel) path(p jsonPlace) []JSONNode {
	var path []JSONNode
	if p.in == nil {
		return nil
	}
	path = append(path, m.node(p))
	for b := p.in; b.up != nil; b = b.up {
		path = append(path, b.node)
	}
	slices.Reverse(path)
	return path
}
