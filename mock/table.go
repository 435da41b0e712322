// Package mock serves the examples of a collection: it compiles them to an immutable [Table] of routes,
// matches requests against it, explains every answer, and runs the HTTP server with its journal.
//
// A request finds its answer in numbered steps, each in a file of its own: 0 compile, 1 path,
// 2 preflight, 3 route, 4 method, 5 forced choice, 6 candidates, 7 mode, 8 act, 9 miss. Every step
// leaves a [model.Verdict] in the trace, for hits as well as misses. What a mock remembers from one request
// to the next is in its [State]; what it does not answer may go to an upstream.
package mock

import (
	"slices"

	"postern/model"
)

// Options say how a collection is compiled.
type Options struct {
	Settings model.MockSettings
	// Lookup resolves the variables of the collection; nil resolves none. A variable without a value
	// counts as unresolved.
	Lookup func(name string) (value string, ok bool)
}

// Table is what a mock answers from: the routes of one collection with their examples. It never
// changes, so any number of goroutines may use it at once.
type Table struct {
	collection model.ID
	name       string
	strict     bool
	seed       uint64
	root       *node   // of all routes
	tiers      []*node // the routes of each priority, the highest first
	routes     []*route
	examples   int
	problems   []model.MockProblem
	scenario   string // the name of the one in force without a header or cookie
	scenarios  map[string]*scenario
	things     []*resource
	server     *upstream // nil for none
	levels     *behaviours
	behaviour  *behaviour // of the mock; nil for none
}

// route is a method and a path template with the examples of all requests of that shape.
type route struct {
	index    int // place in the order of the collection
	key      string
	method   string
	path     string
	pattern  pattern
	examples []*example
	pin      model.ID
	request  model.ID // the first request of the route
	priority int
	mode     routeMode
	ruled    bool       // an example has rules
	resource *operation // nil for none
	// passThrough sends its requests to the upstream.
	passThrough bool
	behaviour   *behaviour // nil for none
	// Texts that hits use, so that a hit formats nothing.
	whyRoute, whyOnly, whyBest, whyFirst, whyPinned string
}

// Routes lists the routes in the order of the collection, without hits.
func (t *Table) Routes() []model.MockRoute {
	out := make([]model.MockRoute, len(t.routes))
	for i, r := range t.routes {
		out[i] = model.MockRoute{Key: r.key, Method: r.method, Path: r.path, Request: r.request, Pinned: r.pin, Priority: r.priority,
			Mode: r.mode.MockMode, PassThrough: r.passThrough}
		if r.resource != nil {
			out[i].Resource = r.resource.things.name
		}
		for _, e := range r.examples {
			out[i].Examples = append(out[i].Examples,
				model.MockChoice{ID: e.id, Request: e.request, Name: e.name, Status: e.status})
		}
	}
	return out
}

// Problems lists the faults that were found when the table was compiled, in the order of the collection.
func (t *Table) Problems() []model.MockProblem { return slices.Clone(t.problems) }
