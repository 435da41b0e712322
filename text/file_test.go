package text

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// openText writes a text to a file and opens it, its index not built.
func openText(t testing.TB, text []byte) *File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func indexed(t testing.TB, text []byte) *File {
	t.Helper()
	f := openText(t, text)
	if err := f.Index(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFileAgainstBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	texts := [][]byte{nil, []byte("\n"), []byte("one\r\ntwo"), bytes.Repeat(newline, 2*pageSize+blockSize), bytes.Repeat([]byte("x"), 3*pageSize+1),
		[]byte(strings.Repeat("a", blockSize-1) + "\n" + strings.Repeat("b", pageSize)), []byte(strings.Repeat("a", blockSize-1) + "\r\nb")}
	for _, n := range []int{10, 1000, 20_000, 200_000} {
		texts = append(texts, randomText(r, n))
	}
	for _, text := range texts {
		same(t, indexed(t, text), text)
	}
}

func TestFileIsUsableWhileItsIndexGrows(t *testing.T) {
	text := bytes.Repeat([]byte("a line\n"), 400_000)
	f := openText(t, text)
	if n, complete := f.Lines(); n != 1 || complete || f.LineOf(100) != 0 || string(Bytes(f, 7, 13)) != "a line" {
		t.Fatalf("%d lines (%v) before the index is built", n, complete)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err := f.Index(ctx, func(done, total int64) { cancel() })
	n, complete := f.Lines()
	if !errors.Is(err, context.Canceled) && !complete || n < 2 {
		t.Fatalf("%v, %d lines", err, n)
	}
	if f.LineStart(n) != f.Indexed() || f.LineStart(1000) != 7000 || f.LineOf(f.Len()) != n-1 {
		t.Fatalf("line %d begins at %d of %d", n, f.LineStart(n), f.Indexed())
	}
	if err := f.Index(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	same(t, f, text)
}

func TestFileThatBecomesShorterIsAnError(t *testing.T) {
	text := bytes.Repeat([]byte("a line\n"), 100_000)
	f := indexed(t, text)
	if err := os.Truncate(f.file.Name(), 1000); err != nil {
		t.Fatal(err)
	}
	if b := Bytes(f, 500_000, 500_010); string(b) != strings.Repeat("\x00", 10) || f.Err() == nil || !strings.Contains(f.Err().Error(), "shorter") {
		t.Fatalf("%q, %v", b, f.Err())
	}
	if _, err := f.ReadAt(make([]byte, 10), 500_000); err == nil {
		t.Error("ReadAt does not tell")
	}
	l := Layout{Doc: f, Width: 80}
	for _, at := range []float64{0, 0.3, 1} {
		l.Move(l.At(at), 3)
	}
	_ = LineAt(f, 400_000)
	_, _ = Snap(f, 300_000), After(f, 300_000)
	if find, err := NewFinder(Query{Text: "zzz"}); err != nil {
		t.Error(err)
	} else if _, _, err := find.Next(context.Background(), f, 0); err == nil {
		t.Error("a search of it does not tell")
	}
}

func TestFileMustBeOne(t *testing.T) {
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Error(err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
