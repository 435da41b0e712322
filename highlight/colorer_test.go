package highlight

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type textLines [][]byte

func (t textLines) Line(i int) []byte { return t[i] }
func (t textLines) Count() int        { return len(t) }

func linesOf(text string) textLines { return bytes.Split([]byte(text), []byte("\n")) }

// fromStart colours all lines, one after the other.
func fromStart(language string, lines textLines) (out [][]Span) {
	l := patient(New(language))
	var s State
	for _, line := range lines {
		var spans []Span
		spans, s = l.Line(line, s, nil)
		out, s = append(out, spans), l.Break(s)
	}
	return out
}

// patient takes the limit of time from a lexer: on a busy machine what has no colour would depend on chance.
func patient(l Lexer) Lexer {
	if g, ok := l.(*guarded); ok {
		g.limit = time.Hour
	}
	return l
}

// TestSlowLinesAreTriedAgain colours a line that had too little time when it is asked for again, but not for ever.
func TestSlowLinesAreTriedAgain(t *testing.T) {
	l := New("python")
	g := l.(*guarded)
	g.limit = -1
	line := []byte("x = 1 # a")
	for range lexTries - 1 {
		if spans, _ := l.Line(line, 0, nil); len(spans) > 1 {
			t.Fatalf("coloured without any time: %v", spans)
		}
	}
	g.limit = time.Hour
	if spans, _ := l.Line(line, 0, nil); len(spans) < 2 {
		t.Errorf("the line is not tried again: %v", spans)
	}
	g.limit = -1
	slow := []byte("y = 2 # b")
	for range lexTries {
		l.Line(slow, 0, nil)
	}
	g.limit = time.Hour
	if spans, _ := l.Line(slow, 0, nil); len(spans) > 1 {
		t.Errorf("the line is tried for ever: %v", spans)
	}
}

func settle(t *testing.T, c *Colorer, lines Lines) {
	t.Helper()
	for range 100_000 {
		if c.Advance(context.Background(), lines, 0) {
			return
		}
	}
	t.Fatal("Advance does not come to an end")
}

func TestColorerFollowsEdits(t *testing.T) {
	pieces := map[string][]string{
		"javascript": {"let a = 1;", "/* x", "*/ f()", "`t", "s` + 2", "// `"},
		"html":       {"<p>", "<script>", "/* a", "</script>", "<!-- c", "-->", "<a b='"},
		"yaml":       {"a: |", "  b: 1", "c: 1", "    d", "", "- e: >"},
		"markdown":   {"# a", "```", "~~~~", "text", "```go"},
		"python":     {`"""`, "x = 1", "# a", "'''"},
	}
	for language, parts := range pieces {
		r := rand.New(rand.NewPCG(1, 2))
		random := func(n int) (out textLines) {
			for range n {
				out = append(out, []byte(parts[r.IntN(len(parts))]))
			}
			return out
		}
		lines := random(1200)
		c := NewColorer(language)
		patient(c.lexer)
		for edit := range 150 {
			line := r.IntN(len(lines))
			removed := min(r.IntN(3)*r.IntN(90), len(lines)-line)
			fresh := random(r.IntN(3) * r.IntN(90))
			if edit%3 == 0 {
				removed, fresh = min(1, len(lines)-line), random(1)
			}
			lines = slices.Concat(lines[:line], fresh, lines[line+removed:])
			c.Edited(line, removed, len(fresh))
			for range r.IntN(30) { // sometimes the next edit comes before the end
				c.Advance(context.Background(), lines, 0)
			}
			if len(lines) == 0 {
				lines = random(500)
				c.Edited(0, 0, 500)
			}
			want := fromStart(language, lines)
			if edit%5 == 4 {
				settle(t, c, lines)
			}
			from := r.IntN(len(lines))
			got, exact := c.Spans(lines, from, from+20)
			if edit%5 == 4 && !exact {
				t.Fatalf("%s: line %d is guessed when all is known", language, from)
			}
			if exact && !cmp.Equal(want[from:from+len(got)], got) {
				t.Fatalf("%s, edit %d, line %d of %d:\n%s", language, edit, from, len(lines), cmp.Diff(want[from:from+len(got)], got))
			}
		}
	}
}

// counted counts the lines that are looked at.
type counted struct {
	textLines
	n *int
}

func (c counted) Line(i int) []byte { *c.n++; return c.textLines[i] }

