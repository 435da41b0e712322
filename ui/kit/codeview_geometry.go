package kit

import (
	"math"
	"strconv"

	"postern/ui/theme"
)

// geometry is the arrangement of a view in device pixels.
type geometry struct {
	scale  float64 // device pixels in a unit of Fyne
	w, h   int
	atlas  *atlas
	text   int // where text begins, right of the line numbers
	digits int // in the widest line number; 0 without line numbers
	bar    int // thickness of a scroll bar
	cols   int // whole cells between text and the scroll bar
}

// Paddings and sizes in units of Fyne.
const (
	codePad  = 8
	codeBar  = 10
	thumbMin = 24
)

func (g *geometry) setScale(scale float64) {
	if scale == g.scale && g.atlas != nil {
		return
	}
	g.scale = scale
	g.atlas = atlasFor(float64(theme.SizeCode) * scale)
	g.bar = g.px(codeBar)
	g.arrange()
}

func (g *geometry) px(units float64) int { return int(math.Round(units * g.scale)) }

// lines makes room for the numbers of n lines.
func (g *geometry) lines(n int, bare bool) {
	g.digits = max(2, len(strconv.Itoa(n)))
	if bare {
		g.digits = 0
	}
	g.arrange()
}

func (g *geometry) resize(w, h int) {
	g.w, g.h = w, h
	g.arrange()
}

func (g *geometry) arrange() {
	g.text = g.px(codePad)
	if g.digits > 0 {
		g.text += g.digits*g.atlas.width + g.px(codePad*1.5)
	}
	g.cols = max(1, (g.w-g.text-g.bar-g.px(2))/g.atlas.width)
}

// rows is the number of rows that fit, in parts of a row.
func (g *geometry) rows() float64 { return float64(g.h) / float64(g.atlas.height) }

// fullRows is the number of rows that are wholly visible, at least 1.
func (g *geometry) fullRows() int { return max(1, g.h/g.atlas.height) }
