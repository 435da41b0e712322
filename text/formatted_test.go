package text

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// minified is JSON of about n bytes in one line, with everything in it that formatting must keep.
func minified(n int) []byte {
	var b bytes.Buffer
	b.WriteByte('[')
	for i := 0; b.Len() < n; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"id":1234567,"z":-1.50e+10,"a":"text with \"quotes\", {braces}, \u00e9 and é","tags":["x","y",[]],"empty":{},"ok":true,"none":null}`)
	}
	b.WriteByte(']')
	return b.Bytes()
}

func formatted(t testing.TB, source Document) *Formatted {
	t.Helper()
	f := NewFormatted(source)
	if err := f.Index(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return f
}

// checkFormatted holds a view against all of the text formatted at once, and its mapping against itself.
func checkFormatted(t *testing.T, text []byte) {
	t.Helper()
	want, err := IndentJSON(context.Background(), NewBuffer(slices.Clone(text)))
	checkIndented(t, text, want, err)
	f := formatted(t, NewBuffer(slices.Clone(text)))
	same(t, f, want)
	bad, _ := errors.AsType[*SyntaxError](err)
	if problem := f.Problem(); (bad == nil) != (problem == nil) || bad != nil && *bad != *problem {
		t.Fatalf("%.200q: the problem is %v, not %v", text, problem, err)
	}
	checked, err := CheckJSON(context.Background(), NewBuffer(text))
	if err != nil || (checked == nil) != (bad == nil) || checked != nil && *checked != *bad {
		t.Fatalf("%.200q: CheckJSON says %v, %v, the view %v", text, checked, err, bad)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		if f.Len() > 0 {
			checkPlace(t, f, text, want, r.Int64N(f.Len()))
		}
	}
}

func checkPlace(t *testing.T, f *Formatted, text, shown []byte, off int64) {
	t.Helper()
	source := f.Source(off)
	if source < 0 || source > int64(len(text)) {
		t.Fatalf("%.200q: %d comes from %d", text, off, source)
	}
	if c := shown[off]; c == ' ' || c == '\n' {
		return
	}
	if text[source] != shown[off] || f.Shown(source) != off {
		t.Fatalf("%.200q: %q at %d comes from %q at %d, which is shown at %d", text, shown[off], off, text[source], source, f.Shown(source))
	}
}

func TestFormattedAgainstIndent(t *testing.T) {
	for _, text := range []string{"", " ", "1", "1 2\n3", "12", "{}", "[]", "[ ]", "{ }", "[1,2]", `{"a":1}`, `{"a":{"b":[{}]}}`, "{{name}}", `{"a":{{x}},"b":[{{y}}]}`, "\ufeff[1]",
		"[1,]", "{,}", "[1 2]", `{"a" 1}`, `{"a":1`, `["a`, "tru", "truex", "-", "01", "1.", "1e", "[1]x", "[1][2]", `"a""b"`, "\"\x01\"", `"\x"`, `"\u12g4"`, "{{x\n}}", "\xff", "nul", `{1:2}`, "[", "{", `{"a":`, "{{", "{{x"} {
		checkFormatted(t, []byte(text))
	}
	checkFormatted(t, minified(1<<20))
	checkFormatted(t, append(minified(300<<10), "] no JSON\n any more"...))
	checkFormatted(t, []byte(`["`+strings.Repeat("long é ", 60_000)+`"]`))
	checkFormatted(t, bytes.Repeat([]byte(`{"a":[1,2]}`+"\n"), 20_000))
	var indented bytes.Buffer
	if err := json.Indent(&indented, minified(300<<10), "", "\t"); err != nil {
		t.Fatal(err)
	}
	checkFormatted(t, indented.Bytes())
}

func TestFormattedDeepNestingNeedsNoStack(t *testing.T) {
	f := formatted(t, NewBuffer([]byte(strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000))))
	if p := f.Problem(); p == nil || p.Offset != 10_000 || !strings.Contains(p.Reason, "deeper") {
		t.Errorf("the problem is %v", p)
	}
	checkFormatted(t, []byte(strings.Repeat(`{"a":[`, 4900)+strings.Repeat("]}", 4900)))
}

func TestFormattedShowsItsBeginningAtOnce(t *testing.T) {
	text := minified(9 << 20)
	f := NewFormatted(NewBuffer(text))
	lines, complete := f.Lines()
	if complete || lines < 1000 || string(Line(f, 2)) != `    "id": 1234567,` {
		t.Fatalf("%d lines (%v), the third is %q", lines, complete, Line(f, 2))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := f.Index(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	var shares []int64
	if err := f.Index(context.Background(), func(done, total int64) { shares = append(shares, done*100/total) }); err != nil || !slices.IsSorted(shares) || len(shares) == 0 {
		t.Error(err, shares)
	}
	if n := len(f.marks); n > len(text)/sourceStep+2 {
		t.Errorf("%d places are kept", n)
	}
}

func TestFormattedKeepsLittleOfHostileText(t *testing.T) {
	text := strings.Repeat("[", 200) + strings.Repeat("1,", 100_000) + "1" + strings.Repeat("]", 200)
	f := formatted(t, NewBuffer([]byte(text)))
	if f.Problem() != nil || f.Len() < 100_000*2*maxIndent {
		t.Fatal(f.Len(), f.Problem())
	}
	for off := int64(0); off < f.Len(); off += 500_000 {
		f.Chunk(off)
	}
	if f.kept > 2*partBytes {
		t.Errorf("%d bytes are kept", f.kept)
	}
}

func FuzzFormatted(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2,{"b":null}],"c":"\u00e9"}`, "[1,]", "{{x}} 1", "\ufeff{}", `{"a":{{v}}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(checkFormatted)
}

func BenchmarkFormatted100MB(b *testing.B) {
	doc := NewBuffer(minified(100 << 20))
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			f := NewFormatted(doc)
			for i := range 50 {
				Line(f, i)
			}
		}
	})
	b.Run("all", func(b *testing.B) {
		b.SetBytes(doc.Len())
		for b.Loop() {
			formatted(b, doc)
		}
	})
	b.Run("jump", func(b *testing.B) {
		f := formatted(b, doc)
		n, _ := f.Lines()
		b.ResetTimer()
		for i := 0; b.Loop(); i++ {
			from := (i * 7_919_333) % (n - 50)
			for k := range 50 {
				Line(f, from+k)
			}
		}
	})
}
