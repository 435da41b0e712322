package text

import (
	"io"
	"slices"
)

// Buffer is a text in memory that can be edited. The zero value is an empty text.
type Buffer struct{ state }

// Snapshot is the text of a Buffer at one moment. It never changes and may be read on any goroutine.
type Snapshot struct{ state }

// state is what a Buffer and its snapshots share: methods that only read.
type state struct {
	root    *node
	version uint64
}

var (
	_ Document = (*Buffer)(nil)
	_ Document = Snapshot{}
)

// NewBuffer makes a buffer of text, which it keeps: the bytes must not be changed any more.
func NewBuffer(text []byte) *Buffer { return &Buffer{state{root: build(text)}} }

// ReadBuffer reads all of r into a buffer.
func ReadBuffer(r io.Reader) (*Buffer, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return NewBuffer(b), nil
}

// Snapshot returns the text as it is now. It costs nothing.
func (b *Buffer) Snapshot() Snapshot { return Snapshot{b.state} }

// Replace puts text (which is copied) in place of the bytes between two offsets and returns what that did.
func (b *Buffer) Replace(from, to int64, text []byte) Change {
	from, to = clip(b, from, to)
	if len(text) <= chunkSize && b.root != nil {
		if root := patch(b.root, from, to-from, text); root != nil {
			return b.set(root, from, to, int64(len(text)), root.breaks-b.root.breaks)
		}
	}
	return b.splice(from, to, build(slices.Clone(text)))
}

// splice is Replace by a tree.
func (b *Buffer) splice(from, to int64, ins *node) Change {
	head, rest := split(b.root, from)
	_, tail := split(rest, to-from)
	root := join(join(head, ins), tail)
	return b.set(root, from, to, ins.len(), root.countBreaks()-b.root.countBreaks())
}

func (b *Buffer) set(root *node, from, to, inserted int64, more int) Change {
	c := Change{Offset: from, Removed: to - from, Inserted: inserted, Line: b.LineOf(from)}
	c.LinesRemoved = b.LineOf(to) - c.Line
	c.LinesInserted = c.LinesRemoved + more
	b.root = root
	b.version++
	return c
}

// cut returns a part of the text as a tree, without copying.
func (b *Buffer) cut(from, to int64) *node {
	_, rest := split(b.root, from)
	part, _ := split(rest, to-from)
	return part
}

// Change tells what an edit did, in bytes and in lines, for those who remember places.
type Change struct {
	// Removed bytes after Offset were replaced by Inserted ones.
	Offset, Removed, Inserted int64
	// Line is the line of Offset, before and after. As many line breaks were removed and inserted after it.
	Line, LinesRemoved, LinesInserted int
}

// Move returns where an offset of the text before the change is after it. Places in what was removed move to its
// end.
func (c Change) Move(off int64) int64 {
	switch {
	case off < c.Offset:
		return off
	case off < c.Offset+c.Removed:
		return c.Offset + c.Inserted
	}
	return off + c.Inserted - c.Removed
}

func (n *node) countBreaks() int {
	if n == nil {
		return 0
	}
	return n.breaks
}

// Len is the number of bytes.
func (s state) Len() int64 { return s.root.len() }

// Lines is the number of lines; it is always complete.
func (s state) Lines() (int, bool) { return s.root.countBreaks() + 1, true }

// Version is different after every edit.
func (s state) Version() uint64 { return s.version }

// LineStart implements [Document].
func (s state) LineStart(line int) int64 {
	switch {
	case line <= 0 || s.root == nil:
		return 0
	case line > s.root.breaks:
		return s.root.size
	}
	return s.root.afterBreak(line)
}

// LineOf implements [Document].
func (s state) LineOf(off int64) int { return s.root.breaksBefore(max(off, 0)) }

// Chunk implements [Document].
func (s state) Chunk(off int64) []byte { return s.root.chunk(max(off, 0)) }

// ReadAt implements [Document].
func (s state) ReadAt(p []byte, off int64) (int, error) { return readChunks(s, p, max(off, 0)) }
