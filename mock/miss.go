package mock

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"postern/model"
)

const (
	maxListed   = 50      // examples that a 404 lists
	maxInstance = 2 << 10 // bytes of a path that is told in full
)

// missBody is the body of answers that come from no example: problem details (RFC 9457) with members
// of the mock's own.
type missBody struct {
	Title      string       `json:"title"`
	Status     int          `json:"status"`
	Detail     string       `json:"detail"`
	Instance   string       `json:"instance,omitempty"`
	Outcome    Outcome      `json:"outcome"`
	Method     string       `json:"method,omitempty"`
	Route      string       `json:"route,omitempty"`
	Examples   []missChoice `json:"examples,omitempty"`
	NearMisses []missNear   `json:"nearMisses,omitempty"`
}

type missChoice struct {
	ID     model.ID `json:"id"`
	Name   string   `json:"name"`
	Status int      `json:"status"`
}

type missNear struct {
	Route    string        `json:"route"`
	Example  model.ID      `json:"example,omitempty"`
	Name     string        `json:"name,omitempty"`
	Verdicts []missVerdict `json:"verdicts"`
}

type missVerdict struct {
	What string `json:"what"`
	Want string `json:"want"`
	Got  string `json:"got"`
	OK   bool   `json:"ok"`
	Text string `json:"text"`
}

// refuse is step 9: the answer that explains why there is none. It always decides.
func (v *visit) refuse(o Outcome, status int, why string) bool {
	if v.passes(o) {
		return v.pass(why)
	}
	d := &v.d
	d.Outcome, d.Status, d.Reason = o, status, why
	verdict := model.Verdict{Step: 9, What: "miss", Got: strconv.Itoa(status), Text: why}
	if o.meant() {
		verdict.Step, verdict.What = 8, "answer"
	}
	v.note(verdict)
	d.Body = v.missBody(why)
	d.Header = http.Header{
		"Content-Type":   {"application/problem+json"},
		"Content-Length": {strconv.Itoa(len(d.Body))},
		"Cache-Control":  {"no-store"},
		"Vary":           {"Origin"},
	}
	if d.Route != "" {
		d.Header["X-Mock-Route"] = []string{headerText(d.Route)}
	}
	if o == NoMethod {
		d.Header["Allow"] = []string{allowed(v.search.others)}
	}
	d.expose = exposed(d.Header)
	return true
}

func (v *visit) missBody(why string) []byte {
	b := missBody{Title: http.StatusText(v.d.Status), Status: v.d.Status, Detail: why, Outcome: v.d.Outcome,
		Method: v.req.Method, Route: v.d.Route}
	if len(v.req.Path) <= maxInstance {
		b.Instance = v.req.Path
	}
	if v.d.Outcome == NoChoice {
		for _, e := range v.route.examples[:min(len(v.route.examples), maxListed)] {
			b.Examples = append(b.Examples, missChoice{e.id, e.name, e.status})
		}
	}
	for _, n := range v.d.NearMisses {
		m := missNear{Route: n.Route, Example: n.Example, Name: n.Name}
		for _, x := range n.Verdicts {
			m.Verdicts = append(m.Verdicts, missVerdict{x.What, x.Want, x.Got, x.OK, x.Text})
		}
		b.NearMisses = append(b.NearMisses, m)
	}
	return problemJSON(b)
}

func problemJSON(b missBody) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if e.Encode(b) != nil { // strings and numbers always have a JSON form
		return nil
	}
	return out.Bytes()
}

// missRoute answers a path that no route has.
func (v *visit) missRoute() bool {
	v.d.NearMisses = nearRoutes(v.table.root, v.segs, v.req.Method)
	return v.refuse(NoRoute, http.StatusNotFound, "no route matches "+v.req.Method+" "+cut(v.req.Path))
}

// missMethod answers a method that none of the path's routes takes.
func (v *visit) missMethod() bool {
	others := v.search.others
	v.note(model.Verdict{Step: 4, What: "method", Want: allowed(others), Got: v.req.Method, Text: "no route of this path takes the method"})
	for _, r := range others[:min(len(others), maxNearMisses)] {
		v.d.NearMisses = append(v.d.NearMisses, model.NearMiss{Route: r.key, Verdicts: []model.Verdict{
			{Step: 3, What: "path", Want: r.path, Got: cut(v.req.Path), OK: true, Text: "matches"},
			{Step: 4, What: "method", Want: r.method, Got: v.req.Method, Text: "another method"}}})
	}
	return v.refuse(NoMethod, http.StatusMethodNotAllowed,
		"the path takes "+allowed(others)+", not "+v.req.Method)
}

// missExample answers a route that has no example yet.
func (v *visit) missExample() bool {
	const hint = "the request has no example yet: send it and save the answer as an example"
	v.d.Route = v.route.key
	v.d.NearMisses = []model.NearMiss{{Route: v.route.key, Verdicts: []model.Verdict{
		{Step: 6, What: "example", Want: "an example", Got: "none", Text: hint}}}}
	v.note(model.Verdict{Step: 6, What: "example", Want: "an example", Got: "none", Text: hint})
	return v.refuse(NoExample, http.StatusNotFound, v.route.key+" has no example yet: save an answer as an example")
}
