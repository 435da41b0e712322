package mock

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// memberValue expects a member of the JSON object that the body is.
type memberValue struct {
	key, what, text string // text: the value as it is shown
	raw             json.RawMessage
	want            any
	query           bool // GraphQL text: white space does not count
}

func (x memberValue) signature() string { return x.what + "=" + string(x.raw) }

func (x memberValue) judge(v *visit) judgement {
	p := v.req.payload()
	if p.json == nil {
		return judgement{}
	}
	got, present := p.object[x.key]
	equal := present && (bytes.Equal(got, x.raw) || x.query && sameWords(got, x.want) || agrees(x.want, decode(got)))
	return compared(x.what, x.text, shown(got), present, equal, wildJSON(x.want))
}

// variableValue expects a variable of a GraphQL request.
type variableValue struct{ memberValue }

func (x variableValue) judge(v *visit) judgement {
	p := v.req.payload()
	if p.json == nil {
		return judgement{}
	}
	_, variables := parseJSON(p.object["variables"])
	got, present := variables[x.key]
	return compared(x.what, x.text, shown(got), present, present && agrees(x.want, decode(got)), wildJSON(x.want))
}

// wholeBody expects a JSON document that is no object.
type wholeBody struct {
	raw  json.RawMessage
	text string
	want any
}

func (x wholeBody) signature() string { return "body=" + string(x.raw) }

func (x wholeBody) judge(v *visit) judgement {
	p := v.req.payload()
	if p.json == nil {
		return judgement{}
	}
	return compared("body", x.text, shown(p.json), true, agrees(x.want, decode(p.json)), wildJSON(x.want))
}

// members makes the expectations of the members of an object, sorted by name.
func members(what string, object map[string]json.RawMessage) []memberValue {
	var out []memberValue
	for _, key := range slices.Sorted(maps.Keys(object)) {
		raw := object[key]
		out = append(out, memberValue{key: key, what: what + " " + key, text: shown(raw), raw: raw, want: decode(raw)})
	}
	return out
}

func decode(raw json.RawMessage) any {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// shown is a JSON value as traces show it: a string without its quotes, all else as it was written.
func shown(raw json.RawMessage) string {
	var s string
	if len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, &s) == nil {
		return cut(s)
	}
	return cut(string(raw[:min(len(raw), 1000)]))
}

// agrees tells whether got is what want says: objects may have more members, numbers compare by value,
// and strings that hold a variable stand for anything.
func agrees(want, got any) bool {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		return ok && membersAgree(w, g)
	case []any:
		g, ok := got.([]any)
		return ok && slices.EqualFunc(w, g, agrees)
	case json.Number:
		g, ok := got.(json.Number)
		return ok && sameNumber(w, g)
	case string:
		return want == got || wild(w)
	}
	return want == got // nil or bool
}

func membersAgree(want, got map[string]any) bool {
	for key, w := range want {
		if g, ok := got[key]; !ok || !agrees(w, g) {
			return false
		}
	}
	return true
}

func sameNumber(a, b json.Number) bool {
	if a == b {
		return true
	}
	if !strings.ContainsAny(a.String()+b.String(), ".eE") {
		return false // whole numbers beyond 53 bits differ where their digits do
	}
	x, errX := strconv.ParseFloat(a.String(), 64)
	y, errY := strconv.ParseFloat(b.String(), 64)
	return errX == nil && errY == nil && x == y
}

func wildJSON(v any) bool {
	s, ok := v.(string)
	return ok && wild(s)
}

func sameWords(got json.RawMessage, want any) bool {
	var text string
	w, ok := want.(string)
	return ok && json.Unmarshal(got, &text) == nil && slices.Equal(strings.Fields(text), strings.Fields(w))
}

func quoted(text string) json.RawMessage {
	raw, _ := json.Marshal(text) // a string always has a JSON form
	return raw
}
