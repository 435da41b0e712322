package mock

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"

	"postern/mock/handlebars"
)

// requestData is "request" in templates, with the names that WireMock has for its parts.
type requestData struct{ v *visit }

// Whole is the request line.
func (r requestData) Whole() any { return r.v.req.Method + " " + r.v.target() }

// Member returns a part of the request.
func (r requestData) Member(name string) (any, bool) {
	q := r.v.req
	switch name {
	case "method":
		return q.Method, true
	case "url":
		return r.v.target(), true
	case "path":
		return pathData(r), true
	case "pathSegments":
		return listOf(r.v.segs), true
	case "params", "pathParams":
		return namedData{func(key string) []string { return r.v.pathParam(key) }}, true
	case "query":
		return namedData{func(key string) []string { return textsOf(q.queryPairs(), key) }}, true
	case "headers":
		return namedData{func(key string) []string { return q.Header[http.CanonicalHeaderKey(key)] }}, true
	case "cookies":
		return namedData{q.cookies}, true
	case "body":
		return bodyData{q}, true
	case "bodyAsBase64":
		return base64.StdEncoding.EncodeToString(q.Body), true
	case "host":
		return q.Host, true
	case "clientIp":
		return q.host(), true
	}
	return nil, false
}

// target is path and query as they came.
func (v *visit) target() string {
	if v.req.Query == "" {
		return v.req.Path
	}
	return v.req.Path + "?" + v.req.Query
}

// pathParam returns the value of a path parameter of the route.
func (v *visit) pathParam(name string) []string {
	for i, n := range v.route.pattern.names() {
		if n == name && i < len(v.values) {
			return v.values[i : i+1]
		}
	}
	return nil
}

func textsOf(pairs []pair, key string) (out []string) {
	for _, p := range pairs {
		if p.key == key {
			out = append(out, p.value)
		}
	}
	return out
}

func listOf(texts []string) []any {
	out := make([]any, len(texts))
	for i, text := range texts {
		out[i] = text
	}
	return out
}

// pathData is the path: as text, by the names of parameters, and by the places of segments.
type pathData struct{ v *visit }

// Whole is the path as it came.
func (p pathData) Whole() any { return p.v.req.Path }

// Member returns a parameter or a segment.
func (p pathData) Member(name string) (any, bool) {
	if values := p.v.pathParam(name); len(values) > 0 {
		return values[0], true
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(p.v.segs) {
		return p.v.segs[i], true
	}
	return nil, false
}

// namedData are values that are looked up by name.
type namedData struct{ get func(string) []string }

// Whole has nothing to show.
func (n namedData) Whole() any { return nil }

// Member returns the values of a name.
func (n namedData) Member(name string) (any, bool) {
	if values := n.get(name); len(values) > 0 {
		return manyValues(values), true
	}
	return nil, false
}

// manyValues is the first of several values, and the others by their places.
type manyValues []string

// Whole is the first value.
func (m manyValues) Whole() any { return m[0] }

// Member returns a value by its place.
func (m manyValues) Member(name string) (any, bool) {
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(m) {
		return m[i], true
	}
	return nil, false
}

// bodyData is the body: as text, and where it is JSON or a form by its members.
type bodyData struct{ q *Request }

// Whole is the body as text.
func (b bodyData) Whole() any { return string(b.q.Body) }

// Member returns a member of a JSON object or the field of a form.
func (b bodyData) Member(name string) (any, bool) {
	v := b.q.bodyValue()
	if o, ok := v.(map[string]any); ok {
		x, ok := o[name]
		return x, ok
	}
	if v != nil {
		x := handlebars.Member(v, name)
		return x, x != nil
	}
	return nil, false
}

// bodyValue reads a JSON body, or a form as an object; nil where it is neither.
func (r *Request) bodyValue() any {
	v := r.bodyJSON()
	if raw, ok := v.(json.RawMessage); ok {
		return plainJSON(raw)
	}
	return v
}

// bodyJSON returns a JSON body as a json.RawMessage, a form as an object, and nil for what is neither.
func (r *Request) bodyJSON() any {
	p := r.payload()
	if p.isForm {
		out := map[string]any{}
		for _, x := range p.form {
			if _, twice := out[x.key]; !twice {
				out[x.key] = x.value
			}
		}
		return out
	}
	if p.json == nil || deeper(p.json, maxRuleDepth) {
		return nil
	}
	return namedOnce(p.json)
}
