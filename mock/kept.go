package mock

import (
	"encoding/json"
	"errors"

	"postern/mock/handlebars"
)

// The bounds of what the templates of a mock remember.
const (
	maxKeptValues = 1_000
	maxKeptBytes  = 4 << 20
)

var errKept = errors.New("templates may remember no more than 1,000 values of 4 MiB altogether, nested 100 deep")

// keptValues are what templates remember from one request to the next: JSON by name.
type keptValues struct {
	byName map[string]json.RawMessage
	bytes  int
}

// set takes a value, unless it is too much.
func (k *keptValues) set(name string, raw json.RawMessage) error {
	old, there := k.byName[name]
	bytes := k.bytes + len(raw) - len(old)
	if !there {
		bytes += len(name)
	}
	if bytes > maxKeptBytes || !there && len(k.byName) >= maxKeptValues || deeper(raw, maxRuleDepth) {
		return errKept
	}
	if k.byName == nil {
		k.byName = map[string]json.RawMessage{}
	}
	k.byName[name], k.bytes = raw, bytes
	return nil
}

// kept returns the value of a name, and what is otherwise where nothing is remembered yet. It is not to be changed.
func (s *State) kept(name string, otherwise json.RawMessage) json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	if raw, ok := s.values.byName[name]; ok {
		return raw
	}
	return otherwise
}

// keep changes the value of a name; otherwise is what it is changed from where nothing is remembered yet. No other
// request comes in between. An error leaves the value as it was.
func (s *State) keep(name string, otherwise json.RawMessage, change func(v any) (any, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, ok := s.values.byName[name]
	if !ok {
		raw = otherwise
	}
	v, err := change(plainJSON(raw))
	if err != nil {
		return err
	}
	return s.values.set(name, json.RawMessage(handlebars.JSON(v)))
}
