package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"postern/highlight"
)

var pages = []struct{ name, source, want string }{
	{"empty", "", ""},
	{"headings", "# One\n\nTwo *x*\n---\n### Three\n", "One\n═══\n\nTwo x\n─────\n\n### Three"},
	{"paragraphs", "a\nb  \nc\\\nd\n\n\ne &amp; f &copy; \\*g\\* \\&amp; C:\\dir", "a b\nc\nd\n\ne & f © *g* &amp; C:\\dir"},
	{"emphasis", "*a* **b** ***c*** `d  e` ~~f~~", "a b c d  e ~~f~~"},
	{"lists", "- a\n- b\n  - c\n    - d\n      - e\n\n1. x\n2. y\n\n\n3) p\n\n4) q", "• a\n• b\n  ◦ c\n    ▪ d\n      ▪ e\n\n1. x\n2. y\n\n3. p\n\n4. q"},
	{"blocks in lists", "1. a\n\n   b\n\n   > c\n\n2. d\n-\n- x", "1. a\n\n   b\n\n   │ c\n\n2. d\n\n• \n• x"},
	{"tasks", "- [x] done\n- [ ] open", "• [x] done\n• [ ] open"},
	{"quotes", "> a\n> b\n>\n> > c\n\nd", "│ a b\n│ \n│ │ c\n\nd"},
	{"rule", "a\n\n***\n\nb", "a\n\n" + strings.Repeat("─", 40) + "\n\nb"},
	{"code", "    x\n\n      y\n\n```json\n{\"a\": 1}\n\n```\n", "    x\n    \n      y\n\n    {\"a\": 1}\n    "},
	{"links", "[a](http://a/?x=1&amp;y) <http://b> http://c/d [e][f] [](g) ![h](i) <j@k.l>\n\n[f]: http://f \"title\"",
		"a (http://a/?x=1&y) http://b http://c/d e (http://f) g h (i) j@k.l"},
	{"table", "|a|b|c|\n|-|:-:|-:|\n|x|日本|1|\n|long|*y*<br>z|22 `p\\|q`|", "a    │  b   │      c\n─────┼──────┼───────\nx    │ 日本 │      1\nlong │ y z  │ 22 p|q"},
	{"html", "<div>\n*a*\n</div>\n\nb <i>c</i> d<br>e", "<div>\n*a*\n</div>\n\nb <i>c</i> d\ne"},
	{"line breaks of Windows", "# a\r\n\r\nb\r\nc\r\n", "a\n═\n\nb c"},
}

func TestRender(t *testing.T) {
	for _, c := range pages {
		t.Run(c.name, func(t *testing.T) {
			p, ok := Render([]byte(c.source))
			if !ok {
				t.Fatal("not laid out")
			}
			if diff := cmp.Diff(strings.Split(c.want, "\n"), strings.Split(p.Text(), "\n")); diff != "" {
				t.Error(diff)
			}
			check(t, p)
		})
	}
}

// check holds what must be true of every page.
func check(t *testing.T, p *Page) {
	t.Helper()
	lines := strings.Split(p.Text(), "\n")
	for i, line := range lines {
		at := 0
		for _, s := range p.Spans(i) {
			if s.Start < at || s.End <= s.Start || s.End > len(line) || s.Kind == highlight.Plain {
				t.Fatalf("line %d %q has span %+v after %d", i, line, s, at)
			}
			at = s.End
		}
	}
	if p.Spans(-1) != nil || len(p.Spans(len(lines)+1)) != 0 {
		t.Error("there are spans outside of the text")
	}
	at := 0
	for _, l := range p.links {
		if l.from < at || l.to <= l.from || l.to > len(p.text)+1 {
			t.Fatalf("link %+v after %d in %d bytes", l, at, len(p.text))
		}
		at = l.to
	}
}

// kinds writes the spans of a page as text, the kind before each.
func kinds(p *Page) string {
	names := map[highlight.Kind]string{highlight.Punct: "punct", highlight.String: "code", highlight.Comment: "faint", highlight.Heading: "heading",
		highlight.Strong: "strong", highlight.Emphasis: "emphasis", highlight.Link: "link", highlight.Key: "key", highlight.Number: "number"}
	var out strings.Builder
	for i, line := range strings.Split(p.Text(), "\n") {
		for _, s := range p.Spans(i) {
			fmt.Fprintf(&out, "%s %s|", names[s.Kind], line[s.Start:s.End])
		}
	}
	return out.String()
}

