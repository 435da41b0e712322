package jsonview

import (
	"context"

	"postern/jsonscan"
)

const (
	// largeBytes and largeCount say from when on an object or array is worth an entry of the index.
	largeBytes = 64 << 10
	largeCount = 256
	// stride is how many children are between two places that the index keeps.
	stride = 256
	// maxLarge bounds the entries, and maxOpen the brackets that are open at once; beyond them a text is
	// slower to walk through, not wrong.
	maxLarge = 1 << 20
	maxOpen  = 1 << 20
)

// index knows the objects and arrays that take long to walk over: where they end, how many children they
// have, and where every so manieth child begins.
type index struct{ entries map[int64]*large }

type large struct {
	end   int64
	count int64
	marks []int64 // where child (i+1)*stride begins
}

func (x *index) large(start int64) *large {
	if x == nil {
		return nil
	}
	return x.entries[start]
}

// Index builds the index in one pass over the text. It is safe to call more than once; when it is done
// before, it returns at once. An error is that of reading, of ctx, or a fault of the text.
func (d *Doc) Index(ctx context.Context) error {
	d.build.Lock()
	defer d.build.Unlock()
	if d.index.Load() != nil {
		return nil
	}
	s := jsonscan.New(ctx, d.src, d.root.Start)
	b := builder{x: &index{map[int64]*large{}}}
	if err := s.Marks(b.mark); err != nil {
		return err
	}
	d.index.Store(b.x)
	return nil
}

// Indexed tells whether the index is there.
func (d *Doc) Indexed() bool { return d.index.Load() != nil }

type open struct {
	start, count int64
	first        int64 // in marks, of what belongs to this one
	close        byte
}

type builder struct {
	x     *index
	stack []open
	marks []int64 // of all that are open, the innermost last
	lost  int     // brackets beyond maxOpen
	off   bool    // the brackets do not match: what follows is not for the index
}

func (b *builder) mark(m jsonscan.Mark) {
	switch m.Byte {
	case '{', '[':
		if len(b.stack) == maxOpen {
			b.lost++
			return
		}
		b.stack = append(b.stack, open{start: m.At, first: int64(len(b.marks)), close: m.Byte + 2})
	case ',':
		if n := len(b.stack) - 1; n >= 0 && b.lost == 0 {
			if b.stack[n].count++; b.stack[n].count%stride == 0 {
				b.marks = append(b.marks, m.At+1)
			}
		}
	default:
		b.leave(m)
	}
}

// leave closes the innermost object or array.
func (b *builder) leave(m jsonscan.Mark) {
	n := len(b.stack) - 1
	switch {
	case b.lost > 0:
		b.lost--
		return
	case n < 0 || b.stack[n].close != m.Byte:
		b.off = true
	}
	if b.off {
		return
	}
	o := b.stack[n]
	b.stack = b.stack[:n]
	if (o.count >= largeCount || m.At-o.start >= largeBytes) && len(b.x.entries) < maxLarge {
		l := &large{end: m.At + 1, count: o.count + 1, marks: append([]int64(nil), b.marks[o.first:]...)}
		b.x.entries[o.start] = l
	}
	b.marks = b.marks[:o.first]
}
