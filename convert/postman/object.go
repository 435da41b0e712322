package postman

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"
	"strings"
)

// member is one name and value of a JSON object. A spelled member has a known name, and is kept only
// for the way it was written.
type member struct {
	name    string
	raw     json.RawMessage
	spelled bool
}

// object is a JSON object taken apart, in the order of the source. Reading takes members out; what is
// left is what was not understood.
type object struct {
	members []member
	twice   []string // names that came more than once; the last one counts
}

// parseObject takes a valid JSON object apart without decoding its values; ok is false for any other
// kind of value. The values share memory with raw.
func parseObject(raw json.RawMessage) (o object, ok bool) {
	i := skipSpace(raw, 0)
	if i >= len(raw) || raw[i] != '{' {
		return object{}, false
	}
	for i = skipSpace(raw, i+1); i < len(raw) && raw[i] == '"'; {
		end := skipValue(raw, i)
		name := unquote(raw[i:end])
		start := skipSpace(raw, skipSpace(raw, end)+1)
		if start >= len(raw) {
			break
		}
		i = skipValue(raw, start)
		o.members = append(o.members, member{name: name, raw: raw[start:i]})
		if i = skipSpace(raw, i); i < len(raw) && raw[i] == ',' {
			i = skipSpace(raw, i+1)
		}
	}
	o.dropDuplicates()
	return o, true
}

func (o *object) dropDuplicates() {
	last := make(map[string]int, len(o.members))
	for i, m := range o.members {
		last[m.name] = i
	}
	if len(last) == len(o.members) {
		return
	}
	var out []member
	for i, m := range o.members {
		if last[m.name] == i {
			out = append(out, m)
		} else if !slices.Contains(o.twice, m.name) {
			o.twice = append(o.twice, m.name)
		}
	}
	o.members = out
}

func (o *object) index(name string) int {
	return slices.IndexFunc(o.members, func(m member) bool { return m.name == name })
}

func (o *object) has(name string) bool { return o.index(name) >= 0 }

func (o *object) get(name string) (json.RawMessage, bool) {
	if i := o.index(name); i >= 0 {
		return o.members[i].raw, true
	}
	return nil, false
}

// peek returns the value of a member, or nil where there is none.
func (o *object) peek(name string) json.RawMessage {
	raw, _ := o.get(name)
	return raw
}

// take removes a member and returns its value, or nil where there is none.
func (o *object) take(name string) json.RawMessage {
	i := o.index(name)
	if i < 0 {
		return nil
	}
	raw := o.members[i].raw
	o.members = slices.Delete(o.members, i, i+1)
	return raw
}

// takeObject removes a member that is an object; any other kind of value stays.
func (o *object) takeObject(name string) object {
	raw := o.peek(name)
	inner, ok := parseObject(raw)
	if ok {
		o.take(name)
	}
	return inner
}

// spell keeps the way in which a known member was written.
func (o *object) spell(name string, raw json.RawMessage) {
	o.members = append(o.members, member{name: name, raw: raw, spelled: true})
}

// nest keeps what is left of an object inside o.
func (o *object) nest(name string, inner object) {
	if raw := inner.raw(); raw != nil {
		o.spell(name, raw)
	}
}

// raw returns what is left as a compact JSON object with its names sorted, or nil where nothing is.
// Sorting makes the outcome independent of the order in which members came or were kept.
func (o *object) raw() json.RawMessage {
	if len(o.members) == 0 {
		return nil
	}
	members := slices.Clone(o.members)
	slices.SortStableFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	var b bytes.Buffer
	for i, m := range members {
		b.WriteByte("{,"[min(i, 1)])
		b.Write(quote(m.name))
		b.WriteByte(':')
		if json.Compact(&b, m.raw) != nil {
			b.WriteString("null") // cannot be: raw was cut out of valid JSON
		}
	}
	b.WriteByte('}')
	return b.Bytes()
}

// elements yields the values of a valid JSON array; nothing for any other kind of value.
func elements(raw json.RawMessage) iter.Seq[json.RawMessage] {
	return func(yield func(json.RawMessage) bool) {
		i := skipSpace(raw, 0)
		if i >= len(raw) || raw[i] != '[' {
			return
		}
		for i = skipSpace(raw, i+1); i < len(raw) && raw[i] != ']'; {
			end := skipValue(raw, i)
			if !yield(raw[i:end]) {
				return
			}
			if i = skipSpace(raw, end); i < len(raw) && raw[i] == ',' {
				i = skipSpace(raw, i+1)
			}
		}
	}
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r') {
		i++
	}
	return i
}

// skipValue returns the place after the value that starts at i. It always moves on.
func skipValue(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			i = skipString(b, i)
		case '{', '[':
			depth++
			i++
		case '}', ']':
			depth--
			i++
		case ',', ':', ' ', '\t', '\n', '\r':
			i++
			continue
		default:
			i = skipWord(b, i)
		}
		if depth <= 0 {
			return i
		}
	}
	return i
}

func skipWord(b []byte, i int) int {
	for i++; i < len(b) && !strings.ContainsRune(",:]}[{\" \t\n\r", rune(b[i])); {
		i++
	}
	return i
}

func skipString(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}
