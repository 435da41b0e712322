package vars

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"
)

// dynamics is the table of dynamic values by name, as Postman has them.
var dynamics = map[string]func(*source) string{
	"$guid":         (*source).uuid,
	"$randomUUID":   (*source).uuid,
	"$timestamp":    func(s *source) string { return strconv.FormatInt(s.now().Unix(), 10) },
	"$isoTimestamp": func(s *source) string { return s.now().UTC().Format("2006-01-02T15:04:05.000Z") },
	"$randomInt":    func(s *source) string { return strconv.Itoa(s.intN(1001)) }, // 0 to 1000, both included
}

// Dynamic tells whether a name, without braces, is that of a dynamic value: "$guid".
func Dynamic(name string) bool {
	_, ok := dynamics[name]
	return ok
}

// DynamicNames returns the names of all dynamic values in alphabetical order, for completion lists.
func DynamicNames() []string { return slices.Sorted(maps.Keys(dynamics)) }

// WithSource returns a set of the same variables whose dynamic values come from the given random
// source and clock, so that equal sources give equal values. A nil source or clock means the real
// one. Both sets count the use of secrets together.
func (s *Set) WithSource(random rand.Source, now func() time.Time) *Set {
	out := New()
	if s != nil {
		*out = *s
	}
	out.source = &source{clock: now}
	if random != nil {
		out.source.random = rand.New(random)
	}
	return out
}

// dynamic returns a new value of a name that is in the table.
func (s *Set) dynamic(name string) string {
	if s == nil {
		return dynamics[name](liveSource)
	}
	return dynamics[name](s.source)
}

// source is where dynamic values come from.
type source struct {
	mu     sync.Mutex
	random *rand.Rand       // nil: the process-wide generator
	clock  func() time.Time // nil: time.Now
}

var liveSource = &source{}

func (s *source) now() time.Time {
	if s.clock != nil {
		return s.clock()
	}
	return time.Now()
}

func (s *source) uint64() uint64 {
	if s.random == nil {
		return rand.Uint64()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.random.Uint64()
}

func (s *source) intN(n int) int {
	if s.random == nil {
		return rand.IntN(n)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.random.IntN(n)
}

// uuid returns a random UUID, version 4 (RFC 9562).
func (s *source) uuid() string {
	hi := s.uint64()&^0xf000 | 0x4000
	lo := s.uint64()&^(3<<62) | 2<<62
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", hi>>32, hi>>16&0xffff, hi&0xffff, lo>>48, lo&(1<<48-1))
}
