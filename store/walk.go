package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
)

// walk goes over the pages that a transaction can reach, in the order of their keys, and carries on
// after what is damaged. What is shown is valid only during the call.
type walk struct {
	*pages
	end  uint64
	used []bool // the pages that were seen
	// record is shown every value with the bucket that it is in.
	record func(bucket string, key, value []byte)
	// fault is told of every page that is not as it must be, with the bucket that it belongs to.
	fault func(bucket string, err error)

	// bucket is told of every bucket; nil for nobody.
	bucket func(name string)
	strict bool            // do not show values that are not where they must be
	free   map[uint64]bool // pages that nothing should lead to
	astray []uint64        // pages of free that something led to

	ctx  context.Context
	bufs [deepestTree][]byte
}

func newWalk(ctx context.Context, p *pages, end uint64, record func(string, []byte, []byte), fault func(string, error)) *walk {
	end = max(2, min(end, uint64(p.size/p.page)+1<<20)) // a wrong end must not take all memory
	w := &walk{pages: p, end: end, used: make([]bool, end), record: record, fault: fault, ctx: ctx}
	w.used[0], w.used[1] = true, true
	return w
}

// span is the range of keys that a page may hold: from low on, below high; nil is no bound.
type span struct{ low, high []byte }

func (s span) holds(key []byte) bool {
	return bytes.Compare(key, s.low) >= 0 && (s.high == nil || bytes.Compare(key, s.high) < 0)
}

// tree walks over the pages below one. The name is that of the bucket, empty for the bucket of buckets.
func (w *walk) tree(name string, id uint64, keys span, depth int) {
	if w.ctx.Err() != nil {
		return
	}
	if depth == deepestTree {
		w.fault(name, damaged("page %d stands deeper than %d", id, deepestTree))
		return
	}
	g, err := w.read(id, w.end, w.bufs[depth], false)
	if err == nil {
		w.bufs[depth] = g.data
		err = w.use(g)
	}
	if err != nil {
		w.fault(name, err)
		return
	}
	list, err := g.elements()
	if err == nil && len(list) == 0 {
		err = damaged("page %d is empty", id)
	}
	if err != nil {
		w.fault(name, err)
	}
	if g.flags == leafPage {
		w.leaf(name, list, keys, depth)
		return
	}
	for i, e := range list {
		below := span{e.key, keys.high}
		if i+1 < len(list) {
			below.high = list[i+1].key
		}
		if !keys.holds(e.key) {
			w.fault(name, damaged("a key of page %d is out of place", id))
		}
		w.tree(name, e.child, below, depth+1)
	}
}

// use marks a page as reached, which it can be only once.
func (w *walk) use(g *page) error {
	if w.free[g.id] {
		w.astray = append(w.astray, g.id)
		return damaged("page %d is in use, but it is in the list of free pages", g.id)
	}
	for n := range g.overflow + 1 {
		if w.used[g.id+n] {
			return damaged("page %d is used twice", g.id+n)
		}
		w.used[g.id+n] = true
	}
	return nil
}

func (w *walk) leaf(name string, list []element, keys span, depth int) {
	for _, e := range list {
		if !keys.holds(e.key) {
			w.fault(name, damaged("the key %q is out of place", shown(e.key)))
		}
		switch {
		case e.tree && name == "":
			w.openBucket(string(e.key), e.value, depth)
		case e.tree || name == "":
			w.fault(name, damaged("the key %q holds what it cannot", shown(e.key)))
		case e.fits || !w.strict:
			w.record(name, e.key, e.value)
		}
	}
}

// openBucket walks over a bucket by the value that stands for it: its head, and then all of it where it is
// small.
func (w *walk) openBucket(name string, value []byte, depth int) {
	if w.bucket != nil {
		w.bucket(name)
	}
	if len(value) < bucketHead {
		w.fault(name, damaged("its head is cut"))
		return
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		w.tree(name, root, span{}, depth+1)
		return
	}
	in := value[bucketHead:]
	if len(in) < pageHead {
		w.fault(name, damaged("it is cut"))
		return
	}
	word := binary.NativeEndian
	g := &page{flags: word.Uint16(in[8:]), count: int(word.Uint16(in[10:])), data: in}
	if g.flags != leafPage {
		w.fault(name, damaged("it holds no values"))
		return
	}
	list, err := g.elements()
	if err == nil && inlineEnd(list) != len(in) {
		err = damaged("its size is wrong")
	}
	if err != nil {
		w.fault(name, err)
	}
	w.leaf(name, list, span{}, depth)
}

// inlineEnd is how long a page with these elements is.
func inlineEnd(list []element) int {
	n := pageHead
	for _, e := range list {
		n += elementSize + len(e.key) + len(e.value)
	}
	return n
}

// readFree reads the list of free pages.
func (w *walk) readFree(id uint64) ([]uint64, error) {
	g, err := w.read(id, w.end, nil, false)
	if err != nil {
		return nil, err
	}
	if g.flags != freelistPage {
		return nil, damaged("page %d is not the list of free pages", id)
	}
	const manyPages = 0xFFFF // the count is the first of the numbers then
	data, n := g.data[pageHead:], uint64(g.count)
	if n == manyPages {
		n, data = binary.NativeEndian.Uint64(data), data[8:]
	}
	if n > uint64(len(data)/8) {
		return nil, damaged("the list of free pages is cut")
	}
	list := make([]uint64, n)
	for i := range list {
		list[i] = binary.NativeEndian.Uint64(data[i*8:])
		if list[i] < 2 || list[i] >= w.end || i > 0 && list[i] <= list[i-1] {
			return nil, damaged("the list of free pages is wrong")
		}
	}
	return list, w.use(g)
}

// checkFree reports a page that is in use and free at once: the next change would overwrite it.
func (w *walk) checkFree(id uint64) error {
	list, err := w.readFree(id)
	if err != nil {
		return err
	}
	for _, id := range list {
		if w.used[id] {
			return damaged("page %d is in use, but it is in the list of free pages", id)
		}
	}
	return nil
}

// shown makes of a key what fits into a message.
func shown(key []byte) string { return fmt.Sprintf("%.40s", key) }
