package highlight

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var kindNames = map[Kind]string{Key: "key", String: "string", Number: "number", Literal: "literal", Punct: "punct",
	Comment: "comment", Keyword: "keyword", Tag: "tag", Attribute: "attribute", Function: "function", Error: "error"}

// paint writes the coloured parts of a text, one line of output for each line of input, as kind:text.
func paint(language, text string) []string {
	l := New(language)
	var s State
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		var spans []Span
		spans, s = l.Line([]byte(line), s, nil)
		s = l.Break(s)
		var parts []string
		for _, p := range spans {
			parts = append(parts, kindNames[p.Kind]+":"+line[p.Start:p.End])
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return lines
}

func TestLexers(t *testing.T) {
	for _, c := range []struct {
		name, language, text string
		want                 []string
	}{
		{"json members", "json", `{"a b": "x\"y", "n": -1.5e+3, "t": [true,null]}`, []string{
			`punct:{ key:"a b" punct:: string:"x\"y" punct:, key:"n" punct:: number:-1.5e+3 punct:, key:"t" punct:: punct:[ literal:true punct:, literal:null punct:]}`}},
		{"json open string ends with its line", "json", "\"abc\n1", []string{`string:"abc`, "number:1"}},
		{"json comment", "json", `1 // "x"`, []string{`number:1 comment:// "x"`}},
		{"json variable", "json", `{"id": {{id}}}`, []string{`punct:{ key:"id" punct:: punct:{{ punct:}}}`}},
		{"xml", "xml", "<a:b c=\"d > e\"\n f='g'>h &amp; i</a:b><!-- j\nk --><l/>", []string{
			`punct:< tag:a:b attribute:c punct:= string:"d > e"`,
			`attribute:f punct:= string:'g' punct:> literal:&amp; punct:</ tag:a:b punct:> comment:<!-- j`,
			`comment:k --> punct:< tag:l punct:/>`}},
		{"xml cdata and instruction", "xml", "<?xml version='1.0'?><![CDATA[<a>\n]]><b/>", []string{
			`comment:<?xml version='1.0'?><![CDATA[ string:<a>`, `string:]]> punct:< tag:b punct:/>`}},
		{"html script", "html", "<script>let a = `x\ny`; // <b>\n</SCRIPT><b>", []string{
			"punct:< tag:script punct:> keyword:let punct:= string:`x",
			"string:y` punct:; comment:// <b>",
			`punct:</ tag:SCRIPT punct:>< tag:b punct:>`}},
		{"html style", "html", "<style>/* a\n</style>", []string{
			"punct:< tag:style punct:> comment:/* a", "punct:</ tag:style punct:>"}},
		{"javascript comment over lines", "javascript", "/* a\n\"b\n*/ 1", []string{"comment:/* a", `comment:"b`, "comment:*/ number:1"}},
		{"javascript quote in a comment", "javascript", "1 // it's `\n2", []string{"number:1 comment:// it's `", "number:2"}},
		{"javascript quote in a pattern", "javascript", "x = /[`]/\n2", []string{"punct:= string:/[`]/", "number:2"}},
		{"javascript template with escape", "javascript", "`a\\`b\nc` + 1", []string{"string:`a\\`b", "string:c` punct:+ number:1"}},
		{"python docstring", "python", "\"\"\"a\nb\"\"\" 1", []string{`string:"""a`, `string:b""" number:1`}},
		{"shell body over lines", "bash", "curl -d '{\n\"a\": 1}'", []string{"string:'{", `string:"a": 1}'`}},
		{"graphql description", "graphql", "\"\"\"\nquery\n\"\"\"", []string{`string:"""`, "string:query", `string:"""`}},
		{"yaml", "yaml", "a: true # b", []string{"key:a punct:: literal:true comment:# b"}},
		{"yaml block scalar", "yaml", "a:\n - k: |-\n    b: 1\n\n    # c\n   d: 1\n  e: > # f\n   g: 1\nh: 1", []string{
			"key:a punct::", "key:k punct:: punct:|-", "string:    b: 1", "", "string:    # c", "key:d punct:: number:1",
			"key:e punct:: punct:> comment:# f", "string:   g: 1", "key:h punct:: number:1"}},
		{"markdown fences", "markdown", "~~~~ go\n~~~\n```\n~~~~~\n`a` ``` b\n```\n# c\n```", []string{
			"punct:~~~~ go", "string:~~~", "string:```", "punct:~~~~~", "string:`a`", "punct:```", "string:# c", "punct:```"}},
		{"unknown", "no such language", "a 1 \"b\"", []string{""}},
		{"none", "", "a", []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, paint(c.language, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ mime, name, head, want string }{
		{"application/json; charset=utf-8", "", "", "json"},
		{"application/problem+JSON", "", "", "json"},
		{"image/svg+xml", "", "", "xml"},
		{"text/html", "a.json", "{", "html"},
		{"", "a/b.YML", "", "yaml"},
		{"text/plain", "", "\ufeff [\n {\"a\":1}]", "json"},
		{"text/plain", "", "[INFO] started", ""},
		{"text/plain", "", "{curly} words", ""},
		{"", "", "  <!DOCTYPE HTML><p>", "html"},
		{"", "", "<?xml version='1.0'?><a/>", "xml"},
		{"", "", "< 3 apples", ""},
		{"", "", "", ""},
		{"text/csv", "", "[1]", "csv"},
		{"text/made-up", "", "[1]", ""},
		{"application/octet-stream", "x.bin", `{"a"`, "json"},
		{"text/css", "", "", "css"},
		{"text/x-python", "", "", "python"},
		{"", "deploy/Dockerfile", "", "docker"},
		{"text/plain", "main.hs", "", "haskell"},
		{"text/plain", "notes.txt", "{\"a\":1}", "json"},
	} {
		if got := Language(c.mime, c.name, []byte(c.head)); got != c.want {
			t.Errorf("Language(%q, %q, %q) = %q, want %q", c.mime, c.name, c.head, got, c.want)
		}
	}
}

// TestJSONGoesOnInsideALine cuts a line at every byte: the kinds of its bytes must not depend on it.
func TestJSONGoesOnInsideALine(t *testing.T) {
	line := []byte(`[{"a\\": "b\"c", "d": "\\\\"}, "e\"", true] // "f"`)
	kinds := func(spans []Span, from int, into []Kind) {
		for _, s := range spans {
			for i := s.Start; i < s.End; i++ {
				into[from+i] = s.Kind
			}
		}
	}
	l := New("json")
	want := make([]Kind, len(line))
	spans, _ := l.Line(line, 0, nil)
	kinds(spans, 0, want)
	for cut := range line {
		if line[cut] == '/' || bytes.HasPrefix(line[cut:], []byte("rue")) || bytes.HasPrefix(line[cut:], []byte("ue")) || line[cut] == 'e' {
			continue // a mark or word cut in two is allowed to lose its colour
		}
		s := l.Skip(line[:cut], 0)
		got := append([]Kind(nil), want[:cut]...)
		got = append(got, make([]Kind, len(line)-cut)...)
		spans, _ := l.Line(line[cut:], s, nil)
		kinds(spans, cut, got)
		if !cmp.Equal(want, got) {
			t.Errorf("cut at %d: %q\nwant %v\ngot  %v", cut, line[cut:], want, got)
		}
	}
}

var languages = []string{"", "json", "xml", "html", "javascript", "css", "yaml", "markdown", "graphql", "python", "bash", "go", "sql", "lua", "ocaml", "hcl", "haskell", "rust", "php"}

func FuzzLexers(f *testing.F) {
	for i := range languages {
		f.Add(uint8(i), []byte("<script>a`\n{\"k\": 'v\\\\'}</script> /* \xff\xfe */\n```\n\"\"\" <![CDATA[ ]]> --[[ \r\n<style>\n"))
	}
	f.Add(uint8(1), []byte("\"\\"))
	f.Add(uint8(3), []byte("<\x00<a='<script>//</"))
	lexers := map[string]Lexer{}
	for _, name := range languages {
		lexers[name] = New(name)
	}
	f.Fuzz(func(t *testing.T, n uint8, text []byte) {
		name := languages[int(n)%len(languages)]
		l := lexers[name]
		var s State
		for _, line := range bytes.Split(text, []byte("\n")) {
			spans, after := l.Line(line, s, nil)
			if skipped := l.Skip(line, s); skipped != after {
				t.Fatalf("%s: after %q from %d: Line gives %d, Skip %d", name, line, s, after, skipped)
			}
			end := 0
			for _, p := range spans {
				if p.Start < end || p.End <= p.Start || p.End > len(line) || p.Kind == Plain || p.Kind > Error {
					t.Fatalf("%s: %q: bad span %v in %v", name, line, p, spans)
				}
				end = p.End
			}
			if s = l.Break(after); l.Stateless() && s != 0 {
				t.Fatalf("%s: a stateless lexer begins a line in %d", name, s)
			}
		}
	})
}

func BenchmarkJSONLine(b *testing.B) {
	line := []byte(`      "formatted_address": "1600 Amphitheatre Parkway, Mountain View", "lat": -122.0840575, "open": true,`)
	l := New("json")
	out := make([]Span, 0, 64)
	b.SetBytes(int64(len(line)))
	b.ReportAllocs()
	for b.Loop() {
		out, _ = l.Line(line, 0, out[:0])
	}
}

func BenchmarkSkip(b *testing.B) {
	for _, c := range []struct{ language, line string }{{"json", `{"a": "b c d e f g", "h": 1},`},
		{"html", `<p class="a b c">some words of text and <b>more</b> of it</p>`}, {"javascript", `const a = "b", c = function(d) { return d + 1 } // e`}} {
		b.Run(c.language, func(b *testing.B) {
			l, line := New(c.language), []byte(strings.Repeat(c.line, 100))
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				l.Skip(line, 0)
			}
		})
	}
}
