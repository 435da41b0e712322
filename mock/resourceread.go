package mock

import (
	"net/http"
	"slices"
	"strconv"

	"postern/model"
)

// listThings answers with the things that the query asks for.
func listThings(v *visit, o *operation) bool {
	q, err := parseListing(v.req.queryPairs(), o.things.pageSize)
	if err != nil {
		return v.refuseThing(o, http.StatusBadRequest, err.Error())
	}
	st := v.memory().store(o.things)
	st.mu.Lock()
	items := st.items // what is in it never changes
	items = items[:len(items):len(items)]
	st.mu.Unlock()
	found := q.find(items)
	body := []byte{'['}
	page := q.page(found)
	for i, t := range page {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, t.raw...)
	}
	h := http.Header{"X-Total-Count": {strconv.Itoa(len(found))}}
	if links := q.links(v.req, len(found)); links != "" {
		h["Link"] = []string{links}
	}
	return v.keep(o, http.StatusOK, append(body, ']'), h,
		strconv.Itoa(len(page))+" of "+strconv.Itoa(len(found))+" things that fit, of "+strconv.Itoa(len(items)))
}

// getThing answers with one thing.
func getThing(v *visit, o *operation) bool {
	st := v.memory().store(o.things)
	st.mu.Lock()
	defer st.mu.Unlock()
	at := st.find(v.values[o.id])
	if at < 0 {
		return v.missThing(o)
	}
	return v.keep(o, http.StatusOK, st.items[at].raw, tagged(&st.items[at]), "the thing "+cut(st.items[at].id))
}

// deleteThing removes one thing.
func deleteThing(v *visit, o *operation) bool {
	st := v.memory().store(o.things)
	st.mu.Lock()
	defer st.mu.Unlock()
	at := st.find(v.values[o.id])
	if at < 0 {
		return v.missThing(o)
	}
	if v.unmet(&st.items[at]) {
		return true
	}
	st.count(&st.items[at], -1)
	st.items = slices.Concat(st.items[:at], st.items[at+1:])
	return v.keep(o, http.StatusNoContent, nil, http.Header{}, "removed the thing "+cut(v.values[o.id]))
}

// keep is steps 7 and 8 of a resource.
func (v *visit) keep(o *operation, status int, body []byte, h http.Header, what string) bool {
	d := &v.d
	d.Outcome, d.Status, d.Header, d.Body = Kept, status, h, body
	d.Reason = "the resource " + o.things.name + ": " + what
	v.faulty()
	if body != nil {
		h["Content-Type"] = []string{"application/json"}
		h["Content-Length"] = []string{strconv.Itoa(len(body))}
	}
	h["Cache-Control"] = []string{"no-store"}
	h["X-Mock-Route"] = []string{headerText(v.route.key)}
	varyByOrigin(h)
	d.expose = exposed(h)
	b := v.ownBehaviour()
	if len(h["Etag"]) > 0 {
		b = b.withTags()
	}
	if v.represent(b, nil) {
		return true
	}
	v.note(model.Verdict{Step: 7, What: "resource", Want: o.things.name, Got: what, OK: true, Text: "the resource of this route answers"})
	v.note(model.Verdict{Step: 8, What: "answer", Got: strconv.Itoa(status), OK: true, Text: d.Reason})
	return true
}

func (v *visit) missThing(o *operation) bool {
	return v.refuseThing(o, http.StatusNotFound, "it has no thing "+quote(v.values[o.id]))
}

// refuseThing answers that the resource cannot do what is asked.
func (v *visit) refuseThing(o *operation, status int, why string) bool {
	v.note(model.Verdict{Step: 7, What: "resource", Want: o.things.name, Got: strconv.Itoa(status), Text: why})
	return v.refuse(Kept, status, "the resource "+o.things.name+": "+why)
}
