package mock

import (
	"maps"
	"slices"
	"strings"

	"postern/model"
)

// pins gives routes their pinned examples. A pin holds for every route of its shape, so that renaming a
// parameter does not lose it.
func (c *compiler) pins() {
	c.eachPin(c.settings.Pins, "", func(r *route, id model.ID) { r.pin = id })
}

// eachPin sets pins that are given by the keys of routes. where says in problems whose they are.
func (c *compiler) eachPin(pins map[string]model.ID, where string, set func(*route, model.ID)) {
	for _, key := range slices.Sorted(maps.Keys(pins)) {
		id := pins[key]
		if id == "" {
			continue
		}
		r := c.pinnedRoute(key)
		if r == nil {
			c.problem(key, id, where+"the pin has no effect: the collection has no such route")
			continue
		}
		set(r, id)
		if !slices.ContainsFunc(r.examples, func(e *example) bool { return e.id == id }) {
			c.problem(r.key, id, where+"the pinned example is not on this route: every request to it is answered 404; pin another or none")
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
