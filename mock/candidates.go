package mock

import (
	"slices"

	"postern/model"
)

const (
	maxShownLosers = 8   // examples that lost, in the trace of a request
	maxVerdicts    = 500 // of one example
)

// score is how an example stands to a request: fewer contradictions win, then more agreements.
type score struct{ against, pro int }

func (s score) better(than score) bool {
	if s.against != than.against {
		return s.against < than.against
	}
	return s.pro > than.pro
}

// candidate is an example with what was found about it.
type candidate struct {
	example *example
	score   score
	worst   model.Verdict   // its first contradiction
	found   []model.Verdict // kept only while the example is among the best
}

// candidates is step 6: the examples whose saved requests contradict the request least remain, and of
// those the ones that agree most.
func (v *visit) candidates() bool {
	if len(v.set) == 1 {
		e := v.set[0]
		for _, x := range e.expects {
			if j := x.judge(v); j.What != "" {
				j.Example = e.id
				v.note(j.Verdict)
			}
		}
		if v.d.Reason == "" {
			v.d.Reason = v.route.whyOnly
		}
		return false
	}
	v.rank()
	return false
}

func (v *visit) rank() {
	all := make([]candidate, 0, len(v.set))
	best := v.judge(v.set[0])
	all = append(all, best)
	for _, e := range v.set[1:] {
		c := v.judge(e)
		all = append(all, c)
		if c.score.better(best.score) {
			best = c
		}
	}
	runner := -1 // the best of those that do not answer
	winner := slices.IndexFunc(all, func(c candidate) bool { return c.score == best.score })
	v.d.Trace = append(v.d.Trace, all[winner].found...)
	var remain []*example
	losers := 0
	for i, c := range all {
		if i != winner && (runner < 0 || c.score.better(all[runner].score)) {
			runner = i
		}
		if c.score == best.score {
			remain = append(remain, c.example)
		} else if losers++; losers <= maxShownLosers {
			v.note(c.defeat(best.score))
		}
	}
	v.set = remain
	if pick := v.route.mode.Pick; len(remain) == 1 || pick != model.PickSequence && pick != model.PickRandom {
		v.runnerUp(all[runner].example, all[runner].standing(best.score))
	}
	v.explain(len(remain) == 1)
}

// judge compares one example with the request.
func (v *visit) judge(e *example) candidate {
	c := candidate{example: e}
	for _, x := range e.expects {
		j := x.judge(v)
		if j.What == "" {
			continue
		}
		j.Example = e.id
		c.score.against += j.against
		c.score.pro += j.pro
		if j.against > 0 && c.worst.What == "" {
			c.worst = j.Verdict
		}
		if len(c.found) < maxVerdicts {
			c.found = append(c.found, j.Verdict)
		}
	}
	return c
}

// defeat says why a candidate lost.
func (c candidate) defeat(best score) model.Verdict {
	verdict := c.worst
	if verdict.What == "" || c.score.against == best.against {
		verdict = model.Verdict{Step: 6, What: "example", Example: c.example.id}
		verdict.Text = "agrees with less of the request"
	} else {
		verdict.Text += "; contradicts the request more than another example"
	}
	verdict.Got, verdict.OK = cut(verdict.Got), false
	return verdict
}

// standing says how the runner-up stands to the best.
func (c candidate) standing(best score) string {
	switch {
	case c.score == best:
		return "fits equally well, and comes later in the collection"
	case c.score.against == best.against:
		return "contradicts the request as little, and agrees with less of it"
	}
	return "contradicts the request least of the others"
}

func (v *visit) explain(alone bool) {
	switch {
	case v.asked && alone:
		v.d.Reason += ", and its saved request fits best"
	case v.asked:
		v.d.Reason += ", the first that fits equally well"
	case alone:
		v.d.Reason = v.route.whyBest
	default:
		v.d.Reason = v.route.whyFirst
	}
}
