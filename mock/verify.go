package mock

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"postern/model"
)

// Verify counts the requests so far that fit each assertion, and says for each whether there were as many
// as it wants. An assertion that cannot be compiled is not met. The journal is bounded: where entries
// that made room, or bodies that were cut, could change the outcome, the assertion is unsure.
func (s *Server) Verify(assertions []model.MockAssertion) []model.MockVerified {
	records, dropped := s.journal.all()
	now := s.now.Load().table
	out := make([]model.MockVerified, len(assertions))
	for i, a := range assertions {
		out[i] = verify(a, now, records, dropped)
	}
	return out
}

// all returns the records of the journal, oldest first, and how many made room.
func (j *Journal) all() ([]record, uint64) {
	j.lock()
	defer j.mu.Unlock()
	out := make([]record, 0, j.count)
	for i := range j.count {
		out = append(out, j.ring[(j.start+i)%len(j.ring)].clone())
	}
	return out, j.dropped
}

func verify(a model.MockAssertion, t *Table, records []record, dropped uint64) model.MockVerified {
	out := model.MockVerified{Assertion: a}
	x, err := newExpected(a, t)
	if err != nil {
		out.Text = err.Error()
		return out
	}
	unknown := 0 // requests that might have fitted, had their bodies been kept whole
	for i := range records {
		switch fits, sure := x.fits(&records[i]); {
		case !sure:
			unknown++
		case fits:
			out.Count++
		}
	}
	conclude(&out, unknown, dropped)
	return out
}

// expected is a compiled assertion.
type expected struct {
	a       model.MockAssertion
	method  string
	pattern *pattern // nil for any path
	strict  bool
	rules   rule // nil for none
	body    bool // a rule looks at the body
}

func newExpected(a model.MockAssertion, t *Table) (*expected, error) {
	if err := a.Check(); err != nil {
		return nil, err
	}
	x := &expected{a: a, method: strings.ToUpper(strings.TrimSpace(a.Method)), strict: t.strict, body: looksAtBody(a.Rules)}
	var names [2][]string
	if a.Path != "" {
		p, err := parsePattern(a.Path, t.strict)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Title(), err)
		}
		x.pattern, names[0] = &p, p.names()
	}
	rules, err := newRules(a.Rules, names, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", a.Title(), err, model.ErrInvalid)
	}
	x.rules = rules
	return x, nil
}

func looksAtBody(rules []model.MockRule) bool {
	for _, r := range rules {
		switch r.Source {
		case model.MockJSON, model.MockXML, model.MockForm, model.MockBody:
			if r.Group == "" && !r.Disabled {
				return true
			}
		}
		if !r.Disabled && looksAtBody(r.Rules) {
			return true
		}
	}
	return false
}

// fits tells whether a request is one of those that are counted; not sure where what the rules look at
// was not kept.
func (x *expected) fits(r *record) (fits, sure bool) {
	e := &r.entry
	if x.method != "" && !strings.EqualFold(x.method, e.Method) || x.a.Route != "" && x.a.Route != e.Route {
		return false, true
	}
	u, err := url.ParseRequestURI(e.Path)
	if err != nil {
		u = &url.URL{Path: e.Path}
	}
	v := &visit{req: NewRequest(&http.Request{Method: e.Method, URL: u, Header: r.header.headers()}, e.Body)}
	if x.pattern != nil {
		values, ok := x.pattern.capture(splitPath(nil, v.req.Path, x.strict))
		if !ok {
			return false, true
		}
		v.values = values
	}
	if x.rules == nil {
		return true, true
	}
	if x.body && e.Truncated {
		return false, false
	}
	_, ok := x.rules.check(v, nil, false)
	return ok, true
}

// conclude says what the count means.
func conclude(v *model.MockVerified, unknown int, dropped uint64) {
	a := v.Assertion
	over := a.Max != nil && v.Count > *a.Max
	missing := uint64(unknown)+dropped > 0
	v.Met = v.Count >= a.Min && !over
	switch {
	case over || !missing:
	case v.Met && a.Max == nil:
	default: // more might have come, which would change the outcome
		v.Unsure, v.Met = true, false
	}
	v.Text = fmt.Sprintf("%s: wanted %s, got %d", a.Title(), a.Wanted(), v.Count)
	if missing && v.Unsure {
		v.Text += "; not sure: " + why(unknown, dropped)
	}
}

func why(unknown int, dropped uint64) string {
	var parts []string
	if dropped > 0 {
		parts = append(parts, fmt.Sprintf("%d older requests made room in the journal and are not counted", dropped))
	}
	if unknown > 0 {
		parts = append(parts, fmt.Sprintf("the bodies of %d requests were too large to be kept whole", unknown))
	}
	return strings.Join(parts, ", and ")
}
