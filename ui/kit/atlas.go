package kit

import (
	"image"
	"math"
	"sync"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"postern/highlight"
	"postern/ui/theme"
)

// atlas holds the glyphs of code at one size, each painted once: what makes a screen full of text cheap.
type atlas struct {
	px            float64 // text size in device pixels
	width, height int     // of a cell in device pixels
	ascent        int     // of the baseline below the cell's top
	fonts         []*sfnt.Font
	faces         []font.Face // of the fonts
	heavy         *atlas      // the same in bold, once it is needed
	ascii         [128]*glyph
	other         map[rune]*glyph
	clusters      map[string]*glyph
	none          *image.RGBA // what Fyne draws for the lack of a glyph
}

// glyph is the ink of a character: coverage, or colours for an emoji. It is placed relative to the top
// left of its first cell.
type glyph struct {
	x, y, w, h int
	alpha      []byte      // w*h
	colour     *image.RGBA // premultiplied, instead of alpha
}

// maxGlyphs bounds an atlas: when text brings more, it starts anew.
const maxGlyphs = 8192

// codeFonts are tried in order for a character.
var codeFonts = sync.OnceValue(func() []*sfnt.Font {
	regular, _ := theme.MonoFonts()
	return parseFonts(regular, content(base.DefaultTextMonospaceFont()), content(base.DefaultTextFont()), content(base.DefaultSymbolFont()))
})

// boldFonts are tried for headings and strong words.
var boldFonts = sync.OnceValue(func() []*sfnt.Font {
	_, bold := theme.MonoFonts()
	return append(parseFonts(bold), codeFonts()...)
})

func parseFonts(files ...[]byte) (fonts []*sfnt.Font) {
	for _, data := range files {
		if f, err := opentype.Parse(data); err == nil {
			fonts = append(fonts, f)
		}
	}
	return fonts
}

func content(r fyne.Resource) []byte {
	if r == nil {
		return nil
	}
	return r.Content()
}

// atlases are shared by all code in the window: a handful of sizes, used by the UI goroutine only.
var atlases = map[int]*atlas{}

// atlasFor returns the atlas for a text size in device pixels.
func atlasFor(px float64) *atlas {
	key := int(math.Round(px * 64))
	if a, ok := atlases[key]; ok {
		return a
	}
	if len(atlases) >= 6 {
		clear(atlases)
	}
	a := newAtlas(px, codeFonts())
	atlases[key] = a
	return a
}

// weight returns the atlas for a foreground: headings and strong words are bold, in cells of the same size.
func (a *atlas) weight(fg uint8) *atlas {
	if k := highlight.Kind(fg); k != highlight.Heading && k != highlight.Strong {
		return a
	}
	if a.heavy == nil {
		a.heavy = newAtlas(a.px, boldFonts())
		a.heavy.width, a.heavy.height, a.heavy.ascent = a.width, a.height, a.ascent
	}
	return a.heavy
}

func newAtlas(px float64, fonts []*sfnt.Font) *atlas {
	a := &atlas{px: px, fonts: fonts, other: map[rune]*glyph{}, clusters: map[string]*glyph{}}
	for _, f := range fonts {
		if face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: px, DPI: 72}); err == nil {
			a.faces = append(a.faces, face)
		}
	}
	m := a.faces[0].Metrics()
	advance, _ := a.faces[0].GlyphAdvance('0')
	a.width = max(1, int(math.Round(float64(advance)/64)))
	lead := int(math.Round(px / 13))
	a.ascent = m.Ascent.Ceil() + lead
	a.height = a.ascent + m.Descent.Ceil() + lead
	return a
}

// glyph returns the ink of a character that takes a number of cells; nil means none.
func (a *atlas) glyph(r rune, cells int) *glyph {
	if r < 128 {
		if a.ascii[r] == nil {
			a.ascii[r] = a.draw(r, cells)
		}
		return a.ascii[r]
	}
	g, ok := a.other[r]
	if !ok {
		if len(a.other) >= maxGlyphs {
			clear(a.other)
		}
		g = a.draw(r, cells)
		a.other[r] = g
	}
	return g
}

// cluster returns the ink of several characters that are read as one, such as an emoji of many parts.
func (a *atlas) cluster(text string, cells int) *glyph {
	g, ok := a.clusters[text]
	if !ok {
		if len(a.clusters) >= maxGlyphs {
			clear(a.clusters)
		}
		if g = a.system(text, cells); g == nil {
			r, _ := utf8.DecodeRuneInString(text)
			g = a.glyph(r, cells)
		}
		a.clusters[text] = g
	}
	return g
}

// draw makes a glyph from the first font that has it, then as Fyne would draw it, then as a box.
func (a *atlas) draw(r rune, cells int) *glyph {
	var buf sfnt.Buffer
	for i, f := range a.fonts {
		n, err := f.GlyphIndex(&buf, r)
		if err != nil || n == 0 || i >= len(a.faces) {
			continue
		}
		return a.ink(a.faces[i], r, cells)
	}
	if g := a.system(string(r), cells); g != nil {
		return g
	}
	return a.box(r, cells)
}

// ink paints a character with a face. A character of a proportional font is put in the middle of its
// cells.
func (a *atlas) ink(face font.Face, r rune, cells int) *glyph {
	dot := fixed.Point26_6{Y: fixed.I(a.ascent)}
	room := max(1, cells) * a.width
	if advance, ok := face.GlyphAdvance(r); ok && cells > 0 {
		if spare := fixed.I(room) - advance; spare > 0 {
			dot.X = spare / 2
		}
	}
	if cells == 0 { // a combining mark stands over the cell before
		dot.X = fixed.I(a.width)
		if advance, _ := face.GlyphAdvance(r); advance > 0 {
			dot.X = 0
		}
	}
	dr, mask, at, _, ok := face.Glyph(dot, r)
	if !ok || dr.Empty() {
		return &glyph{}
	}
	g := &glyph{x: dr.Min.X, y: dr.Min.Y, w: dr.Dx(), h: dr.Dy(), alpha: make([]byte, dr.Dx()*dr.Dy())}
	src, ok := mask.(*image.Alpha)
	for y := range g.h {
		for x := range g.w {
			if ok {
				g.alpha[y*g.w+x] = src.AlphaAt(at.X+x, at.Y+y).A
			} else {
				_, _, _, v := mask.At(at.X+x, at.Y+y).RGBA()
				g.alpha[y*g.w+x] = uint8(v >> 8)
			}
		}
	}
	if g.w > room+a.width/2 {
		return g.squeeze(room)
	}
	return g
}
