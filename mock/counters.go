package mock

import (
	"sync/atomic"

	"postern/model"
)

// service is a table in service with its counters. Counters live on, by route key and example ID, when
// the table is swapped.
type service struct {
	table    *Table
	routes   []*atomic.Uint64 // by route.index
	examples []*atomic.Uint64 // by example.index
	byKey    map[string]*atomic.Uint64
	byID     map[model.ID]*atomic.Uint64
}

func newService(t *Table, old *service) *service {
	s := &service{table: t, routes: make([]*atomic.Uint64, len(t.routes)), examples: make([]*atomic.Uint64, t.examples),
		byKey: map[string]*atomic.Uint64{}, byID: map[model.ID]*atomic.Uint64{}}
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

func carry[K comparable](now, old map[K]*atomic.Uint64, key K) *atomic.Uint64 {
	c := old[key]
	if c == nil {
		c = new(atomic.Uint64)
	}
	now[key] = c
	return c
}

// count adds a hit to what answered. The decision must be of the table in service.
func (s *service) count(d *Decision) {
	if d.route == nil {
		return
	}
	s.routes[d.route.index].Add(1)
	if d.example != nil {
		s.examples[d.example.index].Add(1)
	}
}

// list returns the routes with their hits.
func (s *service) list() []model.MockRoute {
	out := s.table.Routes()
	for i, r := range s.table.routes {
		out[i].Hits = s.routes[i].Load()
		for k, e := range r.examples {
			out[i].Examples[k].Hits = s.examples[e.index].Load()
		}
	}
	return out
}
