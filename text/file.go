package text

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"sync"
	"sync/atomic"
)

const (
	pageSize  = 64 << 10
	pageCount = 48 // 3 MiB of pages are kept
	// blockSize is the distance of what the line index remembers: 8 bytes for every block, 100 KB for 100 MB.
	blockSize  = 8 << 10
	pageBlocks = pageSize / blockSize
)

// File is a text on disk, for reading. It keeps a few pages and a sparse index in memory: some 4 MiB (15 for a text of
// nothing but line breaks) and a thousandth of the file. The text is what the file held when it was opened: what is
// appended later is not seen, and where the file has become shorter its bytes are shown as 0, which [File.Err] tells.
// All methods may be called on any goroutine.
type File struct {
	file *os.File
	size int64

	mu     sync.Mutex
	pages  []page  // the one used last is the last
	breaks []int64 // the line breaks before every block that has been indexed, and after the last one
	err    error

	indexed atomic.Int64 // bytes
	version atomic.Uint64
}

var _ Document = (*File)(nil)

type page struct {
	n      int64
	data   []byte
	starts starts
}

// Open opens a text on disk. Before [File.Index] has run, or while it runs, lines are known as far as the index goes;
// bytes are there at once.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open text: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a file but a %s", path, info.Mode().Type())
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open text: %w", err)
	}
	return &File{file: f, size: info.Size(), breaks: []int64{0}}, nil
}

// Close closes the file. What is read afterwards is an error.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pages = nil
	return f.file.Close()
}

// Err is the first error that reading met, or nil.
func (f *File) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// Index finds the lines, reading the file once at the speed of the disk. It goes on where it was cancelled, and must
// not run twice at a time. progress, unless nil, is called now and then with the bytes that are done.
func (f *File) Index(ctx context.Context, progress func(done, total int64)) error {
	buf := make([]byte, 64*blockSize)
	for round := 1; f.indexed.Load() < f.size; round++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		at := f.indexed.Load()
		n, err := f.file.ReadAt(buf[:min(int64(len(buf)), f.size-at)], at)
		if n == 0 || n%blockSize != 0 && at+int64(n) < f.size {
			return f.fail(err)
		}
		f.index(buf[:n])
		if progress != nil && round%16 == 0 {
			progress(f.indexed.Load(), f.size)
		}
	}
	return nil
}

// index adds whole blocks, or the last ones of the file.
func (f *File) index(b []byte) {
	n := int64(len(b))
	f.mu.Lock()
	defer f.mu.Unlock()
	for count := f.breaks[len(f.breaks)-1]; len(b) > 0; b = b[min(len(b), blockSize):] {
		count += int64(bytes.Count(b[:min(len(b), blockSize)], newline))
		f.breaks = append(f.breaks, count)
	}
	f.indexed.Add(n)
	f.version.Add(1)
}

// fail remembers an error of reading and returns it in words.
func (f *File) fail(err error) error {
	if errors.Is(err, io.EOF) || err == nil {
		err = errors.New("the file has become shorter since it was opened")
	}
	err = fmt.Errorf("read text of %s: %w", f.file.Name(), err)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
	return err
}

// Len is the size of the file when it was opened.
func (f *File) Len() int64 { return f.size }

// Version changes while the index grows.
func (f *File) Version() uint64 { return f.version.Load() }

// Indexed is how many bytes of the file the index covers.
func (f *File) Indexed() int64 { return f.indexed.Load() }

// Lines implements [Document].
func (f *File) Lines() (count int, complete bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return int(f.breaks[len(f.breaks)-1]) + 1, f.indexed.Load() == f.size
}

// LineStart implements [Document]. While the index grows, the line after the last known one begins where the index
// ends.
func (f *File) LineStart(line int) int64 {
	if line <= 0 {
		return 0
	}
	f.mu.Lock()
	k := int64(line)
	i := sort.Search(len(f.breaks), func(i int) bool { return f.breaks[i] >= k })
	if i == len(f.breaks) {
		f.mu.Unlock()
		return f.indexed.Load()
	}
	n := int64(i-1) / pageBlocks
	k -= f.breaks[n*pageBlocks]
	f.mu.Unlock()
	p := f.page(n)
	return n*pageSize + p.starts.after(int(k), len(p.data))
}

// LineOf implements [Document]. Behind the index it is the last line known.
func (f *File) LineOf(off int64) int {
	off = min(max(off, 0), f.size)
	f.mu.Lock()
	i := off / blockSize
	if last := int64(len(f.breaks)) - 1; i >= last && off >= f.indexed.Load() {
		defer f.mu.Unlock()
		return int(f.breaks[last])
	}
	n := off / pageSize
	count := f.breaks[n*pageBlocks]
	f.mu.Unlock()
	return int(count) + f.page(n).starts.before(off-n*pageSize)
}
