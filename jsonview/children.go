package jsonview

import (
	"context"

	"postern/jsonscan"
)

// walker goes over the children of a node, jumping over large ones.
type walker struct {
	d    *Doc
	s    *jsonscan.Scanner
	kids jsonscan.Children
	at   Node
	any  bool
}

// walk begins at a child, or at most [stride] before it.
func (d *Doc) walk(s *jsonscan.Scanner, n Node, from int64) walker {
	w := walker{d: d, s: s}
	if l := d.index.Load().large(n.Start); l != nil && from >= stride && len(l.marks) > 0 {
		i := min(from/stride, int64(len(l.marks))) - 1
		w.kids = s.ChildrenFrom(n.Kind, (i+1)*stride, l.marks[i])
		return w
	}
	s.Go(n.Start)
	w.kids = s.Children()
	return w
}

func (w *walker) next() bool {
	if w.any {
		if _, err := w.d.skip(w.s, w.at); err != nil {
			// The scanner stands where the fault is; Next meets it again and keeps it.
			w.s.Go(w.at.Start)
		}
	}
	if !w.kids.Next() {
		return false
	}
	w.at, w.any = nodeOf(w.kids.Child()), true
	return true
}

// Children returns up to count children from the given one on. At a fault of the text it returns those
// before it, and the fault.
func (d *Doc) Children(ctx context.Context, n Node, from, count int64) ([]Node, error) {
	if !n.Kind.Container() || count <= 0 {
		return nil, nil
	}
	var out []Node
	w := d.walk(jsonscan.New(ctx, d.src, n.Start), n, from)
	for w.next() {
		if w.at.Index < from {
			continue
		}
		if out = append(out, w.at); int64(len(out)) == count {
			return out, nil
		}
	}
	return out, w.kids.Err()
}

// Count returns how many children a node has. At a fault of the text it returns how many are before it,
// and the fault.
func (d *Doc) Count(ctx context.Context, n Node) (int64, error) {
	if !n.Kind.Container() {
		return 0, nil
	}
	if l := d.index.Load().large(n.Start); l != nil && l.count > 1 {
		return l.count, nil
	}
	w := d.walk(jsonscan.New(ctx, d.src, n.Start), n, 0)
	count := int64(0)
	for w.next() {
		count++
	}
	return count, w.kids.Err()
}
