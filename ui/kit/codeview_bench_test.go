package kit

import (
	"strings"
	"testing"

	"postern/text"
	"postern/ui/theme"
)

const tenMB = 10 << 20

// big are the texts that a view must cope with.
func big() map[string]struct{ text, language string } {
	pretty := sampleJSON(tenMB)
	compact := strings.NewReplacer("\n", "", "  ", "").Replace(pretty)
	return map[string]struct{ text, language string }{
		"lines":   {pretty, "json"},
		"oneline": {compact, "json"},
		"html":    {strings.Repeat("<p class=\"a\">some <b>text</b> &amp; more of it</p>\n", tenMB/50), "html"},
		"script":  {strings.Repeat("const a = function(b) { return `x` + 1 } // comment\n", tenMB/52), "javascript"},
	}
}

func BenchmarkPaint(b *testing.B) {
	for name, c := range big() {
		for _, wrap := range []bool{false, true} {
			b.Run(name+map[bool]string{true: "/wrapped", false: ""}[wrap], func(b *testing.B) {
				r := newCode(b, theme.Dark, 1200, 800)
				r.SetWrap(wrap)
				r.SetText(c.text, c.language)
				r.Select(int64(len(c.text)/2), int64(len(c.text)/2))
				r.draw(1200, 800)
				b.ReportAllocs()
				for b.Loop() {
					r.scrollRows(1)
					r.draw(1200, 800)
				}
			})
		}
	}
}

// BenchmarkKey types a character into the middle of a text and paints.
func BenchmarkKey(b *testing.B) {
	for name, size := range map[string]int{"10KB": 10 << 10, "1MB": 1 << 20, "10MB": tenMB} {
		b.Run(name, func(b *testing.B) {
			body := sampleJSON(size)
			r := newEditor(b, body, "json")
			at := strings.Index(body[len(body)/2:], `"Item`) + len(body)/2 + 3
			r.Select(int64(at), int64(at))
			r.draw(1200, 800)
			b.ReportAllocs()
			for b.Loop() {
				r.TypedRune('x')
				r.draw(1200, 800)
			}
		})
	}
}

// BenchmarkJumpToEnd shows a text and goes to its end.
func BenchmarkJumpToEnd(b *testing.B) {
	for name, c := range big() {
		b.Run(name, func(b *testing.B) {
			r := newCode(b, theme.Dark, 1200, 800)
			for b.Loop() {
				r.SetText("", "")
				r.SetText(c.text, c.language)
				r.move(text.DocumentEnd, false)
				r.draw(1200, 800)
			}
		})
	}
}
