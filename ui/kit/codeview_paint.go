package kit

import (
	"image"
	"math"
	"unicode"
	"unicode/utf8"

	"postern/highlight"
	"postern/text"
)

// painter is what painting needs besides the view, kept from one picture to the next.
type painter struct {
	palette codePalette
	cells   []paintedCell
	caret   text.Row // with the caret; Line -1 if it is not shown
	shown   int64    // the offset after the last byte that is in view
	widest  int      // columns of the widest row that was seen

	foldable map[int]bool // answers of foldable, for a version of the text
	foldsOf  uint64
}

type paintedCell struct {
	x, w int
	g    *glyph
	fg   uint8
	bg   uint8
}

// draw is the generator of the raster: w and h are device pixels.
func (v *CodeView) draw(w, h int) image.Image {
	if v.img == nil || v.img.Rect.Dx() != w || v.img.Rect.Dy() != h {
		v.img = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	if w == 0 || h == 0 {
		return v.img
	}
	v.fit(w, h)
	v.paint.palette.load()
	c := canvasOf(v.img)
	c.fill(0, 0, w, h, v.paint.palette.back)
	v.paintRows(c)
	v.paintFoot(c)
	v.paintBars(c)
	if v.focused {
		c.frame(v.geo.px(1), v.paint.palette.focus)
	}
	v.colourOn()
	return v.img
}

// fit follows the size and scale of the picture, zoom, and what is open above and below the text.
func (v *CodeView) fit(w, h int) {
	scale := 1.0
	if width := v.Size().Width; width > 0 {
		scale = math.Round(float64(w)/float64(width)*64) / 64
	}
	scale = max(0.1, scale)
	head, foot := 0, 0
	if v.bar != nil {
		head = int(math.Ceil(float64(v.bar.content.MinSize().Height) * scale))
	}
	if v.footText() != "" {
		foot = v.geo.atlas.height + v.geo.px(4)
	}
	if g := &v.geo; w == g.w && h == g.h && scale == g.scale && codeZoom == g.zoom && head == g.head && foot == g.foot {
		return
	}
	seen := v.focused && v.caretInView()
	v.geo.setScale(scale)
	v.geo.head, v.geo.foot = head, foot
	v.geo.resize(w, h)
	v.arrange()
	if seen {
		v.reveal(v.Caret().Off)
	}
}

// caretInView tells whether the row of the caret is wholly visible.
func (v *CodeView) caretInView() bool {
	n := v.rowsBetween(v.layout.Row(v.top.off), v.layout.Row(v.Caret().Off), v.geo.fullRows()+1)
	return n >= 0 && float64(n)-v.top.frac+1 <= v.geo.rows()
}

func (v *CodeView) paintRows(c pixels) {
	v.paint.caret, v.paint.shown = text.Row{Line: -1}, 0
	caret := v.Caret()
	if v.focused {
		v.paint.caret = v.layout.Row(caret.Off)
	}
	v.colour.begin()
	marks := v.rowMarks(v.top.off)
	y := v.geo.head - int(v.top.frac*float64(v.geo.atlas.height))
	for row, ok := v.layout.Row(v.top.off), true; ok && y < v.geo.bottom(); row, ok = v.layout.Next(row) {
		v.paintRow(c, row, y, caret, &marks)
		v.paintGutter(c, row, y)
		v.paint.shown = row.End
		y += v.geo.atlas.height
	}
	if v.hint != "" && v.doc.Len() == 0 {
		v.paintWords(c, v.geo.text, v.geo.head, v.hint, v.paint.palette.text[fgMark])
	}
}

// paintRow paints a row of text at y.
func (v *CodeView) paintRow(c pixels, row text.Row, y int, caret text.Caret, marks *rowMarks) {
	if row.Line == v.paint.caret.Line && caret.Empty() {
		c.fill(v.geo.text-v.geo.px(codePad/2), y, v.geo.w, v.geo.atlas.height, v.paint.palette.line)
	}
	b := v.layout.Bytes(row)
	end := v.collect(row, b, marks)
	v.paintCells(c, y)
	v.paintRowEnd(c, row, end, y, marks)
	v.paintProblems(c, row, b, y)
	if here := v.paint.caret; here.Line == row.Line && here.Start == row.Start && v.caretShown() {
		x := v.cellX(v.layout.Col(row, caret.Off))
		c.fill(x, y, max(1, v.geo.px(1.5)), v.geo.atlas.height, v.paint.palette.caret)
	}
}

// collect gathers the visible cells of a row and returns the column where its text ends.
func (v *CodeView) collect(row text.Row, b []byte, marks *rowMarks) (end int) {
	v.paint.cells = v.paint.cells[:0]
	spans, base := v.colour.of(v.doc, row)
	look := lookOf{spans: spans, at: row.Start - base, vars: v.variablesIn(b)}
	i, col := 0, 0
	if v.left >= 1 {
		i, col = v.layout.Cells.Walk(b, 0, len(b), int(v.left))
	}
	marks.row(row.Start + int64(i))
	for i < len(b) {
		x := v.cellX(col)
		if x >= v.geo.w {
			break
		}
		cell := v.cellAt(b, i, col)
		v.add(b, cell, x, look.of(i), marks.at(row.Start+int64(i)))
		i, col = i+cell.Len, col+cell.Width
	}
	if i < len(b) && !v.wrap {
		col = v.layout.Cells.Col(b, 0, len(b))
	}
	v.paint.widest = max(v.paint.widest, col)
	return col
}

// cellAt is the cell of a place in a row. Printable ASCII that nothing can combine with is the common case.
func (v *CodeView) cellAt(b []byte, i, col int) text.Cell {
	if c := b[i]; c >= ' ' && c < 0x7f && (i+1 == len(b) || b[i+1] < utf8.RuneSelf) {
		return text.Cell{Off: i, Len: 1, Col: col, Width: 1}
	}
	cell := v.layout.Cells.First(b[i:min(len(b), i+256)], col)
	cell.Off = i
	return cell
}

// cellX is where a column begins.
func (v *CodeView) cellX(col int) int {
	return v.geo.text + int(math.Round((float64(col)-v.left)*float64(v.geo.atlas.width)))
}

// add puts a cell among the painted ones.
func (v *CodeView) add(b []byte, cell text.Cell, x int, fg, bg uint8) {
	a := v.geo.atlas.weight(fg)
	out := paintedCell{x: x, w: cell.Width * a.width, fg: fg, bg: bg}
	switch cell.Kind {
	case text.Tab:
		if v.marks {
			out.fg, out.g = fgMark, a.glyph('→', 1)
		}
	case text.Text:
		v.addCluster(out, b[cell.Off:cell.Off+cell.Len], cell.Width)
		return
	default:
		out.fg = fgMark
		if cell.Kind == text.Invalid {
			out.fg = uint8(highlight.Error)
		}
		for i, r := range []rune(cell.Label(b)) {
			v.paint.cells = append(v.paint.cells, paintedCell{x: x + i*a.width, w: a.width, g: a.glyph(r, 1), fg: out.fg, bg: bg})
		}
		return
	}
	v.paint.cells = append(v.paint.cells, out)
}

// addCluster adds a character with its combining marks; what only makes sense as a whole is drawn as one.
func (v *CodeView) addCluster(out paintedCell, cluster []byte, width int) {
	a := v.geo.atlas.weight(out.fg)
	if len(cluster) == 1 {
		switch {
		case cluster[0] != ' ':
			out.g = a.glyph(rune(cluster[0]), 1)
		case v.marks:
			out.fg, out.g = fgMark, a.glyph('·', 1)
		}
		v.paint.cells = append(v.paint.cells, out)
		return
	}
	first, n := utf8.DecodeRune(cluster)
	out.g = a.glyph(first, width)
	if n < len(cluster) && !onlyMarks(cluster[n:]) {
		out.g = a.cluster(string(cluster), width)
		n = len(cluster)
	}
	v.paint.cells = append(v.paint.cells, out)
	for n < len(cluster) {
		r, size := utf8.DecodeRune(cluster[n:])
		n += size
		v.paint.cells = append(v.paint.cells, paintedCell{x: out.x + out.w - a.width, g: a.glyph(r, 0), fg: out.fg, bg: out.bg})
	}
}

func onlyMarks(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if !unicode.In(r, unicode.Mn, unicode.Me) || unicode.Is(unicode.Variation_Selector, r) {
			return false
		}
		b = b[n:]
	}
	return true
}

func (v *CodeView) paintCells(c pixels, y int) {
	cells, height := v.paint.cells, v.geo.atlas.height
	for i := 0; i < len(cells); {
		j := i + 1
		for j < len(cells) && cells[j].bg == cells[i].bg {
			j++
		}
		if cells[i].bg != bgNone {
			c.fill(cells[i].x, y, cells[j-1].x+cells[j-1].w-cells[i].x, height, v.paint.palette.backs[cells[i].bg])
		}
		i = j
	}
	for i := range cells {
		if g := cells[i].g; g != nil {
			c.glyph(cells[i].x, y, g, v.paint.palette.text[cells[i].fg])
		}
	}
}
