package postman

import (
	"fmt"
	"strings"

	"postern/model"
)

// parts lists in words what stays behind.
type parts []string

// add adds a part that is there.
func (p *parts) add(there bool, format string, args ...any) {
	if there {
		*p = append(*p, fmt.Sprintf(format, args...))
	}
}

// count adds how many there are of a thing, unless there are none.
func (p *parts) count(n int, what string) {
	if n > 1 {
		what += "s"
	}
	p.add(n > 0, "%d %s", n, what)
}

// behind tells what of a mock stays behind at this place.
func (w *writer) behind(p parts) {
	if len(p) > 0 {
		w.say(model.ReportLeftOut, "What the mock does here has no place in a Postman collection: %s", strings.Join(p, ", "))
	}
}

func settingsBehind(m model.MockSettings) (p parts) {
	p.add(m.Port != 0, "port %d", m.Port)
	p.add(m.HTTPS, "HTTPS")
	p.add(m.Strict, "trailing slashes count")
	p.add(m.KeepBasePath, "the path of the base URL is kept")
	p.count(len(m.Pins), "pinned route")
	p.add(m.Seed != 0, "the seed of chance")
	p.count(len(m.Scenarios), "scenario")
	p.add(m.Scenario != "", "scenario %q in force", m.Scenario)
	p.add(m.Upstream != model.MockUpstream{}, "the real server that requests pass through to")
	p.count(len(m.Resources), "resource")
	p.count(len(m.Assertions), "check")
	return append(p, behaviourBehind(m.Behaviour)...)
}

func requestBehind(m model.RequestMock) (p parts) {
	p.add(m.Priority != 0, "priority %d", m.Priority)
	if m.Mode != (model.MockMode{}) {
		pick := m.Mode.Pick
		if pick == model.PickFirst {
			pick = "first"
		}
		p.add(true, "mode %q", pick)
	}
	p.add(m.PassThrough, "passing through to the real server")
	return append(p, behaviourBehind(m.Behaviour)...)
}

func exampleBehind(m model.ExampleMock) (p parts) {
	p.count(countRules(m.Rules), "rule")
	p.count(len(m.Ignored.Path)+len(m.Ignored.Query)+len(m.Ignored.Body), "ignored key")
	p.add(m.Weight != 0, "weight %g", m.Weight)
	p.add(m.When != "", "only in state %q", m.When)
	p.add(m.Then != "", "sets state %q", m.Then)
	p.add(m.Template, "headers and body are templates")
	p.add(m.Status != "", "the status is a template")
	if m.Events != nil {
		p.add(true, "a stream of events (%d)", len(m.Events.Events))
	}
	if m.Socket != nil {
		p.add(true, "a WebSocket (%d steps)", len(m.Socket.Steps))
	}
	return append(p, behaviourBehind(m.Behaviour)...)
}

// countRules counts conditions; a group counts as what is in it.
func countRules(rules []model.MockRule) (n int) {
	for _, r := range rules {
		if r.Group == "" {
			n++
		}
		n += countRules(r.Rules)
	}
	return n
}

func behaviourBehind(b *model.MockBehaviour) (p parts) {
	if b.IsZero() {
		return nil
	}
	p.add(b.Network != "", "network %q", b.Network)
	p.add(b.Latency != nil, "latency")
	p.add(b.Rate != nil, "body rate")
	p.add(b.Errors != nil, "errors")
	p.add(b.Fault != nil, "faults")
	p.add(b.Limit != nil, "rate limit")
	p.add(b.Auth != nil, "check of authentication")
	p.add(b.ETag != nil, "ETags")
	p.add(b.Ranges != nil, "ranges")
	p.add(b.Compress != nil, "compression")
	return p
}
