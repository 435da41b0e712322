package postman

import (
	"encoding/json"
	"net/url"
	"strings"

	"postern/model"
)

// rows yields the rows of a list: an array of objects, or the older forms of one text or one object
// with a member per row.
func (r *reader) rows(raw json.RawMessage, what string, parse func(string) []model.Field, add func(*object)) {
	switch kindOfJSON(raw) {
	case isMissing, isNull:
	case isArray:
		for e := range elements(raw) {
			r.row(e, what, parse, add)
		}
	case isString:
		r.row(raw, what, parse, add)
	case isObject:
		o, _ := r.object(raw)
		r.say(model.ReportConverted, "The %s are written as one object; each member became a row", what)
		for _, m := range o.members {
			add(rowOf(model.Field{Key: m.name, Value: textOf(m.raw)}))
		}
	default:
		r.say(model.ReportLeftOut, "The %s are %s and cannot be read", what, kindOfJSON(raw))
	}
}

func (r *reader) row(raw json.RawMessage, what string, parse func(string) []model.Field, add func(*object)) {
	if o, ok := r.object(raw); ok {
		add(&o)
		return
	}
	if kindOfJSON(raw) == isString && parse != nil {
		for _, f := range parse(unquote(raw)) {
			add(rowOf(f))
		}
		return
	}
	if kindOfJSON(raw) != isNull {
		r.say(model.ReportLeftOut, "One of the %s is %s and cannot be read", what, kindOfJSON(raw))
	}
}

func rowOf(f model.Field) *object {
	o := &object{members: []member{{name: "key", raw: quote(f.Key)}}}
	if !f.Bare {
		o.members = append(o.members, member{name: "value", raw: quote(f.Value)})
	}
	return o
}

// field reads one row. Rows of old exports have an id in place of the key.
func (r *reader) field(o *object, what string) model.Field {
	f := r.partOf(o)
	f.Extra = r.rest(o, what+".")
	return f
}

// partOf reads the members that all rows have, and leaves the others in o.
func (r *reader) partOf(o *object) model.Field {
	return model.Field{Key: r.key(o), Value: r.text(o, "value"), Description: r.docs(o), Disabled: r.disabled(o)}
}

func (r *reader) key(o *object) string {
	if raw, ok := o.get("key"); !ok || kindOfJSON(raw) == isNull {
		o.take("key")
		for _, other := range []string{"id", "name"} {
			if raw, ok := o.get(other); ok && !empty(raw) {
				return textOf(raw)
			}
		}
	}
	return r.text(o, "key")
}

func (r *reader) fields(raw json.RawMessage, what string, parse func(string) []model.Field) []model.Field {
	var out []model.Field
	r.rows(raw, what, parse, func(o *object) { out = append(out, r.field(o, what)) })
	return out
}

// queryRows reads query parameters: one without a value is written without "=".
func (r *reader) queryRows(raw json.RawMessage) []model.Field {
	var out []model.Field
	r.rows(raw, "query parameters", model.ParseQuery, func(o *object) {
		value := o.peek("value")
		bare := kindOfJSON(value) == isMissing || kindOfJSON(value) == isNull
		if bare {
			o.take("value")
		}
		f := r.field(o, "query parameters")
		f.Bare = bare
		out = append(out, f)
	})
	return out
}

// parseHeaderLines reads headers that are written as one text, a line each.
func parseHeaderLines(text string) []model.Field {
	var out []model.Field
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		key, value, _ := strings.Cut(line, ":")
		out = append(out, model.Field{Key: strings.TrimSpace(key), Value: strings.TrimSpace(value)})
	}
	return out
}

// parseForm reads an urlencoded body that is written as one text.
func parseForm(text string) []model.Field {
	if text == "" {
		return nil
	}
	out := model.ParseQuery(text)
	for i := range out {
		out[i].Bare = false
		out[i].Key, out[i].Value = unescape(out[i].Key), unescape(out[i].Value)
	}
	return out
}

func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// writeField makes a row of a field.
func writeField(f model.Field) *output {
	kept := extraOf(f.Extra)
	return fieldOutput(f, &kept).rest(kept)
}

func fieldOutput(f model.Field, kept *object) *output {
	o := newOutput()
	o.text("key", f.Key, kept)
	if f.Bare {
		kept.take("value")
		o.set("value", json.RawMessage("null"))
	} else {
		o.text("value", f.Value, kept)
	}
	o.docs(f.Description, kept)
	o.flag("disabled", f.Disabled, kept)
	return o
}

func writeFields(rows []model.Field) []any {
	out := make([]any, 0, len(rows))
	for _, f := range rows {
		out = append(out, writeField(f))
	}
	return out
}
