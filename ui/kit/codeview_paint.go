package kit

import (
	"image"
	"math"
	"strconv"
	"unicode/utf8"

	"postern/highlight"
)

// painter is what painting needs besides the view, kept from one picture to the next.
type painter struct {
	palette codePalette
	buf     []byte // the part of a line at hand
	cells   []paintedCell
	caret   rowPlace // row with the caret; line -1 if it is not to be marked
	shown   int64    // the offset after the last byte that is in view
	extra   float64  // cells that tabs add to the width of the text, as far as seen
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
	v.paintBars(c)
	return v.img
}

// fit follows the size and scale of the picture.
func (v *CodeView) fit(w, h int) {
	scale := 1.0
	if width := v.Size().Width; width > 0 {
		scale = math.Round(float64(w)/float64(width)*64) / 64
	}
	if w == v.geo.w && h == v.geo.h && scale == v.geo.scale {
		return
	}
	v.geo.setScale(max(0.1, scale))
	v.geo.resize(w, h)
	v.relayout()
	v.setTop(v.top)
}

func (v *CodeView) paintRows(c pixels) {
	v.paint.caret, v.paint.shown = rowPlace{line: -1}, 0
	if v.focused && v.caret == v.anchor {
		line := v.doc.LineAt(v.caret)
		start, _ := v.doc.Bounds(line)
		v.paint.caret = rowPlace{line: line, row: v.layout.locate(line, v.caret-start).row}
	}
	y := -int(v.top.frac * float64(v.geo.atlas.height))
	st := v.syntax.atLine(v.top.line)
	row := v.top.row
	for line := v.top.line; line < v.doc.Lines() && y < v.geo.h; line++ {
		from := y
		var whole bool
		y, st, whole = v.paintLine(c, line, row, y, st)
		v.paintNumber(c, line, row, from, y)
		if row = 0; !whole && y < v.geo.h {
			st = v.syntax.atLine(line + 1)
		}
	}
	if v.geo.digits > 0 {
		c.fill(0, y, v.geo.text-v.geo.px(2), v.geo.h-y, v.paint.palette.back)
	}
}

// paintLine paints the rows of a line from a row on, downwards from y. It returns where the next line
// begins and the lexer's state there, if the whole line was seen.
func (v *CodeView) paintLine(c pixels, line, row, y int, st highlight.State) (int, highlight.State, bool) {
	start, end := v.doc.Bounds(line)
	p := v.layout.seek(line, row, int(v.left))
	first := true
	for {
		base, lexState := v.syntax.inLine(line, st, p.off)
		to := min(end-start, p.off+v.reach(y))
		v.paint.buf = append(v.paint.buf[:0], v.doc.Bytes(start+base, start+to)...)
		spans, after := v.syntax.lex(v.paint.buf, lexState)
		part := linePiece{line: line, start: start, base: base, spans: spans, final: start+to >= end}
		done := false
		if p, y, done = v.paintPiece(c, part, p, y, first); done || len(v.paint.buf) == 0 {
			v.paint.shown = start + p.off
			return y, v.syntax.lexer.Break(after), part.final
		}
		first = false
	}
}

// reach is how many bytes of a line are painted at a time: what a view of common text needs.
func (v *CodeView) reach(y int) int64 {
	if v.layout.cols == 0 {
		return int64(v.geo.cols)*3 + 2*lexGrid
	}
	rows := (v.geo.h-y)/v.geo.atlas.height + 2
	return int64(rows*v.layout.cols)*2 + lexGrid
}

// linePiece is a part of a line in the painter's buffer.
type linePiece struct {
	line  int
	start int64 // offset of the line
	base  int64 // of the piece in the line
	spans []highlight.Span
	final bool // the piece ends with the line
}

// paintPiece paints rows from p on until the piece, the line or the view ends; done tells that it was not
// the piece.
func (v *CodeView) paintPiece(c pixels, part linePiece, p place, y int, first bool) (place, int, bool) {
	marks := v.marksFrom(part.start + p.off)
	for rowStart := first; y < v.geo.h; rowStart = true {
		if rowStart {
			v.paintRowBack(c, part.line, p.row, y)
		}
		end, next, caretX, full := v.collectRow(&part, p, marks)
		ended := !full && part.final
		if off := part.start + end.off; ended {
			v.paintLineEnd(c, off, v.cellX(end.col), y, marks)
			if off == v.caret {
				caretX = v.cellX(end.col)
			}
		}
		v.paintCells(c, y, caretX)
		if !full && !ended {
			return end, y, false // go on with the next piece, in the same row
		}
		y += v.geo.atlas.height
		if p = next; ended || v.layout.cols == 0 {
			return end, y, true
		}
	}
	return p, y, true
}

