package kit

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"
)

// wantLines is what a document must say of a text.
func wantLines(text string) []string {
	lines := strings.Split(text, "\n")
	for i := range lines[:len(lines)-1] {
		lines[i] = strings.TrimSuffix(lines[i], "\r")
	}
	return lines
}

func checkDocument(t *testing.T, d Document, text string) {
	t.Helper()
	want := wantLines(text)
	if d.Lines() != len(want) || d.Size() != int64(len(text)) {
		t.Fatalf("%d lines of %d bytes, want %d of %d", d.Lines(), d.Size(), len(want), len(text))
	}
	var got []string
	for i := range d.Lines() {
		got = append(got, string(d.Line(i)))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	for range 50 { // in no order
		i := rand.IntN(len(want))
		start, end := d.Bounds(i)
		if text[start:end] != want[i] {
			t.Fatalf("line %d is at %d to %d", i, start, end)
		}
		off := rand.IntN(len(text) + 1)
		if got, want := d.LineAt(int64(off)), strings.Count(text[:off], "\n"); got != want {
			t.Fatalf("offset %d is in line %d, want %d", off, got, want)
		}
		to := off + rand.IntN(len(text)+1-off)
		if got := string(d.Bytes(int64(off), int64(to))); got != text[off:to] {
			t.Fatalf("bytes %d to %d differ", off, to)
		}
	}
}

func fileOf(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// randomText has lines of very different length: none, some bytes, more than pages of the index and file.
func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(400) {
		n := r.IntN(20)
		switch r.IntN(60) {
		case 0:
			n = r.IntN(3 * indexBytes)
		case 1:
			n = r.IntN(3 * pageSize)
		}
		for range n {
			b.WriteByte("abc \r\t\"\xff"[r.IntN(8)])
		}
		b.WriteString([]string{"\n", "\r\n", "\r", ""}[r.IntN(4)])
	}
	return b.String()
}

func TestDocumentsAreLikeSplit(t *testing.T) {
	for _, text := range []string{"", "a", "\n", "\r\n", "a\r\nb\n\n", "\r", strings.Repeat("\n", 1000), strings.Repeat("x", 200_000)} {
		checkDocument(t, TextDocument([]byte(text)), text)
	}
	property := func(seed uint64) bool {
		text := randomText(rand.New(rand.NewPCG(seed, 1)))
		checkDocument(t, TextDocument([]byte(text)), text)
		d, err := FileDocument(fileOf(t, text))
		if err != nil {
			t.Fatal(err)
		}
		checkDocument(t, d, text)
		return d.Close() == nil && !t.Failed()
	}
	if err := quick.Check(property, &quick.Config{MaxCount: 30}); err != nil {
		t.Error(err)
	}
}

func TestDocumentOutOfRange(t *testing.T) {
	d := TextDocument([]byte("ab\ncd"))
	if start, end := d.Bounds(-3); start != 0 || end != 2 {
		t.Errorf("before the first line: %d, %d", start, end)
	}
	if start, end := d.Bounds(99); start != 3 || end != 5 {
		t.Errorf("after the last line: %d, %d", start, end)
	}
	if got := string(d.Bytes(-5, 99)); got != "ab\ncd" {
		t.Errorf("all bytes and more: %q", got)
	}
	if len(d.Bytes(4, 2)) != 0 || d.LineAt(-1) != 0 || d.LineAt(99) != 1 {
		t.Error("offsets out of range must be cut")
	}
}

func TestIndexFileReportsAndStops(t *testing.T) {
	path := fileOf(t, strings.Repeat("0123456789\n", 1<<20))
	var calls int
	var last int64
	d, err := IndexFile(t.Context(), path, func(done, total int64) {
		if calls++; done <= last || total != 11<<20 {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil || calls == 0 {
		t.Fatalf("%d reports, error %v", calls, err)
	}
	d.Close()
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := IndexFile(ctx, path, func(int64, int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := FileDocument(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// TestFileThatChanges cuts a file under its document: everything stays in range.
func TestFileThatChanges(t *testing.T) {
	text := strings.Repeat("some line of text\n", 20_000)
	path := fileOf(t, text)
	d, err := FileDocument(path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := os.Truncate(path, 100); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < d.Lines(); i += 37 {
		start, end := d.Bounds(i)
		if start < 0 || end < start || end > d.Size() || int64(len(d.Bytes(start, end))) != end-start {
			t.Fatalf("line %d is at %d to %d", i, start, end)
		}
	}
}

func BenchmarkTextDocument(b *testing.B) {
	text := []byte(strings.Repeat("  \"key\": \"value\",\n", 600_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		TextDocument(text)
	}
}
