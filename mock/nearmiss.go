package mock

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"postern/model"
)

const (
	maxNearMisses  = 3
	maxNearRoutes  = 200 // that are compared on a miss
	maxNearSegment = 32  // segments and
	maxNearText    = 64  // bytes of a segment, that are compared on a miss
)

// The distances of segments that do not match.
const (
	costCase    = 1 // differs only in case
	costTypo    = 2 // up to two letters differ
	costOther   = 4 // another text
	costMissing = 3 // a segment too many or too few
	costMethod  = 1
)

// near is a route with its distance to a path.
type near struct {
	route    *route
	distance int
	shared   bool // it has a literal in common with the path
	verdicts []model.Verdict
}

// nearRoutes returns the routes that come closest to a path that no route has.
func nearRoutes(root *node, segs []string, method string) []model.NearMiss {
	if len(segs) > maxNearSegment {
		segs = segs[:maxNearSegment]
	}
	var all []near
	for _, r := range neighbours(root, segs) {
		if n := measure(r, segs, method); n.shared {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.route.index, b.route.index))
	})
	var out []model.NearMiss
	for _, n := range all[:min(len(all), maxNearMisses)] {
		out = append(out, model.NearMiss{Route: n.route.key, Verdicts: n.verdicts})
	}
	return out
}

// neighbours collects routes from the deepest known place on the path upwards.
func neighbours(root *node, segs []string) []*route {
	trail := []*node{root}
	for _, seg := range segs {
		at := trail[len(trail)-1]
		next := at.literals[seg]
		if next == nil && seg != "" {
			next = at.param
		}
		if next == nil {
			break
		}
		trail = append(trail, next)
	}
	g := gatherer{seen: map[*node]bool{}}
	for _, n := range slices.Backward(trail) {
		g.add(n)
	}
	return g.routes
}

type gatherer struct {
	seen   map[*node]bool
	routes []*route
	nodes  int
}

func (g *gatherer) add(n *node) {
	if g.seen[n] || len(g.routes) >= maxNearRoutes || g.nodes >= 10*maxNearRoutes {
		return
	}
	g.seen[n] = true
	g.nodes++
	g.routes = append(g.routes, n.routes...)
	for _, c := range n.all {
		g.add(c)
	}
}

// measure aligns the segments of a route with those of a path at the least distance.
func measure(r *route, segs []string, method string) near {
	want := r.pattern.segs[:min(len(r.pattern.segs), maxNearSegment)]
	n := near{route: r}
	cost := distances(want, segs)
	n.distance = cost[0][0]
	ok := matchMethod(r.method, method) != noMethod
	verdict := model.Verdict{Step: 4, What: "method", Want: r.method, Got: method, OK: ok, Text: "the same"}
	if !ok {
		n.distance += costMethod
		verdict.Text = "another method"
	}
	n.verdicts = append(n.verdicts, verdict)
	n.align(want, segs, cost)
	return n
}

// distances returns, for every i and j, how far want[i:] is from segs[j:].
func distances(want []segment, segs []string) [][]int {
	cost := make([][]int, len(want)+1)
	for i := range cost {
		cost[i] = make([]int, len(segs)+1)
	}
	for i := len(want); i >= 0; i-- {
		for j := len(segs); j >= 0; j-- {
			switch {
			case i == len(want):
				cost[i][j] = costMissing * (len(segs) - j)
			case want[i].kind == catchAll:
				cost[i][j] = 0
			case j == len(segs):
				cost[i][j] = cost[i+1][j] + costMissing
			default:
				c, _ := segmentDistance(&want[i], segs[j])
				cost[i][j] = min(cost[i+1][j+1]+c, cost[i+1][j]+costMissing, cost[i][j+1]+costMissing)
			}
		}
	}
	return cost
}

// align writes a verdict for every segment of the route and of the path.
func (n *near) align(want []segment, segs []string, cost [][]int) {
	for i, j := 0, 0; i < len(want) || j < len(segs); {
		verdict := model.Verdict{Step: 3, What: "segment " + strconv.Itoa(j+1)}
		switch {
		case i < len(want) && want[i].kind == catchAll:
			return
		case i < len(want) && j < len(segs) && n.pair(&verdict, &want[i], segs[j], cost[i][j]-cost[i+1][j+1]):
			i, j = i+1, j+1
		case j == len(segs) || i < len(want) && cost[i][j] == cost[i+1][j]+costMissing:
			verdict.Want, verdict.Text = want[i].text, "missing from the request"
			i++
		default:
			verdict.Got, verdict.Text = cut(segs[j]), "the route has no such segment"
			if segs[j] == "" {
				verdict.Text = "the route has no empty segment here"
			}
			j++
		}
		n.verdicts = append(n.verdicts, verdict)
	}
}

// pair compares two segments that stand side by side where that is part of the least distance.
func (n *near) pair(verdict *model.Verdict, want *segment, got string, spent int) bool {
	c, text := segmentDistance(want, got)
	if c != spent {
		return false
	}
	verdict.Want, verdict.Got, verdict.OK, verdict.Text = want.text, cut(got), c == 0, text
	n.shared = n.shared || want.kind == literal && c <= costTypo
	return true
}

func segmentDistance(want *segment, got string) (cost int, text string) {
	switch {
	case want.match(got):
		return 0, "matches: " + want.kind.String()
	case got == "":
		return costMissing, "an empty segment does not match"
	case want.kind == literal && strings.EqualFold(want.text, got):
		return costCase, "differs in case, and case counts"
	case want.kind == literal && similar(want.text, got):
		return costTypo, "nearly the same"
	case want.kind == literal:
		return costOther, "another text"
	}
	return costTypo, "does not match: " + want.kind.String()
}

// similar tells whether at most two letters differ (Levenshtein), and more than half are the same.
func similar(a, b string) bool {
	if len(a) > maxNearText || len(b) > maxNearText || max(len(a), len(b)) < 4 {
		return false
	}
	return model.Distance(a, b) <= 2
}

// nearChoices says of the examples that come closest to what was asked for which demands they meet.
func nearChoices(r *route, demands []demand) []model.NearMiss {
	byFailing := slices.Clone(r.examples)
	slices.SortStableFunc(byFailing, func(a, b *example) int {
		return cmp.Compare(failing(a, demands), failing(b, demands))
	})
	var out []model.NearMiss
	for _, e := range byFailing[:min(len(byFailing), maxNearMisses)] {
		n := model.NearMiss{Route: r.key, Example: e.id, Name: e.name}
		for _, d := range demands {
			verdict := model.Verdict{Step: 5, What: d.source, Want: cut(d.want), Got: e.has(d.source), OK: d.holds(e),
				Text: "holds", Example: e.id}
			if !verdict.OK {
				verdict.Text = "is not what is asked for"
			}
			n.Verdicts = append(n.Verdicts, verdict)
		}
		out = append(out, n)
	}
	return out
}

// has returns what the example has where a demand asks.
func (e *example) has(source string) string {
	switch {
	case strings.HasSuffix(source, "code"):
		return e.statusText
	case strings.HasSuffix(source, "id"), strings.HasPrefix(source, pinned):
		return string(e.id)
	}
	return e.name
}
