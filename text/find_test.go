package text

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

func mustFind(t testing.TB, q Query) *Finder {
	t.Helper()
	f, err := NewFinder(q)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func all(t testing.TB, f *Finder, doc Document) [][]int {
	t.Helper()
	m, err := f.All(context.Background(), doc, 0, doc.Len(), 1<<30)
	if err != nil || m.Capped {
		t.Fatal(err)
	}
	var out [][]int
	for i := range m.Len() {
		out = append(out, []int{int(m.At(i).From), int(m.At(i).To)})
	}
	return out
}

func equal(a, b [][]int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i][0] != b[i][0] || a[i][1] != b[i][1] {
			return false
		}
	}
	return true
}

// haystack is a text over several blocks with every kind of border in it.
func haystack(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 3))
	words := []string{"needle", "Needle", "NEEDLE", "needleneedle", "ſtraße", "STRASSE", "Kelvin", "\u212aelvin", "é", "É", "foo42", "bar", "{\"id\": 7}", "aaa"}
	var b bytes.Buffer
	for b.Len() < 1200<<10 {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteString([]string{" ", "\n", "", "\r\n", ","}[r.IntN(5)])
	}
	return b.Bytes()
}

func TestFindAgainstRegexp(t *testing.T) {
	text := haystack(1)
	buf, file := NewBuffer(text), indexed(t, text)
	for _, c := range []struct {
		query Query
		want  string
	}{
		{Query{Text: "needle", Case: true}, `needle`},
		{Query{Text: "needle"}, `(?i)needle`},
		{Query{Text: "straße"}, `(?i)straße`},
		{Query{Text: "Kelvin"}, `(?i)kelvin`},
		{Query{Text: "KSk"}, `(?i)KSk`},
		{Query{Text: "é"}, `(?i)é`},
		{Query{Text: "aa", Case: true}, `aa`},
		{Query{Text: "needle\nneedle", Case: true}, "needle\nneedle"},
		{Query{Text: "{\"id\"", Case: true}, `\{"id"`},
		{Query{Text: `^\w+$`, Case: true, Regexp: true}, `(?m)^\w+$`},
		{Query{Text: `o+\d+`, Regexp: true}, `(?im)o+\d+`},
		{Query{Text: `needle\s+bar`, Case: true, Regexp: true}, `(?m)needle\s+bar`},
		{Query{Text: `[^n]+`, Case: true, Regexp: true}, `(?m)[^n]+`},
		{Query{Text: `$`, Case: true, Regexp: true}, `(?m)$`},
		{Query{Text: `nothing like this`}, `nothing like this`},
	} {
		want := regexp.MustCompile(c.want).FindAllIndex(text, -1)
		f := mustFind(t, c.query)
		for _, doc := range []Document{buf, file} {
			if got := all(t, f, doc); !equal(got, want) {
				i := 0
				for i < min(len(got), len(want)) && equal(got[i:i+1], want[i:i+1]) {
					i++
				}
				t.Errorf("%+v in %T: %d matches, not %d; the first other is %d: %v, not %v", c.query, doc, len(got), len(want), i, got[i:min(i+2, len(got))], want[i:min(i+2, len(want))])
			}
		}
	}
}

func TestFindInOneLongLine(t *testing.T) {
	text := []byte(strings.Repeat("abcdefgh", 500_000))
	copy(text[2_000_000:], "NEEDLE123")
	f := mustFind(t, Query{Text: `needle\d+`, Regexp: true})
	if got := all(t, f, NewBuffer(text)); !equal(got, [][]int{{2_000_000, 2_000_009}}) {
		t.Error(got)
	}
	long := mustFind(t, Query{Text: `E\d+[a-h]+`, Case: true, Regexp: true})
	if got := all(t, long, NewBuffer(text)); len(got) != 1 || got[0][1] != len(text) {
		t.Error("a match of megabytes is cut:", got)
	}
}

func TestFindWholeWords(t *testing.T) {
	doc := NewBuffer([]byte("cat concat cats CAT_ été cat\nécat (cat)"))
	if got := all(t, mustFind(t, Query{Text: "cat", Word: true}), doc); !equal(got, [][]int{{0, 3}, {27, 30}, {38, 41}}) {
		t.Error(got)
	}
}

