package kit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// fileDocument is a document in a file, of which it holds a few pages. Where the file has become shorter
// than it was, its bytes read as 0.
type fileDocument struct {
	file    *os.File
	index   lineIndex
	pages   []filePage // the one used last is the first
	scratch []byte
}

type filePage struct {
	n    int64
	data []byte
}

const (
	pageSize  = 64 << 10
	pageCount = 32
)

// FileDocument opens a file and indexes it at once, at about 1 GB a second. For more than some 16 MiB call
// [IndexFile] away from the UI goroutine instead.
func FileDocument(path string) (Document, error) {
	return IndexFile(context.Background(), path, nil)
}

// IndexFile opens a file as a document. It reads the file once to find the lines, and may run on any
// goroutine; progress, unless nil, is called there after every few megabytes. Memory in use afterwards is
// 2 MiB and about one part in three hundred of the file. The file stays open until Close.
func IndexFile(ctx context.Context, path string, progress func(done, total int64)) (Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open text: %w", err)
	}
	d := &fileDocument{file: f}
	d.index.start()
	if err := d.scan(ctx, progress); err != nil {
		f.Close()
		return nil, fmt.Errorf("read text of %s: %w", path, err)
	}
	d.index.finish()
	return d, nil
}

func (d *fileDocument) scan(ctx context.Context, progress func(done, total int64)) error {
	info, err := d.file.Stat()
	if err != nil {
		return err
	}
	buf := make([]byte, 512<<10)
	for reads := 1; ; reads++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := d.file.Read(buf)
		d.index.add(buf[:n])
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if progress != nil && reads%8 == 0 {
			progress(d.index.size, max(info.Size(), d.index.size))
		}
	}
}

func (d *fileDocument) Lines() int                  { return d.index.lines }
func (d *fileDocument) Size() int64                 { return d.index.size }
func (d *fileDocument) LineAt(off int64) int        { return d.index.lineAt(off, d) }
func (d *fileDocument) Bounds(i int) (int64, int64) { return d.index.bounds(i, d) }
func (d *fileDocument) longest() int64              { return d.index.longest }

func (d *fileDocument) Close() error {
	d.pages, d.scratch = nil, nil
	return d.file.Close()
}

func (d *fileDocument) Line(i int) []byte { return d.Bytes(d.Bounds(i)) }

func (d *fileDocument) Bytes(from, to int64) []byte {
	to = min(max(to, 0), d.index.size)
	from = min(max(from, 0), to)
	if from == to {
		return nil
	}
	if from/pageSize == (to-1)/pageSize {
		page := from / pageSize
		return d.page(page)[from-page*pageSize : to-page*pageSize]
	}
	d.scratch = d.scratch[:0]
	for from < to {
		page := from / pageSize
		end := min(to, (page+1)*pageSize)
		d.scratch = append(d.scratch, d.page(page)[from-page*pageSize:end-page*pageSize]...)
		from = end
	}
	return d.scratch
}

// page returns a whole page, from the few in memory or from the file.
func (d *fileDocument) page(n int64) []byte {
	i := slices.IndexFunc(d.pages, func(p filePage) bool { return p.n == n })
	if i == 0 {
		return d.pages[0].data
	}
	var p filePage
	if i > 0 {
		p = d.pages[i]
		d.pages = slices.Delete(d.pages, i, i+1)
	} else {
		p = filePage{n, make([]byte, pageSize)}
		if len(d.pages) == pageCount {
			p.data = d.pages[pageCount-1].data
			clear(p.data)
			d.pages = d.pages[:pageCount-1]
		}
		// What cannot be read stays 0, and is shown as such.
		_, _ = d.file.ReadAt(p.data, n*pageSize)
	}
	d.pages = slices.Insert(d.pages, 0, p)
	return p.data
}

func (d *fileDocument) newline(from, to int64) int64 {
	for from < to {
		page := from / pageSize
		end := min(to, (page+1)*pageSize)
		if i := bytes.IndexByte(d.page(page)[from-page*pageSize:end-page*pageSize], '\n'); i >= 0 {
			return from + int64(i)
		}
		from = end
	}
	return -1
}

func (d *fileDocument) byteAt(off int64) byte { return d.page(off / pageSize)[off%pageSize] }
