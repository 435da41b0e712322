package kit

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// outlineTextWidth returns the width of text as t would show it.
func outlineTextWidth(t *canvas.Text, text string) float32 {
	return fyne.MeasureText(text, t.TextSize, t.TextStyle).Width
}

// outlineFit gives t the text, cut with an ellipsis where it is wider than width. It returns the width
// used.
func outlineFit(t *canvas.Text, text string, width float32) float32 {
	text = outlineLine(text)
	w := outlineTextWidth(t, text)
	if w <= width {
		t.Text = text
		return w
	}
	// Guess by proportion, then shorten: measuring is what costs.
	n := int(float32(len(text)) * max(0, width) / w)
	for ; n > 0; n-- {
		if !utf8.RuneStart(text[n]) {
			continue
		}
		if w = outlineTextWidth(t, text[:n]+"…"); w <= width {
			t.Text = text[:n] + "…"
			return w
		}
	}
	t.Text = ""
	return 0
}

// outlineLineLimit is more bytes than fit on any screen, and few enough to measure.
const outlineLineLimit = 400

// outlineLine makes text fit for one line of a canvas: no line breaks and not without end.
func outlineLine(text string) string {
	if len(text) > outlineLineLimit {
		text = strings.ToValidUTF8(text[:outlineLineLimit], "")
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, text)
}

// outlineBadge makes a badge fit its column.
func outlineBadge(badge string) string {
	switch badge {
	case "DELETE":
		return "DEL"
	case "OPTIONS":
		return "OPT"
	}
	if utf8.RuneCountInString(badge) > 5 {
		return strings.TrimSpace(string([]rune(badge)[:4])) // "200 OK" leaves its number
	}
	return badge
}
