package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// What bbolt's pages are made of (go.etcd.io/bbolt/internal/common), in the byte order of the machine:
// a head of 16 bytes (id, flags, count of elements, count of further pages) and elements of 16 bytes.
const (
	pageHead    = 16
	elementSize = 16

	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10

	metaMagic   = 0xED0CDAED
	metaFormat  = 2
	metaSize    = 64 // with its checksum
	bucketFlag  = 0x01
	bucketHead  = 16
	deepestTree = 64
)

// pages reads the pages of a workspace file by themselves, without bbolt: it takes nothing that it reads
// for granted, so that it can judge a damaged file and read what is left of it. It never writes.
type pages struct {
	file io.ReaderAt
	size int64 // of the file, in bytes
	page int64 // size of a page, in bytes
}

// meta is the page that a transaction ends with: where everything starts.
type meta struct {
	root, freelist uint64
	end            uint64 // the first page beyond those in use
	tx             uint64
}

// page is one page, with those that continue it.
type page struct {
	id       uint64
	flags    uint16
	count    int
	overflow uint64
	data     []byte // from the head on
}

// element is one entry of a leaf or a branch.
type element struct {
	key   []byte
	value []byte // of a leaf
	child uint64 // of a branch
	tree  bool   // the value is a bucket
	fits  bool   // it is where it must be
}

// metas reads both meta pages. bad says what is wrong with those that are not whole.
func (p *pages) metas() (list []meta, bad []error) {
	for i := range int64(2) {
		b := make([]byte, pageHead+metaSize)
		if _, err := p.file.ReadAt(b, i*p.page); err != nil {
			bad = append(bad, fmt.Errorf("its page %d cannot be read (%w)", i, err))
			continue
		}
		m, err := readMeta(b[pageHead:], p.page)
		if err == nil && binary.NativeEndian.Uint64(b) != uint64(i) {
			err = fmt.Errorf("it has another's number")
		}
		if err != nil {
			bad = append(bad, fmt.Errorf("its page %d, where a transaction ends, is unreadable (%w)", i, err))
			continue
		}
		list = append(list, m)
	}
	if len(list) == 2 && list[1].tx > list[0].tx {
		list[0], list[1] = list[1], list[0]
	}
	return list, bad
}

func readMeta(b []byte, pageSize int64) (m meta, err error) {
	word := binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(b[:metaSize-8])
	switch {
	case word.Uint32(b) != metaMagic:
		return m, fmt.Errorf("it has no mark")
	case word.Uint32(b[4:]) != metaFormat:
		return m, fmt.Errorf("it is of format %d", word.Uint32(b[4:]))
	case word.Uint64(b[metaSize-8:]) != sum.Sum64():
		return m, fmt.Errorf("its checksum is wrong")
	case int64(word.Uint32(b[8:])) != pageSize:
		return m, fmt.Errorf("its pages are of %d bytes", word.Uint32(b[8:]))
	}
	return meta{root: word.Uint64(b[16:]), freelist: word.Uint64(b[32:]), end: word.Uint64(b[40:]), tx: word.Uint64(b[48:])}, nil
}

// newPages finds out the size of a file's pages from whichever meta page is whole.
func newPages(file io.ReaderAt, size int64) (*pages, error) {
	const largest = 64 << 10
	for _, page := range []int64{4096, 8192, 16384, 32768, largest, 2048, 1024} {
		p := &pages{file: file, size: size, page: page}
		if list, _ := p.metas(); len(list) > 0 {
			return p, nil
		}
	}
	return nil, damaged("neither of its first two pages says where its content starts")
}

// read reads a page with those that continue it, into buf where that is large enough. A page that says it
// is another is an error unless any will do.
func (p *pages) read(id, end uint64, buf []byte, any bool) (*page, error) {
	var head [pageHead]byte
	if id < 2 || id >= end {
		return nil, damaged("page %d is none of the %d in use", id, end)
	}
	if id >= uint64(p.size/p.page) {
		return nil, damaged("page %d is beyond the end of the file", id)
	}
	at := int64(id) * p.page
	if _, err := p.file.ReadAt(head[:], at); err != nil {
		return nil, damaged("page %d cannot be read (%v)", id, err)
	}
	word := binary.NativeEndian
	g := &page{id: id, flags: word.Uint16(head[8:]), count: int(word.Uint16(head[10:])), overflow: uint64(word.Uint32(head[12:]))}
	if is := word.Uint64(head[:]); is != id && !any {
		return nil, damaged("in the place of page %d is another (%d)", id, is)
	}
	size := (int64(g.overflow) + 1) * p.page
	if g.overflow >= end-id || size > p.size-at {
		return nil, damaged("page %d is continued beyond the end", id)
	}
	if int64(cap(buf)) < size {
		buf = make([]byte, size)
	}
	g.data = buf[:size]
	if _, err := p.file.ReadAt(g.data, at); err != nil {
		return nil, damaged("page %d cannot be read (%v)", id, err)
	}
	return g, nil
}

// elements takes a leaf or a branch apart. bbolt writes elements without a gap, in the order of their
// keys: what is not so was changed, which is an error; what can be read all the same is returned with it.
func (g *page) elements() (list []element, err error) {
	if g.flags != leafPage && g.flags != branchPage {
		return nil, damaged("page %d is neither leaf nor branch", g.id)
	}
	next := pageHead + g.count*elementSize
	if next > len(g.data) {
		return nil, damaged("page %d has %d elements, more than fit", g.id, g.count)
	}
	list = make([]element, 0, g.count)
	for i := range g.count {
		e, start, end := g.element(pageHead + i*elementSize)
		if e.fits = start == next && end > start; !e.fits {
			err = damaged("an element of page %d is not where it must be", g.id)
		}
		if next = end; end == 0 {
			continue
		}
		if n := len(list); n > 0 && bytes.Compare(list[n-1].key, e.key) >= 0 {
			e.fits, err = false, damaged("the keys of page %d are not in order", g.id)
		}
		list = append(list, e)
	}
	return list, err
}

// element reads the element at an offset of the page, and where its key and value are; nowhere for one
// that leads out of the page.
func (g *page) element(at int) (e element, start, end int) {
	word, b := binary.NativeEndian, g.data
	flags, pos, keySize, valueSize := uint32(0), uint64(word.Uint32(b[at:])), uint64(word.Uint32(b[at+4:])), uint64(0)
	if g.flags == leafPage {
		flags, pos = word.Uint32(b[at:]), uint64(word.Uint32(b[at+4:]))
		keySize, valueSize = uint64(word.Uint32(b[at+8:])), uint64(word.Uint32(b[at+12:]))
	} else {
		e.child = word.Uint64(b[at+8:])
	}
	from := uint64(at) + pos
	if from+keySize+valueSize > uint64(len(b)) || flags&^bucketFlag != 0 {
		return e, 0, 0
	}
	start, end = int(from), int(from+keySize+valueSize)
	mid := start + int(keySize)
	e.key, e.value, e.tree = b[start:mid:mid], b[mid:end:end], flags == bucketFlag
	return e, start, end
}
