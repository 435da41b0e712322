package text

import "bytes"

// chunkSize is the largest leaf. It bounds what a key copies and what a question for a line scans.
const chunkSize = 4 << 10

// node is an immutable AVL tree with the text in its leaves. nil is the empty text; a leaf is never empty.
type node struct {
	left, right *node
	data        []byte // of a leaf
	size        int64
	breaks      int
	height      int
}

func leaf(b []byte) *node {
	if len(b) == 0 {
		return nil
	}
	return &node{data: b[:len(b):len(b)], size: int64(len(b)), breaks: bytes.Count(b, newline)}
}

var newline = []byte{'\n'}

// build makes a balanced tree over b, which it keeps.
func build(b []byte) *node {
	if len(b) <= chunkSize {
		return leaf(b)
	}
	half := (len(b)/2 + chunkSize - 1) / chunkSize * chunkSize
	return pair(build(b[:half]), build(b[half:]))
}

func (n *node) len() int64 {
	if n == nil {
		return 0
	}
	return n.size
}

func pair(l, r *node) *node {
	return &node{left: l, right: r, size: l.size + r.size, breaks: l.breaks + r.breaks, height: max(l.height, r.height) + 1}
}

// balance is pair for trees whose heights differ by at most two.
func balance(l, r *node) *node {
	switch {
	case l.height > r.height+1:
		if l.left.height >= l.right.height {
			return pair(l.left, pair(l.right, r))
		}
		return pair(pair(l.left, l.right.left), pair(l.right.right, r))
	case r.height > l.height+1:
		if r.right.height >= r.left.height {
			return pair(pair(l, r.left), r.right)
		}
		return pair(pair(l, r.left.left), pair(r.left.right, r.right))
	}
	return pair(l, r)
}

// join puts r behind l. Small leaves that meet become one.
func join(l, r *node) *node {
	switch {
	case l == nil:
		return r
	case r == nil:
		return l
	case l.height == 0 && r.height == 0 && l.size+r.size <= chunkSize/2:
		return leaf(append(append(make([]byte, 0, l.size+r.size), l.data...), r.data...))
	case l.height > r.height+1:
		return balance(l.left, join(l.right, r))
	case r.height > l.height+1:
		return balance(join(l, r.left), r.right)
	}
	return pair(l, r)
}

// split cuts a tree in two at an offset within it.
func split(n *node, off int64) (*node, *node) {
	switch {
	case n == nil || off <= 0:
		return nil, n
	case off >= n.size:
		return n, nil
	case n.height == 0:
		return leaf(n.data[:off]), leaf(n.data[off:])
	case off < n.left.size:
		l, r := split(n.left, off)
		return l, join(r, n.right)
	}
	l, r := split(n.right, off-n.left.size)
	return join(n.left, l), r
}

// patch is the edit of a key: within one leaf, which stays small enough. It returns nil where that does not hold.
func patch(n *node, off, del int64, ins []byte) *node {
	if n.height == 0 {
		size := n.size - del + int64(len(ins))
		if off+del > n.size || size > chunkSize || size == 0 {
			return nil
		}
		b := append(make([]byte, 0, size), n.data[:off]...)
		return leaf(append(append(b, ins...), n.data[off+del:]...))
	}
	if off+del <= n.left.size {
		if l := patch(n.left, off, del, ins); l != nil {
			return pair(l, n.right)
		}
		return nil
	}
	if off < n.left.size {
		return nil
	}
	if r := patch(n.right, off-n.left.size, del, ins); r != nil {
		return pair(n.left, r)
	}
	return nil
}

// chunk returns the rest of the leaf at an offset.
func (n *node) chunk(off int64) []byte {
	if n == nil || off >= n.size {
		return nil
	}
	for n.height > 0 {
		if off < n.left.size {
			n = n.left
		} else {
			off -= n.left.size
			n = n.right
		}
	}
	return n.data[off:]
}

// breaksBefore counts the line breaks in front of an offset.
func (n *node) breaksBefore(off int64) int {
	count := 0
	for n != nil {
		switch {
		case off >= n.size:
			return count + n.breaks
		case n.height == 0:
			return count + bytes.Count(n.data[:off], newline)
		case off < n.left.size:
			n = n.left
		default:
			count += n.left.breaks
			off -= n.left.size
			n = n.right
		}
	}
	return count
}

// afterBreak is the offset behind the k-th line break, which exists; k counts from 1.
func (n *node) afterBreak(k int) int64 {
	at := int64(0)
	for n.height > 0 {
		if k <= n.left.breaks {
			n = n.left
		} else {
			k -= n.left.breaks
			at += n.left.size
			n = n.right
		}
	}
	return at + int64(afterBreak(n.data, k))
}

// afterBreak is the same in bytes; len(b) where there are fewer line breaks.
func afterBreak(b []byte, k int) int {
	at := 0
	for ; k > 0; k-- {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return len(b)
		}
		at += i + 1
	}
	return at
}
