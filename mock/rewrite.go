package mock

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"postern/model"
)

// rewriter makes the headers of the upstream's answer those of the mock, and notes what it changes.
type rewriter struct {
	upstream *upstream
	own      *url.URL // of the mock, as the client reached it
	sent     *url.URL // of the request
	note     func(model.Verdict)
}

// header copies what goes on to the client. CORS is the mock's own: the upstream's answer is for its own
// origins.
func (w *rewriter) header(in http.Header) http.Header {
	h := in.Clone()
	dropHopByHop(h)
	for _, name := range slices.Sorted(maps.Keys(h)) {
		if strings.HasPrefix(name, "Access-Control-") || strings.HasPrefix(name, "X-Mock-") {
			delete(h, name)
			w.note(model.Verdict{Step: 9, What: "header " + name, Want: "none", OK: true, Text: "left out: it is the mock's own"})
		}
	}
	if cookies := h["Set-Cookie"]; len(cookies) > 0 && !w.upstream.KeepCookies {
		for i, line := range cookies {
			cookies[i] = w.cookie(line)
		}
	}
	if at := h["Location"]; len(at) > 0 && !w.upstream.KeepRedirects {
		h["Location"] = []string{w.location(at[0])}
	}
	varyByOrigin(h)
	return h
}

// cookie makes a cookie one that a browser keeps for the mock: without a domain, without Secure where the
// mock is plain HTTP, and with the path as the mock has it.
func (w *rewriter) cookie(line string) string {
	c, err := http.ParseSetCookie(line)
	if err != nil {
		w.note(model.Verdict{Step: 9, What: "cookie", OK: true, Text: "goes on as it is: it cannot be read"})
		return line
	}
	var changed []string
	if c.Domain != "" {
		c.Domain, changed = "", append(changed, "Domain is taken off")
	}
	if c.Secure && w.own.Scheme == "http" {
		c.Secure, c.Partitioned, changed = false, false, append(changed, "Secure is taken off")
		if c.SameSite == http.SameSiteNoneMode {
			c.SameSite, changed = http.SameSiteLaxMode, append(changed, "SameSite=None, which needs Secure, becomes Lax")
		}
	}
	if path := w.path(c.Path); c.Path != "" && path != c.Path {
		c.Path, changed = path, append(changed, "Path becomes "+path)
	}
	text := c.String()
	if len(changed) == 0 || text == "" {
		return line
	}
	w.note(model.Verdict{Step: 9, What: "cookie " + c.Name, OK: true, Text: strings.Join(changed, ", ") + ", so that a browser keeps it for the mock"})
	return text
}

// location makes a redirect to the upstream one to the mock; one to another host stays.
func (w *rewriter) location(text string) string {
	to, err := w.sent.Parse(text)
	if err != nil || !strings.EqualFold(to.Host, w.upstream.base.Host) {
		w.note(model.Verdict{Step: 9, What: "header Location", OK: true, Text: "stays as it is: it does not lead to the upstream"})
		return text
	}
	prefix := strings.TrimSuffix(w.upstream.base.EscapedPath(), "/")
	rest, ok := strings.CutPrefix(to.EscapedPath(), prefix)
	if !ok || rest != "" && rest[0] != '/' {
		w.note(model.Verdict{Step: 9, What: "header Location", OK: true, Text: "stays as it is: it leads out of the base path of the upstream"})
		return text
	}
	out := w.own.Scheme + "://" + w.own.Host + rest
	if to.RawQuery != "" {
		out += "?" + to.RawQuery
	}
	if to.Fragment != "" {
		out += "#" + to.EscapedFragment()
	}
	w.note(model.Verdict{Step: 9, What: "header Location", OK: true, Text: "leads to the mock instead of the upstream"})
	return out
}

// path takes the base path of the upstream off.
func (w *rewriter) path(text string) string {
	prefix := strings.TrimSuffix(w.upstream.base.Path, "/")
	rest, ok := strings.CutPrefix(text, prefix)
	switch {
	case !ok || rest != "" && rest[0] != '/':
		return text
	case rest == "":
		return "/"
	}
	return rest
}
