package mock

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"postern/model"
)

// tagged makes headers with the entity tag of a thing.
func tagged(t *thing) http.Header { return http.Header{"Etag": {tagOf(t.raw)}} }

// unmet looks at the conditions of a request that is about to change a thing, as RFC 9110, 13.2, says: after all
// that would refuse it anyway. It returns true where 412 is the answer.
func (v *visit) unmet(t *thing) bool {
	tags := tagsOf(t)
	matches := func(name string, strong bool) bool {
		return slices.ContainsFunc(tags, func(tag string) bool { return listed(v.req.Header[name], tag, strong) })
	}
	switch {
	case len(v.req.Header["If-Match"]) > 0 && !matches("If-Match", true):
		return v.unmetThing("If-Match", "the thing "+cut(t.id)+" has another tag, "+tags[0])
	case len(v.req.Header["If-None-Match"]) > 0 && matches("If-None-Match", false):
		return v.unmetThing("If-None-Match", "the thing "+cut(t.id)+" is there")
	}
	return false
}

// tagsOf are the tags that a client may know a thing by: each content coding has one of its own.
func tagsOf(t *thing) []string {
	out := []string{tagOf(t.raw)}
	for _, coding := range codings {
		out = append(out, strings.TrimSuffix(out[0], `"`)+"-"+coding+`"`)
	}
	return out
}

// wantsNone tells whether the request is to be done only where nothing is there yet.
func (v *visit) wantsNone() bool {
	return slices.ContainsFunc(v.req.Header["If-None-Match"], func(line string) bool { return strings.TrimSpace(line) == "*" })
}

func (v *visit) unmetThing(condition, why string) bool {
	const status = http.StatusPreconditionFailed
	v.note(model.Verdict{Step: 8, What: "condition", Want: condition, Got: cut(v.req.first(condition)), Text: strconv.Itoa(status) + " " + http.StatusText(status)})
	return v.refuse(Unmet, status, "the condition "+condition+" of the request does not hold: "+why)
}

// withTags is the behaviour with entity tags switched on; b may be nil.
func (b *behaviour) withTags() *behaviour {
	var out behaviour
	if b != nil {
		out = *b
	}
	on := true
	out.ETag = &on
	return &out
}
