package mock

import (
	"maps"
	"slices"
	"strings"
)

// pins gives routes their pinned examples. A pin holds for every route of its shape, so that renaming a
// parameter does not lose it.
func (c *compiler) pins() {
	for _, key := range slices.Sorted(maps.Keys(c.settings.Pins)) {
		id := c.settings.Pins[key]
		if id == "" {
			continue
		}
		r := c.pinnedRoute(key)
		if r == nil {
			c.problem(key, id, "the pin has no effect: the collection has no such route")
			continue
		}
		r.pin = id
		if !slices.ContainsFunc(r.examples, func(e *example) bool { return e.id == id }) {
			c.problem(r.key, id, "the pinned example is not on this route: every request to it is answered 404; pin another or none")
		}
	}
}

func (c *compiler) pinnedRoute(key string) *route {
	method, path, ok := strings.Cut(key, " ")
	if !ok {
		return nil
	}
	p, err := parsePattern(path, c.settings.Strict)
	if err != nil {
		return nil
	}
	return c.shapes[routeMethod(method)+" "+p.shape()]
}

// unreachable reports examples that expect the same as an earlier one of their route.
func (c *compiler) unreachable(r *route) {
	first := map[string]*example{}
	for _, e := range r.examples {
		s := e.signature()
		if earlier := first[s]; earlier != nil {
			c.problem(r.key, e.id, "example "+quote(e.name)+" is never chosen by itself: its saved request is the same as that of "+
				quote(earlier.name)+", which comes first; pin it, or ask for it by name or code")
			continue
		}
		first[s] = e
	}
}
