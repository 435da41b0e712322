package text

import (
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
func (f *Formatted) part(i int) formattedPart {
	f.mu.Lock()
	for k := len(f.parts) - 1; k >= 0; k-- {
		if p := f.parts[k]; p.mark == i {
			f.mu.Unlock()
			return p
		}
	}
	mark := f.marks[i]
	var size int64
	if i+1 < len(f.marks) {
		size = f.marks[i+1].out - mark.out
	}
	f.mu.Unlock()
	if size == 0 {
		return formattedPart{mark: i}
	}
	data := f.format(mark, size)
	p := formattedPart{i, data, startsOf(data)}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.parts = append(f.parts, p)
	f.kept += p.size()
	for f.kept > partBytes && len(f.parts) > 1 {
		f.kept -= f.parts[0].size()
		f.parts = append(f.parts[:0], f.parts[1:]...)
	}
	return p
}

// size is the memory that a part takes, in bytes.
func (p *formattedPart) size() int { return len(p.data) + 4*len(p.starts) }

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
	b := f.part(i).data
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
	p := f.part(i)
	return mark.out + p.starts.after(line-mark.breaks, len(p.data))
}

// LineOf implements [Document].
func (f *Formatted) LineOf(off int64) int {
	off = min(max(off, 0), f.Len())
	i, mark := f.before(func(m *formatMark) bool { return m.out <= off })
	return mark.breaks + f.part(i).starts.before(off-mark.out)
}