func TestKinds(t *testing.T) {
	for source, want := range map[string]string{
		"# a *b*":              "heading a b|punct ═══|",
		"*a **b*** `c`":        "emphasis a |strong b|code c|",
		"[a *b*](http://c) d":  "link a b|faint (http://c)|",
		"> a":                  "punct │ |",
		"- a":                  "punct • |",
		"```json\n{\"a\":1}\n": "punct {|key \"a\"|punct :|number 1|punct }|",
		"|a|\n|-|\n|b|":        "strong a|punct ─|",
		"<i>a</i>":             "faint <i>|faint </i>|",
	} {
		p, _ := Render([]byte(source))
		if got := kinds(p); got != want {
			t.Errorf("%q: %s, want %s", source, got, want)
		}
	}
}

func TestLink(t *testing.T) {
	p, _ := Render([]byte("x [a](http://a) <http://b>\n\n- [c](d)"))
	for off, want := range map[string]string{"x": "", "a (": "http://a", "http://a": "http://a", "http://b": "http://b", "c (": "d", "•": ""} {
		if got, from := p.Link(int64(strings.Index(p.Text(), off))); got != want || want == "d" && int(from) != strings.Index(p.Text(), "c (") {
			t.Errorf("at %q: %q from %d, want %q", off, got, from, want)
		}
	}
	if got, _ := p.Link(int64(len(p.Text()) + 5)); got != "" {
		t.Errorf("behind the text: %q", got)
	}
}

// TestMadeToBeSlow gives what would keep the parser busy for minutes, which is not laid out, and what only looks so.
func TestMadeToBeSlow(t *testing.T) {
	for name, source := range map[string]string{
		"quotes": strings.Repeat(">", 1<<20) + "a", "lists": strings.Repeat("- ", 1<<19) + "a", "numbers": strings.Repeat("1. ", 1<<18) + "a",
		"links": strings.Repeat("[a](", 1<<18), "brackets": strings.Repeat("[a\n", 1<<18), "size": strings.Repeat("a", MostBytes+1),
	} {
		if _, ok := Render([]byte(source)); ok {
			t.Errorf("%s are laid out", name)
		}
	}
	for name, source := range map[string]string{
		"rule": strings.Repeat("-", 1<<10), "dots": strings.Repeat(".", 1<<10), "links": strings.Repeat("[a](b) ", 1<<12), "text": strings.Repeat("a b ", 1<<16),
	} {
		if _, ok := Render([]byte(source)); !ok {
			t.Errorf("%s are not laid out", name)
		}
	}
}

// TestWideTableStaysSmall holds a table against one cell that is as wide as a book.
func TestWideTableStaysSmall(t *testing.T) {
	source := "|a|b|\n|-|-|\n" + strings.Repeat("|x|y|\n", 1000) + "|" + strings.Repeat("z", 100_000) + "|y|\n"
	p, ok := Render([]byte(source))
	if !ok || len(p.Text()) > 4*len(source) {
		t.Errorf("%d bytes became %d", len(source), len(p.Text()))
	}
}

func FuzzRender(f *testing.F) {
	for _, c := range pages {
		f.Add(c.source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 4<<10 {
			return
		}
		if p, ok := Render([]byte(source)); ok {
			check(t, p)
			if utf8.ValidString(source) && !utf8.ValidString(p.Text()) {
				t.Errorf("%q became %q", source, p.Text())
			}
		}
	})
}

func BenchmarkRender(b *testing.B) {
	unit := "# Head\n\nSome *text* with `code` and [a link](http://a.b/c) and more words to read.\n\n- one\n- two\n\n|a|b|\n|-|-|\n|x|y|\n\n```json\n{\"a\": [1, true]}\n```\n\n"
	source := []byte(strings.Repeat(unit, 1<<20/len(unit)))
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		Render(source)
	}
}
