package mock

import (
	"sync/atomic"
	"time"

	"postern/model"
)

// counter counts the hits of a route or an example.
type counter struct {
	hits atomic.Uint64
	// latency is there from the first hit on; only routes have it.
	latency atomic.Pointer[[model.MockLatencyBuckets]atomic.Uint64]
}

// took counts a hit with how long its answer took.
func (c *counter) took(d time.Duration) {
	c.hits.Add(1)
	l := c.latency.Load()
	if l == nil {
		l = new([model.MockLatencyBuckets]atomic.Uint64)
		if !c.latency.CompareAndSwap(nil, l) {
			l = c.latency.Load()
		}
	}
	l[model.MockLatencyBucket(d)].Add(1)
}

// service is a table in service with its counters. Counters live on, by route key and example ID, when
// the table is swapped.
type service struct {
	table    *Table
	routes   []*counter // by route.index
	examples []*counter // by example.index
	byKey    map[string]*counter
	byID     map[model.ID]*counter
}

func newService(t *Table, old *service) *service {
	s := &service{table: t, routes: make([]*counter, len(t.routes)), examples: make([]*counter, t.examples),
		byKey: map[string]*counter{}, byID: map[model.ID]*counter{}}
	if old == nil {
		old = s
	}
	for _, r := range t.routes {
		s.routes[r.index] = carry(s.byKey, old.byKey, r.key)
		for _, e := range r.examples {
			s.examples[e.index] = carry(s.byID, old.byID, e.id)
		}
	}
	return s
}

func carry[K comparable](now, old map[K]*counter, key K) *counter {
	c := old[key]
	if c == nil {
		c = new(counter)
	}
	now[key] = c
	return c
}

// count adds a hit to what answered after a while. The decision must be of the table in service.
func (s *service) count(d *Decision, after time.Duration) {
	if d.route == nil {
		return
	}
	s.routes[d.route.index].took(after)
	if d.example != nil {
		s.examples[d.example.index].hits.Add(1)
	}
}

// list returns the routes with their hits.
func (s *service) list() []model.MockRoute {
	out := s.table.Routes()
	for i, r := range s.table.routes {
		out[i].Hits = s.routes[i].hits.Load()
		for k, e := range r.examples {
			out[i].Examples[k].Hits = s.examples[e.index].hits.Load()
		}
	}
	return out
}

// latencies returns how long the answers of a route took.
func (s *service) latencies(route string) model.MockLatencies {
	c := s.byKey[route]
	if c == nil || c.latency.Load() == nil {
		return model.MockLatencies{}
	}
	out := make([]uint64, model.MockLatencyBuckets)
	for i := range out {
		out[i] = c.latency.Load()[i].Load()
	}
	return model.MockLatencies{Counts: out}
}
