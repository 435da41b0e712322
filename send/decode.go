package send

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const (
	// maxCodings bounds how many codings an answer may be wrapped in.
	maxCodings = 4
	// maxZstdWindow bounds the memory that a zstd stream may ask for, in bytes. RFC 8878 recommends 8 MiB.
	maxZstdWindow = 64 << 20
)

// codings splits a Content-Encoding into the codings in the order in which they were applied, without
// identity. It is nil where one of them is unknown: the body then stays as it came.
func codings(contentEncoding string) []string {
	var out []string
	for name := range strings.SplitSeq(contentEncoding, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		switch name {
		case "", "identity":
		case "gzip", "x-gzip", "deflate", "br", "zstd":
			out = append(out, name)
		default:
			return nil
		}
	}
	if len(out) > maxCodings {
		return nil
	}
	return out
}

// decoder reads a body through its codings. An empty body stays empty, whatever it claims to be.
type decoder struct {
	wire    *bufio.Reader
	codings []string
	r       io.Reader // nil until the first read
	close   []func()
}

func newDecoder(wire io.Reader, codings []string) *decoder {
	return &decoder{wire: bufio.NewReader(wire), codings: codings}
}

// Read returns decoded bytes.
func (d *decoder) Read(b []byte) (int, error) {
	if d.r == nil {
		if err := d.start(); err != nil {
			return 0, err
		}
	}
	return d.r.Read(b)
}

func (d *decoder) start() error {
	if _, err := d.wire.Peek(1); err != nil {
		return err
	}
	var r io.Reader = d.wire
	for _, name := range slices.Backward(d.codings) {
		next, err := d.open(name, r)
		if err != nil {
			return err
		}
		r = next
	}
	d.r = r
	return nil
}

func (d *decoder) open(name string, r io.Reader) (io.Reader, error) {
	switch name {
	case "br":
		return brotli.NewReader(r), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return nil, err
		}
		d.close = append(d.close, z.Close)
		return z, nil
	case "deflate":
		return inflate(r)
	}
	return gzip.NewReader(r)
}

// inflate reads "deflate" both as RFC 9110 means it (zlib) and as some servers send it (raw).
func inflate(r io.Reader) (io.Reader, error) {
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

// Close frees what the codings hold; it does not close the wire.
func (d *decoder) Close() {
	for _, f := range d.close {
		f()
	}
}
