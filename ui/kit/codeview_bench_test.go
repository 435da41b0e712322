package kit

import (
	"strings"
	"testing"

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
				v, _ := newCode(b, theme.Dark, 1200, 800)
				v.SetWrap(wrap)
				v.SetText(c.text, c.language)
				v.moveTo(int64(len(c.text)/2), false)
				v.draw(1200, 800)
				b.ReportAllocs()
				for b.Loop() {
					v.scrollRows(1)
					v.draw(1200, 800)
				}
			})
		}
	}
}

func BenchmarkSetText(b *testing.B) {
	for name, c := range big() {
		for _, wrap := range []bool{false, true} {
			b.Run(name+map[bool]string{true: "/wrapped", false: ""}[wrap], func(b *testing.B) {
				v, _ := newCode(b, theme.Dark, 1200, 800)
				v.SetWrap(wrap)
				for b.Loop() {
					v.SetText(c.text, c.language)
					v.draw(1200, 800)
				}
			})
		}
	}
}

// BenchmarkJumpToEnd is the dearest step: everything before must be known.
func BenchmarkJumpToEnd(b *testing.B) {
	for name, c := range big() {
		for _, wrap := range []bool{false, true} {
			b.Run(name+map[bool]string{true: "/wrapped", false: ""}[wrap], func(b *testing.B) {
				v, _ := newCode(b, theme.Dark, 1200, 800)
				v.SetWrap(wrap)
				for b.Loop() {
					b.StopTimer()
					v.SetText(c.text, c.language)
					b.StartTimer()
					v.moveTo(v.doc.Size(), false)
					v.draw(1200, 800)
				}
			})
		}
	}
}

func BenchmarkFind(b *testing.B) {
	v, _ := newCode(b, theme.Dark, 1200, 800)
	v.SetText(sampleJSON(tenMB), "json")
	for query, exact := range map[string]bool{"Item 99999": true, "item 99999": false, "e": false} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				v.Find(query, exact)
			}
		})
	}
}
