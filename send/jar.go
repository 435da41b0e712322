package send

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"postern/model"
)

// Limits of a [Jar]; beyond them the oldest cookies go. Larger ones than maxCookie are not taken
// (RFC 6265, section 6.1, asks for at least 4096 bytes, 50 per domain and 3000 in all).
const (
	maxCookie       = 8 << 10
	maxDomainCookie = 200
	maxCookies      = 4000
)

// Jar keeps the cookies of one workspace by the rules of RFC 6265, and refuses those for public suffixes
// such as "com". It is an [http.CookieJar], and safe for use by several goroutines at once.
type Jar struct {
	mu      sync.Mutex
	cookies []model.Cookie   // in the order of their creation
	clock   func() time.Time // nil: time.Now
}

var _ http.CookieJar = (*Jar)(nil)

// NewJar returns an empty jar, as the zero value is.
func NewJar() *Jar { return &Jar{} }

// Cookies returns the cookies for a request to u: those of longer paths first, then the older ones.
func (j *Jar) Cookies(u *url.URL) []*http.Cookie {
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.expire()
	host, path := hostOf(u), u.EscapedPath()
	var found []model.Cookie
	for _, c := range j.cookies {
		if (u.Scheme == "https" || !c.Secure) && forHost(c, host) && forPath(c.Path, path) {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b model.Cookie) int { return len(b.Path) - len(a.Path) })
	var out []*http.Cookie
	for _, c := range found {
		value, quoted := unquote(c.Value)
		out = append(out, &http.Cookie{Name: c.Name, Value: value, Quoted: quoted})
	}
	return out
}

// SetCookies takes what an answer from u set. A cookie that is over removes the one of its name.
func (j *Jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	if u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range cookies {
		stored, ok := jarCookie(c, hostOf(u), u.EscapedPath(), j.time())
		if ok {
			j.put(stored)
		}
	}
	j.expire()
	j.bound()
}

// All returns every cookie that is not over, by domain, path and name.
func (j *Jar) All() []model.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.expire()
	out := slices.Clone(j.cookies)
	slices.SortStableFunc(out, func(a, b model.Cookie) int {
		return strings.Compare(a.Domain+"\x00"+a.Path+"\x00"+a.Name, b.Domain+"\x00"+b.Path+"\x00"+b.Name)
	})
	return out
}

// Delete removes the cookie with that domain, path and name, as [Jar.All] gives them.
func (j *Jar) Delete(domain, path, name string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.cookies = slices.DeleteFunc(j.cookies, func(c model.Cookie) bool {
		return same(c, model.Cookie{Domain: domain, Path: path, Name: name})
	})
}

// Clear removes every cookie.
func (j *Jar) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.cookies = nil
}

func (j *Jar) time() time.Time {
	if j.clock != nil {
		return j.clock()
	}
	return time.Now()
}

// put stores a cookie. One that replaces another keeps its place (RFC 6265, section 5.3, step 11).
func (j *Jar) put(c model.Cookie) {
	i := slices.IndexFunc(j.cookies, func(old model.Cookie) bool { return same(old, c) })
	if i >= 0 {
		j.cookies[i] = c
		return
	}
	j.cookies = append(j.cookies, c)
}

func same(a, b model.Cookie) bool {
	return a.Name == b.Name && a.Domain == b.Domain && a.Path == b.Path
}

func (j *Jar) expire() {
	now := j.time()
	j.cookies = slices.DeleteFunc(j.cookies, func(c model.Cookie) bool { return !c.Expires.IsZero() && !c.Expires.After(now) })
}

// bound removes the oldest cookies beyond the limits.
func (j *Jar) bound() {
	count := map[string]int{}
	for _, c := range j.cookies {
		count[c.Domain]++
	}
	j.cookies = slices.DeleteFunc(j.cookies, func(c model.Cookie) bool {
		over := count[c.Domain] > maxDomainCookie
		if over {
			count[c.Domain]--
		}
		return over
	})
	if over := len(j.cookies) - maxCookies; over > 0 {
		j.cookies = slices.Delete(j.cookies, 0, over)
	}
}
