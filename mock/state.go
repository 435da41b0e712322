package mock

import (
	"container/list"
	"sync"
	"sync/atomic"
	"time"

	"postern/model"
)

// maxCursors bounds what a mock remembers of its callers; those that came least recently are forgotten.
const maxCursors = 10_000

// State is what a mock remembers between requests: how far sequences have come, the states of its state
// machines, the things of its resources, and the values of its templates. Any number of goroutines may use it at once. The zero value
// is the state of a mock that has just been started.
type State struct {
	mu      sync.Mutex
	cursors map[string]*list.Element // of cursor
	recent  list.List                // the latest first
	stores  map[string]*store        // by the names of resources
	values  keptValues               // of templates
	// origins says what the resources of the table in service start from; nil: any table may be used.
	origins map[string]string
	// scenario is the one that was chosen while the mock runs; nil leaves it to the settings.
	scenario atomic.Pointer[string]
	clock    func() time.Time // nil: time.Now
}

// cursor is how far a caller has come: calls so far, or the state of a machine.
type cursor struct {
	key   string
	calls uint64
	state string
	since time.Time // of the window of a rate limit
}

// at returns the cursor of a key, and makes it where there is none. The caller holds the lock.
func (s *State) at(key string) *cursor {
	if e := s.cursors[key]; e != nil {
		s.recent.MoveToFront(e)
		return e.Value.(*cursor)
	}
	if s.cursors == nil {
		s.cursors = map[string]*list.Element{}
	}
	if s.recent.Len() >= maxCursors {
		oldest := s.recent.Back()
		delete(s.cursors, oldest.Value.(*cursor).key)
		s.recent.Remove(oldest)
	}
	c := &cursor{key: key}
	s.cursors[key] = s.recent.PushFront(c)
	return c
}

// next counts a call and returns how many there were before it.
func (s *State) next(key string) uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.at(key)
	c.calls++
	return c.calls - 1
}

// current returns the state of a machine.
func (s *State) current(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.cursors[key]
	if e == nil || e.Value.(*cursor).state == "" {
		return model.MockStart
	}
	s.recent.MoveToFront(e)
	return e.Value.(*cursor).state
}

// enter sets the state of a machine.
func (s *State) enter(key, state string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at(key).state = state
}

// Reset takes everything back to the start.
func (s *State) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cursors, s.stores, s.values = nil, nil, keptValues{}
	s.recent.Init()
}

// memory is the state that the request is answered from; without one it is that of a mock that has just
// been started.
func (v *visit) memory() *State {
	if v.state == nil {
		v.state = &State{}
	}
	return v.state
}
