package send

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"
	"golang.org/x/net/publicsuffix"

	"postern/model"
)

// cookiesSet returns the cookies of an answer as it set them, taken or not.
func cookiesSet(resp *http.Response) []model.Cookie {
	var host, path string
	if resp.Request != nil {
		host, path = hostOf(resp.Request.URL), resp.Request.URL.EscapedPath()
	}
	var out []model.Cookie
	for _, c := range resp.Cookies() {
		out = append(out, describe(c, host, path, time.Now()))
	}
	return out
}

// describe fills in what a cookie leaves to its rules: domain, path and time of expiry.
func describe(c *http.Cookie, host, path string, now time.Time) model.Cookie {
	out := model.Cookie{Name: c.Name, Value: cookieValue(c), Domain: cookieDomain(c.Domain), Path: c.Path,
		Expires: expiry(c, now), Secure: c.Secure, HTTPOnly: c.HttpOnly, SameSite: sameSite(c.SameSite)}
	if !strings.HasPrefix(out.Path, "/") {
		out.Path = defaultPath(path)
	}
	if out.Domain == "" {
		out.Domain, out.HostOnly = host, true
	}
	return out
}

// jarCookie returns a cookie as a jar keeps it, or false for one that host may not set.
func jarCookie(c *http.Cookie, host, path string, now time.Time) (model.Cookie, bool) {
	out := describe(c, host, path, now)
	if host == "" || len(out.Name)+len(out.Value) > maxCookie {
		return out, false
	}
	if out.HostOnly || out.Domain == host {
		// An address has no subdomains, and a public suffix shares nothing with them.
		out.HostOnly = out.HostOnly || net.ParseIP(host) != nil || public(host)
		return out, true
	}
	return out, forHost(out, host) && !public(out.Domain)
}

func public(domain string) bool {
	suffix, listed := publicsuffix.PublicSuffix(domain)
	return suffix == domain && (listed || strings.Contains(domain, "."))
}

// expiry returns when a cookie is over: Max-Age goes before Expires, and neither means with the session.
func expiry(c *http.Cookie, now time.Time) time.Time {
	switch {
	case c.MaxAge < 0:
		return time.Unix(1, 0).UTC()
	case c.MaxAge > 0:
		const longest = 400 * 24 * time.Hour // as RFC 6265bis has it
		return now.Add(min(time.Duration(min(c.MaxAge, 1<<31))*time.Second, longest)).UTC()
	}
	return c.Expires.UTC()
}

func cookieValue(c *http.Cookie) string {
	if c.Quoted {
		return `"` + c.Value + `"`
	}
	return c.Value
}

func unquote(value string) (string, bool) {
	if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
		return value[1 : len(value)-1], true
	}
	return value, false
}

// cookieDomain normalizes a Domain attribute (RFC 6265, section 5.2.3).
func cookieDomain(domain string) string {
	return canonicalHost(strings.TrimPrefix(domain, "."))
}

// hostOf returns the host of a URL as cookies compare it: in lower case, ASCII, without port.
func hostOf(u *url.URL) string { return canonicalHost(u.Hostname()) }

func canonicalHost(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if ascii, err := httpguts.PunycodeHostPort(host); err == nil {
		return ascii
	}
	return host
}

// forHost is RFC 6265, section 5.1.3, for the host of a request.
func forHost(c model.Cookie, host string) bool {
	if c.Domain == host {
		return true
	}
	return !c.HostOnly && strings.HasSuffix(host, "."+c.Domain) && net.ParseIP(host) == nil
}

// forPath is RFC 6265, section 5.1.4.
func forPath(cookie, path string) bool {
	if path == "" {
		path = "/"
	}
	rest, ok := strings.CutPrefix(path, cookie)
	return ok && (rest == "" || strings.HasSuffix(cookie, "/") || rest[0] == '/')
}

func defaultPath(path string) string {
	i := strings.LastIndexByte(path, '/')
	if i <= 0 || path[0] != '/' {
		return "/"
	}
	return path[:i]
}

func sameSite(s http.SameSite) string {
	switch s {
	case http.SameSiteLaxMode:
		return "Lax"
	case http.SameSiteStrictMode:
		return "Strict"
	case http.SameSiteNoneMode:
		return "None"
	}
	return ""
}
