package workbench

import (
	"net/url"
	"slices"
	"strings"

	"postern/model"
)

// sentRequest returns the request as an example of its answer keeps it: as it was in the editor, with
// the variables in query and path parameters replaced by what was sent. Secrets stay references.
func sentRequest(x model.Exchange, saved model.Request) model.SavedRequest {
	draft := saved
	if x.Draft != nil {
		draft = *x.Draft
	}
	s := x.MaskRequest(draft).Snapshot()
	wire, err := url.Parse(firstURL(x))
	if err != nil {
		return s
	}
	sent := wireText{x}
	sent.query(s.Query, wire.RawQuery)
	sent.path(s.PathParams, s.URL, wire.EscapedPath())
	return s
}

// firstURL returns the address that was asked before any redirect was followed.
func firstURL(x model.Exchange) string {
	if len(x.Redirects) > 0 {
		return x.Redirects[0].URL
	}
	return x.Request.URL
}

// wireText takes values from a URL as it was sent, unless they hold one of the secrets.
type wireText struct{ sent model.Exchange }

// query gives rows with variables the values that went over the wire. Rows are found by key, in order:
// the address may hold more pairs than the rows, from a variable or from authentication. A "+" stays
// one: it is sent as it is typed.
func (t wireText) query(rows []model.Field, raw string) {
	pairs := model.ParseQuery(raw)
	for i := range rows {
		r := &rows[i]
		if r.Disabled || strings.Contains(r.Key, "{{") {
			continue
		}
		at := slices.IndexFunc(pairs, func(p model.Field) bool { return sameKey(p.Key, r.Key) })
		if at < 0 {
			continue
		}
		value := pairs[at].Value
		pairs = pairs[at+1:]
		if !strings.Contains(r.Value, "{{") {
			continue
		}
		decoded, err := url.PathUnescape(value)
		if text, ok := t.typed(value, decoded, err); ok {
			r.Value = text
		}
	}
}

func sameKey(wire, typed string) bool {
	if wire == typed {
		return true
	}
	a, errA := url.PathUnescape(wire)
	b, errB := url.PathUnescape(typed)
	return errA == nil && (a == typed || errB == nil && a == b)
}

// path gives path parameters with variables the values that went over the wire. Segments are compared
// from the end, because the front may be a variable; where the fixed ones do not agree, nothing is
// taken.
func (t wireText) path(rows []model.Field, typed, escaped string) {
	base, _, _ := strings.Cut(typed, "#")
	segments, wire := strings.Split(base, "/"), strings.Split(escaped, "/")
	found := map[string]string{}
	for i := 1; i <= min(len(segments), len(wire)); i++ {
		segment, sent := segments[len(segments)-i], wire[len(wire)-i]
		name := model.PathParamName(segment)
		if name == "" {
			if !strings.Contains(segment, "{{") && !sameSegment(sent, segment) {
				break
			}
			continue
		}
		if value, ok := strings.CutSuffix(sent, segment[1+len(name):]); ok {
			found[name] = value
		}
	}
	for i := range rows {
		value, ok := found[rows[i].Key]
		if !ok || !strings.Contains(rows[i].Value, "{{") {
			continue
		}
		decoded, err := url.PathUnescape(value)
		if text, ok := t.typed(value, decoded, err); ok {
			rows[i].Value = text
		}
	}
}

func sameSegment(wire, typed string) bool {
	decoded, err := url.PathUnescape(wire)
	return wire == typed || err == nil && decoded == typed
}

// typed returns a sent value as a person would type it: decoded, or as it was sent where the decoded
// text would mean something else.
func (t wireText) typed(raw, decoded string, err error) (string, bool) {
	if strings.Contains(raw, model.Mask) || err == nil && strings.Contains(decoded, model.Mask) {
		return "", false
	}
	if t.sent.Masked(raw) != raw || t.sent.Masked(decoded) != decoded {
		return "", false
	}
	if err != nil || strings.ContainsAny(decoded, "%&#+/?=") {
		return raw, true
	}
	return decoded, true
}
