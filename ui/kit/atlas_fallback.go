package kit

import (
	"bytes"
	"fmt"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// missing is a noncharacter: no font has it, so what is drawn for it is what Fyne draws for the lack of
// a glyph.
const missing = '\U0010FFFE'

// system draws text as Fyne's own text would be: with the fonts of the system, and emoji in
// colour. It returns nil if there is no font for it.
func (a *atlas) system(text string, cells int) *glyph {
	if a.none == nil {
		a.none = a.fyneText(string(missing))
	}
	img := a.fyneText(text)
	if img == nil || a.none != nil && bytes.Equal(img.Pix, a.none.Pix) {
		return nil
	}
	_, baseline := fyne.CurrentApp().Driver().RenderedTextSize(text, float32(a.px), fyne.TextStyle{Monospace: true}, nil)
	g := &glyph{y: a.ascent - int(baseline+0.5), w: img.Rect.Dx(), h: img.Rect.Dy(), alpha: make([]byte, img.Rect.Dx()*img.Rect.Dy())}
	for y := range g.h {
		for x := range g.w {
			c := img.RGBAAt(x, y)
			g.alpha[y*g.w+x] = c.A
			if max(c.R, c.G, c.B)-min(c.R, c.G, c.B) > 16 {
				g.colour = img
			}
		}
	}
	room := max(1, cells) * a.width
	if g.w > room {
		return g.squeeze(room)
	}
	g.x = (room - g.w) / 2
	return g
}

// fyneText draws white text on nothing, as wide as its advance.
func (a *atlas) fyneText(s string) *image.RGBA {
	text := canvas.NewText(s, color.White)
	text.TextSize = float32(a.px)
	text.TextStyle.Monospace = true
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(text)
	src := c.Capture()
	if src.Bounds().Empty() {
		return nil
	}
	img := image.NewRGBA(image.Rect(0, 0, src.Bounds().Dx(), src.Bounds().Dy()))
	xdraw.Draw(img, img.Rect, src, src.Bounds().Min, xdraw.Src)
	return img
}

// squeeze makes a glyph narrower.
func (g *glyph) squeeze(width int) *glyph {
	to := image.Rect(0, 0, width, g.h)
	small := &glyph{y: g.y, w: width, h: g.h}
	if g.colour != nil {
		small.colour = image.NewRGBA(to)
		xdraw.BiLinear.Scale(small.colour, to, g.colour, g.colour.Rect, xdraw.Src, nil)
		return small
	}
	src := &image.Alpha{Pix: g.alpha, Stride: g.w, Rect: image.Rect(0, 0, g.w, g.h)}
	dst := image.NewAlpha(to)
	xdraw.BiLinear.Scale(dst, to, src, src.Rect, xdraw.Src, nil)
	small.alpha = dst.Pix
	return small
}

// box is what is shown for a character without a glyph: a frame with its code point in it.
func (a *atlas) box(r rune, cells int) *glyph {
	w := max(1, cells) * a.width
	img := image.NewAlpha(image.Rect(0, 0, w, a.height))
	top, bottom := a.height/8, a.height-a.height/8
	for x := range w {
		img.SetAlpha(x, top, color.Alpha{120})
		img.SetAlpha(x, bottom-1, color.Alpha{120})
	}
	for y := top; y < bottom; y++ {
		img.SetAlpha(0, y, color.Alpha{120})
		img.SetAlpha(w-1, y, color.Alpha{120})
	}
	digits := fmt.Sprintf("%04X", r)
	half := (len(digits) + 1) / 2
	face, err := opentype.NewFace(codeFonts()[0], &opentype.FaceOptions{Size: min(float64(w-2)/float64(half)/0.6, float64(bottom-top)/2), DPI: 72})
	if err != nil {
		return &glyph{w: w, h: a.height, alpha: img.Pix}
	}
	defer face.Close()
	d := font.Drawer{Dst: img, Src: image.Opaque, Face: face}
	for i, part := range []string{digits[:len(digits)-half], digits[len(digits)-half:]} {
		d.Dot = fixed.Point26_6{X: (fixed.I(w) - d.MeasureString(part)) / 2, Y: fixed.I(top + (bottom-top)*(i+1)/2 - 1)}
		d.DrawString(part)
	}
	return &glyph{w: w, h: a.height, alpha: img.Pix}
}
