package text

import "io"

// ReadAt implements [Document]. It reads the file and leaves the pages in memory alone.
func (f *File) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= f.size {
		return 0, io.EOF
	}
	want := min(int64(len(p)), f.size-off)
	n, err := f.file.ReadAt(p[:want], off)
	switch {
	case int64(n) < want:
		return n, f.fail(err)
	case want < int64(len(p)):
		return n, io.EOF
	}
	return n, nil
}

// Chunk implements [Document]: the rest of a page.
func (f *File) Chunk(off int64) []byte {
	if off < 0 || off >= f.size {
		return nil
	}
	return f.page(off / pageSize).data[off%pageSize:]
}

// page returns a page from memory or from the file. A page that was read is never written again, so that who holds
// it may keep it.
func (f *File) page(n int64) page {
	f.mu.Lock()
	for i := len(f.pages) - 1; i >= 0; i-- {
		if p := f.pages[i]; p.n == n {
			copy(f.pages[i:], f.pages[i+1:])
			f.pages[len(f.pages)-1] = p
			f.mu.Unlock()
			return p
		}
	}
	f.mu.Unlock()
	b := make([]byte, min(pageSize, f.size-n*pageSize))
	read, err := f.file.ReadAt(b, n*pageSize)
	if read < len(b) {
		_ = f.fail(err) // told by Err; the rest is 0
		return page{n: n, data: b, starts: startsOf(b)}
	}
	p := page{n, b, startsOf(b)}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.pages) == pageCount {
		f.pages = append(f.pages[:0], f.pages[1:]...)
	}
	f.pages = append(f.pages, p)
	return p
}
