package text

import "bytes"

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
