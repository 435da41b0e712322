package text

// Rows is the number of rows of a line: exact for a line of up to one segment, else an estimate from its length.
func (l *Layout) Rows(line int) (count int, exact bool) {
	r := l.line(line)
	size := l.segmentLen()
	if r.lineEnd-r.lineStart <= size {
		return len(l.rows(r.lineStart, r.lineEnd)), true
	}
	w := int64(l.width())
	return int((r.lineEnd - r.lineStart + w - 1) / w), false
}

// Fraction says how far down a row is, from 0 to 1, for a scroll bar: by visible lines, and within a line by bytes. The
// place itself is the Start of the row and never a fraction.
func (l *Layout) Fraction(r Row) float64 {
	count, line := l.visible(r.Line)
	within := float64(r.Start-r.lineStart) / float64(r.lineEnd-r.lineStart+1)
	return (float64(line) + within) / float64(count)
}

// At is the row that is a fraction of the way down: what a dragged scroll bar shows.
func (l *Layout) At(fraction float64) Row {
	count, _ := l.visible(0)
	at := min(max(fraction, 0), 1) * float64(count)
	line := min(int(at), count-1)
	within := min(at-float64(line), 1)
	if l.Folds != nil {
		line = l.Folds.Line(line)
	}
	r := l.line(line)
	return l.find(r, r.lineStart+int64(within*float64(r.lineEnd-r.lineStart)))
}

// visible is the number of visible lines and the place of a line among them.
func (l *Layout) visible(line int) (count, at int) {
	count, _ = l.Doc.Lines()
	if l.Folds == nil {
		return count, line
	}
	return max(1, l.Folds.Visible(count)), l.Folds.Visible(line)
}
