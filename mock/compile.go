package mock

import (
	"fmt"
	"strconv"
	"strings"

	"postern/model"
)

// Compile is step 0: it makes the table of a collection. Faults of single requests and examples are
// problems of the table; an error (wrapping [model.ErrInvalid]) means that the collection has examples
// and not one of them can be served. The bodies of the examples must be in memory or in files.
func Compile(b model.Bundle, o Options) (*Table, error) {
	c := &compiler{settings: o.Settings, vars: variables(o.Lookup), shapes: map[string]*route{}, bodies: map[model.ID][]byte{},
		table: &Table{collection: b.Collection.ID, name: b.Collection.Name, strict: o.Settings.Strict, seed: o.Settings.Seed,
			root: &node{}, levels: &behaviours{folders: map[model.ID]*model.MockBehaviour{},
				limits: map[*model.MockLimit]*limiter{}, guards: map[*model.MockAuth]*guard{}}}}
	c.levels = c.table.levels
	c.levels.mock = c.behaviourOf(o.Settings.Behaviour, level{name: "the mock", scope: "mock"})
	c.table.behaviour = c.levels.whole(c.levels.mock)
	given := 0
	b.Walk(func(above []*model.Folder, it *model.Item) {
		if it.Request != nil {
			given += len(it.Examples)
			c.request(above, it)
		}
	})
	t := c.table
	if given > 0 && t.examples == 0 {
		return nil, fmt.Errorf("compile the mock of %q: none of its %d examples can be served; the first fault: %s: %w",
			b.Collection.Name, given, c.firstFault(), model.ErrInvalid)
	}
	c.resources()
	t.plant()
	c.finish()
	return t, nil
}

// compiler gathers routes in the order of the collection.
type compiler struct {
	settings model.MockSettings
	vars     variables
	table    *Table
	shapes   map[string]*route   // by method and shape
	bodies   map[model.ID][]byte // of the examples that are served
	levels   *behaviours
}

func (c *compiler) problem(route string, example model.ID, text string) {
	c.table.problems = append(c.table.problems, model.MockProblem{Route: route, Example: example, Text: text})
}

func (c *compiler) firstFault() string {
	if len(c.table.problems) == 0 {
		return "unknown"
	}
	return c.table.problems[0].Text
}

// request adds the route of a request, also without examples, and then its examples.
func (c *compiler) request(above []*model.Folder, it *model.Item) {
	q := it.Request
	method := routeMethod(q.Method)
	path, err := c.pattern(q.URL, q.URL)
	own := c.requestRoute(q, method, path, err)
	behaviour := c.inherited(above, q, path.names())
	if own != nil {
		c.claim(own, q.ID, behaviour)
		c.routeSettings(own, &q.Mock)
	}
	for i := range it.Examples {
		e := &it.Examples[i]
		home := own
		values, fits, names := []pathValue(nil), own != nil, path.names()
		if own != nil {
			values, fits = c.fits(e, q, own)
		}
		if !fits {
			home, values = c.exampleRoute(e, q, behaviour)
			names = nil
		}
		if home != nil {
			c.example(e, q.ID, home, values, names, behaviour)
		}
	}
}

// claim makes a request the first of its route, where it is. The route behaves as its first request says.
func (c *compiler) claim(r *route, request model.ID, behaviour *model.MockBehaviour) {
	if r.request == "" {
		r.request, r.behaviour = request, c.levels.whole(behaviour)
	}
}

// requestRoute returns the route of the request itself, nil where its URL gives none.
func (c *compiler) requestRoute(q *model.Request, method string, path pattern, err error) *route {
	if err != nil {
		c.problem(method+" "+cut(q.URL), "", "request "+quote(q.Name)+" has no route: "+reason(err))
		return nil
	}
	return c.route(method, path)
}

// pattern reads the path of a saved URL.
func (c *compiler) pattern(url, request string) (pattern, error) {
	if strings.TrimSpace(url) == "" {
		return pattern{}, fmt.Errorf("it has no URL: %w", model.ErrInvalid)
	}
	return parsePattern(ownPath(url, request, c.settings.KeepBasePath, c.vars), c.settings.Strict)
}

// route returns the route of a method and shape, and adds it where it is new.
func (c *compiler) route(method string, p pattern) *route {
	shape := method + " " + p.shape()
	if r := c.shapes[shape]; r != nil {
		return r
	}
	r := &route{index: len(c.table.routes), key: method + " " + p.text, method: method, path: p.text, pattern: p}
	c.shapes[shape] = r
	c.table.routes = append(c.table.routes, r)
	return r
}

