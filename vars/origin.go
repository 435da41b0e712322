package vars

import (
	"iter"
	"sort"
)

// cut yields the parts of the regions that lie in [from,to) of the current text, moved by shift bytes.
// Empty ones count: they stand for variables without text.
func (x *expansion) cut(from, to, shift int) iter.Seq[region] {
	return func(yield func(region) bool) {
		first := sort.Search(len(x.regions), func(i int) bool { return x.regions[i].end >= from })
		for _, r := range x.regions[first:] {
			if r.start >= to {
				return
			}
			r.start, r.end = max(r.start, from)+shift, min(r.end, to)+shift
			if !yield(r) {
				return
			}
		}
	}
}

// origin returns the bytes of the given text that [start,end) of the current text stands for.
func (x *expansion) origin(start, end int) (from, to int) {
	from, _ = x.place(start)
	_, to = x.place(end - 1)
	return from, to
}

// place returns the bytes of the given text that one byte of the current text stands for.
func (x *expansion) place(at int) (from, to int) {
	i := sort.Search(len(x.regions), func(i int) bool { return x.regions[i].start > at })
	if i == 0 {
		return at, at + 1
	}
	r := x.regions[i-1]
	if at < r.end {
		return r.from, r.to
	}
	at += r.to - r.end
	return at, at + 1
}
