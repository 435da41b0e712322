package mock

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"postern/model"
)

// scenario is a named way in which the whole mock answers.
type scenario struct {
	name      string
	pins      map[int]model.ID // by route.index
	behaviour *model.MockBehaviour
}

// The ways in which a request asks for a scenario, before the setting.
const (
	scenarioHeader = "X-Mock-Scenario"
	scenarioCookie = "mock-scenario"
)

// scenarioSource is what asks for a scenario.
type scenarioSource uint8

const (
	bySettings scenarioSource = iota
	byHeader
	byCookie
	bySwitch
)

func (s scenarioSource) String() string {
	return [...]string{"the settings", "the header x-mock-scenario", "the cookie mock-scenario", "the switch of the running mock"}[s]
}

// inScenario finds the scenario of the request: that of the header, else of the cookie, else the
// one that was switched to, else that of the setting. One that does not exist is answered with 404 at once, whatever the path.
func (v *visit) inScenario() bool {
	name := v.table.scenario
	if v.state != nil {
		if chosen := v.state.scenario.Load(); chosen != nil {
			name, v.from = *chosen, bySwitch
		}
	}
	if value := v.req.first(scenarioHeader); value != "" {
		name, v.from = unescape(value), byHeader
	} else if len(v.req.Header["Cookie"]) > 0 {
		if values := v.req.cookies(scenarioCookie); len(values) > 0 && values[0] != "" {
			name, v.from = unescape(values[0]), byCookie
		}
	}
	if name == "" {
		return false
	}
	if v.scenario = v.table.scenarios[name]; v.scenario != nil {
		return false
	}
	v.note(model.Verdict{Step: 5, What: "scenario", Want: cut(name), Text: "no such scenario; asked for by " + v.from.String()})
	return v.refuse(NoScenario, http.StatusNotFound, v.table.missScenario(name, v.from))
}

func (t *Table) missScenario(name string, from scenarioSource) string {
	why := "the mock has no scenario " + quote(name) + ", asked for by " + from.String() + "; "
	if len(t.scenarios) == 0 {
		return why + "it has none at all"
	}
	names := slices.Sorted(maps.Keys(t.scenarios))
	more := ""
	if len(names) > maxListed {
		names, more = names[:maxListed], " and more"
	}
	return why + "it has " + strings.Join(names, ", ") + more
}

// pin returns the example that is forced for the route, and what forces it.
func (v *visit) pin() (model.ID, string) {
	if v.scenario != nil {
		if id := v.scenario.pins[v.route.index]; id != "" {
			return id, pinned + " of scenario " + v.scenario.name
		}
	}
	return v.route.pin, pinned
}

// scenarios compiles the scenarios of the settings.
func (c *compiler) scenarios() {
	t := c.table
	t.scenario = strings.TrimSpace(c.settings.Scenario)
	t.scenarios = map[string]*scenario{}
	for _, in := range c.settings.Scenarios {
		name := strings.TrimSpace(in.Name)
		if name == "" || t.scenarios[name] != nil {
			c.problem("", "", "scenario "+quote(in.Name)+" is left out: its name is empty or taken")
			continue
		}
		s := &scenario{name: name, pins: map[int]model.ID{},
			behaviour: c.behaviourOf(in.Behaviour, level{name: "scenario " + quote(name), scope: "scenario " + name})}
		c.eachPin(in.Pins, "scenario "+quote(name)+": ", func(r *route, id model.ID) { s.pins[r.index] = id })
		t.scenarios[name] = s
	}
	if t.scenario != "" && t.scenarios[t.scenario] == nil {
		c.problem("", "", "every request is answered 404: "+t.missScenario(t.scenario, bySettings))
	}
}

// SwitchScenario puts a scenario in force until the mock stops or the settings choose another one; "" is
// the mock without a scenario. Requests that ask for one get theirs. A name that there is not is an error
// that wraps [model.ErrNotFound].
func (s *Server) SwitchScenario(name string) error {
	s.swap.Lock()
	defer s.swap.Unlock()
	t := s.now.Load().table
	if name != "" && t.scenarios[name] == nil {
		return fmt.Errorf("switch the scenario: %s: %w", t.missScenario(name, bySwitch), model.ErrNotFound)
	}
	if name == t.scenario {
		s.state.scenario.Store(nil)
	} else {
		s.state.scenario.Store(&name)
	}
	return nil
}

// Scenario returns the name of the scenario in force and whether it was switched to.
func (s *Server) Scenario() (name string, switched bool) {
	if chosen := s.state.scenario.Load(); chosen != nil {
		return *chosen, true
	}
	return s.now.Load().table.scenario, false
}

// follow takes a switch back that means nothing in the next table: its scenario is gone, or the settings
// have chosen another one since.
func (s *Server) follow(t *Table) {
	chosen := s.state.scenario.Load()
	if chosen != nil && (t.scenario != s.now.Load().table.scenario || *chosen != "" && t.scenarios[*chosen] == nil) {
		s.state.scenario.Store(nil)
	}
}
