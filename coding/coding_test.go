package coding

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

func TestList(t *testing.T) {
	if diff := cmp.Diff([]string{"gzip", "br", "odd"}, List([]string{"GZIP, identity", " br ,,odd"})); diff != "" {
		t.Error(diff)
	}
	if List([]string{"", "identity"}) != nil {
		t.Error("nothing is something")
	}
}

func TestOpen(t *testing.T) {
	plain := bytes.Repeat([]byte("Postern "), 500)
	for name, writer := range map[string]func(io.Writer) io.WriteCloser{
		"gzip":   func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"x-gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":     func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
		"zstd": func(w io.Writer) io.WriteCloser {
			z, err := zstd.NewWriter(w)
			if err != nil {
				t.Fatal(err)
			}
			return z
		},
		"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	} {
		t.Run(name, func(t *testing.T) { comesBack(t, name, plain, writer) })
	}
	t.Run("raw deflate", func(t *testing.T) {
		comesBack(t, "deflate", plain, func(w io.Writer) io.WriteCloser {
			f, err := flate.NewWriter(w, flate.BestSpeed)
			if err != nil {
				t.Fatal(err)
			}
			return f
		})
	})
	if _, err := Open("odd", bytes.NewReader(plain), 1<<20); err == nil || Known("odd") {
		t.Error("an unknown coding is read")
	}
	if _, err := Open("gzip", bytes.NewReader(plain), 1<<20); err == nil {
		t.Error("text is read as gzip")
	}
}

func comesBack(t *testing.T, name string, plain []byte, writer func(io.Writer) io.WriteCloser) {
	t.Helper()
	var wire bytes.Buffer
	w := writer(&wire)
	w.Write(plain)
	w.Close()
	r, err := Open(name, &wire, 8<<20)
	if err != nil || !Known(name) {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}
