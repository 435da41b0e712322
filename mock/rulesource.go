package mock

import (
	"fmt"
	"net/http"
	"slices"

	"postern/model"
)

// reader compiles what a rule looks at.
func (c *ruleCompiler) reader(source model.MockSource, key string) (func(*visit) reading, error) {
	if key == "" && slices.Contains([]model.MockSource{model.MockParam, model.MockQuery, model.MockHeader,
		model.MockCookie, model.MockForm, model.MockXML}, source) {
		return nil, fmt.Errorf("a rule for %s has no name", source)
	}
	switch source {
	case model.MockMethod:
		return readMethod, nil
	case model.MockPath:
		return readPath, nil
	case model.MockBody:
		return readBody, nil
	case model.MockParam:
		at, err := c.param(key)
		return func(v *visit) reading { return readParam(v, at) }, err
	case model.MockQuery:
		return func(v *visit) reading { return reading{values: named(v.req.queryPairs(), key)} }, nil
	case model.MockHeader:
		name := http.CanonicalHeaderKey(key)
		return func(v *visit) reading { return reading{values: texts(v.req.Header[name])} }, nil
	case model.MockCookie:
		return func(v *visit) reading { return reading{values: texts(v.req.cookies(key))} }, nil
	case model.MockForm:
		return func(v *visit) reading { return readForm(v, key) }, nil
	case model.MockJSON:
		return jsonReader(key)
	case model.MockXML:
		return xmlReader(key)
	}
	return nil, fmt.Errorf("a rule looks at %q, which is no part of a request", source)
}

func readParam(v *visit, at int) reading {
	if at >= len(v.values) {
		return reading{}
	}
	return reading{values: []ruleValue{textValue(v.values[at])}}
}

func readForm(v *visit, key string) reading {
	p := v.req.payload()
	if !p.isForm {
		return reading{fault: "the body is no form"}
	}
	return reading{values: named(p.form, key)}
}

func named(pairs []pair, key string) []ruleValue {
	var out []ruleValue
	for _, p := range pairs {
		if p.key == key {
			out = append(out, textValue(p.value))
		}
	}
	return out
}

func texts(in []string) []ruleValue {
	var out []ruleValue
	for _, text := range in {
		out = append(out, textValue(text))
	}
	return out
}

// cookies returns the values of the request's cookies of a name.
func (r *Request) cookies(name string) []string {
	if len(r.Header["Cookie"]) == 0 {
		return nil
	}
	var out []string
	for _, c := range (&http.Request{Header: r.Header}).CookiesNamed(name) {
		out = append(out, c.Value)
	}
	return out
}
