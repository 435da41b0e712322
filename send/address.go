package send

import (
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"

	"postern/model"
)

// missing is a variable without value, with the place where it stands.
type missing struct{ name, place string }

// target returns the URL that a job's request goes to, as RFC 3986 wants it written.
func target(j Job, expand func(string) string) (*url.URL, *model.Failure) {
	typed := strings.TrimSpace(j.Request.URL)
	if j.Mock != nil {
		lookup := func(name string) (string, bool) { v, ok := j.Vars.Lookup(name); return v.Text, ok }
		typed = strings.TrimSuffix(j.Mock.URL, "/") + model.RoutePath(typed, lookup, j.Mock.KeepBasePath)
	} else if left := unresolved(j); len(left) > 0 {
		return nil, failVariables(left)
	}
	text, _, _ := strings.Cut(strings.TrimSpace(expand(typed)), "#")
	text, inline, hasInline := strings.Cut(text, "?")
	authority, path := splitAuthority(text)
	address := authority + encodePath(pathWithParams(path, j.Request.PathParams, expand))
	query := queryText(j.Request.Query, expand)
	if inline = encodeQuery(inline); inline != "" && query != "" {
		inline += "&"
	}
	if hasInline || query != "" {
		address += "?" + inline + query
	}
	return parseTarget(address)
}

// unresolved returns the variables in the address and the path parameters that have no value.
func unresolved(j Job) []missing {
	var out []missing
	base, _, _ := strings.Cut(j.Request.URL, "#")
	address, left := j.Vars.Expand(base)
	for _, u := range left {
		out = append(out, missing{u.Name, "the address"})
	}
	for _, name := range model.PathParamNames(address) {
		_, left := j.Vars.Expand(pathParam(j.Request.PathParams, name))
		for _, u := range left {
			out = append(out, missing{u.Name, "the path parameter " + name})
		}
	}
	return out
}

// splitAuthority returns scheme and authority, "http://host:80", and the path after it. A missing
// scheme means http.
func splitAuthority(text string) (authority, path string) {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok || strings.ContainsAny(scheme, "/?") {
		scheme, rest = "http", strings.TrimPrefix(text, "//")
	}
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		rest, path = rest[:i], rest[i:]
	}
	return scheme + "://" + rest, path
}

// pathWithParams puts the values of path parameters into a path; one without value stays as written.
func pathWithParams(path string, params []model.Field, expand func(string) string) string {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		name := model.PathParamName(segment)
		if name == "" {
			continue
		}
		if value := expand(pathParam(params, name)); value != "" {
			segments[i] = encodeSegment(value) + segment[1+len(name):]
		}
	}
	return strings.Join(segments, "/")
}

func pathParam(params []model.Field, name string) string {
	for _, p := range params {
		if p.Key == name && !p.Disabled {
			return p.Value
		}
	}
	return ""
}

// queryText joins the enabled parameters in their order. "&" and "#" in a key or value are data there, and
// "=" in a key; a row without "=" may stand for several parameters and keeps them.
func queryText(rows []model.Field, expand func(string) string) string {
	var b strings.Builder
	for _, f := range model.Enabled(rows) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		if f.Bare {
			b.WriteString(encodeQuery(expand(f.Key)))
			continue
		}
		b.WriteString(encodeKey(expand(f.Key)) + "=" + encodeValue(expand(f.Value)))
	}
	return b.String()
}

// parseTarget parses an address whose path and query are encoded already.
func parseTarget(address string) (*url.URL, *model.Failure) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, failAddress(address, err)
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, failScheme(address, u.Scheme)
	case u.Hostname() == "":
		return nil, failNoHost(address)
	}
	host, err := httpguts.PunycodeHostPort(u.Host)
	if err != nil || !httpguts.ValidHostHeader(host) {
		return nil, failHost(u.Host)
	}
	u.Host = host
	return u, nil
}
