package mock

import (
	"cmp"
	"net/http"
	"strings"

	"postern/model"
)

// demand asks for an example by ID, name or status.
type demand struct {
	source string // "pin", or the header that asks
	want   string
	holds  func(e *example) bool
	name   string // of the example that want is the ID of, where that is known
}

// forced is step 5: the pin of the route, then the headers x-mock-response-id, -name and -code, then
// Prefer. All that are given must hold together; where no example does, the answer is 404.
func (v *visit) forced() bool {
	if v.scenario != nil {
		v.note(model.Verdict{Step: 5, What: "scenario", Want: v.scenario.name, OK: true, Text: "asked for by " + v.from.String()})
	}
	demands := v.demands()
	if len(demands) == 0 {
		v.note(model.Verdict{Step: 5, What: "forced example", OK: true, Text: "no pin, and no header asks for an example"})
		return false
	}
	v.asked = true
	v.set = filter(v.set, demands)
	for _, d := range demands {
		verdict := model.Verdict{Step: 5, What: d.source, Want: d.want, OK: len(v.set) > 0, Text: "holds"}
		if !verdict.OK {
			verdict.Text = "no example fits"
			if anyHolds(v.route.examples, d) {
				verdict.Text = "no example fits this and the other demands"
			}
		}
		v.note(verdict)
	}
	if len(v.set) == 0 {
		return v.missChoice(demands)
	}
	v.d.Reason = v.route.whyPinned
	if v.scenario != nil || len(demands) > 1 || demands[0].source != pinned {
		v.d.Reason = "asked for by " + describe(demands)
	}
	return false
}

// pinned is the source of the demand that a pin is.
const pinned = "pin"

func (v *visit) demands() []demand {
	var out []demand
	if id, source := v.pin(); id != "" {
		d := byID(source, string(id))
		d.name = nameOf(v.route.examples, d)
		out = append(out, d)
	}
	if value := v.req.first("X-Mock-Response-Id"); value != "" {
		out = append(out, byID("x-mock-response-id", value))
	}
	if value := v.req.first("X-Mock-Response-Name"); value != "" {
		out = append(out, byName("x-mock-response-name", value, v.route.examples))
	}
	if value := v.req.first("X-Mock-Response-Code"); value != "" {
		out = append(out, byCode("x-mock-response-code", value))
	}
	if lines := v.req.Header["Prefer"]; len(lines) > 0 {
		out = append(out, preferred(lines, v.route.examples)...)
	}
	return out
}

func preferred(lines []string, all []*example) []demand {
	var out []demand
	given := preferences(lines)
	if value := given["code"]; value != "" {
		out = append(out, byCode("Prefer: code", value))
	}
	if value := given["example"]; value != "" {
		out = append(out, byName("Prefer: example", value, all))
	}
	return out
}

func byID(source, want string) demand {
	return demand{source: source, want: want, holds: func(e *example) bool { return string(e.id) == want }}
}

func byCode(source, want string) demand {
	return demand{source: source, want: want, holds: func(e *example) bool { return e.statusText == strings.TrimSpace(want) }}
}

// byName compares exactly, and without case only where no name is exactly the same. A name may come
// percent-encoded, as x-mock-example gives it.
func byName(source, want string, all []*example) demand {
	decoded := unescape(want)
	exactly := func(e *example) bool { return e.name == want || e.name == decoded }
	for _, e := range all {
		if exactly(e) {
			return demand{source: source, want: want, holds: exactly}
		}
	}
	return demand{source: source, want: want, holds: func(e *example) bool {
		return strings.EqualFold(e.name, want) || strings.EqualFold(e.name, decoded)
	}}
}

func filter(all []*example, demands []demand) []*example {
	var out []*example
	for _, e := range all {
		if failing(e, demands) == 0 {
			out = append(out, e)
		}
	}
	return out
}

// failing counts the demands that the example does not meet.
func failing(e *example, demands []demand) int {
	n := 0
	for _, d := range demands {
		if !d.holds(e) {
			n++
		}
	}
	return n
}

func anyHolds(all []*example, d demand) bool {
	for _, e := range all {
		if d.holds(e) {
			return true
		}
	}
	return false
}

// describe lists demands in one line.
func describe(demands []demand) string {
	var b strings.Builder
	for i, d := range demands {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(d.source + " " + cut(cmp.Or(d.name, d.want)))
	}
	return b.String()
}

// nameOf returns the name of the first example that a demand asks for, "" where there is none.
func nameOf(all []*example, d demand) string {
	for _, e := range all {
		if d.holds(e) {
			return e.name
		}
	}
	return ""
}

// missChoice answers that nothing is what the demands ask for, and lists what exists.
func (v *visit) missChoice(demands []demand) bool {
	v.d.Route = v.route.key
	v.d.NearMisses = nearChoices(v.route, demands)
	return v.refuse(NoChoice, http.StatusNotFound, "no example of "+v.route.key+" is what is asked for by "+describe(demands))
}
