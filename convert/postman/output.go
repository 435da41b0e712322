package postman

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// output is a JSON object being made, with its members in the order they are set. A value is a string,
// bool, int, json.RawMessage, *output or []any of these.
type output struct {
	names  map[string]bool
	fields []outputField
}

type outputField struct {
	name  string
	value any
}

func newOutput() *output { return &output{names: map[string]bool{}} }

// set adds a member; one that is there already stays as it is.
func (o *output) set(name string, value any) {
	if !o.names[name] {
		o.names[name] = true
		o.fields = append(o.fields, outputField{name, value})
	}
}

// text adds a text, in the spelling it was imported with while that still means the same.
func (o *output) text(name, value string, kept *object) {
	if raw := kept.take(name); raw != nil && textOf(raw) == value {
		o.set(name, raw)
		return
	}
	o.set(name, value)
}

// docs adds a description unless it is empty, in the spelling it was imported with.
func (o *output) docs(value string, kept *object) {
	raw := kept.take("description")
	if raw != nil && docsOf(raw) == value {
		o.set("description", raw)
	} else if value != "" {
		o.set("description", value)
	}
}

// flag adds a mark unless it is false.
func (o *output) flag(name string, value bool, kept *object) {
	raw := kept.take(name)
	if was, _ := boolOf(raw); raw != nil && was == value {
		o.set(name, raw)
	} else if value {
		o.set(name, true)
	}
}

// rest adds what was kept and has not been set.
func (o *output) rest(kept object) *output {
	for _, m := range kept.members {
		o.set(m.name, m.raw)
	}
	return o
}

// encode writes the object as JSON indented by tabs, with a newline at its end.
func (o *output) encode() ([]byte, error) {
	var compact, indented bytes.Buffer
	appendJSON(&compact, o)
	if err := json.Indent(&indented, compact.Bytes(), "", "\t"); err != nil {
		return nil, err
	}
	indented.WriteByte('\n')
	return indented.Bytes(), nil
}

func appendJSON(b *bytes.Buffer, value any) {
	switch v := value.(type) {
	case string:
		b.Write(quote(v))
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case int:
		b.WriteString(strconv.Itoa(v))
	case json.RawMessage:
		b.Write(v)
	case []any:
		b.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			appendJSON(b, x)
		}
		b.WriteByte(']')
	case *output:
		b.WriteByte('{')
		for i, f := range v.fields {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(quote(f.name))
			b.WriteByte(':')
			appendJSON(b, f.value)
		}
		b.WriteByte('}')
	default:
		b.WriteString("null")
	}
}

// rawJSON encodes a value that an output can hold.
func rawJSON(value any) json.RawMessage {
	var b bytes.Buffer
	appendJSON(&b, value)
	return b.Bytes()
}