// fits tells whether the example answers on the route of its request: its saved request has the same
// method, and a path that the route answers, or none.
func (c *compiler) fits(e *model.Example, q *model.Request, r *route) ([]pathValue, bool) {
	if e.Saved.Method != "" && routeMethod(e.Saved.Method) != r.method {
		return nil, false
	}
	url := e.Saved.URL
	if strings.TrimSpace(url) == "" {
		url = q.URL
	}
	saved, err := c.pattern(url, q.URL)
	if err != nil {
		return nil, false
	}
	return belongs(&r.pattern, &saved, e.Saved.PathParams, c.vars)
}

// exampleRoute returns the route of an example whose saved request is not one of its request's route.
func (c *compiler) exampleRoute(e *model.Example, q *model.Request, behaviour *model.MockBehaviour) (*route, []pathValue) {
	method, url := e.Saved.Method, e.Saved.URL
	if method == "" {
		method = q.Method
	}
	if strings.TrimSpace(url) == "" {
		url = q.URL
	}
	p, err := c.pattern(url, q.URL)
	if err != nil {
		c.problem(routeMethod(method)+" "+cut(url), e.ID, "example "+quote(e.Name)+" has no route: "+reason(err))
		return nil, nil
	}
	r := c.route(routeMethod(method), p)
	c.claim(r, q.ID, behaviour)
	values, _ := belongs(&r.pattern, &p, e.Saved.PathParams, c.vars)
	return r, values
}

// example adds an answer to a route. names are the parameters as its request calls them, in the order of
// the route's, where it is the route of its request.
func (c *compiler) example(e *model.Example, request model.ID, r *route, values []pathValue, names []string, inherited *model.MockBehaviour) {
	x, faults, err := newExample(e, request, r.key)
	if err == nil && e.Mock.Template {
		if x.template = newTemplate(x, e, c.vars); x.template.fault != "" {
			faults = append(faults, x.template.fault+"; it is answered with 500")
		}
	}
	if err == nil {
		x.rules, err = newRules(e.Mock.Rules, [2][]string{r.pattern.names(), names}, c.vars)
		if err != nil {
			err = fmt.Errorf("is left out: %w", err)
		}
	}
	if err != nil {
		c.problem(r.key, e.ID, "example "+quote(e.Name)+" "+err.Error())
		return
	}
	for _, fault := range faults {
		c.problem(r.key, e.ID, "example "+quote(e.Name)+": "+fault)
	}
	x.behaviour = c.levels.whole(c.behaviourOf(e.Mock.Behaviour,
		level{name: "example " + quote(e.Name), route: r.key, example: e.ID}).Over(inherited))
	ignored := &e.Mock.Ignored
	for _, value := range values {
		if !value.ignored(ignored.Path, names) {
			x.expects = append(x.expects, value)
		}
	}
	x.expects = append(x.expects, expectations(&e.Saved, r.method, ignored, c.vars)...)
	if t, ok := x.wantedType(); ok {
		x.expects = append(x.expects, t)
	}
	x.index = c.table.examples
	c.bodies[e.ID] = x.body
	c.table.examples++
	r.examples = append(r.examples, x)
	r.ruled = r.ruled || x.rules != nil
}

// reason is what an error says, without the kind of error that it wraps.
func reason(err error) string { return strings.TrimSuffix(err.Error(), ": "+model.ErrInvalid.Error()) }

// finish sets the pins, writes the texts of hits and looks for problems between routes and examples.
func (c *compiler) finish() {
	c.pins()
	c.scenarios()
	c.upstream()
	for _, r := range c.table.routes {
		if r.request == "" { // of a resource
			r.behaviour = c.table.behaviour
		}
		n := strconv.Itoa(len(r.examples))
		r.whyRoute = "the most specific route of this path"
		if r.priority != 0 {
			r.whyRoute = "the route of the highest priority of this path, " + strconv.Itoa(r.priority)
		}
		r.whyOnly = "the only example of " + r.key
		r.whyBest = "its saved request fits best, of " + n + " examples"
		r.whyFirst = "the first that fits equally well, of " + n + " examples"
		r.whyPinned = "pinned for " + r.key
		c.unreachable(r)
	}
	c.unsetStates()
	for _, root := range c.table.tiers {
		for _, p := range ambiguities(root) {
			c.problem(p[0].key, "", "is ambiguous with "+p[1].key+": the same paths may match both, and "+
				p[0].key+" answers them because it comes first in the collection")
		}
	}
	c.shadowed()
}
