package vars

import (
	"slices"
	"strings"
)

// Unresolved is a {{name}} that has no value.
type Unresolved struct {
	Name string
	// Start and End say where it stands in the given text, in bytes. For a name inside the value of
	// a variable they are the place of that variable.
	Start, End int
}

const (
	// maxPasses bounds how deep values may refer to other variables.
	maxPasses = 19
	// maxGrowth bounds by how many bytes variables may lengthen a text. Values that refer to each other
	// many times over would otherwise grow without end.
	maxGrowth = 16 << 20
	// spareWork is how many replacements an expansion may make beyond workPerSpan for each variable
	// in the given text.
	spareWork   = 10_000
	workPerSpan = maxPasses + 1
)

// Expand replaces every {{name}} in text by its value, also inside values, in up to 19 passes. What has
// no value, and what refers to itself, stays as written and is returned, in order. Each occurrence of
// a dynamic name is a new value. Growth stops at 16 MiB: what is left then stays as written too.
func (s *Set) Expand(text string) (string, []Unresolved) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	x := s.expansion()
	x.run(text)
	var left []Unresolved
	for _, span := range Find(x.text) {
		from, to := x.origin(span.Start, span.End)
		left = append(left, Unresolved{Name: span.Name, Start: from, End: to})
	}
	return x.text, left
}

// expansion is the work of resolving one text.
type expansion struct {
	set     *Set
	text    string
	regions []region // of text, in order
	limit   int      // of the length of text
	work    *int     // replacements left, shared with the expansions of secret values inside
	active  []string // secret variables whose values are being resolved around this one
	secret  bool     // a secret variable was used
}

// region says that the bytes [start,end) of the current text stand for [from,to) of the given text.
// Bytes outside all regions are the given text's own.
type region struct{ start, end, from, to int }

func (s *Set) expansion() *expansion {
	work := spareWork
	return &expansion{set: s, work: &work}
}

func (x *expansion) run(text string) string {
	x.text, x.regions, x.limit = text, nil, len(text)+maxGrowth
	if len(x.active) == 0 {
		*x.work += workPerSpan * strings.Count(text, "{{")
	}
	for range maxPasses {
		if !x.pass() {
			break
		}
	}
	return x.text
}

// pass replaces each variable in the text once and reports whether there was any.
func (x *expansion) pass() bool {
	spans := Find(x.text)
	if len(spans) == 0 {
		return false
	}
	var out strings.Builder
	var regions []region
	done := 0
	keep := func(to int) {
		regions = append(regions, slices.Collect(x.cut(done, to, out.Len()-done))...)
		out.WriteString(x.text[done:to])
		done = to
	}
	for _, span := range spans {
		if *x.work <= 0 {
			break
		}
		value, ok := x.value(span.Name)
		if !ok || out.Len()+len(value)+len(x.text)-done > x.limit {
			continue
		}
		*x.work--
		keep(span.Start)
		from, to := x.origin(span.Start, span.End)
		regions = append(regions, region{out.Len(), out.Len() + len(value), from, to})
		out.WriteString(value)
		done = span.End
	}
	if done == 0 {
		return false
	}
	keep(len(x.text))
	x.text, x.regions = out.String(), regions
	return true
}

// value returns what stands for a name in this pass. The values of secret variables are resolved on
// the spot, so that the whole of what must not be shown is known.
func (x *expansion) value(name string) (string, bool) {
	e, _, ok := x.set.find(name)
	switch {
	case !ok:
		return "", false
	case e.dynamic:
		return x.set.dynamic(name), true
	case !e.secret:
		return e.text, true
	}
	x.secret = true
	if strings.Contains(e.text, "{{") {
		if slices.Contains(x.active, name) {
			return "", false
		}
		inner := &expansion{set: x.set, work: x.work, active: append(slices.Clip(x.active), name)}
		e.text = inner.run(e.text)
	}
	x.set.used.add(e.text)
	return e.text, true
}
