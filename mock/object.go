package mock

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	key   string
	value json.RawMessage
}

var errNoObject = errors.New("is no JSON object")

// parseObject reads a JSON object; of members of the same name the last one counts.
func parseObject(data []byte) (object, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errNoObject
	}
	var out object
	at := map[string]int{}
	for d.More() {
		t, err := d.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			return nil, errNoObject
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return nil, errNoObject
		}
		if i, seen := at[key]; seen {
			out[i].value = value
			continue
		}
		at[key] = len(out)
		out = append(out, member{key, value})
	}
	return out, nil
}

func (o object) get(key string) (json.RawMessage, bool) {
	for i := range o {
		if o[i].key == key {
			return o[i].value, true
		}
	}
	return nil, false
}

// set returns the object with another value of a member; a new one comes last.
func (o object) set(key string, value json.RawMessage) object {
	for i := range o {
		if o[i].key == key {
			o[i].value = value
			return o
		}
	}
	return append(o, member{key, value})
}

func (o object) text() []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(quoted(m.key))
		b.WriteByte(':')
		if json.Compact(&b, m.value) != nil { // what was read as JSON is JSON
			b.WriteString("null")
		}
	}
	b.WriteByte('}')
	return b.Bytes()
}

// merged applies a JSON merge patch (RFC 7396): null removes a member, and objects are merged.
func (o object) merged(patch object) object {
	out := slices.Clone(o)
	for _, m := range patch {
		if string(m.value) == "null" {
			out = slices.DeleteFunc(out, func(x member) bool { return x.key == m.key })
			continue
		}
		inner, err := parseObject(m.value)
		if err != nil {
			out = out.set(m.key, m.value)
			continue
		}
		old, _ := out.get(m.key)
		target, _ := parseObject(old) // what is no object is replaced
		out = out.set(m.key, target.merged(inner).text())
	}
	return out
}

// assigned sets the members of another object, null like every value.
func (o object) assigned(from object) object {
	out := slices.Clone(o)
	for _, m := range from {
		out = out.set(m.key, m.value)
	}
	return out
}
