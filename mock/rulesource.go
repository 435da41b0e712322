package mock

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/theory/jsonpath"

	"postern/model"
)

// maxDescents bounds the steps of a path that look at all descendants: each multiplies the work.
const maxDescents = 2

// maxSelected bounds the values that a path may have in one body.
const maxSelected = 10_000

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

// jsonReader compiles a JSONPath; an empty one is the whole document.
func jsonReader(key string) (func(*visit) reading, error) {
	if key == "" {
		key = "$"
	}
	path, err := jsonpath.Parse(key)
	if err != nil {
		return nil, fmt.Errorf("the rule for json has no valid JSONPath %q: %s", cut(key), strings.TrimPrefix(err.Error(), "jsonpath: "))
	}
	if strings.Count(key, "..") > maxDescents {
		return nil, fmt.Errorf("the JSONPath %q has more than %d times \"..\"", cut(key), maxDescents)
	}
	return func(v *visit) reading {
		doc, fault := v.req.document()
		if fault != "" {
			return reading{fault: fault}
		}
		return selected(path, doc)
	}, nil
}

// selected lists the values that a path has, those of objects by the names of their members: the library
// gives them in any order.
func selected(path *jsonpath.Path, doc any) (out reading) {
	switch found := path.Select(doc); {
	case len(found) > maxSelected:
		return reading{fault: "the path has more than 10,000 values in this body"}
	case len(found) == 1:
		return reading{values: []ruleValue{jsonValue(found[0])}}
	case len(found) == 0:
		return reading{}
	}
	located := path.SelectLocated(doc)
	located.Sort()
	for _, node := range located {
		out.values = append(out.values, jsonValue(node.Node))
	}
	return out
}
