package kit

import (
	"fmt"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"postern/highlight"
	"postern/text"
)

// paintRowEnd shows what stands behind the text of a row: that a selection goes on in the next line, what is
// folded away, and the line break where space is shown.
func (v *CodeView) paintRowEnd(c pixels, row text.Row, end, y int, marks *rowMarks) {
	if !row.Last {
		return
	}
	x, a := v.cellX(end), v.geo.atlas
	if marks.at(row.End) == bgSelection {
		c.fill(x, y, a.width/2, a.height, v.paint.palette.backs[bgSelection])
	}
	if v.marks && row.End < v.doc.Len() {
		mark := "↵"
		if text.Bytes(v.doc, row.End, row.End+1)[0] == '\r' {
			mark = "␍↵"
		}
		v.paintWords(c, x, y, mark, v.paint.palette.text[fgMark])
	}
	if fold, ok := v.folds.Closed(row.Line); ok {
		words := lang.L("⋯ 1 line")
		if n := fold.End - fold.Line; n > 1 {
			words = fmt.Sprintf(lang.L("⋯ %d lines"), n)
		}
		v.paintWords(c, x+a.width, y, words, v.paint.palette.text[fgMark])
	}
}

// paintWords paints our own words, one cell a character; an ellipsis tells that they go on behind the right edge.
func (v *CodeView) paintWords(c pixels, x, y int, words string, colour color.NRGBA) {
	for _, r := range cutWords(words, (v.geo.w-v.geo.bar-x)/v.geo.atlas.width) {
		if r != ' ' {
			c.glyph(x, y, v.geo.atlas.glyph(r, 1), colour)
		}
		x += v.geo.atlas.width
	}
}

// cutWords cuts words to a number of cells.
func cutWords(words string, cells int) []rune {
	list := []rune(words)
	switch {
	case len(list) <= cells:
		return list
	case cells < 1:
		return nil
	}
	return append(list[:cells-1], '…')
}

// paintGutter paints the line number and the mark of folding, over what of the text reaches into their column.
func (v *CodeView) paintGutter(c pixels, row text.Row, y int) {
	if v.geo.digits == 0 {
		c.fill(0, y, v.geo.px(2), v.geo.atlas.height, v.paint.palette.back)
		return
	}
	c.fill(0, y, v.geo.text-v.geo.px(codePad/2), v.geo.atlas.height, v.paint.palette.back)
	if !row.First {
		return
	}
	var digits [20]byte
	number := strconv.AppendInt(digits[:0], int64(row.Line)+1, 10)
	colour := v.paint.palette.text[fgNumber]
	if row.Line == v.paint.caret.Line {
		colour = v.paint.palette.text[highlight.Plain]
	}
	x := v.geo.px(codePad) + (v.geo.digits-len(number))*v.geo.atlas.width
	for i, d := range number {
		c.glyph(x+i*v.geo.atlas.width, y, v.geo.atlas.glyph(rune(d), 1), colour)
	}
	if v.geo.folds {
		v.paintFold(c, row.Line, y)
	}
}

func (v *CodeView) paintFold(c pixels, line, y int) {
	mark := rune(0)
	if _, closed := v.folds.Closed(line); closed {
		mark = '▶'
	} else if v.foldable(line) {
		mark = '▼'
	}
	if mark != 0 {
		c.glyph(v.geo.foldX()+v.geo.atlas.width/2, y, v.geo.atlas.glyph(mark, 1), v.paint.palette.text[fgNumber])
	}
}

// foldable tells whether a line gets a mark of folding. Lines are asked about in every picture, so the answers are
// kept until the text changes.
func (v *CodeView) foldable(line int) bool {
	p := &v.paint
	if version := v.doc.Version(); p.foldable == nil || p.foldsOf != version || len(p.foldable) > 1000 {
		p.foldable, p.foldsOf = map[int]bool{}, version
	}
	is, known := p.foldable[line]
	if !known {
		is = v.rules.Foldable(v.doc, line)
		p.foldable[line] = is
	}
	return is
}

// footText is what stands below the text: what was said last, else what is wrong with it.
func (v *CodeView) footText() string {
	if v.foot != "" {
		return v.foot
	}
	return v.check.words
}

// say shows words below the text until the next edit.
func (v *CodeView) say(words string) {
	v.foot = words
	v.redraw()
}

func (v *CodeView) paintFoot(c pixels) {
	if v.geo.foot == 0 {
		return
	}
	top := v.geo.bottom()
	c.fill(0, top, v.geo.w, v.geo.foot, v.paint.palette.line)
	c.fill(0, top, v.geo.w, max(1, v.geo.px(1)), v.paint.palette.hairline)
	colour := v.paint.palette.text[highlight.Plain]
	if v.foot == "" && v.check.faulty {
		colour = v.paint.palette.text[highlight.Error]
	}
	v.paintWords(c, v.geo.px(codePad), top+v.geo.px(2), v.footText(), colour)
}

func (v *CodeView) paintBars(c pixels) {
	inset := v.geo.px(2)
	thickness := v.geo.bar - 2*inset
	if b := v.vertical(); b.track > 0 {
		c.thumb(v.geo.w-v.geo.bar+inset, v.geo.head+b.from+inset, thickness, b.length-2*inset, v.paint.palette.bar)
	}
	if b := v.horizontal(); b.track > 0 {
		c.thumb(v.geo.text+b.from+inset, v.geo.bottom()-v.geo.bar+inset, b.length-2*inset, thickness, v.paint.palette.bar)
	}
}
