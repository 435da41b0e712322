package theme

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

var variants = map[string]fyne.ThemeVariant{Dark: base.VariantDark, Light: base.VariantLight}

// luminance is the relative luminance of WCAG 2.
func luminance(c color.Color) float64 {
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return 0.2126*lin(n.R) + 0.7152*lin(n.G) + 0.0722*lin(n.B)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextKeepsContrast(t *testing.T) {
	room := []fyne.ThemeColorName{base.ColorNameBackground, base.ColorNameMenuBackground,
		base.ColorNameOverlayBackground, base.ColorNameHeaderBackground, ColorSidebar, ColorRail, ColorCode}
	field := []fyne.ThemeColorName{base.ColorNameInputBackground, base.ColorNameBackground}
	code := []fyne.ThemeColorName{ColorCode, ColorLine}
	standsOn := map[string][]fyne.ThemeColorName{
		"postern.method.": room, "postern.status.": room, "postern.faint": room,
		"postern.var.": append(field, code...), "postern.syntax.": code, "postern.gutter": code,
		string(base.ColorNameForeground): append(append([]fyne.ThemeColorName{base.ColorNameButton}, room...), field...),
		string(base.ColorNamePrimary):    room, string(base.ColorNameHyperlink): room,
		string(base.ColorNameError): room, string(base.ColorNameSuccess): room, string(base.ColorNameWarning): room,
		string(base.ColorNamePlaceHolder):         field,
		string(base.ColorNameForegroundOnPrimary): {base.ColorNamePrimary},
		string(base.ColorNameForegroundOnError):   {base.ColorNameError},
		string(base.ColorNameForegroundOnSuccess): {base.ColorNameSuccess},
		string(base.ColorNameForegroundOnWarning): {base.ColorNameWarning},
	}
	for variant, v := range variants {
		checked := 0
		for name, c := range palette(v) {
			for prefix, surfaces := range standsOn {
				if string(name) != prefix && (!strings.HasSuffix(prefix, ".") || !strings.HasPrefix(string(name), prefix)) {
					continue
				}
				for _, s := range surfaces {
					checked++
					if got := contrast(c, palette(v)[s]); got < 4.5 {
						t.Errorf("%s: %s on %s: contrast %.2f, want at least 4.5", variant, name, s, got)
					}
				}
			}
		}
		if checked < 150 {
			t.Errorf("%s: only %d pairs were checked", variant, checked)
		}
	}
}

func TestSearchHitsStayReadable(t *testing.T) {
	for variant, v := range variants {
		for _, hit := range []fyne.ThemeColorName{ColorFind, ColorFindHere} {
			if got := contrast(palette(v)[ColorSyntaxPlain], palette(v)[hit]); got < 4.5 {
				t.Errorf("%s: plain text on %s: contrast %.2f", variant, hit, got)
			}
		}
	}
}

func TestVariantsHoldTheSameNames(t *testing.T) {
	for name := range darkPalette {
		if lightPalette[name] == nil {
			t.Errorf("the light palette lacks %s", name)
		}
	}
	if len(lightPalette) != len(darkPalette) {
		t.Errorf("light has %d colours, dark %d", len(lightPalette), len(darkPalette))
	}
}

func TestForcedVariantOverridesDesktop(t *testing.T) {
	for _, c := range []struct {
		variant string
		desktop fyne.ThemeVariant
		want    color.Color
	}{
		{System, base.VariantDark, darkPalette[ColorCode]},
		{System, base.VariantLight, lightPalette[ColorCode]},
		{Light, base.VariantDark, lightPalette[ColorCode]},
		{Dark, base.VariantLight, darkPalette[ColorCode]},
		{"nonsense", base.VariantLight, lightPalette[ColorCode]},
	} {
		if got := New(c.variant).Color(ColorCode, c.desktop); got != c.want {
			t.Errorf("%s on desktop variant %d: got %v, want %v", c.variant, c.desktop, got, c.want)
		}
	}
}

func TestColorFollowsRunningApp(t *testing.T) {
	app := test.NewTempApp(t)
	if Color(ColorMethodGet) == nil || Color(base.ColorNameForeground) == nil {
		t.Fatal("no colour under a foreign theme")
	}
	app.Settings().SetTheme(New(Light))
	if got := Color(ColorMethodGet); got != lightPalette[ColorMethodGet] {
		t.Errorf("light theme: got %v", got)
	}
	app.Settings().SetTheme(New(Dark))
	if got := Color(ColorMethodGet); got != darkPalette[ColorMethodGet] {
		t.Errorf("dark theme: got %v", got)
	}
	if n := testing.AllocsPerRun(100, func() { Color(ColorSyntaxKey) }); n > 0 {
		t.Errorf("Color allocates %v times a call", n)
	}
}

func TestMethodAndStatusNames(t *testing.T) {
	for method, want := range map[string]fyne.ThemeColorName{"GET": ColorMethodGet, "post": ColorMethodPost,
		"PUT": ColorMethodPut, "PATCH": ColorMethodPatch, "Delete": ColorMethodDelete, "PURGE": ColorMethodOther, "": ColorMethodOther} {
		if got := Method(method); got != want {
			t.Errorf("Method(%q) = %s, want %s", method, got, want)
		}
	}
	for code, want := range map[int]fyne.ThemeColorName{100: ColorStatusInfo, 204: ColorStatusOK, 304: ColorStatusRedirect,
		404: ColorStatusClient, 599: ColorStatusServer, 0: ColorFaint, 999: ColorFaint} {
		if got := Status(code); got != want {
			t.Errorf("Status(%d) = %s, want %s", code, got, want)
		}
	}
}

func TestMonoFontHasNoLigatures(t *testing.T) {
	regular, bold := MonoFonts()
	for name, font := range map[string][]byte{"regular": regular, "bold": bold} {
		tables := int(font[4])<<8 | int(font[5])
		for i := range tables {
			if tag := string(font[12+16*i : 16+16*i]); tag == "GSUB" {
				t.Errorf("%s has glyph substitutions: ligatures would show", name)
			}
		}
	}
	th := New(Dark)
	if th.Font(fyne.TextStyle{Monospace: true, Bold: true}) != monoBold || th.Font(fyne.TextStyle{Monospace: true}) != monoRegular {
		t.Error("monospaced text is not in the embedded font")
	}
	if th.Font(fyne.TextStyle{}) == nil {
		t.Error("no font for running text")
	}
}
