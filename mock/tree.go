package mock

import (
	"cmp"
	"slices"
)

// node is a place in the tree of path segments.
type node struct {
	routes   []*route // that end here, by method, in collection order
	literals map[string]*node
	// mixed edges by their literal prefix; prefixes are its lengths, longest first. Looking up every
	// length costs no more than the segment is long, however many edges there are.
	mixed     map[string][]edge
	prefixes  []int
	patterned []edge
	param     *node
	rest      *node // catch-all
	// all are the children in collection order.
	all []*node
}

// edge leads to a child by a segment that is compared, not looked up.
type edge struct {
	seg   *segment
	to    *node
	shape string
}

func (n *node) insert(r *route) {
	at := n
	for i := range r.pattern.segs {
		at = at.child(&r.pattern.segs[i])
	}
	at.routes = append(at.routes, r)
}

// child returns the node below n for a segment, and makes it where there is none.
func (n *node) child(s *segment) *node {
	switch s.kind {
	case literal:
		if c := n.literals[s.text]; c != nil {
			return c
		}
		if n.literals == nil {
			n.literals = map[string]*node{}
		}
		c := n.grow()
		n.literals[s.text] = c
		return c
	case mixed:
		return n.mixedChild(s)
	case patterned:
		if c := byShape(n.patterned, s); c != nil {
			return c
		}
		c := n.grow()
		n.patterned = append(n.patterned, edge{s, c, s.shape()})
		return c
	case parameter:
		return n.only(&n.param)
	}
	return n.only(&n.rest)
}

func (n *node) grow() *node {
	c := &node{}
	n.all = append(n.all, c)
	return c
}

func (n *node) only(at **node) *node {
	if *at == nil {
		*at = n.grow()
	}
	return *at
}

func (n *node) mixedChild(s *segment) *node {
	prefix := s.parts[0]
	if c := byShape(n.mixed[prefix], s); c != nil {
		return c
	}
	if n.mixed == nil {
		n.mixed = map[string][]edge{}
	}
	if !slices.Contains(n.prefixes, len(prefix)) {
		n.prefixes = append(n.prefixes, len(prefix))
		slices.SortFunc(n.prefixes, func(a, b int) int { return cmp.Compare(b, a) })
	}
	c := n.grow()
	n.mixed[prefix] = append(n.mixed[prefix], edge{s, c, s.shape()})
	return c
}

func byShape(edges []edge, s *segment) *node {
	shape := s.shape()
	for _, e := range edges {
		if e.shape == shape {
			return e.to
		}
	}
	return nil
}
