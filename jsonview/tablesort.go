package jsonview

import (
	"bytes"
	"context"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"postern/jsonscan"
)

// Show chooses the rows: those with filter in one of the columns that are not hidden, without regard to
// case, sorted by a column or, for a negative one, in the order of the array. Numbers are sorted by what
// they are worth, before texts; rows without the column come last either way. Equal rows keep their order.
// When ctx is done the rows stay as they were.
func (t *Table) Show(ctx context.Context, filter string, column int, descending bool) error {
	keys := make([]cell, 0, len(t.rows))
	s := jsonscan.New(ctx, t.d.src, 0)
	want := []byte(strings.ToLower(filter))
	for row := range t.rows {
		if row%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		key, found := t.read(s, row, want, column)
		if found {
			keys = append(keys, key)
		}
	}
	if err := s.Err(); err != nil {
		return err
	}
	if column >= 0 {
		slices.SortStableFunc(keys, func(a, b cell) int { return compareCells(a, b, descending) })
	}
	order := make([]int32, len(keys))
	for i, k := range keys {
		order[i] = k.row
	}
	t.order = order
	return nil
}

// cell is what a row is sorted by.
type cell struct {
	row    int32
	rank   uint8 // numbers, texts, the rest, nothing
	number float64
	text   string
}

const (
	rankNumber uint8 = iota
	rankText
	rankOther
	rankNothing
)

// read goes once over a row: it takes the cell to sort by, and looks for the text wanted.
func (t *Table) read(s *jsonscan.Scanner, row int, want []byte, column int) (cell, bool) {
	key := cell{row: int32(row), rank: rankNothing}
	found := len(want) == 0
	if found && column < 0 {
		return key, true
	}
	s.Go(t.rows[row])
	if s.Value() != jsonscan.Object {
		return key, found
	}
	kids := s.Children()
	for kids.Next() {
		n := nodeOf(kids.Child())
		col := t.column(s, n)
		if col < 0 {
			continue
		}
		needed := !found && !t.Columns[col].Hidden
		if col != column && !needed {
			continue
		}
		end, err := s.Skip()
		if err != nil {
			break
		}
		raw, err := s.Bytes(n.Start, end, maxCell)
		if err != nil {
			break
		}
		if col == column && key.rank == rankNothing {
			key = cellOf(int32(row), n.Kind, raw)
		}
		found = found || needed && bytes.Contains(bytes.ToLower(shown(n.Kind, raw)), want)
		s.Go(end)
	}
	return key, found
}

// shown is the text of a cell that a filter looks at.
func shown(kind jsonscan.Kind, raw []byte) []byte {
	if kind == jsonscan.String {
		return []byte(jsonscan.Unquote(raw))
	}
	return raw
}

// column finds the column of a member, or -1.
func (t *Table) column(s *jsonscan.Scanner, n Node) int {
	raw, err := s.Bytes(n.KeyAt, n.KeyEnd, maxName)
	if err != nil {
		return -1
	}
	plain := bytes.IndexByte(raw, '\\') < 0
	for i := range t.Columns {
		if name := t.Columns[i].Name; plain && len(name) == len(raw)-2 && string(raw[1:len(raw)-1]) == name || !plain && jsonscan.Unquote(raw) == name {
			return i
		}
	}
	return -1
}

func cellOf(row int32, kind jsonscan.Kind, raw []byte) cell {
	switch kind {
	case jsonscan.Number:
		f, _ := strconv.ParseFloat(string(raw), 64)
		return cell{row, rankNumber, f, string(raw)}
	case jsonscan.String:
		return cell{row, rankText, 0, jsonscan.Unquote(raw)}
	}
	return cell{row, rankOther, 0, string(raw)}
}

func compareCells(a, b cell, descending bool) int {
	if a.rank != b.rank {
		if descending && a.rank != rankNothing && b.rank != rankNothing {
			return int(b.rank) - int(a.rank)
		}
		return int(a.rank) - int(b.rank)
	}
	n := 0
	if a.rank == rankNumber {
		n = compareNumbers(a, b)
	} else {
		n = strings.Compare(a.text, b.text)
	}
	if descending {
		return -n
	}
	return n
}

// compareNumbers compares as doubles, and long whole numbers that are equal so exactly.
func compareNumbers(a, b cell) int {
	switch {
	case a.number < b.number:
		return -1
	case a.number > b.number:
		return 1
	}
	const exact = 15 // digits that a double always holds
	if len(a.text) <= exact && len(b.text) <= exact || strings.ContainsAny(a.text+b.text, ".eE") {
		return 0
	}
	x, okX := new(big.Int).SetString(a.text, 10)
	y, okY := new(big.Int).SetString(b.text, 10)
	if !okX || !okY {
		return 0
	}
	return x.Cmp(y)
}
