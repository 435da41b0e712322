package text

import (
	"bytes"
	"context"
	"errors"
	"sort"
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
	kept    int             // bytes of parts
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
	mark int
	data []byte
}

// NewFormatted begins to format JSON.
func NewFormatted(source Document) *Formatted {
	f := &Formatted{source: source}
	var m jsonMachine
	if bytes.Equal(Bytes(source, 0, 3), []byte("\ufeff")) {
		m.consumed = 3
	}
	f.marks = []formatMark{{machine: m}}
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

// before is the number of the last mark for which less holds, and the mark.
func (f *Formatted) before(less func(*formatMark) bool) (int, formatMark) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := sort.Search(len(f.marks), func(i int) bool { return !less(&f.marks[i]) })
	i = min(max(i-1, 0), max(0, len(f.marks)-2))
	return i, f.marks[i]
}

// part returns what comes out behind a mark.
func (f *Formatted) part(i int) []byte {
	f.mu.Lock()
	for _, p := range f.parts {
		if p.mark == i {
			f.mu.Unlock()
			return p.data
		}
	}
	mark := f.marks[i]
	var size int64
	if i+1 < len(f.marks) {
		size = f.marks[i+1].out - mark.out
	}
	f.mu.Unlock()
	if size == 0 {
		return nil
	}
	data := f.format(mark, size)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.parts = append(f.parts, formattedPart{i, data})
	f.kept += len(data)
	for f.kept > partBytes && len(f.parts) > 1 {
		f.kept -= len(f.parts[0].data)
		f.parts = append(f.parts[:0], f.parts[1:]...)
	}
	return data
}

// format formats the source behind a mark until size bytes have come out.
func (f *Formatted) format(mark formatMark, size int64) []byte {
	m := mark.machine.keep()
	in := Bytes(f.source, m.consumed, m.consumed+sourceStep)
	out, _ := m.feed(make([]byte, 0, size), in)
	if int64(len(out)) != size { // the source could not be read, or has changed
		out = append(out, make([]byte, max(0, size-int64(len(out))))...)
	}
	return out[:size:size]
}

// Chunk implements [Document].
func (f *Formatted) Chunk(off int64) []byte {
	if off < 0 || off >= f.Len() {
		return nil
	}
	i, mark := f.before(func(m *formatMark) bool { return m.out <= off })
	b := f.part(i)
	return b[min(off-mark.out, int64(len(b))):]
}

// ReadAt implements [Document].
func (f *Formatted) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errors.New("read formatted text: the offset is negative")
	}
	return readChunks(f, p, off)
}

// LineStart implements [Document].
func (f *Formatted) LineStart(line int) int64 {
	if line <= 0 {
		return 0
	}
	if n, _ := f.Lines(); line >= n {
		return f.Len()
	}
	i, mark := f.before(func(m *formatMark) bool { return m.breaks < line })
	return mark.out + int64(afterBreak(f.part(i), line-mark.breaks))
}

// LineOf implements [Document].
func (f *Formatted) LineOf(off int64) int {
	off = min(max(off, 0), f.Len())
	i, mark := f.before(func(m *formatMark) bool { return m.out <= off })
	b := f.part(i)
	return mark.breaks + bytes.Count(b[:min(off-mark.out, int64(len(b)))], newline)
}

// Source is the offset in the source of what is shown at an offset. Space that was put in is where the next character
// comes from.
func (f *Formatted) Source(off int64) int64 {
	if off >= f.Len() {
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.marks[len(f.marks)-1].machine.consumed
	}
	_, mark := f.before(func(m *formatMark) bool { return m.out <= off })
	at := mark.machine.consumed
	f.walk(mark, func(source, _, end int64) bool {
		at = source
		return end <= off
	})
	return at
}

// Shown is the inverse: where a byte of the source is shown. Space that was left out is where the next character is.
func (f *Formatted) Shown(source int64) int64 {
	_, mark := f.before(func(m *formatMark) bool { return m.machine.consumed <= source })
	shown := mark.out
	f.walk(mark, func(at, out, end int64) bool {
		shown = end
		if at >= source && out >= 0 {
			shown = out
			return false
		}
		return true
	})
	return min(max(shown, 0), f.Len())
}

// walk formats byte by byte behind a mark. It tells the offset of every byte of the source with where it is shown, -1 if
// it is not, and how much has come out when it has been taken, until next returns false.
func (f *Formatted) walk(mark formatMark, next func(source, out, end int64) bool) {
	m := mark.machine.keep()
	out := make([]byte, 0, 2*maxIndent+8)
	end := mark.out
	for i, b := 0, Bytes(f.source, m.consumed, m.consumed+sourceStep); i < len(b); i++ {
		at, shown := m.consumed, int64(-1)
		out, _ = m.feed(out[:0], b[i:i+1])
		if k := bytes.IndexByte(out, b[i]); k >= 0 {
			shown = end + int64(k)
		}
		end += int64(len(out))
		if !next(at, shown, end) {
			return
		}
	}
}
