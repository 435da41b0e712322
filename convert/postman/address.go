package postman

import (
	"encoding/json"
	"strings"

	"postern/model"
)

// address is what Postman writes under "url".
type address struct {
	url   string // without query
	query []model.Field
	path  []model.Field
	rest  object // unknown members, and variables that are no path parameters
}

// address reads a URL, which is a text or an object. The text in "raw" is the truth for all but the
// query: there the rows of the object are, as in Postman's window.
func (r *reader) address(raw json.RawMessage) address {
	var a address
	o, ok := r.object(raw)
	if !ok {
		a.url, a.query = model.SplitAddress(textOf(raw))
		if k := kindOfJSON(raw); k == isArray || k == isBool {
			r.say(model.ReportApproximated, "The URL is %s; it was taken as text", k)
		}
		a.path = withPathParams(nil, a.url)
		return a
	}
	text := textOf(o.take("raw"))
	parts := takeParts(&o)
	a.query = r.queryRows(o.take("query"))
	given := text != ""
	if !given {
		text = parts.join()
	}
	if len(a.query) == 0 {
		a.url, a.query = model.SplitAddress(text)
	} else {
		a.url = r.withoutQuery(text, a.query)
	}
	if given && len(parts.host) > 0 && !parts.matches(a.url) {
		r.say(model.ReportApproximated, "The parts of the URL differ from its text; the text %q was taken", a.url)
	}
	r.pathVariables(&a, &o)
	r.note(&o, "url.")
	a.rest = o
	return a
}

// withoutQuery takes the query out of the text. Where the text has another query than the rows, the
// rows win.
func (r *reader) withoutQuery(text string, rows []model.Field) string {
	query := strings.TrimPrefix(model.JoinAddress("", rows), "?")
	const attempts = 8 // a "?" may stand in a variable or in the fragment; the right one comes early
	at := -1
	for range attempts {
		next := strings.IndexByte(text[at+1:], '?')
		if next < 0 {
			break
		}
		at += 1 + next
		rest, same := strings.CutPrefix(text[at+1:], query)
		if same && model.JoinAddress(text[:at]+rest, rows) == text {
			return text[:at] + rest
		}
	}
	url, other := model.SplitAddress(text)
	if len(other) > 0 {
		r.say(model.ReportApproximated, "The query in the URL's text differs from its rows; the rows were taken")
	}
	return url
}

// pathVariables takes the rows of path parameters that are in the URL, and adds rows for those that
// have none. Other variables stay in o.
func (r *reader) pathVariables(a *address, o *object) {
	names := map[string]bool{}
	for _, name := range model.PathParamNames(a.url) {
		names[name] = true
	}
	var others []byte
	r.rows(o.take("variable"), "path variables", nil, func(row *object) {
		if names[peekKey(row)] {
			a.path = append(a.path, r.field(row, "path variables"))
			return
		}
		if raw := row.raw(); raw != nil {
			others = append(append(others, ','), raw...)
		}
	})
	a.path = withPathParams(a.path, a.url)
	if len(others) > 0 {
		others[0] = '['
		o.spell("variable", append(others, ']'))
	}
}

func peekKey(o *object) string {
	for _, name := range []string{"key", "id", "name"} {
		if raw, ok := o.get(name); ok && !empty(raw) {
			return textOf(raw)
		}
	}
	return ""
}

// withPathParams adds rows for the path parameters of a URL that have none.
func withPathParams(rows []model.Field, url string) []model.Field {
	have := map[string]bool{}
	for _, f := range rows {
		have[f.Key] = true
	}
	for _, name := range model.PathParamNames(url) {
		if !have[name] {
			rows = append(rows, model.Field{Key: name})
		}
	}
	return rows
}

// writeAddress makes the object form of a URL, or nil where there is none.
func writeAddress(url string, query, path []model.Field, kept object) *output {
	text := model.JoinAddress(url, query)
	if text == "" && len(query) == 0 && len(path) == 0 && len(kept.members) == 0 {
		return nil
	}
	o := newOutput()
	o.set("raw", text)
	splitParts(url).write(o)
	if len(query) > 0 {
		o.set("query", writeFields(query))
	}
	variables := writeFields(path)
	for row := range elements(kept.take("variable")) {
		variables = append(variables, row)
	}
	if len(variables) > 0 {
		o.set("variable", variables)
	}
	return o.rest(kept)
}
