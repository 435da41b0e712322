package mock

import (
	"cmp"
	"net/http"
	"slices"

	"postern/model"
)

// ruled is the first part of step 6: of the examples that have rules the first whose rules hold answers.
// Where none does, those without rules are compared by their saved requests.
func (v *visit) ruled() bool {
	if !v.route.ruled {
		return false
	}
	var plain []*example
	for i, e := range v.set {
		if e.rules == nil {
			plain = append(plain, e)
			continue
		}
		var ok bool
		if v.d.Trace, ok = v.holds(v.d.Trace, e, false); ok {
			return v.byRules(e, v.set[i+1:], plain)
		}
	}
	switch {
	case len(plain) > 0:
		if !v.asked && len(plain) < len(v.route.examples) {
			v.d.Reason = "no rules hold, and " + quote(plain[0].name) + " is the only example without"
		}
		v.set = plain
	case v.asked: // what is asked for answers, whatever its rules say
		v.note(model.Verdict{Step: 6, What: "rules", OK: true, Text: "the rules do not hold, and the example is asked for"})
	case v.route.resource == nil:
		return v.missRules()
	}
	return false
}

// holds tells whether the rules of an example hold, and marks what it compared with the example.
func (v *visit) holds(log []model.Verdict, e *example, full bool) ([]model.Verdict, bool) {
	from := len(log)
	log, ok := e.rules.check(v, log, full)
	for i := range log[from:] {
		log[from+i].Example = e.id
	}
	return log, ok
}

// byRules takes an example whose rules hold, and says who would have answered without it.
func (v *visit) byRules(e *example, later, plain []*example) bool {
	if v.asked {
		v.d.Reason += ", and its rules hold"
	} else {
		v.d.Reason = "its rules hold"
	}
	v.set, v.byRule = []*example{e}, true
	for _, next := range later[:min(len(later), maxShownLosers)] {
		if next.rules == nil {
			plain = append(plain, next)
		} else if _, ok := v.holds(nil, next, false); ok {
			v.runnerUp(next, "its rules hold too, and it comes later")
			return false
		}
	}
	if len(plain) > 0 {
		v.runnerUp(plain[0], "has no rules, and would have been compared by its saved request")
	}
	return false
}

// runnerUp says which example would have answered without the one that does.
func (v *visit) runnerUp(e *example, why string) {
	v.note(model.Verdict{Step: 6, What: "runner-up", Got: e.name, Example: e.id, Text: why})
}

// missRules answers where every example has rules and those of none hold.
func (v *visit) missRules() bool {
	v.d.Route = v.route.key
	v.d.NearMisses = v.nearRules()
	return v.refuse(NoMatch, http.StatusNotFound, "the rules of no example of "+v.route.key+" hold")
}

// maxNearRules bounds the examples whose rules are worked out in full on a miss.
const maxNearRules = 50

// nearRules returns the examples with the fewest rules that do not hold.
func (v *visit) nearRules() []model.NearMiss {
	type miss struct {
		model.NearMiss
		failing int
	}
	var all []miss
	for _, e := range v.set[:min(len(v.set), maxNearRules)] {
		log, _ := v.holds(nil, e, true)
		m := miss{NearMiss: model.NearMiss{Route: v.route.key, Example: e.id, Name: e.name, Verdicts: log}}
		for _, verdict := range log {
			if !verdict.OK {
				m.failing++
			}
		}
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b miss) int { return cmp.Compare(a.failing, b.failing) })
	var out []model.NearMiss
	for _, m := range all[:min(len(all), maxNearMisses)] {
		out = append(out, m.NearMiss)
	}
	return out
}
