package text

import (
	"bytes"
	"errors"
	"sort"
)

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
