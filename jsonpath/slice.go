package jsonpath

import "postern/jsonscan"

// slice selects elements by their places, as Python does.
func (w *walk) slice(at int64, s *selector, rest []segment) int64 {
	w.c.scanner.Go(at)
	if w.c.scanner.Value() != jsonscan.Array || s.step == 0 {
		return unknown
	}
	from, to := w.bounds(at, s)
	if s.step > 0 {
		return w.each(at, func(k jsonscan.Child) int64 {
			if k.Index < from || k.Index >= to || (k.Index-from)%s.step != 0 {
				return unknown
			}
			return w.node(k.Start, rest, true)
		})
	}
	w.backward(at, from, to, s.step, rest)
	return unknown
}

// bounds makes places from the start of the array of what the slice says. The length is counted only
// where it matters.
func (w *walk) bounds(at int64, s *selector) (from, to int64) {
	const most = int64(1) << 60
	n := most
	if s.step < 0 || s.from != nil && *s.from < 0 || s.to != nil && *s.to < 0 {
		n = w.length(at)
	}
	place := func(p *int64, otherwise int64) int64 {
		if p == nil {
			return otherwise
		}
		if *p < 0 {
			return n + *p
		}
		return *p
	}
	if s.step > 0 {
		return max(place(s.from, 0), 0), min(place(s.to, n), n)
	}
	from = min(place(s.from, n-1), n-1)
	return from, max(place(s.to, -1), -1)
}

// backward selects from a place down to another, not included.
func (w *walk) backward(at, from, to, step int64, rest []segment) {
	var held []jsonscan.Child
	w.each(at, func(k jsonscan.Child) int64 {
		if k.Index > to && k.Index <= from && (from-k.Index)%step == 0 && w.c.spend() {
			held = append(held, k)
		}
		return unknown
	})
	for i := len(held) - 1; i >= 0 && !w.over(); i-- {
		w.c.steps = append(w.c.steps, held[i])
		w.node(held[i].Start, rest, false)
		w.c.steps = w.c.steps[:len(w.c.steps)-1]
	}
}
