package mock

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"postern/model"
)

// preflightAge is how long a browser may remember a preflight, in seconds: the most that Chromium takes.
const preflightAge = "7200"

// preflight is step 2: a CORS preflight (Fetch standard, 3.3.5) is answered for every path, unknown ones
// too, unless an example on the path answers OPTIONS itself.
func (v *visit) preflight() bool {
	want := v.req.first("Access-Control-Request-Method")
	if v.req.Method != http.MethodOptions || v.d.origin == "" || want == "" {
		v.note(model.Verdict{Step: 2, What: "preflight", Got: v.d.origin, OK: true, Text: "no preflight"})
		return false
	}
	if v.ownOptions() {
		v.note(model.Verdict{Step: 2, What: "preflight", Got: v.d.origin, OK: true,
			Text: "a preflight, and an example for OPTIONS answers it"})
		return false
	}
	v.note(model.Verdict{Step: 2, What: "preflight", Want: want, Got: v.d.origin, OK: true,
		Text: "a preflight; it is allowed"})
	v.d.Outcome, v.d.Status, v.d.Reason = Preflight, http.StatusNoContent, "CORS preflight, allowed by the mock"
	v.d.Header = preflightHeader(v.req.Header, want)
	return true
}

// ownOptions tells whether an example on the path has the method OPTIONS, literally.
func (v *visit) ownOptions() bool {
	s := search{segs: v.segs, method: http.MethodOptions, exact: true}
	r := v.table.run(&s)
	return r != nil && len(r.examples) > 0
}

func preflightHeader(in http.Header, method string) http.Header {
	h := http.Header{
		"Access-Control-Allow-Methods": {method},
		"Access-Control-Max-Age":       {preflightAge},
		"Vary": {"Origin, Access-Control-Request-Method, Access-Control-Request-Headers, " +
			"Access-Control-Request-Private-Network"},
	}
	if names := in.Values("Access-Control-Request-Headers"); len(names) > 0 {
		h["Access-Control-Allow-Headers"] = []string{strings.Join(names, ", ")}
	}
	if strings.EqualFold(in.Get("Access-Control-Request-Private-Network"), "true") {
		h["Access-Control-Allow-Private-Network"] = yes
	}
	return h
}

// exposed lists the names of headers that scripts of another origin may read. Those that every script
// may read are left out, and so are those that none may.
func exposed(h http.Header) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(h)) {
		switch name {
		case "Set-Cookie", "Set-Cookie2", "Vary":
		default:
			names = append(names, name)
		}
	}
	if _, ok := h["X-Mock-Reason"]; !ok {
		names = append(names, "X-Mock-Reason")
	}
	return strings.Join(names, ", ")
}

// varyByOrigin says in Vary that the answer depends on Origin: a cache must not give the answer for one
// origin to another.
func varyByOrigin(h http.Header) {
	for _, line := range h["Vary"] {
		for name := range strings.SplitSeq(line, ",") {
			if n := strings.TrimSpace(name); n == "*" || strings.EqualFold(n, "Origin") {
				return
			}
		}
	}
	h["Vary"] = append(h["Vary"], "Origin")
}
