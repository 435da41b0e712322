package text

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestFoldsOfBracketsAndIndentation(t *testing.T) {
	text := "{\n  \"a\": [\n    \"}\",\n    2\n  ],\n  \"b\": {}\n}\n"
	doc := NewBuffer([]byte(text))
	yaml := Language{Fold: FoldIndentation}
	for _, c := range []struct {
		lang Language
		text string
		want []Fold
	}{
		{jsonLike, text, []Fold{{1, 3}, {0, 5}}},
		{yaml, "a:\n  b:\n\n    c\n  d\ne\n", []Fold{{1, 3}, {0, 4}}},
		{yaml, "a\n\tb", []Fold{{0, 1}}},
		{Language{}, text, nil},
		{jsonLike, "[[[\n1\n]]]", []Fold{{0, 1}}},
	} {
		got, complete, err := c.lang.Folds(context.Background(), NewBuffer([]byte(c.text)), 100)
		if err != nil || !complete || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %v, %v", c.text, got, err)
		}
		for _, f := range c.want {
			one, ok, err := c.lang.FoldAt(context.Background(), NewBuffer([]byte(c.text)), f.Line)
			if err != nil || !ok || one != f {
				t.Errorf("%q: the fold at %d is %v (%v)", c.text, f.Line, one, ok)
			}
		}
	}
	for line, want := range []bool{true, true, false, false, false, false, false} {
		if jsonLike.Foldable(doc, line) != want {
			t.Errorf("line %d can be folded: %v", line, !want)
		}
	}
	if got, complete, _ := jsonLike.Folds(context.Background(), doc, 1); len(got) != 1 || complete {
		t.Error("the limit does not hold")
	}
	deep := NewBuffer([]byte(strings.Repeat("[\n", 100_000) + strings.Repeat("]\n", 100_000)))
	if got, _, err := jsonLike.Folds(context.Background(), deep, 1<<20); len(got) != 100_000-1 || err != nil {
		t.Errorf("%d folds, %v", len(got), err)
	}
}

func TestFoldsMapLines(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 4))
		const lines = 60
		var f Folds
		closed := map[int]int{}
		for range 40 {
			line := r.IntN(lines - 1)
			switch r.IntN(5) {
			case 0:
				f.Open(line)
				delete(closed, line)
			case 1:
				f.Reveal(line)
				for l, end := range closed {
					if l < line && line <= end {
						delete(closed, l)
					}
				}
			default:
				end := min(lines-1, line+r.IntN(12))
				f.Close(Fold{line, end})
				if end > line {
					closed[line] = end
				}
			}
			checkFolds(t, &f, closed, lines)
		}
		var many []Fold
		for l, end := range closed {
			many = append(many, Fold{l, end})
		}
		var g Folds
		g.Close(many...)
		if !slices.Equal(g.closed, f.closed) {
			t.Fatal("closing many at once differs from one by one")
		}
	}
}

func checkFolds(t *testing.T, f *Folds, closed map[int]int, lines int) {
	t.Helper()
	visible := 0
	shown := 0
	for line := range lines {
		hidden := false
		for l, end := range closed {
			hidden = hidden || l < line && line <= end
		}
		if f.Hidden(line) != hidden {
			t.Fatalf("line %d is hidden: %v; %v", line, !hidden, closed)
		}
		if !hidden {
			shown = line
			if f.Visible(line) != visible || f.Line(visible) != line {
				t.Fatalf("line %d is number %d, not %d; that number is line %d", line, f.Visible(line), visible, f.Line(visible))
			}
			visible++
		}
		if f.Shown(line) != shown {
			t.Fatalf("line %d hides behind %d, not %d", line, f.Shown(line), shown)
		}
	}
	if f.Visible(lines) != visible {
		t.Fatalf("%d visible lines, not %d", f.Visible(lines), visible)
	}
}

func TestFoldsMoveWithEdits(t *testing.T) {
	for _, c := range []struct {
		name   string
		change Change
		want   []Fold
	}{
		{"lines put in front", Change{Line: 2, LinesInserted: 3}, []Fold{{8, 10}, {23, 26}}},
		{"lines taken from between", Change{Line: 10, LinesRemoved: 5}, []Fold{{5, 7}, {15, 18}}},
		{"a key within a hidden line", Change{Line: 6}, []Fold{{20, 23}}},
		{"a key in the first line", Change{Line: 5}, []Fold{{5, 7}, {20, 23}}},
		{"all of it gone", Change{Line: 4, LinesRemoved: 6}, []Fold{{14, 17}}},
	} {
		var f Folds
		f.Close(Fold{5, 7}, Fold{20, 23})
		f.Edit(c.change)
		if !slices.Equal(f.closed, c.want) {
			t.Errorf("%s: %v", c.name, f.closed)
		}
	}
}

func TestMatchBracket(t *testing.T) {
	for _, c := range []struct {
		text        string
		off         int64
		here, there int64
		ok          bool
	}{
		{`{"a":[1,"]"]}`, 0, 0, 12, true},
		{`{"a":[1,"]"]}`, 13, 12, 0, true},
		{`{"a":[1,"]"]}`, 12, 11, 5, true},
		{`{"a":[1,"]"]}`, 9, 0, 0, false},
		{"[\n\"[\"\n]", 6, 6, 0, true},
		{"[}", 0, 0, 0, false},
		{"x", 0, 0, 0, false},
	} {
		here, there, ok := jsonLike.MatchBracket(context.Background(), NewBuffer([]byte(c.text)), c.off, 1<<20)
		if ok != c.ok || ok && (here != c.here || there != c.there) {
			t.Errorf("%q at %d: %d, %d, %v", c.text, c.off, here, there, ok)
		}
	}
	deep := NewBuffer([]byte(strings.Repeat("[\n", 100_000) + strings.Repeat("]\n", 100_000)))
	if _, there, ok := jsonLike.MatchBracket(context.Background(), deep, deep.Len()-1, 1<<20); !ok || there != 0 {
		t.Error(there, ok)
	}
}
