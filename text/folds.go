package text

import (
	"slices"
	"sort"
)

// Fold is a range of lines that can be hidden behind its first: Line+1 to End.
type Fold struct{ Line, End int }

// Folds are the ranges of a document that are hidden now. The zero value hides nothing. Questions cost the logarithm of
// the number of hidden ranges and changes their number, however many lines there are.
type Folds struct {
	closed []Fold // by line
	spans  []span // what they hide together; nil when out of date
}

// span is lines from to (included) that are hidden, with as many hidden lines before it.
type span struct{ from, to, before int }

// Close hides ranges. A range that hides no line is ignored; of two that begin on one line the last counts.
func (f *Folds) Close(folds ...Fold) {
	f.spans = nil
	if len(folds) > 1 {
		f.closeMany(folds)
		return
	}
	for _, fold := range folds {
		i, found := f.at(fold.Line)
		switch {
		case fold.Line < 0 || fold.End <= fold.Line:
		case found:
			f.closed[i] = fold
		default:
			f.closed = slices.Insert(f.closed, i, fold)
		}
	}
}

func (f *Folds) closeMany(folds []Fold) {
	all := append(f.closed, folds...)
	slices.SortStableFunc(all, func(a, b Fold) int { return a.Line - b.Line })
	f.closed = all[:0]
	for i, fold := range all {
		last := i+1 == len(all) || all[i+1].Line != fold.Line
		if last && fold.Line >= 0 && fold.End > fold.Line {
			f.closed = append(f.closed, fold)
		}
	}
}

func (f *Folds) at(line int) (int, bool) {
	return slices.BinarySearchFunc(f.closed, line, func(fold Fold, line int) int { return fold.Line - line })
}

// Open shows again what is hidden behind a line. It tells whether something was.
func (f *Folds) Open(line int) bool {
	i, found := f.at(line)
	if found {
		f.closed = slices.Delete(f.closed, i, i+1)
		f.spans = nil
	}
	return found
}

// OpenAll shows everything.
func (f *Folds) OpenAll() { f.closed, f.spans = nil, nil }

// Reveal opens every range that hides a line.
func (f *Folds) Reveal(line int) {
	if !f.Hidden(line) {
		return
	}
	f.closed = slices.DeleteFunc(f.closed, func(fold Fold) bool { return fold.Line < line && line <= fold.End })
	f.spans = nil
}

// Closed tells what is hidden behind a line.
func (f *Folds) Closed(line int) (Fold, bool) {
	i, found := f.at(line)
	if !found {
		return Fold{}, false
	}
	return f.closed[i], true
}

// update brings spans up to date: ranges within ranges disappear, and those that touch become one.
func (f *Folds) update() {
	if f.spans != nil || len(f.closed) == 0 {
		return
	}
	f.spans = make([]span, 0, len(f.closed))
	hidden := 0
	for _, fold := range f.closed {
		from := fold.Line + 1
		if n := len(f.spans); n > 0 && from <= f.spans[n-1].to+1 {
			last := &f.spans[n-1]
			hidden += max(0, fold.End-last.to)
			last.to = max(last.to, fold.End)
			continue
		}
		f.spans = append(f.spans, span{from, fold.End, hidden})
		hidden += fold.End - fold.Line
	}
}

// before returns the last span that begins at or before a line.
func (f *Folds) before(line int) (span, bool) {
	f.update()
	i := sort.Search(len(f.spans), func(i int) bool { return f.spans[i].from > line })
	if i == 0 {
		return span{}, false
	}
	return f.spans[i-1], true
}

// Hidden tells whether a line is hidden.
func (f *Folds) Hidden(line int) bool {
	s, ok := f.before(line)
	return ok && line <= s.to
}

// Visible is the number of visible lines before a line, which is its own number among them if it is visible. Of the
// number of lines of a document it makes the number of visible ones.
func (f *Folds) Visible(line int) int {
	s, ok := f.before(line)
	if !ok {
		return line
	}
	return line - s.before - min(line-s.from, s.to-s.from+1)
}

// Line is the inverse: the line that stands at a place among the visible ones.
func (f *Folds) Line(visible int) int {
	f.update()
	i := sort.Search(len(f.spans), func(i int) bool { return f.spans[i].from-f.spans[i].before > visible })
	if i == 0 {
		return visible
	}
	s := f.spans[i-1]
	return visible + s.before + s.to - s.from + 1
}

// Shown is the nearest visible line at or before a line: the one that a hidden line hides behind.
func (f *Folds) Shown(line int) int {
	if s, ok := f.before(line); ok && line <= s.to {
		return s.from - 1
	}
	return line
}

// After is the first visible line after a line.
func (f *Folds) After(line int) int {
	if s, ok := f.before(line + 1); ok && line+1 <= s.to {
		return s.to + 1
	}
	return line + 1
}

// Edit moves ranges along with an edit. Ranges whose hidden lines it touches are opened, so that nothing is edited
// unseen.
func (f *Folds) Edit(c Change) {
	if len(f.closed) == 0 {
		return
	}
	more, last := c.LinesInserted-c.LinesRemoved, c.Line+c.LinesRemoved
	f.closed = slices.DeleteFunc(f.closed, func(fold Fold) bool {
		return fold.Line < last && fold.End >= c.Line || fold.Line == last && c.Line < last || fold.Line < c.Line && fold.End >= c.Line
	})
	for i, fold := range f.closed {
		if fold.Line > c.Line || fold.Line == c.Line && c.LinesInserted != 0 && fold.Line >= last {
			f.closed[i] = Fold{fold.Line + more, fold.End + more}
		}
	}
	f.spans = nil
}
