package mock

import (
	"slices"
	"strings"

	"postern/model"
)

// belongs tells whether a saved path is one that the template answers, with the values that the saved
// request has for the template's parameters: those that stand in the saved path, else those of its own
// parameters by name. A parameter without a value expects nothing.
func belongs(template, saved *pattern, params []model.Field, vars variables) ([]pathValue, bool) {
	var out []pathValue
	at := 0
	add := func(name, want string) {
		if want = vars.expand(want); want != "" {
			out = append(out, pathValue{at: at, what: strings.TrimSpace("path " + name), want: want, any: wild(want)})
		}
		at++
	}
	for i := range template.segs {
		t := &template.segs[i]
		if t.kind == catchAll {
			if rest, ok := literalRest(saved.segs[min(i, len(saved.segs)):]); ok {
				add(t.names[0], rest)
			}
			return out, len(saved.segs) >= i
		}
		if i >= len(saved.segs) {
			return nil, false
		}
		s := &saved.segs[i]
		switch {
		case t.kind == literal:
			if s.kind != literal || s.text != t.text {
				return nil, false
			}
		case s.kind == literal:
			values, ok := t.capture(nil, s.text)
			if !ok {
				return nil, false
			}
			for k, value := range values {
				add(t.names[k], value)
			}
		case s.shape() == t.shape():
			for k, name := range s.names {
				add(t.names[k], param(params, name))
			}
		default:
			return nil, false
		}
	}
	return out, len(saved.segs) == len(template.segs)
}

func literalRest(segs []segment) (string, bool) {
	texts := make([]string, len(segs))
	for i := range segs {
		if segs[i].kind != literal {
			return "", false
		}
		texts[i] = segs[i].text
	}
	return strings.Join(texts, "/"), true
}

func param(rows []model.Field, name string) string {
	for _, f := range rows {
		if f.Key == name && !f.Disabled {
			return f.Value
		}
	}
	return ""
}

// ownPath returns the path of an example's saved URL. Where the URL starts with what the base variable
// of its request stands for ("https://api.example.com/v2" for {{baseUrl}}), that part is the base URL.
func ownPath(saved, request string, keep bool, vars variables) string {
	base, name, _, ok := cutVariable(request)
	if ok && strings.TrimSpace(base) == "" {
		if value, ok := vars.value(name); ok {
			value = strings.TrimSuffix(vars.expand(value), "/")
			if rest, ok := strings.CutPrefix(saved, value); ok && (rest == "" || strings.IndexByte("/?#", rest[0]) >= 0) {
				saved = "{{" + name + "}}" + rest
			}
		}
	}
	return vars.expand(model.RoutePath(saved, vars, keep))
}

// expectations lists what the saved request says besides its path, without the keys that are ignored.
func expectations(saved *model.SavedRequest, method string, ignored *model.MockKeys, vars variables) []expectation {
	var out []expectation
	for _, f := range model.Enabled(saved.Query) {
		key, want := queryUnescape(vars.expand(f.Key)), queryUnescape(vars.expand(f.Value))
		if key != "" && !wild(key) && !slices.Contains(ignored.Query, key) {
			out = append(out, queryValue{key: key, what: "query " + key, want: want, any: wild(want)})
		}
	}
	switch method {
	case "POST", "PUT", "PATCH", anyMethod:
		if saved.Body.Disabled || slices.Contains(ignored.Body, "*") {
			break
		}
		for _, x := range bodyExpectations(&saved.Body, vars) {
			if !ignoredBody(x, ignored.Body) {
				out = append(out, x)
			}
		}
	}
	return out
}

// ignoredBody tells whether an expectation of the body is of a key that does not count.
func ignoredBody(x expectation, keys []string) bool {
	switch x := x.(type) {
	case memberValue:
		return slices.Contains(keys, x.key)
	case variableValue:
		return slices.Contains(keys, x.key)
	case formValue:
		return slices.Contains(keys, x.key)
	}
	return false
}

func bodyExpectations(b *model.Body, vars variables) []expectation {
	switch b.Mode {
	case model.BodyJSON, model.BodyText:
		return jsonExpectations(b.Text, vars)
	case model.BodyGraphQL:
		return graphQLExpectations(b, vars)
	case model.BodyURLEncoded:
		var out []expectation
		for _, f := range model.Enabled(b.Form) {
			out = append(out, formField(f, false, vars)...)
		}
		return out
	case model.BodyMultipart:
		var out []expectation
		for _, p := range b.Parts {
			if !p.Disabled {
				out = append(out, formField(p.Field, p.IsFile, vars)...)
			}
		}
		return out
	}
	return nil
}

func formField(f model.Field, file bool, vars variables) []expectation {
	key, want := vars.expand(f.Key), vars.expand(f.Value)
	if key == "" || wild(key) {
		return nil
	}
	return []expectation{formValue{key: key, what: "form " + key, want: want, any: file || wild(want)}}
}

func jsonExpectations(text string, vars variables) []expectation {
	doc, object := savedJSON(text, vars)
	if doc == nil {
		return nil
	}
	if object == nil {
		return []expectation{wholeBody{raw: doc, text: shown(doc), want: decode(doc)}}
	}
	var out []expectation
	for _, m := range members("body", object) {
		out = append(out, m)
	}
	return out
}

// graphQLExpectations compares the text of the query, whatever its white space, and each variable.
func graphQLExpectations(b *model.Body, vars variables) []expectation {
	text := vars.expand(b.Text)
	out := []expectation{memberValue{key: "query", what: "body query", text: cut(text), raw: quoted(text), want: text, query: true}}
	_, object := savedJSON(b.Variables, vars)
	for _, m := range members("variable", object) {
		out = append(out, variableValue{m})
	}
	return out
}