// collectRow gathers the cells of a row from p on. It returns the place after them, where the next row
// begins, where the caret is (or -1), and whether the row ended for want of room rather than of text.
func (v *CodeView) collectRow(part *linePiece, p place, marks *markCursor) (end, next place, caretX int, full bool) {
	v.paint.cells = v.paint.cells[:0]
	caretX, next = -1, p
	for {
		i := int(p.off - part.base)
		if left := len(v.paint.buf) - i; left <= 0 || left < utf8.UTFMax && !part.final {
			return p, next, caretX, false
		}
		var ch cell
		next, ch = v.layout.begin(p, v.paint.buf[i:])
		x := v.cellX(next.col)
		if next.row != p.row || x >= v.geo.w {
			return p, next, caretX, true
		}
		abs := part.start + p.off
		if abs == v.caret {
			caretX = x
		}
		for len(part.spans) > 0 && part.spans[0].End <= i {
			part.spans = part.spans[1:]
		}
		v.paint.cells = append(v.paint.cells, v.styled(ch, x, i, part.spans, marks.at(abs)))
		p = place{p.off + int64(ch.bytes), p.row, next.col + ch.width}
		if ch.kind == cellTab {
			v.paint.extra = max(v.paint.extra, float64(p.col)-float64(p.off))
		}
	}
}

// cellX is where a cell begins.
func (v *CodeView) cellX(col int) int {
	return v.geo.text + int(math.Round((float64(col)-v.left)*float64(v.geo.atlas.width)))
}

// styled decides how a character looks; i is its place in the buffer.
func (v *CodeView) styled(ch cell, x, i int, spans []highlight.Span, bg uint8) paintedCell {
	out := paintedCell{x: x, w: ch.width * v.geo.atlas.width, bg: bg}
	if len(spans) > 0 && spans[0].Start <= i {
		out.fg = uint8(spans[0].Kind)
	}
	switch ch.kind {
	case cellTab:
	case cellMark:
		out.fg, out.g = fgMark, v.geo.atlas.mark(ch.r)
	case cellInvalid:
		out.fg, out.g = uint8(highlight.Error), v.geo.atlas.glyph(ch.r, 1)
	default:
		if ch.width == 0 {
			out.x -= v.geo.atlas.width
		}
		if ch.r != ' ' {
			out.g = v.geo.atlas.glyph(ch.r, ch.width)
		}
	}
	return out
}

func (v *CodeView) paintRowBack(c pixels, line, row, y int) {
	if line == v.paint.caret.line && row == v.paint.caret.row {
		c.fill(v.geo.text-v.geo.px(codePad/2), y, v.geo.w, v.geo.atlas.height, v.paint.palette.line)
	}
}

// paintLineEnd shows that a selection goes on in the next line.
func (v *CodeView) paintLineEnd(c pixels, off int64, x, y int, marks *markCursor) {
	if marks.at(off) == bgSelection {
		c.fill(x, y, v.geo.atlas.width/2, v.geo.atlas.height, v.paint.palette.backs[bgSelection])
	}
}

func (v *CodeView) paintCells(c pixels, y, caretX int) {
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
	for _, cell := range cells {
		if cell.g != nil {
			c.glyph(cell.x, y, cell.g, v.paint.palette.text[cell.fg])
		}
	}
	if caretX >= 0 && v.focused {
		c.fill(caretX, y, max(1, v.geo.px(1.5)), height, v.paint.palette.caret)
	}
}

// paintNumber paints the line number, over what of the text reaches into its column.
func (v *CodeView) paintNumber(c pixels, line, row, y, end int) {
	if v.geo.digits == 0 {
		c.fill(0, y, v.geo.px(2), end-y, v.paint.palette.back)
		return
	}
	c.fill(0, y, v.geo.text-v.geo.px(codePad/2), end-y, v.paint.palette.back)
	if row > 0 {
		return
	}
	var digits [20]byte
	number := strconv.AppendInt(digits[:0], int64(line)+1, 10)
	colour := v.paint.palette.text[fgNumber]
	if line == v.paint.caret.line {
		colour = v.paint.palette.text[highlight.Plain]
	}
	x := v.geo.px(codePad) + (v.geo.digits-len(number))*v.geo.atlas.width
	for i, d := range number {
		c.glyph(x+i*v.geo.atlas.width, y, v.geo.atlas.glyph(rune(d), 1), colour)
	}
}

func (v *CodeView) paintBars(c pixels) {
	inset := v.geo.px(2)
	thickness := v.geo.bar - 2*inset
	if b := v.vertical(); b.track > 0 {
		c.thumb(v.geo.w-v.geo.bar+inset, b.from+inset, thickness, b.length-2*inset, v.paint.palette.bar)
	}
	if b := v.horizontal(); b.track > 0 {
		c.thumb(v.geo.text+b.from+inset, v.geo.h-v.geo.bar+inset, b.length-2*inset, thickness, v.paint.palette.bar)
	}
}
