package kit

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"postern/highlight"
	"postern/ui/theme"
)

// pixels is an opaque picture that is painted on directly: the generality of image/draw costs most of
// what a frame may take.
type pixels struct {
	pix    []byte
	stride int
	w, h   int
}

func canvasOf(img *image.RGBA) pixels {
	return pixels{img.Pix, img.Stride, img.Rect.Dx(), img.Rect.Dy()}
}

// fill paints a rectangle, as far as it is in the picture.
func (p pixels) fill(x, y, w, h int, c color.NRGBA) {
	x1, y1 := min(x+w, p.w), min(y+h, p.h)
	x, y = max(x, 0), max(y, 0)
	if x >= x1 || y >= y1 {
		return
	}
	first := p.pix[y*p.stride+x*4 : y*p.stride+x1*4]
	first[0], first[1], first[2], first[3] = c.R, c.G, c.B, 255
	for n := 4; n < len(first); n *= 2 {
		copy(first[n:], first[:n])
	}
	for y++; y < y1; y++ {
		copy(p.pix[y*p.stride+x*4:], first)
	}
}

// glyph paints ink relative to the top left of its cell.
func (p pixels) glyph(x, y int, g *glyph, c color.NRGBA) {
	x, y = x+g.x, y+g.y
	ink := inkOf(c)
	from, to := max(0, -x), min(g.w, p.w-x)
	for j := max(0, -y); j < g.h && y+j < p.h && from < to; j++ {
		dst := p.pix[(y+j)*p.stride+(x+from)*4 : (y+j)*p.stride+(x+to)*4]
		if g.colour != nil {
			over(dst, g.colour.Pix[j*g.colour.Stride+from*4:])
			continue
		}
		for i, a := range g.alpha[j*g.w+from : j*g.w+to] {
			if a != 0 {
				ink.over(dst[i*4:i*4+4:i*4+4], uint32(a))
			}
		}
	}
}

// ink is an opaque colour with red and blue in one number and green in another, so that a pixel is mixed with two
// multiplications.
type ink struct{ redBlue, green uint32 }

func inkOf(c color.NRGBA) ink {
	return ink{uint32(c.R) | uint32(c.B)<<16, uint32(c.G) << 8}
}

// over lays the ink over an opaque pixel.
func (k ink) over(dst []byte, a uint32) {
	const redBlue, green = 0x00ff00ff, 0x0000ff00
	a += a >> 7 // of 256 parts
	d := binary.LittleEndian.Uint32(dst)
	mixed := (d&redBlue*(256-a)+k.redBlue*a)>>8&redBlue | (d&green*(256-a)+k.green*a)>>8&green
	binary.LittleEndian.PutUint32(dst, mixed|0xff000000)
}

func blend(dst []byte, c color.NRGBA, a uint32) {
	_ = dst[2]
	dst[0] = uint8((uint32(c.R)*a + uint32(dst[0])*(255-a)) / 255)
	dst[1] = uint8((uint32(c.G)*a + uint32(dst[1])*(255-a)) / 255)
	dst[2] = uint8((uint32(c.B)*a + uint32(dst[2])*(255-a)) / 255)
}

// over paints premultiplied pixels over opaque ones.
func over(dst, src []byte) {
	for i := 0; i+3 < len(dst); i += 4 {
		rest := 255 - uint32(src[i+3])
		for k := range 3 {
			dst[i+k] = uint8(min(255, uint32(src[i+k])+uint32(dst[i+k])*rest/255))
		}
	}
}

// frame paints the edges of the picture.
func (p pixels) frame(width int, c color.NRGBA) {
	width = max(1, width)
	p.fill(0, 0, p.w, width, c)
	p.fill(0, p.h-width, p.w, width, c)
	p.fill(0, 0, width, p.h, c)
	p.fill(p.w-width, 0, width, p.h, c)
}

