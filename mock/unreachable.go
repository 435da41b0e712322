package mock

import "postern/model"

// unreachable reports examples that never answer by themselves, because an earlier one of their route
// asks for the same, or because something else answers first.
func (c *compiler) unreachable(r *route) {
	first := map[string]*example{}
	for _, e := range r.examples {
		if why := r.never(e, first); why != "" {
			c.problem(r.key, e.id, "example "+quote(e.name)+" is never chosen by itself: "+why+
				"; pin it, or ask for it by name or code")
		}
	}
}

// never says why an example of the route never answers by itself. It keeps the examples by signature.
func (r *route) never(e *example, first map[string]*example) string {
	s := e.signature()
	earlier := first[s]
	if earlier == nil {
		first[s] = e
	}
	taken := r.mode.Pick == model.PickSequence || r.mode.Pick == model.PickRandom
	switch {
	case e.rules == nil && r.resource != nil && e.id != r.resource.things.seed:
		return "the resource " + quote(r.resource.things.name) + " answers on this route"
	case e.rules == nil && r.resource != nil:
		return ""
	case earlier != nil && e.rules != nil:
		return "its rules are the same as those of " + quote(earlier.name) + ", which comes first"
	case earlier != nil && !taken:
		return "its saved request is the same as that of " + quote(earlier.name) + ", which comes first"
	case r.mode.Pick == model.PickRandom && e.weight == 0:
		return "its weight counts as 0"
	}
	return ""
}

// unsetStates reports examples that wait for a state that no example sets, and states on routes that
// are in another mode.
func (c *compiler) unsetStates() {
	set := map[[2]string]bool{}
	for _, r := range c.table.routes {
		for _, e := range r.examples {
			if r.mode.Pick == model.PickStates {
				set[[2]string{r.mode.Machine, e.then}] = true
			} else if e.when != "" || e.then != "" {
				c.problem(r.key, e.id, "example "+quote(e.name)+" has states, which have no effect: the mode of the route is not "+
					string(model.PickStates))
			}
		}
	}
	for _, r := range c.table.routes {
		for _, e := range r.examples {
			if r.mode.Pick == model.PickStates && e.when != "" && e.when != model.MockStart && !set[[2]string{r.mode.Machine, e.when}] {
				c.problem(r.key, e.id, "example "+quote(e.name)+" is never chosen by itself: no example sets the state "+quote(e.when))
			}
		}
	}
}
