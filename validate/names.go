package validate

import (
	"bytes"

	"postern/jsonscan"
)

// nameSet finds names that an object has twice, for all objects that are open at once, without a map for
// each of them: small objects are compared name by name, large ones get a map.
type nameSet struct {
	names []string
	large map[int]map[string]bool // by where the names of the object begin
}

// smallObject is up to how many names are compared one by one.
const smallObject = 16

func (s *nameSet) enter() int { return len(s.names) }

func (s *nameSet) leave(at int) {
	s.names = s.names[:at]
	delete(s.large, at)
}

// twice adds a name, given with quotes, and tells whether the object had it. Names are compared as they
// are meant, so "a" and "\u0061" are the same.
func (s *nameSet) twice(at int, raw []byte) bool {
	name := string(raw[1 : len(raw)-1])
	if bytes.IndexByte(raw, '\\') >= 0 {
		name = jsonscan.Unquote(raw)
	}
	if m := s.large[at]; m != nil {
		had := m[name]
		m[name] = true
		return had
	}
	for _, n := range s.names[at:] {
		if n == name {
			return true
		}
	}
	s.names = append(s.names, name)
	if len(s.names)-at > smallObject {
		m := make(map[string]bool, 2*smallObject)
		for _, n := range s.names[at:] {
			m[n] = true
		}
		if s.large == nil {
			s.large = map[int]map[string]bool{}
		}
		s.large[at] = m
	}
	return false
}
