package mock

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// newBody reads the object that a request brings, or says with which status it is refused.
func (v *visit) newBody(patch bool) (object, int, string) {
	media, _, err := mime.ParseMediaType(v.req.first("Content-Type"))
	isJSON := media == "" || media == "application/json" || strings.HasSuffix(media, "+json") && media != "application/json-patch+json"
	switch {
	case len(v.req.Header["Content-Type"]) > 0 && (err != nil || !isJSON), media == "application/merge-patch+json" && !patch:
		return nil, http.StatusUnsupportedMediaType, "it takes JSON objects, not " + quote(v.req.first("Content-Type"))
	}
	raw, _ := parseJSON(v.req.Body)
	if raw == nil {
		return nil, http.StatusBadRequest, "the body is no JSON"
	}
	if deeper(raw, maxRuleDepth) {
		return nil, http.StatusUnprocessableEntity, "the body is nested too deep"
	}
	o, err := parseObject(raw)
	if err != nil {
		return nil, http.StatusUnprocessableEntity, "the body " + err.Error()
	}
	return o, 0, ""
}

// createThing adds a thing. An ID that the client gives is kept.
func createThing(v *visit, o *operation) bool {
	body, status, why := v.newBody(false)
	if status != 0 {
		return v.refuseThing(o, status, why)
	}
	st := v.memory().store(o.things)
	st.mu.Lock()
	defer st.mu.Unlock()
	return v.add(o, st, body, strings.TrimSuffix(v.req.Path, "/")+"/")
}

// add puts a new thing into a resource. below is where things are, for the Location of it; empty for the path itself.
func (v *visit) add(o *operation, st *store, body object, below string) bool {
	if err := st.add(o.things, body); err != nil {
		if errors.Is(err, errTaken) && v.wantsNone() {
			return v.unmetThing("If-None-Match", "there is a thing of this ID")
		}
		return v.refuseChange(o, err)
	}
	t := &st.items[len(st.items)-1]
	h, at := tagged(t), v.req.Path
	if below != "" {
		at = below + url.PathEscape(t.id)
	}
	h["Location"] = []string{at}
	return v.keep(o, http.StatusCreated, t.raw, h, "added the thing "+cut(t.id))
}

// put adds a thing under the ID of the path, which is what PUT with "If-None-Match: *" asks for.
func (v *visit) put(o *operation, st *store, body object) bool {
	id := v.values[o.id]
	given, ok := body.get(o.things.idField)
	if text, err := idText(given); ok && (err != nil || text != id) {
		return v.refuseThing(o, http.StatusUnprocessableEntity, "the ID in the body is not that of the path")
	}
	if !ok {
		body = append(object{{o.things.idField, o.things.idOf(id)}}, body...)
	}
	return v.add(o, st, body, "")
}

// replaceThing puts another thing in the place of one.
func replaceThing(v *visit, o *operation) bool {
	return v.change(o, false, func(_, body object) object { return body })
}

// patchThing changes members of a thing: by RFC 7396 for application/merge-patch+json, else by setting
// the members of the body, null like every value.
func patchThing(v *visit, o *operation) bool {
	if strings.HasPrefix(v.req.first("Content-Type"), "application/merge-patch+json") {
		return v.change(o, true, object.merged)
	}
	return v.change(o, true, object.assigned)
}

func (v *visit) change(o *operation, patch bool, apply func(old, body object) object) bool {
	body, status, why := v.newBody(patch)
	if status != 0 {
		return v.refuseThing(o, status, why)
	}
	st := v.memory().store(o.things)
	st.mu.Lock()
	defer st.mu.Unlock()
	at := st.find(v.values[o.id])
	if at < 0 && !patch && v.wantsNone() {
		return v.put(o, st, body)
	}
	if at < 0 {
		return v.missThing(o)
	}
	old := &st.items[at]
	id, _ := old.data.get(o.things.idField)
	next := apply(old.data, body)
	if given, ok := next.get(o.things.idField); !ok {
		next = append(object{{o.things.idField, id}}, next...)
	} else if text, err := idText(given); err != nil || text != old.id {
		return v.refuseThing(o, http.StatusUnprocessableEntity, "the ID in the body is not that of the path, and the ID of a thing never changes")
	}
	t, err := newThing(o.things, next)
	if err == nil && v.unmet(old) {
		return true
	}
	if err == nil {
		err = st.replace(at, t)
	}
	if err != nil {
		return v.refuseChange(o, err)
	}
	return v.keep(o, http.StatusOK, t.raw, tagged(&t), "changed the thing "+cut(t.id))
}

// refuseChange answers what keeps a thing from being stored.
func (v *visit) refuseChange(o *operation, err error) bool {
	switch {
	case errors.Is(err, errTaken):
		return v.refuseThing(o, http.StatusConflict, "the thing "+err.Error())
	case errors.Is(err, errFull):
		return v.refuseThing(o, http.StatusInsufficientStorage, "the thing "+err.Error()+": it takes 10,000 things and 16 MiB")
	}
	return v.refuseThing(o, http.StatusUnprocessableEntity, "the thing "+err.Error())
}
