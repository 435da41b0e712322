package mock

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"postern/model"
)

const (
	maxLimit  = 1_000_000      // requests in a window
	maxWindow = 24 * time.Hour // the longest window
)

// limiter is a rate limit. Where it is set, all that inherit it count together.
type limiter struct {
	scope    string
	requests int
	window   time.Duration
	key      callerKey
}

func newLimiter(in *model.MockLimit, at level) (*limiter, error) {
	key, err := newCallerKey(in.Key, at.params)
	if err != nil {
		return nil, err
	}
	l := &limiter{scope: at.scope, requests: in.Requests, window: in.Window, key: key}
	if l.window == 0 {
		l.window = time.Minute
	}
	if l.requests < 0 || l.requests > maxLimit || l.window < time.Second || l.window > maxWindow {
		return nil, fmt.Errorf("is not between 0 and 1,000,000 requests in 1 second to 24 hours")
	}
	return l, nil
}

// guarded asks the callers of a route who they are and counts them, before an example is chosen: a request
// that is refused changes nothing.
func (v *visit) guarded() bool {
	b := v.ownBehaviour()
	if b == nil || v.known {
		return false
	}
	v.known = true
	if b.guard != nil && b.guard.Kind != model.MockAuthNone && v.unproven(b.guard) {
		return true
	}
	if b.limit != nil && b.limit.requests > 0 {
		return v.limited(b.limit)
	}
	return false
}

// limited counts the request and refuses those over the limit.
func (v *visit) limited(l *limiter) bool {
	key := "limit " + strconv.Quote(l.scope) + " " + l.key.of(v)
	left, reset := v.memory().take(key, l.requests, l.window)
	wait := strconv.Itoa(int((reset + time.Second - 1) / time.Second))
	p, n := v.planned(), strconv.Itoa(l.requests)
	window := strconv.Itoa(int(l.window / time.Second))
	p.extra = append(p.extra, pair{"Ratelimit-Policy", `"mock";q=` + n + ";w=" + window},
		pair{"Ratelimit", `"mock";r=` + strconv.Itoa(max(left, 0)) + ";t=" + wait})
	want := n + " in " + l.window.String()
	if left >= 0 {
		v.note(model.Verdict{Step: 8, What: "rate limit", Want: want, Got: strconv.Itoa(left) + " left", OK: true, Text: "within the limit"})
		return false
	}
	v.note(model.Verdict{Step: 8, What: "rate limit", Want: want, Got: "none left", Text: "over the limit; a new window begins in " + wait + " s"})
	p.extra = append(p.extra, pair{"Retry-After", wait})
	v.d.Route, v.d.route = v.routeKey(), v.route
	return v.refuse(Limited, http.StatusTooManyRequests, "the mock takes "+want+"; ask again in "+wait+" s")
}

// take counts a call in the window of a key. It returns how many are left after it, negative where it is
// over the limit, and when the next window begins.
func (s *State) take(key string, limit int, window time.Duration) (left int, reset time.Duration) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.at(key)
	if now.Sub(c.since) >= window || now.Before(c.since) {
		c.since, c.calls = now, 0
	}
	c.calls++
	return limit - int(min(c.calls, maxLimit+1)), window - now.Sub(c.since)
}

func (s *State) now() time.Time {
	if s.clock != nil {
		return s.clock()
	}
	return time.Now()
}
