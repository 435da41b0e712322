package mock

import (
	"cmp"
	"slices"
	"strings"
)

const (
	maxAmbiguities = 100     // that are reported
	maxComparisons = 200_000 // of nodes and edges, while looking for them
)

// ambiguities returns the pairs of routes that nothing but the order of the collection tells apart:
// their segments are of the same rank all along, both may match one path, and both may take one method.
func ambiguities(root *node) [][2]*route {
	f := &finder{left: maxComparisons}
	f.below(root)
	slices.SortFunc(f.pairs, func(a, b [2]*route) int {
		return cmp.Or(cmp.Compare(a[0].index, b[0].index), cmp.Compare(a[1].index, b[1].index))
	})
	return f.pairs
}

type finder struct {
	pairs [][2]*route
	left  int
}

func (f *finder) full() bool { return f.left <= 0 || len(f.pairs) >= maxAmbiguities }

// below looks at every two edges of the same rank in the tree under n.
func (f *finder) below(n *node) {
	f.edges(n.patterned, n.patterned, true)
	for _, edges := range n.mixed {
		f.edges(edges, edges, true)
	}
	for _, c := range n.all {
		if f.full() {
			return
		}
		f.below(c)
	}
}

// edges pairs the edges of two nodes, or of one node with itself.
func (f *finder) edges(as, bs []edge, same bool) {
	for i, a := range as {
		rest := bs
		if same {
			rest = bs[i+1:]
		}
		for _, b := range rest {
			if f.left--; f.full() {
				return
			}
			if mayOverlap(a.seg, b.seg) {
				f.pair(a.to, b.to)
			}
		}
	}
}

// pair goes down two trees side by side.
func (f *finder) pair(a, b *node) {
	if f.left--; f.full() || a == nil || b == nil {
		return
	}
	for _, x := range a.routes {
		for _, y := range b.routes {
			if x.method == y.method { // other pairs are told apart by the method
				f.report(x, y)
			}
		}
	}
	for text, child := range a.literals {
		f.pair(child, b.literals[text])
	}
	for prefix, edges := range a.mixed {
		f.edges(edges, b.mixed[prefix], false)
	}
	f.edges(a.patterned, b.patterned, false)
	f.pair(a.param, b.param)
	f.pair(a.rest, b.rest)
}

func (f *finder) report(a, b *route) {
	if a.index > b.index {
		a, b = b, a
	}
	f.pairs = append(f.pairs, [2]*route{a, b})
}

// mayOverlap tells whether two segments of the same kind are of the same rank and may match one text.
// Whether two patterns do is not worked out: they may.
func mayOverlap(a, b *segment) bool {
	if a.kind != mixed || b.kind != mixed {
		return true
	}
	if a.parts[0] != b.parts[0] || a.literalLength() != b.literalLength() {
		return false
	}
	x, y := a.parts[len(a.parts)-1], b.parts[len(b.parts)-1]
	return strings.HasSuffix(x, y) || strings.HasSuffix(y, x)
}
