package postman

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"

	"postern/model"
)

// noAuth is Postman's word for model.AuthNone.
const noAuth = "noauth"

// auth takes how an item authenticates. Absent and null mean that it inherits.
func (r *reader) auth(o *object) model.Auth {
	raw := o.take("auth")
	a, ok := r.object(raw)
	kind := a.peek("type")
	name := textOf(kind)
	switch {
	case !ok && !empty(raw), ok && name == "" && !empty(raw):
		r.say(model.ReportKept, "The authentication has no type; it is kept, and the item inherits")
		o.spell("auth", raw)
		return model.Auth{}
	case name == "":
		return model.Auth{}
	}
	r.text(&a, "type")
	auth := model.Auth{Type: model.AuthType(name)}
	if name == noAuth || auth.Type == model.AuthNone {
		auth.Type = model.AuthNone
	} else {
		auth.Params = r.authParams(&a, auth.Type)
	}
	if !slices.Contains(model.AuthTypes, auth.Type) {
		r.say(model.ReportKept, "Authentication of the type %q cannot be sent; it is kept with its parameters", name)
	}
	if rest := a.raw(); rest != nil { // parameters of types that are not chosen have no effect: no word
		auth.Extra = model.Extra{Key: rest}
	}
	return auth
}

// authParams takes the parameters of a type: an array of rows, in v2.0 an object. They are kept as rows
// where they say more than the texts do: order, types, values that are no text.
func (r *reader) authParams(a *object, kind model.AuthType) map[string]string {
	raw := a.take(string(kind))
	if o, ok := r.object(raw); ok {
		raw = rowsOfObject(o)
	}
	if kindOfJSON(raw) != isArray {
		if !empty(raw) {
			a.spell(string(kind), raw)
		}
		return nil
	}
	params := paramsOf(raw, kind)
	if textOf(raw) != textOf(canonicalParams(params)) {
		a.spell(string(kind), raw)
	}
	return params
}

func rowsOfObject(o object) json.RawMessage {
	rows := []byte{'['}
	for i, m := range o.members {
		if i > 0 {
			rows = append(rows, ',')
		}
		rows = append(rows, paramRow(m.name, m.raw)...)
	}
	return append(rows, ']')
}

func paramRow(key string, value json.RawMessage) json.RawMessage {
	kind := "any"
	switch kindOfJSON(value) {
	case isString:
		kind = "string"
	case isBool:
		kind = "boolean"
	case isNumber:
		kind = "number"
	}
	row := append([]byte(`{"key":`), quote(key)...)
	row = append(append(row, `,"value":`...), value...)
	return append(append(row, `,"type":"`...), kind+`"}`...)
}

// paramsOf reduces rows to texts. The last row of a name counts.
func paramsOf(rows json.RawMessage, kind model.AuthType) map[string]string {
	out := map[string]string{}
	for e := range elements(rows) {
		o, _ := parseObject(e)
		if key, ok := o.get("key"); ok {
			value := o.peek("value")
			out[textOf(key)] = textOf(value)
		}
	}
	if kind == model.AuthAPIKey && len(out) > 0 && out[model.AuthIn] == "" {
		out[model.AuthIn] = "header" // Postman's default
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func canonicalParams(params map[string]string) json.RawMessage {
	var o object
	for _, key := range slices.Sorted(maps.Keys(params)) {
		o.members = append(o.members, member{name: key, raw: quote(params[key])})
	}
	return rowsOfObject(o)
}

// setAuth adds the authentication to what it belongs to. One that was kept unread comes back only where
// no other was chosen.
func (w *writer) setAuth(o *output, a model.Auth, owner *object) {
	raw := owner.take("auth")
	if a.Type != model.AuthInherit {
		o.set("auth", w.writeAuth(a))
	} else if raw != nil {
		o.set("auth", w.authWithoutSecrets(raw))
	}
}

func (w *writer) writeAuth(a model.Auth) *output {
	kept := extraOf(a.Extra)
	o := newOutput()
	if a.Type == model.AuthNone {
		o.set("type", noAuth)
	} else {
		o.text("type", string(a.Type), &kept)
		o.set(string(a.Type), w.withoutSecrets(writeParams(a, kept.take(string(a.Type)))))
	}
	for _, m := range kept.members {
		o.set(m.name, w.blank(m.name, w.withoutSecrets(m.raw)))
	}
	if p := a.Get(model.AuthPrefix); a.Type == model.AuthBearer && p != "" && p != "Bearer" {
		w.say(model.ReportApproximated, "The prefix %q of the bearer token is written, but Postman always sends Bearer", p)
	}
	return o
}

// writeParams makes the rows of parameters. Rows of the import whose value is unchanged stay as they are.
func writeParams(a model.Auth, was json.RawMessage) json.RawMessage {
	if was == nil {
		return canonicalParams(a.Params)
	}
	if maps.Equal(paramsOf(was, a.Type), a.Params) {
		return was
	}
	left := maps.Clone(a.Params)
	out := []byte{'['}
	for e := range elements(was) {
		o, _ := parseObject(e)
		key, value := textOf(o.take("key")), o.take("value")
		want, ok := left[key]
		if !ok {
			continue
		}
		if textOf(value) != want {
			e = paramRow(key, quote(want))
		}
		out = append(append(out, e...), ',')
		delete(left, key)
	}
	for e := range elements(canonicalParams(left)) {
		out = append(append(out, e...), ',')
	}
	if len(out) == 1 {
		return json.RawMessage("[]")
	}
	out[len(out)-1] = ']'
	return out
}

var references = regexp.MustCompile(`^\s*(\{\{[^{}]+\}\}\s*)*$`)

// withoutSecrets blanks the values of secret parameters unless they are only {{variables}}. It takes
// the rows of v2.1 and the object of v2.0; other values stay as they are.
func (w *writer) withoutSecrets(params json.RawMessage) json.RawMessage {
	if w.options.IncludeSecrets {
		return params
	}
	if o, ok := parseObject(params); ok {
		for i, m := range o.members {
			o.members[i].raw = w.blank(m.name, m.raw)
		}
		if raw := o.raw(); raw != nil {
			return raw
		}
		return params
	}
	if kindOfJSON(params) != isArray {
		return params
	}
	out := []any{}
	for e := range elements(params) {
		o, ok := parseObject(e)
		if !ok {
			out = append(out, e)
			continue
		}
		key := o.peek("key")
		if i := o.index("value"); i >= 0 {
			o.members[i].raw = w.blank(textOf(key), o.members[i].raw)
		}
		out = append(out, newOutput().rest(o))
	}
	return rawJSON(out)
}

// authWithoutSecrets does the same for a whole authentication that was kept unread.
func (w *writer) authWithoutSecrets(raw json.RawMessage) json.RawMessage {
	a, ok := parseObject(raw)
	if !ok || w.options.IncludeSecrets {
		return raw
	}
	for i, m := range a.members {
		a.members[i].raw = w.withoutSecrets(m.raw)
	}
	return rawJSON(newOutput().rest(a))
}

func (w *writer) blank(name string, value json.RawMessage) json.RawMessage {
	if w.options.IncludeSecrets || !model.SecretParam(name) || references.MatchString(textOf(value)) {
		return value
	}
	w.say(model.ReportLeftOut, "The secret authentication parameter %q is left empty", name)
	return json.RawMessage(`""`)
}
