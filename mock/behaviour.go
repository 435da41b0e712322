package mock

import (
	"math"
	"slices"
	"time"

	"postern/model"
)

// behaviour is how an answer is given, with all that it inherits, ready for use.
type behaviour struct {
	model.MockBehaviour
	limit *limiter // nil for none
	guard *guard   // nil for none
}

// behaviours compiles what is set at the levels of a collection. A limit or check that several levels
// inherit is one and the same.
type behaviours struct {
	mock    *model.MockBehaviour
	folders map[model.ID]*model.MockBehaviour
	limits  map[*model.MockLimit]*limiter
	guards  map[*model.MockAuth]*guard
}

// level is a place where behaviour is set, as problems name it.
type level struct {
	name    string // "the mock", "folder \"Orders\""
	scope   string // what tells it from all others
	route   string
	example model.ID
	params  []string // names of path parameters that callers can be told apart by
}

// behaviourOf returns what is set at a level without what cannot be; that is a problem.
func (c *compiler) behaviourOf(in *model.MockBehaviour, at level) *model.MockBehaviour {
	if in.IsZero() {
		return nil
	}
	out := *in
	bad := func(text string) { c.problem(at.route, at.example, "the behaviour of "+at.name+" "+text) }
	if _, ok := model.NetworkNamed(in.Network); !ok && in.Network != "" {
		bad("has the network " + quote(in.Network) + ", which does not exist; it has no effect")
		out.Network = ""
	}
	if fault := latencyFault(in.Latency); fault != "" {
		bad("has a latency " + fault + "; it has no effect")
		out.Latency = nil
	}
	if r := in.Rate; r != nil && !(*r == 0 || *r >= minRate && *r <= maxRate) {
		bad("has a body rate that is not between 0.1 and 1,000,000 KB/s; it has no effect")
		out.Rate = nil
	}
	if e := in.Errors; e != nil && (!share(e.Rate) || e.Status != 0 && (e.Status < 400 || e.Status > 599)) {
		bad("has errors with a rate that is not between 0 and 1, or a status that is not between 400 and 599; they have no effect")
		out.Errors = nil
	}
	if f := in.Fault; f != nil && (!slices.Contains(model.MockFaultKinds, f.Kind) || !share(f.Probability) || f.Hang < 0) {
		bad("has a fault of an unknown kind, or one whose probability is not between 0 and 1; it has no effect")
		out.Fault = nil
	}
	c.callers(&out, at, bad)
	return &out
}

// callers compiles what is asked of callers.
func (c *compiler) callers(out *model.MockBehaviour, at level, bad func(string)) {
	if at.example != "" && (out.Limit != nil || out.Auth != nil) {
		bad("has a rate limit or a check of authentication, which are decided before an example is chosen; set them on the request")
		out.Limit, out.Auth = nil, nil
	}
	if out.Limit != nil {
		l, err := newLimiter(out.Limit, at)
		if err != nil {
			bad("has a rate limit that " + reason(err) + "; it has no effect")
			out.Limit = nil
		} else {
			c.levels.limits[out.Limit] = l
		}
	}
	if out.Auth != nil {
		g, fault := newGuard(out.Auth, c.vars)
		if fault != "" {
			bad("has a check of authentication that " + fault)
		}
		c.levels.guards[out.Auth] = g
	}
}

// share tells whether a number is a share of a whole.
func share(n float64) bool { return n >= 0 && n <= 1 }

const (
	minRate = 0.1 // 1,000 bytes a second
	maxRate = 1e6
)

// whole makes the behaviour of what is inherited; nil where there is none.
func (l *behaviours) whole(b *model.MockBehaviour) *behaviour {
	if b = b.Over(nil); b.IsZero() {
		return nil
	}
	return &behaviour{MockBehaviour: *b, limit: l.limits[b.Limit], guard: l.guards[b.Auth]}
}

// inherited returns the behaviour of a request with that of the folders above it and of the mock.
func (c *compiler) inherited(above []*model.Folder, q *model.Request, params []string) *model.MockBehaviour {
	out := c.levels.mock
	for _, f := range above {
		own, ok := c.levels.folders[f.ID]
		if !ok {
			own = c.behaviourOf(f.Mock.Behaviour, level{name: "folder " + quote(f.Name), scope: "folder " + string(f.ID)})
			c.levels.folders[f.ID] = own
		}
		out = own.Over(out)
	}
	return c.behaviourOf(q.Mock.Behaviour, level{name: "request " + quote(q.Name), scope: "request " + string(q.ID), params: params}).Over(out)
}

// force returns the behaviour that counts where b is set and the scenario in force has its own.
func (v *visit) force(b *behaviour) *behaviour {
	if v.scenario == nil || v.scenario.behaviour == nil {
		return b
	}
	if b == nil {
		return v.table.levels.whole(v.scenario.behaviour)
	}
	return v.table.levels.whole(v.scenario.behaviour.Over(&b.MockBehaviour))
}

// ownBehaviour is that of the route, or of the mock where no route is found.
func (v *visit) ownBehaviour() *behaviour {
	if v.route == nil {
		return v.force(v.table.behaviour)
	}
	return v.force(v.route.behaviour)
}

// latencyFault says what is wrong with a latency, "" for nothing.
func latencyFault(l *model.MockLatency) string {
	switch {
	case l == nil:
	case !slices.Contains(model.MockLatencyKinds, l.Kind):
		return "of the kind " + quote(string(l.Kind)) + ", which does not exist"
	case l.Min < 0 || l.Max < 0 || l.Mean < 0 || l.Deviation < 0:
		return "below 0"
	case l.Kind == model.LatencyRange && l.Max < l.Min:
		return "whose longest is shorter than its shortest"
	case l.Kind == model.LatencyPercentiles:
		return pointsFault(l.Points)
	}
	return ""
}

func pointsFault(points []model.MockPercentile) string {
	percent, latency := 0.0, time.Duration(0)
	for _, p := range points {
		if !(p.Percent > percent && p.Percent <= 100) || p.Latency < latency {
			return "whose percentiles do not rise from 0 to 100"
		}
		percent, latency = p.Percent, p.Latency
	}
	if len(points) == 0 {
		return "without percentiles"
	}
	return ""
}

// drawLatency returns a latency for a uniform and a normal draw.
func drawLatency(l *model.MockLatency, uniform, normal float64) time.Duration {
	var d float64
	switch l.Kind {
	case model.LatencyFixed:
		d = float64(l.Min)
	case model.LatencyRange:
		d = float64(l.Min) + uniform*float64(l.Max-l.Min)
	case model.LatencyNormal:
		d = float64(l.Mean) + normal*float64(l.Deviation)
	case model.LatencyPercentiles:
		d = between(l.Points, uniform*100)
	}
	return time.Duration(math.Max(0, math.Min(d, float64(model.MaxMockWait))))
}

// between reads the latency at a percentage off the straight lines between points; the first line
// starts at 0, and what is beyond the last point has its latency.
func between(points []model.MockPercentile, percent float64) float64 {
	var last model.MockPercentile
	for _, p := range points {
		if percent <= p.Percent {
			return float64(last.Latency) + (percent-last.Percent)/(p.Percent-last.Percent)*float64(p.Latency-last.Latency)
		}
		last = p
	}
	return float64(last.Latency)
}
