package kit

import (
	"iter"
	"sort"
	"strings"

	"fyne.io/fyne/v2"

	"postern/text"
)

const (
	varLinePiece   = 64  // the most bytes of a text that are measured together
	varLineCluster = 256 // bytes that are looked at for one letter with all its marks
)

// varLine knows where the letters of a text stand when it is shown in one line. It measures piece by
// piece and no further than it is asked for, so that an edit costs the same however long the text is.
// Distances are in pixels of the window from the first letter.
type varLine struct {
	text   string
	masked bool
	style  fyne.TextStyle
	size   float32

	cell   float32 // width of a column of a font of fixed width
	pieces []varPiece
}

// varPiece is a part of the text that is measured.
type varPiece struct {
	from, to int // bytes
	x, width float32
}

// varGlyph is one grapheme cluster, as it is shown.
type varGlyph struct {
	off, size int // bytes of the text
	label     string
	columns   int
}

// set takes a text that differs from the last one from a byte on.
func (l *varLine) set(text string, from int) {
	l.text = text
	keep := len(l.pieces)
	for keep > 0 && l.pieces[keep-1].to+varLineCluster > from { // a cluster may reach back
		keep--
	}
	l.pieces = l.pieces[:keep]
}

// font takes a font, and forgets what it measured with another.
func (l *varLine) font(size float32, style fyne.TextStyle, masked bool) {
	cell := fyne.MeasureText("0000000000", size, style).Width / 10
	if l.size != size || l.style != style || l.masked != masked || l.cell != cell {
		l.size, l.style, l.masked, l.cell, l.pieces = size, style, masked, cell, nil
	}
}

// measure adds the next piece and reports whether there is one.
func (l *varLine) measure() bool {
	p := varPiece{}
	if n := len(l.pieces); n > 0 {
		last := l.pieces[n-1]
		p.from, p.x = last.to, last.x+last.width
	}
	if p.from >= len(l.text) {
		return false
	}
	p.to = p.from
	for p.to < len(l.text) && p.to-p.from < varLinePiece {
		g := l.glyph(p.to)
		p.to += g.size
		if g.label == " " && !l.style.Monospace {
			break // so that the pieces behind an edit stay the same, and Fyne knows their width
		}
	}
	p.width = l.width(p.from, p.to)
	l.pieces = append(l.pieces, p)
	return true
}

// glyph returns the cluster that begins at a byte.
func (l *varLine) glyph(at int) varGlyph {
	if c := l.text[at]; c >= ' ' && c < 0x7f && !l.masked && (at+1 == len(l.text) || l.text[at+1] < 0x80) {
		return varGlyph{at, 1, l.text[at : at+1], 1}
	}
	b := []byte(l.text[at:min(len(l.text), at+varLineCluster)])
	cell := text.Cells{}.First(b, 0)
	g := varGlyph{at, cell.Len, "", cell.Width}
	switch {
	case l.masked:
		g.label, g.columns = "•", 1
	case cell.Kind == text.Tab:
		g.label, g.columns = "→", 1
	case cell.Kind == text.Break:
		g.label = strings.TrimPrefix("␍↵", strings.Repeat("␍", 2-cell.Len))
		g.columns = cell.Len
	default:
		g.label = cell.Label(b)
	}
	return g
}

// width is the width of a part of a piece.
func (l *varLine) width(from, to int) float32 {
	columns, labels := 0, strings.Builder{}
	for at := from; at < to; {
		g := l.glyph(at)
		at += g.size
		columns += g.columns
		if !l.style.Monospace {
			labels.WriteString(g.label)
		}
	}
	if l.style.Monospace {
		return float32(columns) * l.cell
	}
	if labels.Len() == 0 {
		return 0
	}
	return fyne.MeasureText(labels.String(), l.size, l.style).Width
}

// piece returns the piece that holds a byte, or ends the text there.
func (l *varLine) piece(off int) varPiece {
	for len(l.pieces) == 0 || l.pieces[len(l.pieces)-1].to <= off {
		if !l.measure() {
			break
		}
	}
	return l.search(func(p varPiece) bool { return p.to > off })
}

// search returns the first measured piece that a condition holds for, or the last.
func (l *varLine) search(holds func(varPiece) bool) varPiece {
	if len(l.pieces) == 0 {
		return varPiece{}
	}
	i := sort.Search(len(l.pieces), func(i int) bool { return holds(l.pieces[i]) })
	return l.pieces[min(i, len(l.pieces)-1)]
}

// x is how far a byte stands from the first letter.
func (l *varLine) x(off int) float32 {
	p := l.piece(off)
	return p.x + l.width(p.from, max(p.from, min(off, p.to)))
}

// at returns the byte before which a caret at a distance stands: the border of letters that is nearest.
func (l *varLine) at(x float32) int {
	for len(l.pieces) == 0 || l.pieces[len(l.pieces)-1].x+l.pieces[len(l.pieces)-1].width <= x {
		if !l.measure() {
			break
		}
	}
	p := l.search(func(p varPiece) bool { return p.x+p.width > x })
	for at, left := p.from, p.x; at < p.to; {
		g := l.glyph(at)
		right := p.x + l.width(p.from, at+g.size)
		if x < (left+right)/2 {
			return at
		}
		at, left = at+g.size, right
	}
	return p.to
}

// over returns the byte of the letter that is at a distance, and whether there is one.
func (l *varLine) over(x float32) (int, bool) {
	near := l.at(x)
	if l.x(near) <= x {
		return near, near < len(l.text)
	}
	return l.before(near), near > 0
}

// before is where the letter begins that ends at a byte.
func (l *varLine) before(off int) int {
	p := l.piece(max(0, off-1))
	at := p.from
	for at < p.to {
		g := l.glyph(at)
		if at+g.size >= off {
			return at
		}
		at += g.size
	}
	return at
}

// varLineRun is a part of a text that is painted with one object.
type varLineRun struct {
	label string
	x     float32
}

// runs yields what to paint for a part of the text. Letters of a font of fixed width that are no ASCII
// stand alone: another font may draw them, which knows no columns.
func (l *varLine) runs(from, to int) iter.Seq[varLineRun] {
	return func(yield func(varLineRun) bool) {
		for from < to {
			p := l.piece(from)
			if p.to <= from {
				return
			}
			end := min(to, p.to)
			if !l.runsOf(p, from, end, yield) {
				return
			}
			from = end
		}
	}
}

func (l *varLine) runsOf(p varPiece, from, to int, yield func(varLineRun) bool) bool {
	run := varLineRun{x: p.x + l.width(p.from, from)}
	x := run.x
	for at := from; at < to; {
		g := l.glyph(at)
		at += g.size
		alone := l.style.Monospace && !l.masked && (len(g.label) > 1 || g.label >= "\x7f")
		if alone && run.label != "" {
			if !yield(run) {
				return false
			}
			run = varLineRun{}
		}
		if run.label == "" {
			run.x = x
		}
		run.label += g.label
		if x += float32(g.columns) * l.cell; alone {
			if !yield(run) {
				return false
			}
			run = varLineRun{}
		}
	}
	return run.label == "" || yield(run)
}
