package jsonview

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"postern/jsonpath"
	"postern/jsonscan"
)

var ctx = context.Background()

// sample has large arrays, large objects in small ones, names that need escapes, and an array of pairs.
func sample() []byte {
	var b strings.Builder
	b.WriteString(`{ "a'\"b" : [`)
	for i := range 1500 {
		fmt.Fprintf(&b, `{"n":%d,"x y":["%s",{"deep":[[%d]]}]} , `, i, strings.Repeat("z", i%90), i)
	}
	b.WriteString(`null],"obj":{`)
	for i := range 700 {
		fmt.Fprintf(&b, `"k%d":{"v":-%d.50},`, i, i)
	}
	b.WriteString(`"":[]},"\u00e9":[[],{},"",0], "tail":true }`)
	return []byte(b.String())
}

// docs returns the text with and without an index, in memory and read in pieces.
func docs(t testing.TB, text []byte) map[string]*Doc {
	t.Helper()
	out := map[string]*Doc{"plain": Open(jsonscan.Text(text)), "indexed": Open(jsonscan.Text(text)), "pieces": Open(bytes.NewReader(text))}
	for _, name := range []string{"indexed", "pieces"} {
		if err := out[name].Index(ctx); err != nil || !out[name].Indexed() {
			t.Fatal(err)
		}
	}
	return out
}

// paths finds every value by the evaluator of JSONPath, which shares nothing with the index.
func paths(t testing.TB, text []byte) (out []jsonpath.Match, names []string) {
	t.Helper()
	for _, query := range []string{"$", "$..*"} {
		p, err := jsonpath.Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Each(ctx, jsonscan.Text(text), func(m jsonpath.Match) bool {
			out, names = append(out, m), append(names, m.Location())
			return true
		}); err != nil {
			t.Fatal(err)
		}
	}
	return out, names
}

// short writes a normalized path as people do: names that can follow a dot do so.
func short(normalized string) string {
	return regexp.MustCompile(`\['([A-Za-z_][A-Za-z0-9_]*)'\]`).ReplaceAllString(normalized, ".$1")
}

func TestPlaceOfEveryValue(t *testing.T) {
	text := sample()
	matches, names := paths(t, text)
	if len(matches) < 10_000 {
		t.Fatalf("only %d values", len(matches))
	}
	for name, d := range docs(t, text) {
		step := 7
		if name == "plain" {
			step = 101
		}
		for i := 0; i < len(matches); i += step {
			m := matches[i]
			place, err := d.Place(ctx, m.Start)
			if err != nil || len(place) == 0 || d.JSONPath(place) != short(names[i]) || place[len(place)-1].Start != m.Start {
				t.Fatalf("%s: offset %d is in %s, want %s: %v", name, m.Start, d.JSONPath(place), short(names[i]), err)
			}
			var value bytes.Buffer
			if err := d.Value(ctx, place[len(place)-1], &value); err != nil || value.String() != string(text[m.Start:m.End]) {
				t.Fatalf("%s: the value of %s is %q, %v", name, names[i], value.Bytes(), err)
			}
		}
	}
}

func TestPlaceBetweenValues(t *testing.T) {
	text := `{"a" : [1, {"b":2} ] , "c":3} `
	for at, want := range map[string]string{`"a" `: "$.a", ` : [`: "$.a", `, {`: "$.a", ` ] ,`: "$.a", ` , "c"`: "$", `"c":3`: "$.c", `{"a"`: "$", `3} `: "$.c", `} `: "$.a[1]"} {
		place, err := Open(jsonscan.Text(text)).Place(ctx, int64(strings.Index(text, at)))
		d := Open(jsonscan.Text(text))
		if got := d.JSONPath(place); err != nil || got != want {
			t.Errorf("before %q: %s, want %s, %v", at, got, want, err)
		}
	}
	if place, _ := Open(jsonscan.Text(text)).Place(ctx, int64(len(text))); place != nil {
		t.Errorf("after the end: %v", place)
	}
}

func TestChildrenInAnyOrder(t *testing.T) {
	text := sample()
	for name, d := range docs(t, text) {
		top, err := d.Children(ctx, d.Root(), 0, 100)
		if err != nil || len(top) != 4 || d.Key(top[0]) != `a'"b` || d.Key(top[2]) != "é" {
			t.Fatalf("%s: %v, %v", name, top, err)
		}
		for i, n := range []int64{1501, 701, 4, 0} {
			all, err := d.Children(ctx, top[i], 0, 5000)
			count, countErr := d.Count(ctx, top[i])
			if err != nil || countErr != nil || count != n || int64(len(all)) != n {
				t.Fatalf("%s: child %d has %d children, counted %d, %v, %v", name, i, len(all), count, err, countErr)
			}
			for _, from := range []int64{0, 1, 255, 256, 257, 511, 512, 700, 1279, 1280, 1500, 1501} {
				part, err := d.Children(ctx, top[i], from, 3)
				want := all[min(from, n):min(from+3, n)]
				if err != nil || len(part) != len(want) || len(part) > 0 && !reflect.DeepEqual(part, want) {
					t.Errorf("%s: from %d: %v, want %v, %v", name, from, part, want, err)
				}
			}
		}
	}
}

