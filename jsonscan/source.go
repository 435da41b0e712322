// Package jsonscan reads the structure of a JSON text of any size without decoding it: where values begin
// and end, what kind they are, what their members are called. It reads and does not judge: a text with
// faults is read as far as it makes sense, and what cannot go on is an error with its place. Nothing here
// recurses, so the depth of a text does not matter.
package jsonscan

import (
	"context"
	"io"
)

// Source is a text that can be read anywhere. A [Text], *bytes.Reader and *io.SectionReader are Sources.
type Source interface {
	io.ReaderAt
	Size() int64
}

// slicer is a Source that has its bytes at hand, in memory or mapped.
type slicer interface {
	// Slice returns up to n bytes from off on, not to be changed. It returns none after the end.
	Slice(off int64, n int) []byte
}

// Text is a Source in memory.
type Text []byte

// ReadAt implements [io.ReaderAt].
func (t Text) ReadAt(p []byte, off int64) (int, error) {
	n := copy(p, t.Slice(off, len(p)))
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Size is the length in bytes.
func (t Text) Size() int64 { return int64(len(t)) }

// Slice returns a part without copying it.
func (t Text) Slice(off int64, n int) []byte {
	if off < 0 || off >= int64(len(t)) {
		return nil
	}
	return t[off:min(int64(len(t)), off+int64(n))]
}

const (
	// readWindow is how much of a Source is read at once, in bytes.
	readWindow = 64 << 10
	// sliceWindow is how much of a Source in memory is looked at between two looks at the context.
	sliceWindow = 1 << 20
)

// window is the part of a Source at hand.
type window struct {
	ctx  context.Context
	src  Source
	own  []byte // what a Source that is no slicer is read into
	buf  []byte
	base int64 // where buf begins
	pos  int   // in buf
	err  error // of reading, or the context's
}

// Go goes to an offset. It costs nothing where the offset is in the window.
func (w *window) Go(off int64) {
	if off >= w.base && off <= w.base+int64(len(w.buf)) {
		w.pos = int(off - w.base)
		return
	}
	w.base, w.pos, w.buf = off, 0, nil
}

// Offset is the place of the next byte.
func (w *window) Offset() int64 { return w.base + int64(w.pos) }

// Err returns the error of reading the source, or of the context, that ended the scan.
func (w *window) Err() error { return w.err }

// more makes at least one byte available; it returns false at the end and on an error.
func (w *window) more() bool { return w.pos < len(w.buf) || w.load() }

func (w *window) load() bool {
	if w.err != nil {
		return false
	}
	if w.err = w.ctx.Err(); w.err != nil {
		return false
	}
	w.base, w.pos = w.Offset(), 0
	if s, ok := w.src.(slicer); ok {
		w.buf = s.Slice(w.base, sliceWindow)
		return len(w.buf) > 0
	}
	if w.own == nil {
		w.own = make([]byte, readWindow)
	}
	n, err := w.src.ReadAt(w.own, w.base)
	w.buf = w.own[:n]
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n > 0
}
