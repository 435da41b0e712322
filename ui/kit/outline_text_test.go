package kit

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2/canvas"

	"postern/ui/theme"
)

func TestOutlineBadge(t *testing.T) {
	for badge, want := range map[string]string{
		"GET": "GET", "PATCH": "PATCH", "DELETE": "DEL", "OPTIONS": "OPT", "CONNECT": "CONN", "200 OK": "200", "": "",
	} {
		if got := outlineBadge(badge); got != want {
			t.Errorf("%q becomes %q, want %q", badge, got, want)
		}
	}
}

func TestOutlineFit(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	text := &canvas.Text{TextSize: theme.SizeText}
	for _, s := range []string{"short", "two\nlines", strings.Repeat("wide é ", 500), "WWWWWWWWiiiiiiiiiiiiii", "iiiiiiiiiiiiiiWWWWWWWW", "\xff\xfe broken"} {
		for _, width := range []float32{-5, 0, 3, 20, 77, 5000} {
			w := outlineFit(text, s, width)
			if got := text.MinSize().Width; text.Text != "" && got > width || w != got && text.Text != "" {
				t.Errorf("%.20q in %v: %.30q is %v wide, said %v", s, width, text.Text, got, w)
			}
			if !utf8.ValidString(text.Text) && utf8.ValidString(s) || strings.Contains(text.Text, "\n") {
				t.Errorf("%.20q in %v: %q", s, width, text.Text)
			}
		}
	}
}