func TestJQPaths(t *testing.T) {
	text := `[{"a":{"x y":[1]},"\"":0}]`
	d := Open(jsonscan.Text(text))
	for at, want := range map[string]string{"1]": `.[0].a["x y"][0]`, "0}": `.[0]["\""]`, "[{": "."} {
		place, err := d.Place(ctx, int64(strings.Index(text, at)))
		if got := d.JQ(place); err != nil || got != want {
			t.Errorf("%s, want %s, %v", got, want, err)
		}
	}
}

func TestPreview(t *testing.T) {
	for text, want := range map[string]string{
		`{ "a" : [ 1,2 ] }`: `{"a": [1, 2]}`, `"some long text of words"`: `"some long text of…`, `"ééééééééééééé"`: `"éééééééé…`, ` 12 `: "12", `[1,`: "[1,…", `"a , b"`: `"a , b"`,
	} {
		d := Open(jsonscan.Text(text))
		if got := d.Preview(d.Root(), 18); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	text := strings.Repeat(`[`, 100_000) + strings.Repeat("]", 100_000)
	for name, d := range docs(t, []byte(text)) {
		if name == "plain" {
			continue
		}
		place, err := d.Place(ctx, 99_999)
		if err != nil || len(place) != 100_000 {
			t.Errorf("%s: %d values, %v", name, len(place), err)
		}
	}
}

// FuzzDoc walks over any bytes, and compares with and without an index.
func FuzzDoc(f *testing.F) {
	for _, s := range []string{`{"a":[1,{"b":null}]}`, `[[],{}`, `{"a"`, `]`, ``, "\ufeff 1", `{"a":1,}`, `["\`, `[1}`} {
		f.Add([]byte(s), 3)
	}
	f.Fuzz(func(t *testing.T, text []byte, at int) {
		d, x := Open(jsonscan.Text(text)), Open(bytes.NewReader(text))
		_ = x.Index(ctx)
		a, errA := d.Place(ctx, int64(at))
		b, errB := x.Place(ctx, int64(at))
		if !reflect.DeepEqual(a, b) || (errA == nil) != (errB == nil) {
			t.Errorf("%q at %d: %v, %v and %v, %v", text, at, a, errA, b, errB)
		}
		if errA == nil && json.Valid(text) && d.Root().Kind == jsonscan.None {
			t.Errorf("%q has no root", text)
		}
		for _, n := range append(a, d.Root()) {
			kids, _ := d.Children(ctx, n, 0, 10)
			for _, k := range kids {
				_, _ = d.Key(k), d.Preview(k, 20)
				_ = d.Value(ctx, k, io.Discard)
			}
		}
	})
}

func BenchmarkIndex(b *testing.B) {
	text := []byte("[" + strings.Repeat(`{"id":12345,"name":"Some longer name of a thing","tags":["a","b"],"ok":true},`, 1_300_000) + "1]")
	b.Run("build", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if err := Open(jsonscan.Text(text)).Index(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	d := Open(jsonscan.Text(text))
	if err := d.Index(ctx); err != nil {
		b.Fatal(err)
	}
	b.Run("children", func(b *testing.B) {
		for b.Loop() {
			if kids, err := d.Children(ctx, d.Root(), 987_654, 50); err != nil || len(kids) != 50 {
				b.Fatal(err)
			}
		}
	})
	b.Run("place", func(b *testing.B) {
		for b.Loop() {
			if place, err := d.Place(ctx, int64(len(text)/2)); err != nil || len(place) < 2 {
				b.Fatal(err)
			}
		}
	})
	b.Run("table", func(b *testing.B) {
		for b.Loop() {
			if table, err := d.Table(ctx, d.Root()); err != nil || len(table.Columns) != 4 {
				b.Fatal(err)
			}
		}
	})
}

// TestDocFromTwoGoroutines is for the race detector: the index is built while the tree is in use.
func TestDocFromTwoGoroutines(t *testing.T) {
	d := Open(jsonscan.Text(sample()))
	done := make(chan error)
	go func() { done <- d.Index(ctx) }()
	for i := range int64(50) {
		if place, err := d.Place(ctx, i*500); err != nil || len(place) == 0 {
			t.Errorf("%d: %v, %v", i*500, place, err)
		}
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}
