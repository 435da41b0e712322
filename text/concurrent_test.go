package text

import (
	"bytes"
	"context"
	"sync"
	"testing"
)

// TestReadersWhileTheTextChanges is for the race detector: search and folds read a snapshot while keys are typed, and a
// view reads a file and its formatted form while their indexes grow.
func TestReadersWhileTheTextChanges(t *testing.T) {
	text := minified(600 << 10)
	e := NewEditor(NewBuffer(bytes.Clone(text)))
	file := openText(t, text)
	view := NewFormatted(file)
	find := mustFind(t, Query{Text: "1234567"})
	want := bytes.Count(text, []byte("1234567"))
	var group sync.WaitGroup
	for range 2 {
		snapshot := e.Doc().Snapshot()
		group.Go(func() {
			if m, err := find.All(context.Background(), snapshot, 0, snapshot.Len(), 1<<20); err != nil || m.Len() != want {
				t.Errorf("%d matches, not %d: %v", m.Len(), want, err)
			}
		})
		group.Go(func() {
			if _, _, err := jsonLike.Folds(context.Background(), snapshot, 1<<20); err != nil {
				t.Error(err)
			}
		})
	}
	for _, index := range []func(context.Context, func(int64, int64)) error{file.Index, view.Index} {
		group.Go(func() {
			if err := index(context.Background(), func(int64, int64) {}); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range 600 {
		e.SetCaret(At(int64(i * 997)))
		e.Type("1", noon)
		for _, doc := range []Document{file, view} {
			n, _ := doc.Lines()
			Line(doc, n-1-i%n)
			doc.LineOf(doc.Len() / 2)
		}
	}
	group.Wait()
}
