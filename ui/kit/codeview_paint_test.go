package kit

import (
	"bytes"
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/highlight"
	"postern/ui/theme"
)

const goldenJSON = "{\n  \"name\": \"Ada Lovelace\",\n  \"born\": 1815,\n\t\"alive\": false,\n  \"née\": [null, -12.5e3, \"a\\\"b\"],\n" +
	"  \"odd\": \"zero\u200bwidth \x01 \xff → ✓\"\n}\n"

func TestPictures(t *testing.T) {
	compact := strings.Repeat(`{"id":12345,"name":"value","on":true},`, 3000)
	for _, c := range []struct {
		name, variant string
		set           func(v *CodeView)
	}{
		{"json_dark", theme.Dark, func(v *CodeView) { v.SetText(goldenJSON, "json") }},
		{"json_light", theme.Light, func(v *CodeView) { v.SetText(goldenJSON, "json"); v.FocusGained(); key(v, fyne.KeyDown) }},
		{"selection", theme.Light, func(v *CodeView) { v.SetText(goldenJSON, "json"); drag(v, at(v, 5, 1), at(v, 9, 4)) }},
		{"find", theme.Dark, func(v *CodeView) { v.SetText(goldenJSON, "json"); v.Find("A", false); v.FindNext() }},
		{"wrap", theme.Dark, func(v *CodeView) {
			v.SetWrap(true)
			v.SetText(compact, "json")
			v.moveTo(60_000, false)
		}},
		{"long_line", theme.Light, func(v *CodeView) { v.SetText(compact, "json"); v.moveTo(60_000, false) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, w := newCode(t, c.variant, 380, 165)
			c.set(v)
			test.AssertImageMatches(t, "codeview_"+c.name+".png", w.Canvas().Capture())
		})
	}
}

func rgbaAt(img image.Image, x, y int) color.NRGBA {
	return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
}

func TestThemeChangeRepaints(t *testing.T) {
	v, w := newCode(t, theme.Dark, 300, 100)
	v.SetText("x", "")
	dark := rgbaAt(w.Canvas().Capture(), 200, 50)
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	if light := rgbaAt(w.Canvas().Capture(), 200, 50); light == dark || light != plainColor(theme.ColorCode) {
		t.Errorf("the background is %v after a change of theme, %v before", light, dark)
	}
}

// TestScale paints with two device pixels for a unit: everything has twice the size, and the mouse still
// finds what it points at.
func TestScale(t *testing.T) {
	v, _ := newCode(t, theme.Dark, 600, 300)
	v.SetText("0123456789\nabcdefghij", "")
	one := v.geo
	v.draw(1200, 600)
	if v.geo.scale != 2 || v.geo.atlas.px != 2*one.atlas.px || v.geo.bar != 2*one.bar || v.geo.atlas.width < 2*one.atlas.width-1 {
		t.Errorf("at scale 2: %+v, at 1: %+v", v.geo, one)
	}
	p := at(v, 4, 1)
	press(v, fyne.NewPos(p.X/2, p.Y/2), 0)
	if v.caret != 15 {
		t.Errorf("a press on the fifth character of line 2 puts the caret at %d", v.caret)
	}
}

// TestSpansOfPiecesAgree holds what is lexed piece by piece against the whole line.
func TestSpansOfPiecesAgree(t *testing.T) {
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
		var x syntax
		doc := TextDocument([]byte("\n" + line))
		x.reset(doc, language)
		for _, off := range []int{0, 100, 3000, partSize - 1, partSize, 2*partSize + 777, 5 * partSize, 300} {
			base, st := x.inLine(1, 0, int64(off))
			if int(base) > off || off-int(base) > lexGrid+300 {
				t.Fatalf("%s: asked for %d, got %d", language, off, base)
			}
			part := []byte(line[base:min(len(line), off+500)])
			got := make([]highlight.Kind, len(part))
			spans, _ := x.lex(part, st)
			for _, s := range spans {
				for i := s.Start; i < s.End; i++ {
					got[i] = s.Kind
				}
			}
			for i := off - int(base); i < len(part)-len(unit); i++ {
				if got[i] != want[int(base)+i] {
					t.Fatalf("%s: byte %d of %q is kind %d, want %d", language, int(base)+i, part[max(0, i-20):i+20], got[i], want[int(base)+i])
				}
			}
		}
	}
}

func TestStateFarDown(t *testing.T) {
	text := "a()\n/* begins\n" + strings.Repeat("const inside = 1\n", 3000) + "ends */\nconst outside = 1\n"
	var x syntax
	x.reset(TextDocument([]byte(text)), "javascript")
	first := func(line int) highlight.Kind {
		spans, _ := x.lex([]byte("const inside = 1"), x.atLine(line))
		return spans[0].Kind
	}
	for line, want := range map[int]highlight.Kind{0: highlight.Keyword, 2: highlight.Comment, 2500: highlight.Comment, 3003: highlight.Keyword, 70: highlight.Comment} {
		if got := first(line); got != want {
			t.Errorf("line %d begins as kind %d, want %d", line, got, want)
		}
	}
	x.changed(100)
	if len(x.states) != 2 || first(2500) != highlight.Comment {
		t.Error("after a change the states are found again")
	}
}

func TestMissingGlyphsAreBoxes(t *testing.T) {
	test.NewTempApp(t)
	a := newAtlas(13)
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

// FuzzCodeView throws bytes and gestures at a view: it must neither panic nor lose its place.
func FuzzCodeView(f *testing.F) {
	f.Add([]byte("{\"a\": 1}\n\xff\t\r\nx"), uint8(0), []byte("udpPreEs"))
	f.Add([]byte(strings.Repeat("ab\t日\u0301", 5000)), uint8(1), []byte("eEwufFds"))
	test.NewApp()
	languages := []string{"", "json", "html", "javascript"}
	f.Fuzz(func(t *testing.T, text []byte, mode uint8, gestures []byte) {
		v := NewCodeView()
		v.Resize(fyne.NewSize(200, 90))
		v.SetWrap(mode&1 != 0)
		v.SetText(string(text), languages[int(mode>>1)%len(languages)])
		v.focused = true
		for _, g := range gestures[:min(len(gestures), 40)] {
			v.shift = g&0x80 != 0
			switch g & 0x7f {
			case 'u':
				key(v, fyne.KeyUp)
			case 'd':
				key(v, fyne.KeyDown)
			case 'p':
				key(v, fyne.KeyPageDown)
			case 'P':
				key(v, fyne.KeyPageUp)
			case 'r':
				key(v, fyne.KeyRight)
			case 'e':
				key(v, fyne.KeyEnd)
			case 'E':
				v.moveTo(v.doc.Size(), v.shift)
			case 'w':
				v.SetWrap(!v.Wrap())
			case 'f':
				v.Find("a", false)
			case 'F':
				v.FindPrevious()
			case 's':
				v.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-7, -33)})
			case 'm':
				press(v, fyne.NewPos(float32(g), float32(g)), 0)
			case 'x':
				v.scrollRows(-2.5)
			}
			v.draw(200, 90)
			if v.caret < 0 || v.caret > v.doc.Size() || v.top.line < 0 || v.top.line >= v.doc.Lines() || v.top.row < 0 || v.top.frac < 0 || v.top.frac > 1 {
				t.Fatalf("after %q: caret %d, top %+v, left %v", g, v.caret, v.top, v.left)
			}
		}
	})
}
