package mock

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// listing is what the query of a list asks for: page and limit, or offset and limit; sort by fields, "-"
// in front of one for descending; q for a text that a value holds; any other parameter is a field with
// the value that it must have. A parameter that is a field of no thing does not count.
type listing struct {
	limit, offset int // limit 0: all
	byPage        bool
	sort          []string
	search        string
	filters       []fieldFilter
}

// fieldFilter is a value that a field must have.
type fieldFilter struct {
	field string
	holds func(ruleValue) bool
}

func parseListing(query []pair, pageSize int) (listing, error) {
	q := listing{limit: pageSize}
	page := 0
	for _, p := range query {
		var err error
		switch p.key {
		case "page":
			page, err = positive(p, 1)
		case "limit":
			q.limit, err = positive(p, 1)
		case "offset":
			q.offset, err = positive(p, 0)
		case "sort":
			q.sort = append(q.sort, strings.Split(p.value, ",")...)
		case "q":
			q.search = strings.ToLower(p.value)
		default:
			q.filters = append(q.filters, fieldFilter{p.key, equalTest(p.value)})
		}
		if err != nil {
			return q, err
		}
	}
	switch {
	case page > 0 && q.offset > 0:
		return q, fmt.Errorf("page and offset do not go together")
	case page > 0:
		q.byPage = true
		if q.limit == 0 {
			q.limit = defaultPage
		}
		q.offset = (page - 1) * q.limit
	}
	return q, nil
}

const (
	defaultPage = 10            // things in a page, where nothing says how many
	maxListing  = 1_000_000_000 // of the numbers in a query
)

func positive(p pair, least int) (int, error) {
	n, err := strconv.Atoi(p.value)
	if err != nil || n < least || n > maxListing {
		return 0, fmt.Errorf("the query parameter %s is %s, and must be a whole number from %d on", p.key, quote(p.value), least)
	}
	return n, nil
}

// find returns the things that fit, sorted.
func (q *listing) find(items []thing) []thing {
	filters := slices.DeleteFunc(slices.Clone(q.filters), func(f fieldFilter) bool {
		return !slices.ContainsFunc(items, func(t thing) bool { _, ok := field(t.doc, f.field); return ok })
	})
	var out []thing
	for _, t := range items {
		if fitsFilters(t.doc, filters) && (q.search == "" || holdsText(t.doc, q.search)) {
			out = append(out, t)
		}
	}
	if len(q.sort) > 0 {
		slices.SortStableFunc(out, func(a, b thing) int { return q.compare(a.doc, b.doc) })
	}
	return out
}

// fitsFilters tells whether, of every field that is asked for, the thing has one of the values.
func fitsFilters(doc map[string]any, filters []fieldFilter) bool {
	for _, f := range filters {
		found, ok := field(doc, f.field)
		value := jsonValue(found)
		if !ok || !slices.ContainsFunc(filters, func(x fieldFilter) bool { return x.field == f.field && x.holds(value) }) {
			return false
		}
	}
	return true
}

// field looks a member up; dots lead into objects.
func field(doc map[string]any, path string) (any, bool) {
	if v, ok := doc[path]; ok {
		return v, true
	}
	head, rest, ok := strings.Cut(path, ".")
	inner, isObject := doc[head].(map[string]any)
	if !ok || !isObject {
		return nil, false
	}
	return field(inner, rest)
}

// holdsText tells whether a text, in lower case, is part of a value.
func holdsText(doc any, text string) bool {
	switch d := doc.(type) {
	case string:
		return strings.Contains(strings.ToLower(d), text)
	case json.Number:
		return strings.Contains(d.String(), text)
	case map[string]any:
		for _, v := range d {
			if holdsText(v, text) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(d, func(v any) bool { return holdsText(v, text) })
	}
	return false
}
