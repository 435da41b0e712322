package store

import "postern/model"

// scan looks for values in the pages that nothing leads to any more. Where the list of free pages could
// be read, what is found outside of it is of the last state; pages that are in it and in use may be
// either.
func (s *salvage) scan(w *walk, current bool) {
	last := min(w.end, uint64(w.size/w.page))
	for id := uint64(2); id < last && s.ctx.Err() == nil; id++ {
		if !w.used[id] && !w.free[id] {
			s.scanPage(w, id, current)
		}
	}
	for _, id := range w.astray {
		s.scanPage(w, id, false)
	}
}

func (s *salvage) scanPage(w *walk, id uint64, current bool) {
	g, err := w.read(id, uint64(w.size/w.page), w.bufs[0], true)
	if err != nil || g.flags != leafPage {
		return
	}
	w.bufs[0] = g.data
	list, _ := g.elements()
	for _, e := range list {
		s.stray(e.key, e.value, current)
	}
}

// stray takes over a value of which nobody knows where it belongs, if it is one: its checksum tells.
func (s *salvage) stray(key, value []byte, current bool) {
	name := s.home(key, value)
	if name == "" || s.have(name, key) {
		return
	}
	if !current {
		s.lose(model.Loss{What: recordWhat(name), ID: recordID(name, key),
			Text: "it was found outside of the index and kept, but it may be older than the last state, or have been deleted"})
	}
	s.put(name, key, value)
}

// home returns the bucket that a value was stored in, or "".
func (s *salvage) home(key, value []byte) string {
	for _, name := range buckets1 {
		if !sums(name) && (name == bucketMeta || len(key) != hashSize) {
			continue
		}
		if _, err := unpack(name, key, value); err == nil {
			return name
		}
	}
	return ""
}

func (s *salvage) have(name string, key []byte) bool {
	return s.begun() && s.tx.Bucket([]byte(name)).Get(key) != nil
}
