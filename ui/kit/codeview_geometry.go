package kit

import (
	"math"
	"strconv"

	"postern/ui/theme"
)

// geometry is the arrangement of a view in device pixels.
type geometry struct {
	scale  float64 // device pixels in a unit of Fyne
	zoom   float64
	w, h   int
	head   int // taken by the find bar at the top
	foot   int // and by words at the bottom
	atlas  *atlas
	text   int  // where text begins, right of the line numbers
	digits int  // in the widest line number; 0 without line numbers
	folds  bool // there is a column of marks for folding
	bar    int  // thickness of a scroll bar
	cols   int  // whole cells between text and the scroll bar
}

// Paddings and sizes in units of Fyne.
const (
	codePad  = 8
	codeBar  = 10
	thumbMin = 24
)

// codeZoom makes the text of all views larger or smaller.
var codeZoom = 1.0

// CodeZoom returns how much larger than usual the text of all views is.
func CodeZoom() float64 { return codeZoom }

// SetCodeZoom makes the text of all views larger or smaller, from half to three times the usual; 0 or less is as
// usual. Views that are on the screen follow when they are next painted.
func SetCodeZoom(to float64) {
	if to <= 0 {
		to = 1
	}
	codeZoom = min(max(to, 0.5), 3)
}

func (g *geometry) setScale(scale float64) {
	if scale == g.scale && codeZoom == g.zoom && g.atlas != nil {
		return
	}
	g.scale, g.zoom = scale, codeZoom
	g.atlas = atlasFor(float64(theme.SizeCode) * codeZoom * scale)
	g.bar = g.px(codeBar)
	g.arrange()
}

func (g *geometry) px(units float64) int { return int(math.Round(units * g.scale)) }

// gutter makes room for the numbers of n lines and for marks of folding.
func (g *geometry) gutter(n int, bare, folds bool) {
	g.digits, g.folds = max(2, len(strconv.Itoa(n))), folds && !bare
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
	if g.folds {
		g.text += 2 * g.atlas.width
	}
	g.cols = max(1, (g.w-g.text-g.bar-g.px(2))/g.atlas.width)
}

// foldX is where the marks of folding begin.
func (g *geometry) foldX() int { return g.text - g.px(codePad/2) - 2*g.atlas.width }

// bottom is where the text ends and the words below it begin.
func (g *geometry) bottom() int { return g.h - g.foot }

// rows is the number of rows that fit, in parts of a row.
func (g *geometry) rows() float64 {
	return max(1, float64(g.h-g.head-g.foot)/float64(g.atlas.height))
}

// fullRows is the number of rows that are wholly visible, at least 1.
func (g *geometry) fullRows() int { return max(1, (g.h-g.head-g.foot)/g.atlas.height) }
