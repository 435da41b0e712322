package text

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

// pretty is formatted JSON of about n bytes, some 21 bytes a line.
func pretty(n int) []byte {
	item := "  {\n    \"id\": 1234567,\n    \"name\": \"Some name\",\n    \"ok\": true\n  },\n"
	return []byte(strings.Repeat(item, n/len(item)+1))
}

func BenchmarkKey(b *testing.B) {
	for _, size := range []int{10 << 10, 1 << 20, 10 << 20, 100 << 20} {
		b.Run(fmt.Sprint(size>>10, "KB"), func(b *testing.B) {
			e := NewEditor(NewBuffer(pretty(size)))
			e.SetCaret(At(e.Doc().Len() / 2))
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				e.Type("x", noon)
			}
		})
	}
}

func BenchmarkPaste10MB(b *testing.B) {
	paste := pretty(10 << 20)
	e := NewEditor(NewBuffer(pretty(10 << 20)))
	e.SetCaret(At(e.Doc().Len() / 2))
	b.Run("paste and undo", func(b *testing.B) {
		for b.Loop() {
			e.Insert(paste)
			e.Undo()
		}
	})
}

func BenchmarkOpen100MB(b *testing.B) {
	text := pretty(100 << 20)
	b.Run("buffer", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			NewBuffer(text)
		}
	})
	b.Run("file index", func(b *testing.B) {
		f := openText(b, text)
		b.SetBytes(int64(len(text)))
		b.ResetTimer()
		for b.Loop() {
			f.breaks = f.breaks[:1]
			f.indexed.Store(0)
			if err := f.Index(context.Background(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkScreen is what painting asks for after a jump: 50 rows and their cells.
func BenchmarkScreen(b *testing.B) {
	text := pretty(100 << 20)
	line := bytes.ReplaceAll(text, newline, []byte{' '})
	for _, doc := range []struct {
		name string
		doc  Document
	}{{"buffer", NewBuffer(text)}, {"file", indexed(b, text)}, {"one line", NewBuffer(line)}} {
		b.Run(doc.name, func(b *testing.B) {
			l := &Layout{Doc: doc.doc, Width: 160}
			var cells []Cell
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r := l.Row(int64(i) * 7_919_333 % doc.doc.Len())
				for range 50 {
					cells = l.Cells.Append(cells[:0], l.Bytes(r), 0)
					r, _ = l.Next(r)
				}
			}
		})
	}
}

func BenchmarkFind100MB(b *testing.B) {
	text := pretty(100 << 20)
	copy(text[99<<20:], "needle")
	for _, doc := range []struct {
		name string
		doc  Document
	}{{"buffer", NewBuffer(text)}, {"file", indexed(b, text)}} {
		for _, q := range []Query{{Text: "needle", Case: true}, {Text: "\"name\"", Case: true}, {Text: "\"NAME\""}, {Text: "needle"}, {Text: `n\w+le\b`, Case: true, Regexp: true}} {
			f := mustFind(b, q)
			b.Run(fmt.Sprintf("%s/%s case=%v regexp=%v", doc.name, q.Text, q.Case, q.Regexp), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					if _, err := f.All(context.Background(), doc.doc, 0, doc.doc.Len(), 1<<21); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("first of a regexp", func(b *testing.B) {
		f, doc := mustFind(b, Query{Text: `"n\w+e":`, Regexp: true}), NewBuffer(text)
		for b.Loop() {
			if _, ok, err := f.Next(context.Background(), doc, 0); !ok || err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFold100MB(b *testing.B) {
	doc := NewBuffer(pretty(100 << 20))
	b.Run("all", func(b *testing.B) {
		b.SetBytes(doc.Len())
		for b.Loop() {
			if _, _, err := jsonLike.Folds(context.Background(), doc, 1<<21); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("toggle of 300,000", func(b *testing.B) {
		var f Folds
		var many []Fold
		for i := range 300_000 {
			many = append(many, Fold{5 * i, 5*i + 3})
		}
		f.Close(many...)
		for b.Loop() {
			f.Open(500_000)
			f.Visible(1_000_000)
			f.Close(Fold{500_000, 500_003})
			f.Visible(1_000_000)
		}
	})
}
