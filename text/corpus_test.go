package text

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"postern/internal/corpus"
)

// TestCorpus opens every real file of JSON and text, in memory and on disk, and copies it back.
func TestCorpus(t *testing.T) {
	files := 0
	for _, kind := range []string{"json", "text"} {
		err := filepath.WalkDir(corpus.Dir(t, kind), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			files++
			checkReal(t, path, kind == "json")
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if files < 200 {
		t.Errorf("only %d files were looked at", files)
	}
}

func checkReal(t *testing.T, path string, json bool) {
	want, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return
	}
	f, err := Open(path)
	if err != nil {
		t.Error(err)
		return
	}
	defer f.Close()
	if err := f.Index(context.Background(), nil); err != nil {
		t.Error(err)
	}
	for _, doc := range []Document{f, NewBuffer(want)} {
		var got bytes.Buffer
		if err := Copy(&got, doc, 0, doc.Len()); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s in %T comes back other than it was: %v", path, doc, err)
		}
	}
	l := &Layout{Doc: f, Width: 100, Words: true}
	for i := range 50 {
		r := l.Move(l.At(float64(i)/49), i%5)
		l.Cells.Append(nil, l.Bytes(r), 0)
	}
	if json && len(want) < 1<<20 {
		checkFormatted(t, want)
	}
}
