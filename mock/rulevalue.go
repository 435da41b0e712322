package mock

import (
	"encoding/json"
	"strconv"
)

// ruleValue is a value of a request that a rule compares.
type ruleValue struct {
	plain string // the text of what is no object or array
	// doc is the value where it is part of a JSON document: nil, bool, json.Number, string, []any or
	// map[string]any.
	doc    any
	isJSON bool
}

func textValue(text string) ruleValue { return ruleValue{plain: text} }

func jsonValue(doc any) ruleValue {
	v := ruleValue{doc: doc, isJSON: true}
	switch d := doc.(type) {
	case nil:
		v.plain = "null"
	case string:
		v.plain = d
	case json.Number:
		v.plain = d.String()
	case bool:
		v.plain = strconv.FormatBool(d)
	}
	return v
}

// text is the value as a text; an object or array is written as JSON.
func (v ruleValue) text() string {
	switch v.doc.(type) {
	case map[string]any, []any:
		raw, _ := json.Marshal(v.doc) // what was decoded always has a JSON form
		return string(raw)
	}
	return v.plain
}

// document returns the value as JSON: a text that is a JSON document counts as one.
func (v ruleValue) document() (any, bool) {
	if v.isJSON {
		return v.doc, true
	}
	if len(v.plain) > maxRuleBody || !json.Valid([]byte(v.plain)) || deeper([]byte(v.plain), maxRuleDepth) {
		return nil, false
	}
	return decode([]byte(v.plain)), true
}

const (
	maxRuleBody  = 1 << 20 // bytes of a body that rules look into
	maxRuleDepth = 100     // of a document that rules look into
)

// documentText returns the JSON body of the request as rules look into it, or why there is none.
func (r *Request) documentText() (text json.RawMessage, fault string) {
	p := r.payload()
	if p.looked {
		return p.text, p.docFault
	}
	p.looked = true
	switch {
	case p.json == nil:
		p.docFault = "the body is no JSON"
	case len(p.json) > maxRuleBody:
		p.docFault = "the body is over the limit of 1 MiB that rules look into"
	case deeper(p.json, maxRuleDepth):
		p.docFault = "the body is nested deeper than rules look into"
	default:
		p.text = namedOnce(p.json)
	}
	return p.text, p.docFault
}

// document returns the JSON body of the request decoded, or why there is none.
func (r *Request) document() (doc any, fault string) {
	text, fault := r.documentText()
	p := r.payload()
	if fault == "" && p.doc == nil {
		p.doc = decode(text)
	}
	return p.doc, fault
}

// deeper tells whether valid JSON is nested deeper than limit.
func deeper(raw []byte, limit int) bool {
	depth, inside := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\\' && inside:
			i++
		case c == '"':
			inside = !inside
		case inside:
		case c == '{' || c == '[':
			if depth++; depth > limit {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// readers that need no key.
func readMethod(v *visit) reading { return reading{values: []ruleValue{textValue(v.req.Method)}} }

func readPath(v *visit) reading { return reading{values: []ruleValue{textValue(v.req.Path)}} }

func readBody(v *visit) reading {
	switch {
	case len(v.req.Body) == 0:
		return reading{}
	case len(v.req.Body) > maxRuleBody:
		return reading{fault: "the body is over the limit of 1 MiB that rules look into"}
	}
	return reading{values: []ruleValue{textValue(string(v.req.Body))}}
}
