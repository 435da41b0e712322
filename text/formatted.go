package text

import (
	"bytes"
	"context"
	"sync"
)

const (
	// sourceStep is the source between two places that formatting can go on from. It bounds what is formatted anew to
	// show a part.
	sourceStep = 16 << 10
	// firstFormat is the source that is formatted at once.
	firstFormat = 256 << 10
	// partBytes is how much of what comes out is kept; a part of hostile text can have megabytes.
	partBytes = 4 << 20
)

// Formatted is a JSON document shown with a member or element on each line, indented by two spaces: names in their
// order, numbers and escapes as they are written. Values may follow each other (JSON Lines), {{variables}} may stand in
// place of values, and a byte order mark is dropped. It holds no text but the parts looked at last: some hundred bytes
// for every 16 KiB of source.
//
// The beginning is formatted at once, the rest by [Formatted.Index], and the view grows meanwhile. Where the source
// stops being JSON (RFC 8259, or nested deeper than 10,000 levels) the rest is shown as it is, and [Formatted.Problem]
// tells where and why. The source must not change; for a Buffer pass a snapshot. All methods may be called on any
// goroutine.
type Formatted struct {
	source Document

	mu      sync.Mutex
	marks   []formatMark    // the last one is where formatting goes on
	parts   []formattedPart // the one made last is the last
	kept    int             // bytes that the parts take
	problem *SyntaxError
	done    bool
	version uint64
}

var _ Document = (*Formatted)(nil)

// formatMark is a place to go on from: the machine, and how much came out before.
type formatMark struct {
	machine jsonMachine // consumed is the place in the source
	out     int64
	breaks  int
}

// formattedPart is what came out between two marks.
type formattedPart struct {
	mark   int
	data   []byte
	starts starts
}

// NewFormatted begins to format JSON.
func NewFormatted(source Document) *Formatted {
	f := &Formatted{source: source, marks: []formatMark{{machine: beginJSON(source)}}}
	for i := 0; i < firstFormat/sourceStep && !f.done; i++ {
		_ = f.grow(make([]byte, sourceStep), nil) // told by Index
	}
	return f
}

// Index formats the rest, at some hundred megabytes a second; to be run in the background, once at a time. It goes on
// where it was cancelled. progress, unless nil, is called now and then with the bytes of the source that are done. A
// source that is no JSON is no error here.
func (f *Formatted) Index(ctx context.Context, progress func(done, total int64)) error {
	in, out := make([]byte, sourceStep), make([]byte, 0, 4*sourceStep)
	for round := 1; !f.complete(); round++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f.grow(in, out); err != nil {
			return err
		}
		if progress != nil && round%512 == 0 {
			progress(f.Source(f.Len()), f.source.Len())
		}
	}
	return nil
}

func (f *Formatted) complete() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.done
}

// grow formats the next piece of the source. Only it adds marks.
func (f *Formatted) grow(in, out []byte) error {
	f.mu.Lock()
	mark := f.marks[len(f.marks)-1]
	f.mu.Unlock()
	m := mark.machine.keep()
	n, err := f.source.ReadAt(in, m.consumed)
	if n == 0 && m.consumed < f.source.Len() {
		return err
	}
	data, bad := m.feed(out[:0], in[:n])
	end := m.consumed >= f.source.Len()
	if end && bad == nil {
		bad = m.finish()
	}
	next := formatMark{m.keep(), mark.out + int64(len(data)), mark.breaks + bytes.Count(data, newline)}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.problem == nil {
		f.problem = bad
	}
	f.done = end
	f.version++
	f.marks = append(f.marks, next)
	return nil
}

// Problem is where and why the source is no JSON, as far as it has been formatted; nil where it is.
func (f *Formatted) Problem() *SyntaxError {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.problem
}

// Len implements [Document].
func (f *Formatted) Len() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.marks[len(f.marks)-1].out
}

// Lines implements [Document].
func (f *Formatted) Lines() (count int, complete bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.marks[len(f.marks)-1].breaks + 1, f.done
}

// Version implements [Document].
func (f *Formatted) Version() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.version
}
