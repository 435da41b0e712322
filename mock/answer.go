package mock

import (
	"sync"

	"postern/model"
)

// MaxRequestBody is the largest request body that a mock takes, in bytes; more is answered with 413.
const MaxRequestBody = 10 << 20

// visit is the way of one request through the steps.
type visit struct {
	table  *Table
	state  *State
	req    *Request
	d      Decision
	segs   []string
	search search
	route  *route
	values []string   // of the route's parameters
	set    []*example // that may still answer
	asked  bool       // a pin or a header narrowed the set
	byRule bool       // the rules of the example that remains hold
	known  bool       // who asks has been looked at
	// from says what asks for the scenario, which is nil where none is in force.
	from     scenarioSource
	scenario *scenario
	room     [16]string
}

// steps are taken in order until one decides.
var steps = [...]func(*visit) bool{
	(*visit).readable, (*visit).path, (*visit).preflight, (*visit).inScenario, (*visit).findRoute, (*visit).method,
	(*visit).guarded, (*visit).examples, (*visit).forced, (*visit).through, (*visit).states, (*visit).ruled, (*visit).resource,
	(*visit).candidates, (*visit).mode,
}

// Answer decides what a request is answered with, from the state s, which it may change; nil is the
// state of a mock that has just been started. The same table gives the same request in the same state
// the same answer.
func (t *Table) Answer(r *Request, s *State) Decision {
	v := visits.Get().(*visit)
	v.table, v.state, v.req = t, s, r
	v.segs = v.room[:0]
	v.d.Trace = newTrace()
	v.d.origin = r.first("Origin")
	for _, step := range steps {
		if step(v) {
			break
		}
	}
	v.finish()
	d := v.d
	*v = visit{} // nothing of one request may be seen by another
	visits.Put(v)
	return d
}

// visits are used again: each is a kilobyte, and nothing of one is kept beyond its request.
var visits = sync.Pool{New: func() any { return &visit{} }}

// traceRoom is the number of verdicts that the trace of a usual request has room for.
const traceRoom = 12

// traces are used again once the journal has what they say.
var traces = sync.Pool{New: func() any { return new([traceRoom]model.Verdict) }}

func newTrace() []model.Verdict { return traces.Get().(*[traceRoom]model.Verdict)[:0] }

// freeTrace gives a trace back that nobody can see any more. What it says is written over, verdict by verdict.
func freeTrace(trace []model.Verdict) {
	if cap(trace) == traceRoom {
		traces.Put((*[traceRoom]model.Verdict)(trace[:traceRoom]))
	}
}

// note adds a verdict to the trace.
func (v *visit) note(verdict model.Verdict) { v.d.Trace = append(v.d.Trace, verdict) }

// readable refuses requests whose body cannot be compared.
func (v *visit) readable() bool {
	switch {
	case v.req.TooLarge:
		v.note(model.Verdict{Step: 1, What: "body size", Want: "at most 10 MiB", Got: "more", Text: "the body is too large"})
		return v.refuse(TooLarge, 413, "the request body is over the limit of 10 MiB that mocks take")
	case v.req.Broken:
		v.note(model.Verdict{Step: 1, What: "body", Text: "the body broke off or was not sent as announced"})
		return v.refuse(BrokenBody, 400, "the request body could not be read to its end")
	}
	return false
}

// examples stops at a route that has nothing to answer with.
func (v *visit) examples() bool {
	if len(v.route.examples) == 0 && v.route.resource == nil && !v.route.passThrough {
		return v.missExample()
	}
	v.set = v.route.examples
	return false
}
