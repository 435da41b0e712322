package send

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"postern/model"
)

// redirect returns the plan for the next hop, or nil where the answer is the last one: it is no
// redirect, redirects are not followed, or, with a failure, this one cannot be.
func (s *sending) redirect(p *plan, resp *http.Response) (*plan, *model.Failure) {
	location := resp.Header.Get("Location")
	if !s.settings.FollowRedirects || !redirects(resp.StatusCode) || location == "" {
		return nil, nil
	}
	if len(s.x.Redirects) >= s.settings.MaxRedirects {
		return nil, failManyRedirects(s.settings.MaxRedirects, location)
	}
	to, err := p.url.Parse(encode(location, legal+"&=/?#"))
	if err != nil || to.Hostname() == "" || to.Scheme != "http" && to.Scheme != "https" {
		return nil, failRedirect(location)
	}
	to.Fragment, to.RawFragment = "", ""
	next := &plan{method: p.method, url: to, headers: p.headers, payload: p.payload, chunked: p.chunked}
	next.changeMethod(resp.StatusCode)
	hop := model.Redirect{Status: resp.StatusCode, URL: p.url.String(), Location: location}
	if !trusted(p.url, to) {
		hop.CredentialsDropped = next.dropCredentials(s.x.Secrets)
	}
	s.x.Secrets = spellings(append(s.x.Secrets, next.login()...))
	s.x.Redirects = append(s.x.Redirects, hop)
	return next, nil
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// changeMethod does what browsers do (WHATWG Fetch, HTTP-redirect fetch): 303 becomes GET, and POST
// becomes GET after 301 and 302; a body goes with its method only.
func (p *plan) changeMethod(status int) {
	method := strings.ToUpper(p.method)
	switch status {
	case http.StatusSeeOther:
		if method == "GET" || method == "HEAD" {
			return
		}
	case http.StatusMovedPermanently, http.StatusFound:
		if method != "POST" {
			return
		}
	default:
		return
	}
	p.method, p.payload, p.chunked = "GET", nil, false
	p.headers = p.headers.without("Content-Type", "Content-Encoding", "Content-Language", "Content-Location")
}

// trusted tells whether credentials for one address may go to another: the same host and port, or from
// http to https of the same host.
func trusted(from, to *url.URL) bool {
	if !strings.EqualFold(from.Hostname(), to.Hostname()) {
		return false
	}
	if from.Scheme == to.Scheme {
		return port(from) == port(to)
	}
	return from.Scheme == "http" && port(from) == "80" && port(to) == "443"
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// dropCredentials takes out what was meant for another host alone: credentials, fields that hold a
// secret, and a typed Host. It reports whether credentials were among it.
func (p *plan) dropCredentials(secrets []string) bool {
	before := p.headers.without("Host")
	p.headers = slices.DeleteFunc(slices.Clone(before), func(f header) bool {
		return f.credential || slices.ContainsFunc(secrets, func(s string) bool { return strings.Contains(f.value, s) })
	})
	return len(p.headers) < len(before)
}

// skip reads the little that a redirect usually says, so that its connection can be used again.
func skip(resp *http.Response) {
	const little = 2 << 10
	if resp.ContentLength <= little {
		io.CopyN(io.Discard, resp.Body, little) // without it the connection is closed, no more
	}
	resp.Body.Close()
}
