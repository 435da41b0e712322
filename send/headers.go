package send

import (
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"

	"postern/model"
)

// acceptEncoding lists what [decoder] understands.
const acceptEncoding = "gzip, deflate, br, zstd"

// headers are the fields of a request in their order, as typed or added.
type headers []header

type header struct {
	name, value string
	credential  bool // not for other hosts
}

// get returns the first value of a field, whatever its case.
func (h headers) get(name string) (string, bool) {
	i := slices.IndexFunc(h, func(f header) bool { return strings.EqualFold(f.name, name) })
	if i < 0 {
		return "", false
	}
	return h[i].value, true
}

func (h headers) has(name string) bool { _, ok := h.get(name); return ok }

// without returns the fields of other names.
func (h headers) without(names ...string) headers {
	return slices.DeleteFunc(slices.Clone(h), func(f header) bool {
		return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, f.name) })
	})
}

// typedHeaders returns the enabled header rows, resolved and checked.
func typedHeaders(rows []model.Field, expand func(string) string) (headers, *model.Failure) {
	var out headers
	for _, f := range model.Enabled(rows) {
		name := strings.Trim(expand(f.Key), " \t")
		value := strings.Trim(expand(f.Value), " \t")
		if f := checkHeader(name, value); f != nil {
			return nil, f
		}
		out = append(out, header{name, value, model.CredentialHeader(name)})
	}
	return out, nil
}

// checkHeader refuses what could not be sent as one field (RFC 9110, section 5).
func checkHeader(name, value string) *model.Failure {
	switch {
	case !httpguts.ValidHeaderFieldName(name):
		return failHeaderName(name)
	case !httpguts.ValidHeaderFieldValue(value):
		return failHeaderValue(name)
	case strings.EqualFold(name, "Host") && (value == "" || !httpguts.ValidHostHeader(value)):
		return failHost(value)
	}
	return nil
}

// addDefaults appends the fields that every request has unless its user typed them.
func (h headers) addDefaults(userAgent, contentType string) headers {
	for _, f := range []header{{name: "User-Agent", value: userAgent}, {name: "Accept", value: "*/*"},
		{name: "Accept-Encoding", value: acceptEncoding}, {name: "Content-Type", value: contentType}} {
		if f.value != "" && !h.has(f.name) {
			h = append(h, f)
		}
	}
	return h
}

// ruledByTransport are fields that net/http looks up under their canonical name; others keep the case
// in which they were typed.
var ruledByTransport = []string{"Authorization", "Connection", "Cookie", "Expect", "Te", "Trailer", "Upgrade", "User-Agent"}

// wire returns the fields as net/http takes them. Host, Content-Length and Transfer-Encoding are not
// among them: they follow from the request itself.
func (h headers) wire() http.Header {
	out := http.Header{}
	for _, f := range h.without("Host", "Content-Length", "Transfer-Encoding") {
		name := f.name
		if canonical := http.CanonicalHeaderKey(name); slices.Contains(ruledByTransport, canonical) {
			name = canonical
		}
		out[name] = append(out[name], f.value)
	}
	return out
}

// fields turns header values into rows, sorted by name.
func fields(h http.Header) []model.Field {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []model.Field
	for _, name := range names {
		for _, value := range h[name] {
			out = append(out, model.Field{Key: name, Value: value})
		}
	}
	return out
}
