// Package coding takes the content codings of HTTP off bodies (RFC 9110, 8.4): gzip, deflate, br and zstd. It knows
// nothing of the rest.
package coding

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// Most is how many codings a body may be wrapped in to be read: more is an attack.
const Most = 4

// List returns the codings that the values of Content-Encoding name, in the order in which they were applied, in lower
// case and without identity.
func List(lines []string) (out []string) {
	for _, line := range lines {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && name != "identity" {
				out = append(out, name)
			}
		}
	}
	return out
}

// Known tells whether [Open] reads a coding.
func Known(name string) bool {
	switch name {
	case "gzip", "x-gzip", "deflate", "br", "zstd":
		return true
	}
	return false
}

// Open reads one coding, named in lower case. window bounds, in bytes, the memory that a zstd stream may ask for. It
// reads from r at once; closing the result frees what the coding holds and leaves r open.
func Open(name string, r io.Reader, window uint64) (io.ReadCloser, error) {
	switch name {
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(window))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	case "deflate":
		return inflate(r)
	}
	return nil, fmt.Errorf("the content coding %.40q is not known", name)
}

// inflate reads "deflate" both as RFC 9110 means it (zlib) and as some servers send it (raw).
func inflate(r io.Reader) (io.ReadCloser, error) {
	b := bufio.NewReader(r)
	head, err := b.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(b)
	}
	if err != nil && err != io.EOF {
		return nil, err
	}
	return flate.NewReader(b), nil
}
