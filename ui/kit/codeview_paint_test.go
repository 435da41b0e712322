package kit

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"postern/highlight"
	"postern/text"
	"postern/ui/theme"
)

const goldenJSON = "{\n  \"name\": \"Ada Lovelace\",\n  \"born\": 1815,\n\t\"alive\": false,\n  \"née\": [null, -12.5e3, \"a\\\"b\"],\n" +
	"  \"odd\": \"zero\u200bwidth \x01 \xff → ✓\"\n}\n"

// codeStates are what a view can look like.
var codeStates = []struct {
	name string
	set  func(r *codeRig)
}{
	{"read", func(r *codeRig) { r.SetText(goldenJSON, "json") }},
	{"selection", func(r *codeRig) {
		r.SetText(goldenJSON, "json")
		r.Select(7, 60)
	}},
	{"find", func(r *codeRig) {
		r.SetText(goldenJSON, "json")
		r.ShowFind()
		r.bar.entry.SetText("a")
		r.queue.Drain()
		r.FindNext()
		r.window.Canvas().Unfocus() // the entry's own caret fades
	}},
	{"edit", func(r *codeRig) {
		r.SetText("{\n  \"url\": \"{{host}}/{{nope}}?k={{token}}\",\n  \"list\": [\n    1\n  ],\n  \"bad\": [1,,2]\n}", "json")
		r.SetEditable(true, "")
		r.Variables = func(n string) (VarState, string) {
			return map[string]VarState{"host": VarOK, "nope": VarMissing, "token": VarSecret}[n], n
		}
		r.queue.Advance(checkRest)
		r.ToggleFold(2)
		r.queue.Drain()
		r.window.Canvas().Focus(r.CodeView)
		r.Select(0, 0)
	}},
	{"space", func(r *codeRig) {
		r.SetText("a\tb c\r\n  d\n", "")
		r.SetSpace(true)
	}},
	{"prose", func(r *codeRig) {
		r.SetLineNumbers(false)
		r.SetProse(proseFake("heading\n═══════\n\nplain strong é emphasis www.example.com\n  • strong\n  │ plain"))
	}},
	{"empty", func(r *codeRig) {
		r.hint = "Request body"
		r.SetEditable(true, "")
	}},
	{"wrap", func(r *codeRig) {
		r.SetWrap(true)
		r.SetText(strings.Repeat(`{"id":12345,"name":"value","on":true},`, 3000), "json")
		r.Select(60_000, 60_000)
	}},
	{"long_line", func(r *codeRig) {
		r.SetText(strings.Repeat(`{"id":12345,"name":"value","on":true},`, 3000), "json")
		r.Select(60_000, 60_000)
	}},
}

func TestPictures(t *testing.T) {
	for _, c := range codeStates {
		for _, variant := range []string{theme.Dark, theme.Light} {
			for _, scale := range []float32{1, 2} {
				name := fmt.Sprintf("codeview_%s_%s_%g.png", c.name, variant, scale)
				t.Run(name, func(t *testing.T) {
					r := newCode(t, variant, 380, 165)
					r.window.Canvas().(software.WindowlessCanvas).SetScale(scale)
					r.window.Resize(fyne.NewSize(380, 165))
					r.capture()
					c.set(r)
					test.AssertImageMatches(t, name, r.window.Canvas().Capture())
				})
			}
		}
	}
}

func rgbaAt(img image.Image, x, y int) color.NRGBA {
	return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
}

func TestThemeChangeRepaints(t *testing.T) {
	r := newCode(t, theme.Dark, 300, 100)
	r.SetText("x", "")
	dark := rgbaAt(r.window.Canvas().Capture(), 200, 50)
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	if light := rgbaAt(r.window.Canvas().Capture(), 200, 50); light == dark || light != plainColor(theme.ColorCode) {
		t.Errorf("the background is %v after a change of theme, %v before", light, dark)
	}
}

// TestScale paints with two device pixels for a unit: everything has twice the size, and the mouse still
// finds what it points at.
func TestScale(t *testing.T) {
	r := newCode(t, theme.Dark, 600, 300)
	r.SetText("0123456789\nabcdefghij", "")
	one := r.geo
	r.draw(1200, 600)
	if r.geo.scale != 2 || r.geo.atlas.px != 2*one.atlas.px || r.geo.bar != 2*one.bar || r.geo.atlas.width < 2*one.atlas.width-1 {
		t.Errorf("at scale 2: %+v, at 1: %+v", r.geo, one)
	}
	p := r.at(4, 1)
	r.press(fyne.NewPos(p.X/2, p.Y/2), 0)
	if r.Caret().Off != 15 {
		t.Errorf("a press on the fifth character of line 2 puts the caret at %d", r.Caret().Off)
	}
}

