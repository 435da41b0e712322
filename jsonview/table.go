package jsonview

import (
	"context"
	"slices"

	"postern/jsonscan"
)

const (
	// maxColumns bounds the columns of a table; further names are counted and not shown.
	maxColumns = 200
	// maxRows bounds the rows of a table. Each costs 8 bytes.
	maxRows = 5_000_000
	// maxCell bounds the text of a cell that is sorted and filtered by, in bytes.
	maxCell = 4 << 10
)

// Column is a member name that objects of the array have.
type Column struct {
	Name   string
	Hidden bool
}

// Table shows an array of objects: a row for each element, a column for each member name, in the order in
// which the names first appear. Elements that are no objects have a row without cells. It is not safe for
// concurrent use.
type Table struct {
	Columns []Column
	// More counts the names beyond the 200 columns that a table has.
	More int
	// Cut tells that the array has more than the five million rows that a table shows.
	Cut bool

	d     *Doc
	rows  []int64 // where each element begins
	order []int32 // the rows shown, in their order
}

// Table reads an array. It looks at every element once.
func (d *Doc) Table(ctx context.Context, array Node) (*Table, error) {
	t := &Table{d: d}
	seen := map[string]bool{}
	s, inner := jsonscan.New(ctx, d.src, array.Start), jsonscan.New(ctx, d.src, array.Start)
	w := d.walk(s, array, 0)
	for w.next() {
		if len(t.rows) == maxRows {
			t.Cut = true
			break
		}
		t.rows = append(t.rows, w.at.Start)
		t.order = append(t.order, int32(len(t.rows)-1))
		if w.at.Kind == jsonscan.Object {
			t.names(inner, w.at.Start, seen)
		}
	}
	return t, w.kids.Err()
}

// names adds the names of one element to the columns.
func (t *Table) names(s *jsonscan.Scanner, at int64, seen map[string]bool) {
	s.Go(at)
	kids := s.Children()
	for kids.Next() {
		c := kids.Child()
		raw, err := s.Bytes(c.KeyAt, c.KeyEnd, maxName)
		if err != nil || seen[string(raw)] {
			continue
		}
		seen[string(raw)] = true // the same name written differently is told apart below, once
		name := jsonscan.Unquote(raw)
		if slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Name == name }) {
			continue
		}
		if len(t.Columns) == maxColumns {
			t.More++
			if t.More > 100*maxColumns { // names that are data, not columns: no need to know them all
				return
			}
			continue
		}
		t.Columns = append(t.Columns, Column{Name: name})
	}
}

// Len is the number of rows shown.
func (t *Table) Len() int { return len(t.order) }

// Total is the number of rows there are.
func (t *Table) Total() int { return len(t.rows) }

// Row returns the element of a row shown, with its place in the array.
func (t *Table) Row(i int) Node {
	row := t.order[i]
	s := jsonscan.New(context.Background(), t.d.src, t.rows[row])
	return Node{Index: int64(row), Start: t.rows[row], Kind: s.Value()}
}

// Cells returns the values of a row shown, one for each column; those it lacks have the kind None.
func (t *Table) Cells(i int) []Node {
	out := make([]Node, len(t.Columns))
	s := jsonscan.New(context.Background(), t.d.src, t.rows[t.order[i]])
	if s.Value() != jsonscan.Object {
		return out
	}
	place := map[string]int{}
	for i, c := range t.Columns {
		place[c.Name] = i
	}
	kids := s.Children()
	for kids.Next() {
		n := nodeOf(kids.Child())
		raw, err := s.Bytes(n.KeyAt, n.KeyEnd, maxName)
		if err != nil {
			break
		}
		if col, ok := place[jsonscan.Unquote(raw)]; ok && out[col].Kind == jsonscan.None {
			out[col] = n
		}
	}
	return out
}
