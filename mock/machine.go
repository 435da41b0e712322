package mock

import (
	"net/http"
	"strconv"

	"postern/model"
)

// machineKey names the state of a caller in the state machine of a route.
func (v *visit) machineKey(m *routeMode) string {
	return "machine " + strconv.Quote(m.Machine) + " " + m.key.of(v)
}

// states is the first half of the mode states: examples of other states than the current one are no
// candidates. What a pin or a header asks for is not asked for its state.
func (v *visit) states() bool {
	m := &v.route.mode
	if m.Pick != model.PickStates || v.asked || v.route.resource != nil {
		return false
	}
	now := v.memory().current(v.machineKey(m))
	var fit []*example
	for _, e := range v.set {
		if e.when == "" || e.when == now {
			fit = append(fit, e)
			continue
		}
		v.note(model.Verdict{Step: 6, What: "state", Want: e.when, Got: now, Example: e.id, Text: "another state"})
	}
	if len(fit) == 0 {
		return v.missState(now)
	}
	v.note(model.Verdict{Step: 6, What: "state", Got: now, OK: true, Text: "the current state of the state machine"})
	if len(fit) == 1 && len(v.set) > 1 {
		v.d.Reason = "the only example of " + v.route.key + " in the state " + cut(now)
	}
	v.set = fit
	return false
}

// transit is the second half: the example that answers may set another state.
func (v *visit) transit(m *routeMode) bool {
	e := v.set[0]
	if e.then == "" {
		return v.pick(e, "states", "the first of the examples that remain; the state stays")
	}
	v.memory().enter(v.machineKey(m), e.then)
	v.d.Reason += ", the state is now " + e.then
	return v.pick(e, "states", "the first of the examples that remain; the state is now "+e.then)
}

// missState answers where no example of the route answers in the current state.
func (v *visit) missState(now string) bool {
	v.d.Route = v.route.key
	for _, e := range v.route.examples[:min(len(v.route.examples), maxNearMisses)] {
		v.d.NearMisses = append(v.d.NearMisses, model.NearMiss{Route: v.route.key, Example: e.id, Name: e.name,
			Verdicts: []model.Verdict{{Step: 6, What: "state", Want: e.when, Got: now, Example: e.id, Text: "another state"}}})
	}
	return v.refuse(NoMatch, http.StatusNotFound, "no example of "+v.route.key+" answers in the state "+cut(now))
}
