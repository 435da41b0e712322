package mock

import (
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"

	"postern/model"
)

// plan is how an answer is given where it is not simply sent.
type plan struct {
	delay  time.Duration
	rate   float64 // units of 1,000 bytes a second; 0 is as fast as it goes
	fault  model.MockFaultKind
	hang   time.Duration
	extra  []pair // headers that the answer has beside its own
	events *eventStream
	from   int // the first event
	socket *socketScript
	script *script // fills events and socket in; nil where the example is no template
	// hijacked is the connection that a fault took from the server.
	hijacked net.Conn
	// secret names a header, or a query parameter, that carries what proves the caller.
	secretHeader, secretQuery string
}

// planned returns the plan of the answer, made where there is none.
func (v *visit) planned() *plan {
	if v.d.plan == nil {
		v.d.plan = &plan{}
	}
	return v.d.plan
}

// draws are the random numbers of one answer, always in the same order, so that one setting does not
// change what another gets.
type draws struct{ error, fault, uniform, normal float64 }

// draw depends on nothing but the seed, the route and how many draws it had.
func (v *visit) draw() draws {
	key := "draws"
	if v.route != nil {
		key += " " + strconv.Quote(v.route.key)
	}
	call := v.memory().next(key)
	h := fnv.New64a()
	h.Write([]byte(key))
	r := rand.New(rand.NewPCG(v.table.seed^h.Sum64(), call))
	return draws{r.Float64(), r.Float64(), r.Float64(), r.NormFloat64()}
}

// chance tells whether b has anything that is drawn.
func (b *behaviour) chance() bool {
	l, e, f := b.Latency, b.Errors, b.Fault
	return l != nil && l.Kind != model.LatencyNone && l.Kind != model.LatencyFixed ||
		e != nil && e.Rate > 0 && e.Rate < 1 || f != nil && f.Kind != model.FaultNone && f.Probability > 0
}

// behave is the first half of step 8: what the behaviour b, nil for none, does to the answer that is about
// to be given. It returns true where an error takes its place.
func (v *visit) behave(b *behaviour) bool {
	if b == nil {
		return false
	}
	var x draws
	if b.chance() {
		x = v.draw()
	}
	v.delay(b, x)
	if e := b.Errors; e != nil && e.Rate > 0 {
		hit := x.error < e.Rate || e.Rate == 1
		v.note(model.Verdict{Step: 8, What: "error rate", Want: percent(e.Rate), Got: yesNo(hit), OK: !hit, Text: drawn(hit, "an error", e.Rate < 1)})
		if hit {
			return v.inject(e)
		}
	}
	if f := b.Fault; f != nil && f.Kind != model.FaultNone {
		hit := f.Probability == 0 || x.fault < f.Probability
		v.note(model.Verdict{Step: 8, What: "fault", Want: percent(oneIfZero(f.Probability)), Got: yesNo(hit), OK: !hit,
			Text: drawn(hit, string(f.Kind), f.Probability > 0)})
		if hit {
			p := v.planned()
			p.fault, p.hang = f.Kind, f.Hang
			if p.hang == 0 || p.hang > model.MaxMockWait {
				p.hang = model.MaxMockWait
			}
		}
	}
	return false
}

// faulty says in the reason of the answer which fault it has.
func (v *visit) faulty() {
	if p := v.d.plan; p != nil && p.fault != model.FaultNone {
		v.d.Reason += ", with the fault " + string(p.fault)
	}
}

// delay plans the latency and the rate.
func (v *visit) delay(b *behaviour, x draws) {
	if l := b.Latency; l != nil && l.Kind != model.LatencyNone {
		d := drawLatency(l, x.uniform, x.normal).Round(time.Millisecond)
		v.planned().delay = d
		v.note(model.Verdict{Step: 8, What: "latency", Want: string(l.Kind), Got: d.String(), OK: true, Text: "the answer begins after " + d.String()})
	}
	if r := b.Rate; r != nil && *r > 0 {
		v.planned().rate = *r
		rate := strconv.FormatFloat(*r, 'g', -1, 64) + " KB/s"
		v.note(model.Verdict{Step: 8, What: "body rate", Got: rate, OK: true, Text: "the body goes no faster than " + rate})
	}
}

// inject answers with an error instead of what was chosen.
func (v *visit) inject(e *model.MockErrors) bool {
	status := e.Status
	if status == 0 {
		status = http.StatusInternalServerError
	}
	v.d.Route, v.d.route = v.routeKey(), v.route
	return v.refuse(Injected, status, "an error of the mock's error rate of "+percent(e.Rate))
}

func (v *visit) routeKey() string {
	if v.route == nil {
		return ""
	}
	return v.route.key
}

// finish adds the headers of the plan to the answer.
func (v *visit) finish() {
	d := &v.d
	if d.plan == nil || len(d.plan.extra) == 0 {
		return
	}
	h := maps.Clone(d.Header)
	if h == nil {
		h = http.Header{}
	}
	for _, x := range d.plan.extra {
		h[x.key] = []string{x.value}
	}
	d.Header, d.expose = h, exposed(h)
}

func percent(share float64) string { return strconv.FormatFloat(share*100, 'g', 6, 64) + " %" }

func oneIfZero(n float64) float64 {
	if n == 0 {
		return 1
	}
	return n
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// drawn says what came of a draw.
func drawn(hit bool, what string, random bool) string {
	switch {
	case !random:
		return what + ", always"
	case hit:
		return what + " was drawn"
	}
	return what + " was not drawn"
}
