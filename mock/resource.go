package mock

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"postern/model"
)

// resource is a collection of things that the mock keeps, as it starts.
type resource struct {
	name     string
	seed     model.ID
	idField  string
	pageSize int
	start    []thing
	ids      idKind
	// origin names what the things start from: while it stays the same, an edit of the collection
	// leaves the things as they are.
	origin string
	random uint64 // the seed of the mock
}

// operation is what a route does with the things of a resource.
type operation struct {
	things *resource
	does   func(v *visit, o *operation) bool
	id     int // the place of the thing's ID among the values of the route
}

// resources adds the routes of the resources of the settings.
func (c *compiler) resources() {
	taken := map[string]bool{}
	for i := range c.settings.Resources {
		in := &c.settings.Resources[i]
		if in.Disabled {
			continue
		}
		name := strings.TrimSpace(in.Name)
		err := fmt.Errorf("its name is empty or taken")
		if name != "" && !taken[name] {
			err = c.resource(in, name)
		}
		if err != nil {
			c.problem("", in.Seed, "resource "+quote(in.Name)+" is left out: "+reason(err))
			continue
		}
		taken[name] = true
	}
}

func (c *compiler) resource(in *model.MockResource, name string) error {
	list, err := parsePattern("/"+strings.Trim(c.vars.expand(in.Path), "/"), false)
	if err != nil {
		return err
	}
	one, err := parsePattern(list.text+"/{id}", false)
	if err != nil {
		return err
	}
	r := &resource{name: name, seed: in.Seed, idField: strings.TrimSpace(in.IDField), pageSize: max(in.PageSize, 0), random: c.settings.Seed}
	if r.idField == "" {
		r.idField = "id"
	}
	if err := c.seed(r); err != nil {
		return err
	}
	id := len(one.names()) - 1
	for _, x := range []struct {
		method string
		path   pattern
		does   func(*visit, *operation) bool
	}{{"GET", list, listThings}, {"POST", list, createThing}, {"GET", one, getThing}, {"PUT", one, replaceThing},
		{"PATCH", one, patchThing}, {"DELETE", one, deleteThing}} {
		route := c.route(x.method, x.path)
		if route.resource != nil {
			return fmt.Errorf("the resource %q answers %s already: %w", route.resource.things.name, route.key, model.ErrInvalid)
		}
		route.resource = &operation{things: r, does: x.does, id: id}
	}
	c.table.things = append(c.table.things, r)
	return nil
}

// seed reads the things that the resource starts with from the body of an example.
func (c *compiler) seed(r *resource) error {
	var body []byte
	if r.seed != "" {
		var ok bool
		if body, ok = c.bodies[r.seed]; !ok {
			return fmt.Errorf("the example that it starts from does not exist or is not served: %w", model.ErrInvalid)
		}
	}
	var items []json.RawMessage
	if err := json.Unmarshal(body, &items); len(body) > 0 && err != nil {
		return fmt.Errorf("the body of the example that it starts from is no JSON array: %w", model.ErrInvalid)
	}
	st := &store{}
	for i, item := range items {
		o, err := parseObject(item)
		if err == nil && deeper(item, maxRuleDepth) {
			err = fmt.Errorf("is nested too deep")
		}
		if err == nil {
			err = st.add(r, o)
		}
		if err != nil {
			return fmt.Errorf("thing %d of the example that it starts from %w", i+1, err)
		}
	}
	r.start, r.ids = st.items, kindOfIDs(r.idField, st.items)
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %d %s", r.name, r.idField, r.random, body))
	r.origin = hex.EncodeToString(sum[:8])
	return nil
}

// resource answers on the routes of resources, unless an example is asked for or its rules hold.
func (v *visit) resource() bool {
	o := v.route.resource
	if o == nil || v.asked || v.byRule {
		return false
	}
	v.d.Route, v.d.route = v.route.key, v.route
	return v.behave(v.ownBehaviour()) || o.does(v, o)
}
