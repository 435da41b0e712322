package mock

import (
	"cmp"
	"slices"
	"strings"

	"postern/model"
)

// search looks for the most specific route of a path that takes the method. It compares segment by
// segment from the left: literal, then mixed (the longer literal prefix first, then the more literal
// text), then parameter with pattern, then parameter, then catch-all. Segments of the same rank are
// followed side by side, so that what comes later in the path decides before the order of the
// collection does. Every node of the tree is visited at most once.
type search struct {
	segs   []string
	method string
	exact  bool // take only the very method
	found  *route
	others []*route // that match the path but not the method
	// looked counts the nodes and edges that were looked at: it depends on the path and on how many
	// routes overlap on it, not on how many routes there are.
	looked int
	stack  []*node
	hits   []edge
	// Room for searches of usual size.
	stackRoom [32]*node
	hitsRoom  [4]edge
}

func (s *search) run(root *node) *route {
	s.stack = append(s.stackRoom[:0], root)
	s.hits = s.hitsRoom[:0]
	s.walk(0, 1, 0)
	return s.found
}

// walk continues at segment i from the nodes stack[lo:hi].
func (s *search) walk(lo, hi, i int) bool {
	s.looked += hi - lo
	if i == len(s.segs) {
		return s.accept(lo, hi) || s.catch(lo, hi)
	}
	return s.literal(lo, hi, i) || s.mixed(lo, hi, i) || s.patterned(lo, hi, i) || s.param(lo, hi, i) || s.catch(lo, hi)
}

// descend walks on from the nodes that were pushed above base, and takes them off again.
func (s *search) descend(base, i int) bool {
	ok := len(s.stack) > base && s.walk(base, len(s.stack), i+1)
	s.stack = s.stack[:base]
	return ok
}

func (s *search) literal(lo, hi, i int) bool {
	base := len(s.stack)
	for k := lo; k < hi; k++ {
		if c := s.stack[k].literals[s.segs[i]]; c != nil {
			s.stack = append(s.stack, c)
		}
	}
	return s.descend(base, i)
}

func (s *search) param(lo, hi, i int) bool {
	if s.segs[i] == "" {
		return false
	}
	base := len(s.stack)
	for k := lo; k < hi; k++ {
		if c := s.stack[k].param; c != nil {
			s.stack = append(s.stack, c)
		}
	}
	return s.descend(base, i)
}

func (s *search) patterned(lo, hi, i int) bool {
	base := len(s.stack)
	for k := lo; k < hi; k++ {
		s.looked += len(s.stack[k].patterned)
		for _, e := range s.stack[k].patterned {
			if e.seg.match(s.segs[i]) {
				s.stack = append(s.stack, e.to)
			}
		}
	}
	return s.descend(base, i)
}

func (s *search) mixed(lo, hi, i int) bool {
	base := len(s.hits)
	for k := lo; k < hi; k++ {
		s.collectMixed(s.stack[k], s.segs[i])
	}
	defer func() { s.hits = s.hits[:base] }()
	hits := s.hits[base:]
	slices.SortStableFunc(hits, compareMixed)
	for len(hits) > 0 {
		n := 1
		for n < len(hits) && compareMixed(hits[0], hits[n]) == 0 {
			n++
		}
		at := len(s.stack)
		for _, e := range hits[:n] {
			s.stack = append(s.stack, e.to)
		}
		if s.descend(at, i) {
			return true
		}
		hits = hits[n:]
	}
	return false
}

func (s *search) collectMixed(n *node, seg string) {
	for _, length := range n.prefixes {
		if length > len(seg) {
			continue
		}
		s.looked += len(n.mixed[seg[:length]])
		for _, e := range n.mixed[seg[:length]] {
			if e.seg.match(seg) {
				s.hits = append(s.hits, e)
			}
		}
	}
}

// compareMixed puts the more specific of two mixed segments first; 0 means that neither is.
func compareMixed(a, b edge) int {
	return cmp.Or(cmp.Compare(len(b.seg.parts[0]), len(a.seg.parts[0])),
		cmp.Compare(b.seg.literalLength(), a.seg.literalLength()))
}

func (s *search) catch(lo, hi int) bool {
	base := len(s.stack)
	for k := lo; k < hi; k++ {
		if c := s.stack[k].rest; c != nil {
			s.stack = append(s.stack, c)
		}
	}
	ok := s.accept(base, len(s.stack))
	s.stack = s.stack[:base]
	return ok
}

// accept takes the best route that ends at the nodes: the better match of the method, then the order of
// the collection.
func (s *search) accept(lo, hi int) bool {
	best := noMethod
	for k := lo; k < hi; k++ {
		for _, r := range s.stack[k].routes {
			m := matchMethod(r.method, s.method)
			if s.exact && m != sameMethod {
				m = noMethod
			}
			switch {
			case m == noMethod:
				s.others = append(s.others, r)
			case m < best, m == best && r.index < s.found.index:
				best, s.found = m, r
			}
		}
	}
	return s.found != nil
}

// findRoute is step 3: the most specific route of the path is looked up. A route that has the path but not
// the method is passed over for one that has both.
func (v *visit) findRoute() bool {
	s := &v.search
	s.segs, s.method = v.segs, strings.ToUpper(v.req.Method)
	v.route = v.table.run(s)
	if v.route == nil && len(s.others) == 0 {
		v.note(model.Verdict{Step: 3, What: "route", Got: v.req.Path, Text: "no route has this path"})
		return v.missRoute()
	}
	if v.route == nil {
		v.note(model.Verdict{Step: 3, What: "route", Want: s.others[0].path, Got: v.req.Path, OK: true,
			Text: "the path is known"})
		return false
	}
	v.values, _ = v.route.pattern.capture(v.segs)
	v.note(model.Verdict{Step: 3, What: "route", Want: v.route.path, Got: v.req.Path, OK: true, Text: v.route.whyRoute})
	return false
}