func TestColorerStopsWhereStatesMeet(t *testing.T) {
	n := 0
	lines := counted{linesOf(strings.Repeat("let a = 1;\n", 20_000)), &n}
	c := NewColorer("javascript")
	settle(t, c, lines)
	n = 0
	lines.textLines[5000] = []byte("let b = 2;")
	c.Edited(5000, 1, 1)
	settle(t, c, lines)
	if n == 0 || n > 4*stateLines {
		t.Errorf("typing in a line looked at %d lines", n)
	}
	lines.textLines[5000] = []byte("/*")
	c.Edited(5000, 1, 1)
	n = 0
	settle(t, c, lines)
	if n < 15_000 {
		t.Errorf("an open comment looked at %d lines only", n)
	}
	if spans, exact := c.Spans(lines, 19_000, 19_001); !exact || spans[0][0].Kind != Comment {
		t.Errorf("after the comment: %v, %v", spans, exact)
	}
}

func TestColorerGuessesUntilItKnows(t *testing.T) {
	lines := linesOf("/*\n" + strings.Repeat("let a = 1;\n", 20_000) + "*/")
	c := NewColorer("javascript")
	if spans, exact := c.Spans(lines, 10_000, 10_050); exact || len(spans) != 50 || spans[0][0].Kind != Keyword {
		t.Errorf("before: %v, %v", spans[0], exact)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if c.Advance(gone, lines, time.Hour) {
		t.Error("it was done when it was cancelled")
	}
	settle(t, c, lines)
	if spans, exact := c.Spans(lines, 10_000, 10_050); !exact || spans[0][0].Kind != Comment {
		t.Errorf("after: %v, %v", spans[0], exact)
	}
	if spans, exact := c.Spans(lines, 30_000, 30_001); !exact || spans != nil {
		t.Errorf("after the end: %v, %v", spans, exact)
	}
}

func TestColorerCutsLongLines(t *testing.T) {
	lines := linesOf("/* " + strings.Repeat("x", 3<<20) + "*/ `\n1\n`;")
	c := NewColorer("javascript")
	settle(t, c, lines)
	spans, _ := c.Spans(lines, 0, 3)
	if got := spans[0][len(spans[0])-1].End; got > longLine || spans[1][0].Kind != String {
		t.Errorf("coloured up to byte %d; the line after it: %v", got, spans[1])
	}
}

func script(size int) textLines {
	block := "/* A block of a\n * comment. */\nexport function name(a, b) {\n  const text = `line ${a}\n  and ${b}`; // note\n  return a.map((x) => x * 2 + 'it\\'s').filter(/[\"'`]/.test);\n}\n\n"
	return linesOf(strings.Repeat(block, size/len(block)))
}

func BenchmarkColorer(b *testing.B) {
	lines := script(10 << 20)
	const at = 100_000
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if spans, exact := NewColorer("javascript").Spans(lines, at, at+60); exact || len(spans) != 60 {
				b.Fatal(exact)
			}
		}
	})
	b.Run("states", func(b *testing.B) {
		b.SetBytes(10 << 20)
		for b.Loop() {
			if !NewColorer("javascript").Advance(context.Background(), lines, time.Hour) {
				b.Fatal("not done")
			}
		}
	})
	c := NewColorer("javascript")
	c.Advance(context.Background(), lines, time.Hour)
	b.Run("scroll", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			from := i * 7919 % (len(lines) - 60)
			if spans, exact := c.Spans(lines, from, from+60); !exact || len(spans) != 60 {
				b.Fatal(exact)
			}
		}
	})
	b.Run("key", func(b *testing.B) {
		for b.Loop() {
			c.Edited(at, 1, 1)
			if !c.Advance(context.Background(), lines, time.Hour) {
				b.Fatal("not done")
			}
			c.Spans(lines, at, at+60)
		}
	})
}

// TestColorerFromTwoGoroutines is for the race detector, and for edits that come while states are computed.
func TestColorerFromTwoGoroutines(t *testing.T) {
	lines := linesOf(strings.Repeat("let a = `b`; /* c */\n", 5000))
	c := NewColorer("javascript")
	stop, done := context.WithCancel(context.Background())
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for stop.Err() == nil {
			c.Advance(stop, lines, time.Millisecond)
		}
	}()
	for i := range 200 {
		c.Edited(i*20, 1, 1)
		c.Spans(lines, i*20, i*20+10)
	}
	done()
	<-finished
	settle(t, c, lines)
	got, exact := c.Spans(lines, 4000, 4010)
	if want := fromStart("javascript", lines)[4000:4010]; !exact || !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
}
