package jsonview

import (
	"context"
	"strconv"
	"strings"

	"postern/jsonpath"
	"postern/jsonscan"
)

// Place returns the values that an offset is in, from the root down: the breadcrumbs of a caret. A member
// begins with its name. Where a text has a fault before the offset, the last values may be missing.
func (d *Doc) Place(ctx context.Context, offset int64) ([]Node, error) {
	if d.root.Kind == jsonscan.None || offset < d.root.Start {
		return nil, nil
	}
	path := []Node{d.root}
	s := jsonscan.New(ctx, d.src, d.root.Start)
	for {
		n, ok, err := d.childAt(s, path[len(path)-1], offset)
		if err != nil || !ok {
			return d.trim(s, path, offset), faultless(err)
		}
		path = append(path, n)
		if d.index.Load().large(n.Start) == nil {
			path, err = inside(s, path, offset)
			return path, faultless(err)
		}
	}
}

// trim drops the root where the offset is after its end.
func (d *Doc) trim(s *jsonscan.Scanner, path []Node, offset int64) []Node {
	if end, err := d.skip(s, d.root); len(path) == 1 && err == nil && offset >= end {
		return nil
	}
	return path
}

// faultless drops a fault of the text: what was found before it stands.
func faultless(err error) error {
	if _, ok := err.(*jsonscan.Error); ok {
		return nil
	}
	return err
}

// childAt finds the child that an offset is in or, for one that is not in the index, may be in.
func (d *Doc) childAt(s *jsonscan.Scanner, n Node, offset int64) (Node, bool, error) {
	from := int64(0)
	if l := d.index.Load().large(n.Start); l != nil {
		if offset >= l.end {
			return Node{}, false, nil
		}
		for int(from/stride) < len(l.marks) && l.marks[from/stride] <= offset {
			from += stride
		}
	}
	w := d.walk(s, n, from)
	var last Node
	found := false
	for w.next() && begin(w.at) <= offset {
		last, found = w.at, true
	}
	if err := w.kids.Err(); err != nil && !found {
		return Node{}, false, err
	}
	if !found {
		return Node{}, false, nil
	}
	end, err := d.skip(s, last)
	if err == nil && offset >= end {
		return Node{}, false, nil
	}
	return last, true, faultless(err)
}

// begin is where a child begins, with its name.
func begin(n Node) int64 {
	if n.KeyEnd > 0 {
		return n.KeyAt
	}
	return n.Start
}

// inside goes from the last value of the path down to an offset, in one pass and without recursion.
func inside(s *jsonscan.Scanner, path []Node, offset int64) ([]Node, error) {
	above := len(path)
	s.Go(path[above-1].Start)
	stack := []jsonscan.Children{s.Children()}
	for len(stack) > 0 {
		kids := &stack[len(stack)-1]
		path = path[:above+len(stack)-1]
		if !kids.Next() {
			if kids.Err() != nil || kids.End() > offset {
				return path, kids.Err()
			}
			stack = stack[:len(stack)-1]
			continue
		}
		n := nodeOf(kids.Child())
		if begin(n) > offset {
			return path, nil
		}
		path = append(path, n)
		if n.Kind.Container() {
			stack = append(stack, s.Children())
			continue
		}
		if end, err := s.Skip(); err != nil || end > offset {
			return path, err
		}
	}
	return path[:above], nil
}

// JSONPath writes the path (RFC 9535) to the last of the nodes, as [Doc.Place] returns them: $.items[3]['a name'].
func (d *Doc) JSONPath(path []Node) string {
	var b strings.Builder
	b.WriteByte('$')
	for _, n := range path[min(1, len(path)):] {
		key := d.Key(n)
		switch {
		case n.KeyEnd == 0:
			b.WriteString(jsonpath.Index(n.Index))
		case plainName(key):
			b.WriteString("." + key)
		default:
			b.WriteString(jsonpath.Name(key))
		}
	}
	return b.String()
}

// JQ writes the path as jq understands it: .items[3]["a name"].
func (d *Doc) JQ(path []Node) string {
	var b strings.Builder
	for _, n := range path[min(1, len(path)):] {
		key := d.Key(n)
		switch {
		case n.KeyEnd == 0:
			if b.Len() == 0 {
				b.WriteByte('.')
			}
			b.WriteString("[" + strconv.FormatInt(n.Index, 10) + "]")
		case plainName(key):
			b.WriteString("." + key)
		default:
			if b.Len() == 0 {
				b.WriteByte('.')
			}
			b.WriteString("[" + quote(key) + "]")
		}
	}
	if b.Len() == 0 {
		return "."
	}
	return b.String()
}

// plainName tells whether a name may follow a dot, in JSONPath and in jq.
func plainName(key string) bool {
	for i := range len(key) {
		c := key[i]
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return key != ""
}
