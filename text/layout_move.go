package text

// Next is the row below; false at the end of the text.
func (l *Layout) Next(r Row) (Row, bool) {
	if !r.Last {
		return l.find(r, r.End), true
	}
	line := r.Line + 1
	if l.Folds != nil {
		line = l.Folds.After(r.Line)
	}
	if count, _ := l.Doc.Lines(); line >= count {
		return r, false
	}
	return l.FirstRow(line), true
}

// Previous is the row above; false at the beginning of the text.
func (l *Layout) Previous(r Row) (Row, bool) {
	if !r.First {
		return l.find(r, r.Start-1), true
	}
	line := r.Line - 1
	if line < 0 {
		return r, false
	}
	if l.Folds != nil {
		line = l.Folds.Shown(line)
	}
	return l.LastRow(line), true
}

// Move goes n rows down, or up if n is negative, as far as there are rows.
func (l *Layout) Move(r Row, n int) Row {
	ok := true
	for ; n > 0 && ok; n-- {
		r, ok = l.Next(r)
	}
	for ; n < 0 && ok; n++ {
		r, ok = l.Previous(r)
	}
	return r
}

// Bytes is the text of a row.
func (l *Layout) Bytes(r Row) []byte { return Bytes(l.Doc, r.Start, r.End) }

// Col is the column of an offset in a row.
func (l *Layout) Col(r Row, off int64) int {
	b := l.Bytes(r)
	return l.Cells.Col(b, 0, int(min(max(off-r.Start, 0), int64(len(b)))))
}

// Near is the offset of the cell border in a row that is nearest to a column, as a click wants it. It stays within the
// row: where the line goes on, the last place of a row is before its last cell.
func (l *Layout) Near(r Row, col int) int64 {
	b := l.Bytes(r)
	off := r.Start + int64(l.Cells.Near(b, 0, max(col, 0)))
	if off == r.End && !r.Last && r.End > r.Start {
		return max(r.Start, Before(l.Doc, off))
	}
	return off
}
