package mock

import "postern/model"

// act is step 8: the example is the answer.
func (v *visit) act(e *example) bool {
	d := &v.d
	d.Outcome, d.Status, d.Header, d.Body = Served, e.status, e.header, e.body
	d.Route, d.Example, d.ExampleName = v.route.key, e.id, e.name
	d.route, d.example = v.route, e
	d.expose = e.expose
	v.note(model.Verdict{Step: 8, What: "answer", Got: e.statusText, OK: true, Example: e.id, Text: d.Reason})
	return true
}
