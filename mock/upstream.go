package mock

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"postern/model"
)

// upstream is the real server that requests are passed through to.
type upstream struct {
	base *url.URL
	model.MockUpstream
}

// upstream compiles the setting. A bad one is a problem, and the mock passes nothing through.
func (c *compiler) upstream() {
	t := c.table
	if text := strings.TrimSpace(c.vars.expand(c.settings.Upstream.URL)); text != "" {
		base, err := parseUpstream(text)
		if err != nil {
			c.problem("", "", "requests are not passed through: the upstream "+err.Error())
		} else {
			t.server = &upstream{base: base, MockUpstream: c.settings.Upstream}
		}
	}
	for _, r := range t.routes {
		if r.passThrough && t.server == nil {
			r.passThrough = false
			c.problem(r.key, "", "is set to pass through, and the mock has no upstream: its examples answer")
		}
	}
}

// parseUpstream reads a base URL. Its user and password would be sent for everyone who reaches the mock,
// so that it must have none.
func parseUpstream(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("is no URL; write https://api.example.com")
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, fmt.Errorf("%s is no http or https URL; write https://api.example.com", quote(u.Redacted()))
	case u.User != nil:
		return nil, fmt.Errorf("%s has a user or password in it; leave them to the requests", quote(u.Redacted()))
	case u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("%s has a query or fragment; only its path can be a prefix", quote(u.Redacted()))
	}
	return u, nil
}

// passes tells whether a miss goes to the upstream.
func (v *visit) passes(o Outcome) bool {
	if v.table == nil || v.table.server == nil || v.req.Method == http.MethodConnect { // a mock is no proxy
		return false
	}
	return o == NoRoute || o == NoMethod || o == NoExample || o == NoMatch
}

// through ends at routes that are set to pass through, unless an example is asked for.
func (v *visit) through() bool {
	if !v.route.passThrough || v.asked || v.req.Method == http.MethodConnect {
		return false
	}
	v.d.Route = v.route.key
	return v.pass(v.route.key + " is set to pass through")
}

// pass is step 9 where the upstream answers.
func (v *visit) pass(why string) bool {
	if v.guarded() || v.behave(v.ownBehaviour()) {
		return true
	}
	d, u := &v.d, v.table.server
	d.Outcome, d.upstream, d.route = Passed, u, v.route
	d.strict = v.table.strict
	d.Reason = "passed through to " + u.base.Host + ": " + why
	v.faulty()
	v.note(model.Verdict{Step: 9, What: "upstream", Want: u.base.String(), OK: true, Text: why + "; the upstream answers"})
	return true
}
