package send

import (
	"bufio"
	"io"
	"slices"

	"postern/coding"
)

// maxZstdWindow bounds the memory that a zstd stream may ask for, in bytes. RFC 8878 recommends 8 MiB.
const maxZstdWindow = 64 << 20

// codings lists the codings of a body in the order in which they were applied. It is nil where one of them is
// unknown, or where there are too many: the body then stays as it came.
func codings(contentEncoding []string) []string {
	out := coding.List(contentEncoding)
	unknown := func(name string) bool { return !coding.Known(name) }
	if len(out) > coding.Most || slices.ContainsFunc(out, unknown) {
		return nil
	}
	return out
}

// decoder reads a body through its codings. An empty body stays empty, whatever it claims to be.
type decoder struct {
	wire    *bufio.Reader
	codings []string
	r       io.Reader // nil until the first read
	close   []io.Closer
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
		next, err := coding.Open(name, r, maxZstdWindow)
		if err != nil {
			return err
		}
		d.close = append(d.close, next)
		r = next
	}
	d.r = r
	return nil
}

// Close frees what the codings hold; it does not close the wire.
func (d *decoder) Close() {
	for _, c := range d.close {
		c.Close() // of what was only read
	}
}