func TestFindNextAndPrevious(t *testing.T) {
	text := haystack(2)
	doc := NewBuffer(text)
	f := mustFind(t, Query{Text: "foo42"})
	want := all(t, f, doc)
	ctx := context.Background()
	for _, i := range []int{0, 1, len(want) / 2, len(want) - 1} {
		at := int64(want[i][0])
		if m, ok, err := f.Next(ctx, doc, at); !ok || err != nil || m.From != at {
			t.Errorf("next after %d is %v, %v", at, m, err)
		}
		m, ok, err := f.Previous(ctx, doc, at)
		if err != nil || ok != (i > 0) || ok && m.From != int64(want[i-1][0]) {
			t.Errorf("previous before %d is %v, %v", at, m, err)
		}
	}
	if _, ok, _ := f.Next(ctx, doc, doc.Len()-1); ok {
		t.Error("found behind the last")
	}
	// The only match is far in front.
	far := NewBuffer(append([]byte("needle"), bytes.Repeat([]byte("x\n"), 2<<20)...))
	if m, ok, err := mustFind(t, Query{Text: "needle"}).Previous(ctx, far, far.Len()); !ok || m != (Match{0, 6}) {
		t.Error(m, ok, err)
	}
}

func TestFindIsCancelledAndCapped(t *testing.T) {
	doc := NewBuffer(haystack(3))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, q := range []Query{{Text: "x"}, {Text: "x", Regexp: true}} {
		if _, err := mustFind(t, q).All(ctx, doc, 0, doc.Len(), 10); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	m, err := mustFind(t, Query{Text: "needle"}).All(context.Background(), doc, 0, doc.Len(), 10)
	if err != nil || m.Len() != 10 || !m.Capped || m.After(m.At(4).From) != 4 || m.After(m.At(4).To) != 5 {
		t.Error(m.Len(), m.Capped, err)
	}
}

func TestFindInSelection(t *testing.T) {
	doc := NewBuffer([]byte("one one one\none"))
	for _, q := range []Query{{Text: "one"}, {Text: "o.e", Regexp: true}} {
		m, err := mustFind(t, q).All(context.Background(), doc, 1, 10, 10)
		if err != nil || m.Len() != 1 || m.At(0) != (Match{4, 7}) {
			t.Error(q, m, err)
		}
	}
}

func TestFinderSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		query Query
		want  string
	}{
		{Query{}, "empty"},
		{Query{Text: "a(b", Regexp: true}, "missing closing )"},
		{Query{Text: `\Aa`, Regexp: true}, "use ^ and $"},
	} {
		if _, err := NewFinder(c.query); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.query, err)
		}
	}
}

func TestReplaceAllIsOneStep(t *testing.T) {
	for _, c := range []struct {
		query      Query
		with, want string
		count      int
	}{
		{Query{Text: "id"}, "$1", "$1=7, $1=42\n$1", 3},
		{Query{Text: `(\w+)=(\d+)`, Regexp: true}, `$2:${1}\n`, "7:id\n, 42:ID\n\nid", 2},
		{Query{Text: "none"}, "x", "id=7, ID=42\nid", 0},
		{Query{Text: "^", Regexp: true}, "> ", "> id=7, ID=42\n> id", 2},
	} {
		e := NewEditor(NewBuffer([]byte("id=7, ID=42\nid")))
		f := mustFind(t, c.query)
		r, err := f.ReplaceAll(context.Background(), e.Doc().Snapshot(), 0, e.Doc().Len(), c.with)
		if err != nil || r.Count != c.count || !e.ApplyReplaced(r) {
			t.Fatal(r, err)
		}
		if got := string(Bytes(e.Doc(), 0, e.Doc().Len())); got != c.want {
			t.Errorf("%+v gives %q", c.query, got)
		}
		if c.count > 0 && (!e.Undo() || string(Bytes(e.Doc(), 0, 99)) != "id=7, ID=42\nid" || e.CanUndo()) {
			t.Error("undo does not take it back at once")
		}
		if c.count > 0 && e.ApplyReplaced(r) {
			t.Error("a replacement of another text was applied")
		}
	}
}

func TestReplaceMatch(t *testing.T) {
	e := NewEditor(NewBuffer([]byte("a1 b2")))
	f := mustFind(t, Query{Text: `([a-z])(\d)`, Regexp: true})
	if !e.ReplaceMatch(f, Match{3, 5}, "$2$1") || string(Bytes(e.Doc(), 0, 9)) != "a1 2b" || e.Caret() != At(5) {
		t.Errorf("%q", Bytes(e.Doc(), 0, 9))
	}
	if e.ReplaceMatch(f, Match{1, 3}, "x") {
		t.Error("replaced what is no match")
	}
}
