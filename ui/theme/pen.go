package theme

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// strokeWidth of the icons, on their grid of 16 by 16.
const strokeWidth = 1.3

type point struct{ x, y float64 }

// pen turns strokes into one filled outline. Fyne gives an icon the colour of the theme by changing
// its fills only, so a line icon must be made of fills. All parts wind the same way, which makes
// their overlaps part of the shape.
type pen struct{ d strings.Builder }

// drawIcon draws a list of marks, each a letter followed by numbers on the grid:
//
//	L x y x y ...      open line          Z x y x y ...  closed line
//	A cx cy r from to  arc, in degrees    O cx cy r      circle
//	F x y x y ...      filled polygon     D cx cy r      disc
func drawIcon(marks string) []byte {
	var p pen
	var op byte
	var args []float64
	for _, w := range append(strings.Fields(marks), "") {
		if n, err := strconv.ParseFloat(w, 64); err == nil {
			args = append(args, n)
			continue
		}
		p.mark(op, args)
		args = args[:0]
		if w != "" {
			op = w[0]
		}
	}
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">`+
		`<path fill="#808080" d="%s"/></svg>`, p.d.String())
}

func (p *pen) mark(op byte, a []float64) {
	switch op {
	case 'L':
		p.line(points(a))
	case 'Z':
		pts := points(a)
		p.line(append(pts, pts[0]))
	case 'F':
		p.fill(points(a))
	case 'A':
		p.arc(point{a[0], a[1]}, a[2], a[3], a[4])
	case 'O':
		p.polygon(sweep(point{a[0], a[1]}, a[2]+strokeWidth/2, 0, 360))
		p.polygon(sweep(point{a[0], a[1]}, a[2]-strokeWidth/2, 360, 0))
	case 'D':
		p.polygon(sweep(point{a[0], a[1]}, a[2], 0, 360))
	}
}

func points(a []float64) []point {
	pts := make([]point, 0, len(a)/2+1)
	for i := 0; i+1 < len(a); i += 2 {
		pts = append(pts, point{a[i], a[i+1]})
	}
	return pts
}

// sweep returns the corners of an arc that is smooth at the sizes icons are shown in.
func sweep(c point, r, from, to float64) []point {
	n := max(8, int(math.Abs(to-from)*r/40))
	pts := make([]point, n+1)
	for i := range pts {
		s, q := math.Sincos((from + (to-from)*float64(i)/float64(n)) * math.Pi / 180)
		pts[i] = point{c.x + r*q, c.y + r*s}
	}
	return pts
}

func (p *pen) line(pts []point) {
	const half = strokeWidth / 2
	for i, a := range pts {
		p.polygon(sweep(a, half, 0, 360))
		if i == 0 {
			continue
		}
		b := pts[i-1]
		l := math.Hypot(a.x-b.x, a.y-b.y)
		nx, ny := (a.y-b.y)/l*half, -(a.x-b.x)/l*half
		p.polygon([]point{{b.x + nx, b.y + ny}, {a.x + nx, a.y + ny}, {a.x - nx, a.y - ny}, {b.x - nx, b.y - ny}})
	}
}

func (p *pen) arc(c point, r, from, to float64) {
	const half = strokeWidth / 2
	outer, inner := sweep(c, r+half, from, to), sweep(c, r-half, to, from)
	p.polygon(append(outer, inner...))
	ends := sweep(c, r, from, to)
	p.polygon(sweep(ends[0], half, 0, 360))
	p.polygon(sweep(ends[len(ends)-1], half, 0, 360))
}

// fill draws a polygon whichever way it winds.
func (p *pen) fill(pts []point) {
	area := 0.0
	for i, a := range pts {
		b := pts[(i+1)%len(pts)]
		area += a.x*b.y - b.x*a.y
	}
	if area < 0 {
		for i, j := 0, len(pts)-1; i < j; i, j = i+1, j-1 {
			pts[i], pts[j] = pts[j], pts[i]
		}
	}
	p.polygon(pts)
}

func (p *pen) polygon(pts []point) {
	for i, q := range pts {
		c := byte('L')
		if i == 0 {
			c = 'M'
		}
		fmt.Fprintf(&p.d, "%c%.2f %.2f", c, q.x, q.y)
	}
	p.d.WriteByte('Z')
}
