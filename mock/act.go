package mock

import (
	"strconv"

	"postern/model"
)

// act is step 8: the example is the answer.
func (v *visit) act(e *example) bool {
	d, b := &v.d, v.force(e.behaviour)
	if v.behave(b) {
		return true
	}
	d.Outcome, d.Status, d.Header, d.Body = Served, e.status, e.header, e.body
	d.Route, d.Example, d.ExampleName = v.route.key, e.id, e.name
	d.route, d.example = v.route, e
	v.faulty()
	d.expose = e.expose
	if e.template != nil && v.fill(e) {
		return true
	}
	switch {
	case e.events != nil:
		v.streamed(e)
	case e.socket != nil:
		if v.socketed(e) {
			return true
		}
	case v.represent(b, e.cache()):
		return true
	}
	got := e.statusText
	if d.Status != e.status {
		got = strconv.Itoa(d.Status)
	}
	v.note(model.Verdict{Step: 8, What: "answer", Got: got, OK: true, Example: e.id, Text: d.Reason})
	return true
}
