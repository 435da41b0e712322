// Package jsonview gives the structure of a JSON text of any size to views of it: a tree whose children
// are found when they are asked for, the place of an offset, a table over an array of objects, and filters
// by JSONPath and jq. Texts are never decoded as a whole; only places are kept. It knows no widgets.
package jsonview

import (
	"context"
	"io"
	"sync"
	"sync/atomic"

	"postern/jsonscan"
)

// Node is a value of the text. The zero KeyEnd means that it has no name. Nodes are plain values: two
// nodes of a Doc are the same if their Start is the same.
type Node struct {
	Index         int64 // among its siblings
	KeyAt, KeyEnd int64 // its name with quotes, in bytes
	Start         int64 // of the value, in bytes
	Kind          jsonscan.Kind
}

func nodeOf(c jsonscan.Child) Node { return Node(c) }

// Doc is a JSON text. It is safe for concurrent use. A Doc is for one version of a text: after an edit,
// open a new one.
type Doc struct {
	src   jsonscan.Source
	root  Node
	index atomic.Pointer[index]
	build sync.Mutex
}

// Open reads the kind of the first value and nothing more. A text without a value has a root of kind None.
// Call [Doc.Index] in the background for large texts; until it is done everything works, but slower.
func Open(src jsonscan.Source) *Doc {
	s := jsonscan.New(context.Background(), src, 0)
	at, kind := s.Root()
	return &Doc{src: src, root: Node{Start: at, Kind: kind}}
}

// Root is the first value.
func (d *Doc) Root() Node { return d.root }

// maxName bounds a member name that is read, in bytes.
const maxName = 1 << 20

// Key returns the name of a member, or "" for what has none.
func (d *Doc) Key(n Node) string {
	if n.KeyEnd == 0 {
		return ""
	}
	raw, err := jsonscan.New(context.Background(), d.src, n.KeyAt).Bytes(n.KeyAt, n.KeyEnd, maxName)
	if err != nil && err != io.EOF {
		return ""
	}
	return jsonscan.Unquote(raw)
}

// End returns the place after the value.
func (d *Doc) End(ctx context.Context, n Node) (int64, error) {
	s := jsonscan.New(ctx, d.src, n.Start)
	return d.skip(s, n)
}

// skip takes a value, by the index where it is a large one.
func (d *Doc) skip(s *jsonscan.Scanner, n Node) (int64, error) {
	if n.Kind.Container() {
		if l := d.index.Load().large(n.Start); l != nil {
			s.Go(l.end)
			return l.end, nil
		}
	}
	s.Go(n.Start)
	return s.Skip()
}

// Value writes the value's bytes as they are in the text.
func (d *Doc) Value(ctx context.Context, n Node, w io.Writer) error {
	end, err := d.End(ctx, n)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, io.NewSectionReader(d.src, n.Start, end-n.Start))
	return err
}
