package jsonpath

import "postern/jsonscan"

// walk is one run of a query. It goes into the depth and comes out with every match as it is met.
type walk struct {
	c     *cursor
	yield func(start int64) bool
	done  bool
}

// unknown is what node returns where it did not come to the end of the value.
const unknown = int64(-1)

func (w *walk) over() bool { return w.done || w.c.err != nil }

// node applies the segments to the value at a place. With tail set the caller goes on after the value:
// node then returns where it ends, if that costs less than skipping it once more.
func (w *walk) node(at int64, segments []segment, tail bool) int64 {
	if w.c.tick(); w.over() {
		return unknown
	}
	if len(segments) == 0 {
		w.done = !w.yield(at)
		return unknown
	}
	if !segments[0].descend {
		return w.segment(at, segments, tail)
	}
	return w.descend(at, segments)
}

// segment applies the first segment to the value itself.
func (w *walk) segment(at int64, segments []segment, tail bool) int64 {
	end := unknown
	for i := range segments[0].selectors {
		if w.over() {
			return unknown
		}
		end = w.choose(at, &segments[0].selectors[i], segments[1:], tail)
	}
	return end
}

// descend applies the first segment to the value and then to all below it.
func (w *walk) descend(at int64, segments []segment) int64 {
	c := w.c
	c.scanner.Go(at)
	if !c.scanner.Value().Container() {
		return unknown
	}
	if c.depth++; c.depth > maxDepth {
		c.fail(errDeep)
		return unknown
	}
	defer func() { c.depth-- }()
	w.segment(at, segments, false)
	return w.each(at, func(k jsonscan.Child) int64 {
		if !k.Kind.Container() {
			return unknown
		}
		return w.descend(k.Start, segments)
	})
}

// each calls f for every child, and returns the end of the value. What f returns is the end of the child.
func (w *walk) each(at int64, f func(jsonscan.Child) int64) int64 {
	c := w.c
	if w.over() {
		return unknown
	}
	c.scanner.Go(at)
	kids := c.scanner.Children()
	for kids.Next() {
		c.tick()
		k := kids.Child()
		c.steps = append(c.steps, k)
		end := f(k)
		c.steps = c.steps[:len(c.steps)-1]
		if w.over() {
			return unknown
		}
		if end == unknown {
			end = k.Start
		}
		c.scanner.Go(end)
	}
	c.fail(kids.Err())
	return kids.End()
}

// choose applies one selector, and the rest of the segments to what it selects.
func (w *walk) choose(at int64, s *selector, rest []segment, tail bool) int64 {
	switch s.kind {
	case byName:
		return w.name(at, s.name, rest, tail)
	case byIndex:
		return w.index(at, s.index, rest, tail)
	case bySlice:
		return w.slice(at, s, rest)
	case byFilter:
		return w.each(at, func(k jsonscan.Child) int64 {
			outer := w.c.current
			w.c.current = k.Start
			yes := s.filter.test(w.c)
			w.c.current = outer
			if !yes {
				return unknown
			}
			return w.node(k.Start, rest, true)
		})
	}
	return w.each(at, func(k jsonscan.Child) int64 { return w.node(k.Start, rest, true) })
}

func (w *walk) name(at int64, name string, rest []segment, tail bool) int64 {
	return w.find(at, jsonscan.Object, func(k jsonscan.Child) bool { return w.c.isNamed(k, name) }, rest, tail)
}

func (w *walk) index(at, index int64, rest []segment, tail bool) int64 {
	if index < 0 {
		index += w.length(at)
	}
	return w.find(at, jsonscan.Array, func(k jsonscan.Child) bool { return k.Index == index }, rest, tail)
}

// find goes on with the first child that is wanted.
func (w *walk) find(at int64, kind jsonscan.Kind, wanted func(jsonscan.Child) bool, rest []segment, tail bool) int64 {
	c := w.c
	c.scanner.Go(at)
	if c.scanner.Value() != kind {
		return unknown
	}
	kids := c.scanner.Children()
	for kids.Next() && !w.over() {
		c.tick()
		k := kids.Child()
		if !wanted(k) {
			continue
		}
		c.steps = append(c.steps, k)
		end := w.node(k.Start, rest, tail)
		c.steps = c.steps[:len(c.steps)-1]
		if !tail || w.over() {
			return unknown
		}
		return w.leave(&kids, k, end)
	}
	c.fail(kids.Err())
	return kids.End()
}

// leave goes on from the end of a child to the end of what it is in.
func (w *walk) leave(kids *jsonscan.Children, k jsonscan.Child, end int64) int64 {
	s := w.c.scanner
	if end == unknown {
		s.Go(k.Start)
		if _, err := s.Skip(); err != nil {
			w.c.fail(err)
			return unknown
		}
	} else {
		s.Go(end)
	}
	end, err := kids.Leave()
	w.c.fail(err)
	return end
}

// length counts the elements of an array.
func (w *walk) length(at int64) int64 {
	s := w.c.scanner
	s.Go(at)
	if s.Value() != jsonscan.Array {
		return 0
	}
	kids := s.Children()
	n := int64(0)
	for kids.Next() && !w.over() {
		w.c.tick()
		n++
	}
	w.c.fail(kids.Err())
	return n
}
