package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"postern/ui/theme"
)

// toastTextLimit is far more than the lines of a toast take.
const toastTextLimit = 2000

// toastWrap breaks a text into lines of a width: at spaces and line breaks, and inside words that are
// wider than a line. The last line ends with an ellipsis where there are more.
func toastWrap(text string, width float32, limit int) []string {
	cut := len(text) > toastTextLimit
	if cut {
		text = strings.ToValidUTF8(text[:toastTextLimit], "")
	}
	fits := func(s string) bool {
		return fyne.MeasureText(s, theme.SizeText, fyne.TextStyle{}).Width <= width
	}
	var lines []string
	for paragraph := range strings.Lines(strings.TrimSpace(text)) {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if joined := strings.TrimPrefix(line+" "+word, " "); fits(joined) {
				line = joined
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for !fits(word) && len(lines) <= limit {
				n := toastPrefix(word, fits)
				lines = append(lines, word[:n])
				word = word[n:]
			}
			line = word
		}
		lines = append(lines, line)
	}
	if len(lines) > limit || cut {
		lines = lines[:min(limit, len(lines))]
		last := []rune(lines[len(lines)-1])
		for len(last) > 0 && !fits(string(last)+"…") {
			last = last[:len(last)-1]
		}
		lines[len(lines)-1] = string(last) + "…"
	}
	return lines
}

// toastPrefix returns how many bytes of a word fit, at least one rune.
func toastPrefix(word string, fits func(string) bool) int {
	n := 0
	for i, r := range word {
		end := i + len(string(r))
		if n > 0 && !fits(word[:end]) {
			break
		}
		n = end
	}
	return min(n, len(word))
}
