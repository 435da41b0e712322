// Package vars resolves {{name}} in texts: which scope a variable comes from, variables inside the
// values of variables, and dynamic values such as {{$guid}}. It follows Postman's rules: the nearest
// scope wins, disabled variables count as absent, and what cannot be resolved stays as written.
//
// The package does no input or output. A [Set] is safe for use by several goroutines at once.
package vars

import (
	"maps"
	"slices"
	"strings"

	"postern/model"
)

// Scope is one named list of variables.
type Scope struct {
	// Name for people: "environment local", "collection Store API", "globals", "local".
	Name      string
	Variables []model.Variable
}

// Set holds the variables that are in reach of one request. A nil *Set resolves only dynamic values.
type Set struct {
	scopes []table
	source *source
	used   *secrets
}

// table is a scope made ready for look-up.
type table struct {
	name   string
	values map[string]entry
}

type entry struct {
	text    string
	secret  bool
	dynamic bool // text is made anew each time
}

// Value is what a name stands for.
type Value struct {
	// Text is the value with the variables in it resolved as far as they can be.
	Text string
	// Scope is the name of the scope that the variable came from; [DynamicScope] for dynamic values.
	Scope string
	// Secret values are not shown: the variable itself is secret, or one that its value refers to.
	Secret bool
}

// DynamicScope is the Scope of dynamic values.
const DynamicScope = "dynamic"

// New makes a set of scopes, highest precedence first: local, environment, collection, globals. Of
// several enabled variables of one name in a scope the last wins. White space around names does not
// count. The set copies what it needs.
func New(scopes ...Scope) *Set {
	s := &Set{scopes: make([]table, 0, len(scopes)), source: liveSource, used: &secrets{}}
	for _, scope := range scopes {
		t := table{name: scope.Name, values: make(map[string]entry, len(scope.Variables))}
		for _, v := range scope.Variables {
			if name := strings.TrimSpace(v.Key); name != "" && !v.Disabled {
				t.values[name] = entry{text: v.Value, secret: v.Secret}
			}
		}
		s.scopes = append(s.scopes, t)
	}
	return s
}

// Lookup returns the value of a name without its braces. A dynamic name gives a new value each time;
// a variable of the same name goes before it.
func (s *Set) Lookup(name string) (Value, bool) {
	name = strings.TrimSpace(name)
	_, scope, ok := s.find(name)
	if !ok {
		return Value{}, false
	}
	x := s.expansion()
	text, _ := x.value(name)
	return Value{Text: x.run(text), Scope: scope, Secret: x.secret}, true
}

// Names returns the names that have a value, sorted, each once. Dynamic values are not among them.
func (s *Set) Names() []string {
	if s == nil {
		return nil
	}
	names := map[string]bool{}
	for _, t := range s.scopes {
		for name := range t.values {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// Secrets returns the values of the secret variables that Expand and Lookup have used since New,
// each once, without empty ones, the longest first: a value that contains another comes before it.
func (s *Set) Secrets() []string {
	if s == nil {
		return nil
	}
	return s.used.list()
}

// find returns the variable of that name from the first scope that has it, else the dynamic one.
func (s *Set) find(name string) (entry, string, bool) {
	if s != nil {
		for _, t := range s.scopes {
			if e, ok := t.values[name]; ok {
				return e, t.name, true
			}
		}
	}
	return entry{dynamic: true}, DynamicScope, Dynamic(name)
}
