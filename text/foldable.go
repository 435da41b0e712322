package text

import (
	"bytes"
	"context"
)

// foldReach is how much of a line is looked at to tell whether it can be folded.
const foldReach = 64 << 10

// foldBlanks is how many blank lines are passed for the same.
const foldBlanks = 32

// Foldable tells whether lines belong behind a line, for the mark beside it: quickly, from this line and the next that is not blank.
func (l *Language) Foldable(doc Document, line int) bool {
	start, end := LineBounds(doc, line)
	count, _ := doc.Lines()
	if l.Fold == FoldNothing || line+1 >= count {
		return false
	}
	b := Bytes(doc, start, min(end, start+foldReach))
	if l.Fold == FoldBrackets {
		_, ok := l.unclosed(b)
		return ok
	}
	own, blank := indentation(b)
	for next := line + 1; !blank && next < min(count, line+foldBlanks); next++ {
		start, end := LineBounds(doc, next)
		if inner, blank := indentation(Bytes(doc, start, min(end, start+foldReach))); !blank {
			return inner > own
		}
	}
	return false
}

// unclosed is the first bracket of a line that the line does not close.
func (l *Language) unclosed(b []byte) (int, bool) {
	s := brackets{class: l.classes()}
	var open []int
	s.feed(b, func(i int, opens bool) bool {
		if opens {
			open = append(open, i)
		} else if len(open) > 0 {
			open = open[:len(open)-1]
		}
		return true
	})
	if len(open) == 0 {
		return 0, false
	}
	return open[0], true
}

// indentation counts the columns before the first visible character; blank tells that there is none.
func indentation(b []byte) (columns int, blank bool) {
	for _, c := range b {
		switch c {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		case '\r':
		default:
			return columns, false
		}
	}
	return columns, true
}

// FoldAt finds what belongs behind a line. It may read to the end of the document, at about a gigabyte a second.
func (l *Language) FoldAt(ctx context.Context, doc Document, line int) (Fold, bool, error) {
	if !l.Foldable(doc, line) {
		return Fold{}, false, nil
	}
	var fold Fold
	found := func(f Fold) bool {
		fold = f
		return f.Line != line
	}
	err := l.folds(ctx, doc, line, found)
	return fold, fold.Line == line && fold.End > line, err
}

// Folds finds all ranges of a document that can be folded, for "fold all": to be run in the background on a snapshot.
// It stops after limit ranges and tells so.
func (l *Language) Folds(ctx context.Context, doc Document, limit int) (folds []Fold, complete bool, err error) {
	complete = true
	err = l.folds(ctx, doc, 0, func(f Fold) bool {
		if len(folds) == limit {
			complete = false
			return false
		}
		folds = append(folds, f)
		return true
	})
	return folds, complete, err
}

// folds calls found for the ranges that begin at a line or after it, as they end: the outer after the inner.
func (l *Language) folds(ctx context.Context, doc Document, line int, found func(Fold) bool) error {
	switch l.Fold {
	case FoldBrackets:
		return l.foldBrackets(ctx, doc, line, found)
	case FoldIndentation:
		return foldIndentation(ctx, doc, line, found)
	}
	return nil
}

func (l *Language) foldBrackets(ctx context.Context, doc Document, line int, found func(Fold) bool) error {
	s := brackets{class: l.classes(), line: line}
	var open []int // the lines of the brackets that are open
	return scan(ctx, doc, doc.LineStart(line), doc.Len(), func(_ int64, b []byte) bool {
		return s.feed(b, func(_ int, opens bool) bool {
			if opens {
				open = append(open, s.line)
				return true
			}
			n := len(open) - 1
			if n < 0 {
				return true
			}
			begin := open[n]
			open = open[:n]
			outermost := n == 0 || open[n-1] != begin
			return !outermost || s.line-1 <= begin || found(Fold{begin, s.line - 1})
		})
	})
}

// indented is a line that more indented ones may follow.
type indented struct{ line, columns int }

// indentScan keeps the lines that are still open, each more indented than the one before it.
type indentScan struct {
	open  []indented
	last  int // the last line that was not blank
	found func(Fold) bool
}

// line takes a line that is not blank.
func (s *indentScan) line(line, columns int) bool {
	for n := len(s.open) - 1; n >= 0 && s.open[n].columns >= columns; n-- {
		begin := s.open[n].line
		s.open = s.open[:n]
		if s.last > begin && !s.found(Fold{begin, s.last}) {
			return false
		}
	}
	s.open = append(s.open, indented{line, columns})
	s.last = line
	return true
}

func foldIndentation(ctx context.Context, doc Document, line int, found func(Fold) bool) error {
	s := indentScan{found: found}
	columns, inIndent, going := 0, true, true
	err := scan(ctx, doc, doc.LineStart(line), doc.Len(), func(_ int64, b []byte) bool {
		for len(b) > 0 && going {
			if !inIndent {
				i := bytes.IndexByte(b, '\n')
				if i < 0 {
					return true
				}
				b = b[i+1:]
				line, columns, inIndent = line+1, 0, true
				continue
			}
			switch b[0] {
			case ' ':
				columns++
			case '\t':
				columns += 4 - columns%4
			case '\r':
			case '\n':
				line, columns = line+1, 0
			default:
				inIndent = false
				going = s.line(line, columns)
				continue
			}
			b = b[1:]
		}
		return going
	})
	if err == nil && going {
		s.line(line+1, -1)
	}
	return err
}