func TestZoomHasLimits(t *testing.T) {
	defer SetCodeZoom(1)
	for to, want := range map[float64]float64{0: 1, -2: 1, 0.1: 0.5, 1.5: 1.5, 9: 3} {
		if SetCodeZoom(to); CodeZoom() != want {
			t.Errorf("zoom %v gives %v, want %v", to, CodeZoom(), want)
		}
	}
}

func TestZoom(t *testing.T) {
	defer func() { codeZoom = 1 }()
	r := newCode(t, theme.Dark, 600, 300)
	r.draw(600, 300)
	height := r.geo.atlas.height
	for range 30 {
		r.ctrl(fyne.KeyPlus, 0)
	}
	r.draw(600, 300)
	if big := r.geo.atlas.height; big < 2*height || codeZoom != 3 {
		t.Errorf("rows of %d pixels became %d, zoom %v", height, big, codeZoom)
	}
	r.ctrl(fyne.KeyMinus, 0)
	r.ctrl(fyne.Key0, 0)
	if r.draw(600, 300); r.geo.atlas.height != height {
		t.Errorf("rows of %d pixels became %d", height, r.geo.atlas.height)
	}
}

// TestSpansOfPartsAgree holds what is lexed part by part against the whole line.
func TestSpansOfPartsAgree(t *testing.T) {
	for language, unit := range map[string]string{
		"json": `{"a b":"c\\\"d","n":-1.5,"list":[true,null]},`,
		"html": `<p class="a > b">text &amp; <!-- a "comment" --> more<br/></p>`,
	} {
		line := strings.Repeat(unit, 6*partSize/len(unit))
		want := make([]highlight.Kind, len(line))
		spans, _ := highlight.New(language).Line([]byte(line), 0, nil)
		for _, s := range spans {
			for i := s.Start; i < s.End; i++ {
				want[i] = s.Kind
			}
		}
		doc := text.NewBuffer([]byte("\n" + line))
		layout := text.Layout{Doc: doc, Width: 500}
		var k colouring
		k.reset(doc, language)
		k.begin()
		for _, off := range []int64{0, 100, 3000, partSize - 1, partSize, 2*partSize + 777, 5 * partSize, 300} {
			row := layout.Row(1 + off)
			spans, base := k.of(doc, row)
			look := lookOf{spans: spans, at: row.Start - base}
			for i := range int(row.End - row.Start) {
				if got, want := look.of(i), uint8(want[int(row.Start)-1+i]); got != want {
					t.Fatalf("%s: byte %d is kind %d, want %d", language, int(row.Start)-1+i, got, want)
				}
			}
		}
	}
}

// TestColoursFarDown asks for the colours of lines inside and behind a comment of thousands of lines, as far as
// the background has come, and after an edit.
func TestColoursFarDown(t *testing.T) {
	r := newEditor(t, "a()\n/* begins\n"+strings.Repeat("const inside = 1\n", 3000)+"ends */\nconst outside = 1\n", "javascript")
	first := func(line int) highlight.Kind {
		r.colour.begin()
		spans, _ := r.colour.of(r.doc, r.layout.FirstRow(line))
		if len(spans) == 0 {
			return highlight.Plain
		}
		return spans[0].Kind
	}
	check := func(what string, want map[int]highlight.Kind) {
		t.Helper()
		for line, kind := range want {
			r.ScrollToLine(line)
			r.draw(600, 300)
			r.queue.Drain()
			if got := first(line); got != kind {
				t.Errorf("%s: line %d begins as kind %d, want %d", what, line, got, kind)
			}
		}
	}
	for range 100 { // until the background has been everywhere
		r.ScrollToLine(3003)
		r.draw(600, 300)
		r.queue.Drain()
	}
	check("at first", map[int]highlight.Kind{2: highlight.Comment, 2500: highlight.Comment, 3003: highlight.Keyword, 70: highlight.Comment})
	r.Replace(4, 6, "")
	for range 100 {
		r.ScrollToLine(2900)
		r.draw(600, 300)
		r.queue.Drain()
	}
	check("without the beginning of the comment", map[int]highlight.Kind{2: highlight.Keyword, 2500: highlight.Keyword, 3003: highlight.Keyword})
}

func TestMissingGlyphsAreBoxes(t *testing.T) {
	test.NewTempApp(t)
	a := newAtlas(13, codeFonts())
	if g := a.glyph('\U000F1234', 1); g == nil || g.w != a.width || len(bytes.Trim(g.alpha, "\x00")) == 0 {
		t.Error("a private character has no visible box")
	}
	if g := a.glyph('W', 1); g.w > a.width || g.h > a.height || len(g.alpha) != g.w*g.h {
		t.Errorf("the glyph of W is %d by %d in a cell of %d by %d", g.w, g.h, a.width, a.height)
	}
	for r := rune(0); r < 3*maxGlyphs; r++ {
		a.other[r+0x10000] = &glyph{}
	}
	if a.glyph('é', 1); len(a.other) > maxGlyphs {
		t.Errorf("the atlas holds %d glyphs", len(a.other))
	}
}
