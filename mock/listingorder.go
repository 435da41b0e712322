package mock

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"
)

// compare orders two things by the fields to sort by; a thing without the field comes last.
func (q *listing) compare(a, b map[string]any) int {
	for _, name := range q.sort {
		name, down := strings.CutPrefix(strings.TrimSpace(name), "-")
		x, okX := field(a, name)
		y, okY := field(b, name)
		if okX != okY {
			if okX {
				return -1
			}
			return 1
		}
		c := compareJSON(x, y)
		if down {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// compareJSON orders values: numbers by value before texts.
func compareJSON(a, b any) int {
	x, y := jsonValue(a), jsonValue(b)
	m, okM := number(x.plain)
	n, okN := number(y.plain)
	_, textA := a.(string)
	_, textB := b.(string)
	switch {
	case okM && okN && !textA && !textB:
		return cmp.Compare(m, n)
	case textA != textB && textB:
		return -1
	case textA != textB:
		return 1
	}
	return cmp.Compare(x.text(), y.text())
}

// page cuts what is asked for out of the things that fit.
func (q *listing) page(found []thing) []thing {
	found = found[min(q.offset, len(found)):]
	if q.limit > 0 {
		found = found[:min(q.limit, len(found))]
	}
	return found
}

// links are the Link header (RFC 8288) of a page: the first, previous, next and last one.
func (q *listing) links(r *Request, total int) string {
	if q.limit == 0 || total <= q.limit && q.offset == 0 {
		return ""
	}
	var out []string
	add := func(rel string, offset int) {
		values, _ := url.ParseQuery(r.Query) // what does not decode is left out
		values.Set("limit", strconv.Itoa(q.limit))
		if values.Del("offset"); q.byPage {
			values.Set("page", strconv.Itoa(offset/q.limit+1))
		} else {
			values.Set("offset", strconv.Itoa(offset))
		}
		out = append(out, "<"+r.Path+"?"+values.Encode()+`>; rel="`+rel+`"`)
	}
	add("first", 0)
	if q.offset > 0 {
		add("prev", max(q.offset-q.limit, 0))
	}
	if q.offset+q.limit < total {
		add("next", q.offset+q.limit)
	}
	add("last", max(total-1, 0)/q.limit*q.limit)
	return strings.Join(out, ", ")
}
