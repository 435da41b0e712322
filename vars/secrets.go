package vars

import (
	"cmp"
	"log/slog"
	"slices"
	"sync"
)

// secrets remembers which secret values were used.
type secrets struct {
	mu     sync.Mutex
	values []string
}

// LogValue keeps the values out of logs (log/slog).
func (s *secrets) LogValue() slog.Value { return slog.StringValue("secrets") }

func (s *secrets) add(value string) {
	if value == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.values, value) {
		s.values = append(s.values, value)
	}
}

func (s *secrets) list() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Clone(s.values)
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return out
}
