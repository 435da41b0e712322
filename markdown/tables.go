package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"

	"postern/highlight"
	"postern/text"
)

// mostColumn bounds, in columns, what a long cell widens the others of its column to.
const mostColumn = 60

// columns is the width of a text in cells of a fixed-width font.
func columns(b []byte) int { return text.Cells{}.Col(b, 0, len(b)) }

// table writes rows in columns, with a line under the first.
func (w *writer) table(n *extended.Table) {
	w.flat = true
	defer func() { w.flat = false }()
	widths := make([]int, len(n.Alignments))
	each(n, func(cell ast.Node, i int) {
		if i < len(widths) {
			widths[i] = max(widths[i], min(w.width(cell), mostColumn))
		}
	}, nil)
	head := true
	each(n, func(cell ast.Node, i int) {
		if i < len(widths) {
			w.cell(cell, i, widths[i], n.Alignments[i], head)
		}
	}, func() {
		w.finish()
		if head {
			w.underline(widths)
		}
		head = false
	})
}

// each calls a function for every cell with its column, and another at the end of a row.
func each(table ast.Node, cell func(cell ast.Node, column int), end func()) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		i := 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cell(c, i)
			i++
		}
		if end != nil {
			end()
		}
	}
}

// width is how wide a cell is written.
func (w *writer) width(cell ast.Node) int {
	scratch := &writer{source: w.source, page: &Page{first: []int{0}}, flat: true}
	scratch.inlines(cell, highlight.Plain)
	return columns(scratch.out.Bytes())
}

func (w *writer) cell(cell ast.Node, i, width int, side extended.Alignment, head bool) {
	w.here()
	if i > 0 {
		w.put(" │ ", highlight.Punct)
	}
	before, after := 0, max(0, width-w.width(cell))
	switch side {
	case extended.AlignRight:
		before, after = after, 0
	case extended.AlignCenter:
		before = after / 2
		after -= before
	}
	w.put(strings.Repeat(" ", before), highlight.Plain)
	k := highlight.Plain
	if head {
		k = highlight.Strong
	}
	w.inlines(cell, k)
	w.put(strings.Repeat(" ", after), highlight.Plain)
}

// underline parts the first row from the others.
func (w *writer) underline(widths []int) {
	for i, n := range widths {
		if i > 0 {
			w.write("─┼─", highlight.Punct)
		}
		w.write(strings.Repeat("─", n), highlight.Punct)
	}
	w.finish()
}