// thumb paints a rectangle with round ends in a translucent colour.
func (p pixels) thumb(x, y, w, h int, c color.NRGBA) {
	r := float64(min(w, h)) / 2
	for j := max(0, -y); j < h && y+j < p.h; j++ {
		for i := max(0, -x); i < w && x+i < p.w; i++ {
			px, py := float64(i)+0.5, float64(j)+0.5
			dx, dy := px-min(max(px, r), float64(w)-r), py-min(max(py, r), float64(h)-r)
			cover := min(max(r+0.5-math.Hypot(dx, dy), 0), 1)
			at := (y+j)*p.stride + (x+i)*4
			blend(p.pix[at:at+3:at+3], c, uint32(cover*float64(c.A)))
		}
	}
}

// Foregrounds beyond the kinds of text, and backgrounds.
const (
	fgMark       = uint8(kinds)
	fgNumber     = uint8(kinds + 1)
	fgVarOK      = uint8(kinds + 2)
	fgVarMissing = uint8(kinds + 3)
	fgVarSecret  = uint8(kinds + 4)
	fgCount      = kinds + 5

	bgNone      = uint8(0)
	bgFind      = uint8(1)
	bgFindHere  = uint8(2)
	bgSelection = uint8(3)
	bgPair      = uint8(4)
	bgCount     = 5
)

// kinds is the number of kinds of text.
const kinds = int(highlight.Error) + 1

// codePalette is the theme's colours as numbers.
type codePalette struct {
	text                 [fgCount]color.NRGBA
	backs                [bgCount]color.NRGBA
	back, line, hairline color.NRGBA
	caret, bar, focus    color.NRGBA
	problem, hintProblem color.NRGBA
}

var kindColors = [kinds]fyne.ThemeColorName{
	highlight.Plain: theme.ColorSyntaxPlain, highlight.Key: theme.ColorSyntaxKey, highlight.String: theme.ColorSyntaxString,
	highlight.Number: theme.ColorSyntaxNumber, highlight.Literal: theme.ColorSyntaxLiteral, highlight.Punct: theme.ColorSyntaxPunct,
	highlight.Comment: theme.ColorSyntaxComment, highlight.Keyword: theme.ColorSyntaxKeyword, highlight.Tag: theme.ColorSyntaxTag,
	highlight.Attribute: theme.ColorSyntaxAttribute, highlight.Function: theme.ColorSyntaxFunction,
	highlight.Heading: theme.ColorSyntaxHeading, highlight.Strong: theme.ColorSyntaxStrong, highlight.Emphasis: theme.ColorSyntaxEmphasis,
	highlight.Link: theme.ColorSyntaxLink, highlight.Error: theme.ColorSyntaxError,
}

// load reads the colours of the theme that holds now.
func (p *codePalette) load() {
	for k, name := range kindColors {
		p.text[k] = plainColor(name)
	}
	p.text[fgMark], p.text[fgNumber] = plainColor(theme.ColorFaint), plainColor(theme.ColorGutter)
	p.text[fgVarOK], p.text[fgVarMissing], p.text[fgVarSecret] = plainColor(theme.ColorVarOK), plainColor(theme.ColorVarMissing), plainColor(theme.ColorVarSecret)
	p.back, p.line, p.hairline = plainColor(theme.ColorCode), plainColor(theme.ColorLine), plainColor(theme.ColorHairline)
	p.problem, p.hintProblem = plainColor(theme.ColorSyntaxError), plainColor(base.ColorNameWarning)
	p.focus = p.over(plainColor(base.ColorNameFocus))
	p.backs[bgPair] = p.over(plainColor(base.ColorNameFocus))
	p.caret, p.bar = plainColor(base.ColorNamePrimary), plainColor(base.ColorNameScrollBar)
	p.backs[bgFind], p.backs[bgFindHere] = plainColor(theme.ColorFind), plainColor(theme.ColorFindHere)
	p.backs[bgSelection] = p.over(plainColor(base.ColorNameSelection))
}

// over lays a translucent colour over the background of code.
func (p *codePalette) over(c color.NRGBA) color.NRGBA {
	mixed := []byte{p.back.R, p.back.G, p.back.B}
	blend(mixed, c, uint32(c.A))
	return color.NRGBA{R: mixed[0], G: mixed[1], B: mixed[2], A: 255}
}

func plainColor(name fyne.ThemeColorName) color.NRGBA {
	if c, ok := theme.Color(name).(color.NRGBA); ok {
		return c
	}
	return color.NRGBAModel.Convert(theme.Color(name)).(color.NRGBA)
}
