package mock

import (
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"strconv"

	"postern/model"
)

// routeMode is the mode of a route, ready for use.
type routeMode struct {
	model.MockMode
	key callerKey
}

// mode is step 7 and ends in step 8: it picks the example that answers from those that remain.
func (v *visit) mode() bool {
	m := &v.route.mode
	switch {
	case m.Pick == model.PickSequence && len(v.set) > 1:
		return v.sequence(m)
	case m.Pick == model.PickRandom && len(v.set) > 1:
		return v.random(m)
	case m.Pick == model.PickStates:
		return v.transit(m)
	}
	return v.pick(v.set[0], "first", "the first of the examples that remain, in the order of the collection")
}

// pick ends step 7.
func (v *visit) pick(e *example, mode, why string) bool {
	v.note(model.Verdict{Step: 7, What: "mode", Want: mode, Got: e.name, OK: true, Example: e.id, Text: why})
	return v.act(e)
}

// cursorKey names the cursor of a caller for the examples that remain: each set has its own.
func (v *visit) cursorKey(m *routeMode) string {
	return "route " + strconv.Quote(v.route.key) + " " + string(v.set[0].id) + " " + m.key.of(v)
}

// sequence answers with one example after the other.
func (v *visit) sequence(m *routeMode) bool {
	call, n := v.memory().next(v.cursorKey(m)), uint64(len(v.set))
	where := "call " + strconv.FormatUint(call+1, 10) + " of a sequence of " + strconv.FormatUint(n, 10)
	switch {
	case call < n:
	case m.End == model.EndLoop:
		where += ", which begins anew"
	case m.End == model.EndMiss:
		return v.missEnd(where)
	default:
		call, where = n-1, where+", which stays at its end"
	}
	v.because(where)
	return v.pick(v.set[call%n], "sequence", where)
}

// random draws by weight. The draw depends on nothing but the seed, the cursor and its number of calls.
func (v *visit) random(m *routeMode) bool {
	key := v.cursorKey(m)
	call := v.memory().next(key)
	h := fnv.New64a()
	h.Write([]byte(key))
	draw := rand.New(rand.NewPCG(v.table.seed^h.Sum64(), call)).Float64()
	total := 0.0
	for _, e := range v.set {
		total += e.weight
	}
	e, at := v.set[0], draw*total
	for _, x := range v.set {
		if x.weight == 0 {
			continue
		}
		if e, at = x, at-x.weight; at < 0 {
			break
		}
	}
	where := "draw " + strconv.FormatUint(call+1, 10) + " of weighted random with the seed " + strconv.FormatUint(v.table.seed, 10)
	v.because(where)
	return v.pick(e, "random", where)
}

// because gives what the mode says as the reason, after what was asked for.
func (v *visit) because(where string) {
	if v.asked {
		where = v.d.Reason + ", " + where
	}
	v.d.Reason = where
}

// missEnd answers a call after the end of a sequence.
func (v *visit) missEnd(where string) bool {
	v.d.Route = v.route.key
	v.note(model.Verdict{Step: 7, What: "mode", Want: "sequence", Text: where + ", which has ended"})
	return v.refuse(Ended, http.StatusNotFound, "the sequence of "+v.route.key+" has ended; reset the state of the mock to begin anew")
}
