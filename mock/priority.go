package mock

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"postern/model"
)

// plant puts the routes into trees, one for each priority, the highest first. Without priorities there
// is one tree.
func (t *Table) plant() {
	byPriority := map[int]*node{}
	for _, r := range t.routes {
		t.root.insert(r)
		if byPriority[r.priority] == nil {
			byPriority[r.priority] = &node{}
		}
	}
	if len(byPriority) < 2 {
		t.tiers = []*node{t.root}
		return
	}
	for _, r := range t.routes {
		byPriority[r.priority].insert(r)
	}
	for _, p := range slices.SortedFunc(maps.Keys(byPriority), func(a, b int) int { return cmp.Compare(b, a) }) {
		t.tiers = append(t.tiers, byPriority[p])
	}
}

// run looks through the trees in the order of their priorities. A tree that has the path but not the
// method is passed over like a route is.
func (t *Table) run(s *search) *route {
	for _, root := range t.tiers {
		if r := s.run(root); r != nil {
			return r
		}
	}
	return nil
}

// shadowed reports routes that a route of a higher priority always answers for.
func (c *compiler) shadowed() {
	if len(c.table.tiers) < 2 {
		return
	}
	ranked := slices.Clone(c.table.routes)
	slices.SortStableFunc(ranked, func(a, b *route) int { return cmp.Compare(b.priority, a.priority) })
	left := maxComparisons
	for i, low := range ranked {
		for _, high := range ranked[:i] {
			if left--; left < 0 {
				return
			}
			if high.priority > low.priority && high.takes(low) {
				c.problem(low.key, "", "is never reached: "+high.key+" has the priority "+strconv.Itoa(high.priority)+
					" and answers all of its requests")
				break
			}
		}
	}
}

// takes tells whether every request of another route is one of r too, as far as their patterns show it.
func (r *route) takes(other *route) bool {
	if m := matchMethod(r.method, other.method); m == noMethod {
		return false
	}
	for i := range r.pattern.segs {
		a := &r.pattern.segs[i]
		if a.kind == catchAll {
			return true
		}
		if i >= len(other.pattern.segs) || !a.takes(&other.pattern.segs[i]) {
			return false
		}
	}
	return len(r.pattern.segs) == len(other.pattern.segs)
}

// takes tells whether every text that another segment matches is one that s matches.
func (s *segment) takes(other *segment) bool {
	switch {
	case other.kind == catchAll:
		return false
	case other.kind == literal:
		return s.match(other.text)
	case s.kind == parameter:
		return other.re == nil || !other.re.MatchString("")
	}
	return s.shape() == other.shape()
}

// routeSettings takes what a request says about its route.
func (c *compiler) routeSettings(r *route, in *model.RequestMock) {
	if in.Priority != 0 && (r.priority == 0 || in.Priority > r.priority) {
		r.priority = in.Priority
	}
	r.passThrough = r.passThrough || in.PassThrough
	switch {
	case in.Mode == (model.MockMode{}) || in.Mode == r.mode.MockMode:
	case r.mode.MockMode != (model.MockMode{}):
		c.problem(r.key, "", "has two modes: the first one, "+quote(string(r.mode.Pick))+", counts")
	default:
		c.mode(r, in.Mode)
	}
}

// mode sets the mode of a route. One that cannot be is a problem, and the route answers with the first.
func (c *compiler) mode(r *route, in model.MockMode) {
	key, err := newCallerKey(in.Key, r.pattern.names())
	switch {
	case err != nil:
		c.problem(r.key, "", err.Error()+"; the mode has no effect")
	case !slices.Contains(model.MockPicks, in.Pick):
		c.problem(r.key, "", "has the mode "+quote(string(in.Pick))+", which does not exist; the first example answers")
	case in.End != model.EndStay && in.End != model.EndLoop && in.End != model.EndMiss:
		c.problem(r.key, "", "has a sequence that ends with "+quote(string(in.End))+", which does not exist; the first example answers")
	default:
		r.mode = routeMode{MockMode: in, key: key}
	}
}
