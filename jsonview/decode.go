package jsonview

import (
	"context"
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strconv"

	"postern/jsonscan"
)

// tree is a decoded text that knows where its objects and arrays were.
type tree struct {
	root   any
	text   []byte
	places map[id]span
}

type span struct{ from, to int64 }

// frame is an object or array that is being read.
type frame struct {
	kids  jsonscan.Children
	start int64
	kind  jsonscan.Kind
	key   string
	obj   map[string]any
	list  []any
}

// decode reads the text for jq, without recursion.
func (d *Doc) decode(ctx context.Context) (*tree, error) {
	text, err := d.read(0, d.src.Size())
	if err != nil {
		return nil, err
	}
	t := &tree{text: text, places: map[id]span{}}
	s := jsonscan.New(ctx, jsonscan.Text(text), d.root.Start)
	var stack []frame
	v, err := t.begin(s, &stack)
	for err == nil && len(stack) > 0 {
		v, err = t.step(s, &stack)
	}
	t.root = v
	return t, err
}

// begin reads a scalar, or opens an object or array.
func (t *tree) begin(s *jsonscan.Scanner, stack *[]frame) (any, error) {
	kind := s.Value()
	at := s.Offset()
	switch kind {
	case jsonscan.Object, jsonscan.Array:
		f := frame{start: at, kind: kind}
		if kind == jsonscan.Object {
			f.obj = map[string]any{}
		} else {
			f.list = []any{}
		}
		f.kids = s.Children()
		if len(*stack) >= maxDecoded {
			return nil, &LimitError{"the text is nested too deep for jq (10,000 levels are the limit)"}
		}
		*stack = append(*stack, f)
		return nil, nil
	}
	end, err := s.Skip()
	if err != nil {
		return nil, err
	}
	return t.scalar(kind, at, end)
}

// maxDecoded bounds the nesting for jq, which recurses.
const maxDecoded = 10_000

func (t *tree) scalar(kind jsonscan.Kind, at, end int64) (any, error) {
	raw := t.text[at:end]
	switch kind {
	case jsonscan.String:
		return jsonscan.Unquote(raw), nil
	case jsonscan.Number:
		if json.Valid(raw) {
			return json.Number(raw), nil
		}
	}
	switch string(raw) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return nil, &jsonscan.Error{Offset: at, Text: "a value is expected"}
}

// step reads one child of the innermost object or array, or closes it and returns it.
func (t *tree) step(s *jsonscan.Scanner, stack *[]frame) (any, error) {
	f := &(*stack)[len(*stack)-1]
	if !f.kids.Next() {
		if err := f.kids.Err(); err != nil {
			return nil, err
		}
		return t.finish(stack), nil
	}
	c := f.kids.Child()
	if c.KeyEnd > 0 {
		f.key = jsonscan.Unquote(t.text[c.KeyAt:c.KeyEnd])
	}
	if c.Kind.Container() {
		return t.begin(s, stack)
	}
	v, err := t.begin(s, stack)
	if err == nil {
		f.put(v)
	}
	return v, err
}

func (f *frame) put(v any) {
	if f.obj != nil {
		f.obj[f.key] = v
	} else {
		f.list = append(f.list, v)
	}
}

// finish closes the innermost object or array and gives it to the one around it.
func (t *tree) finish(stack *[]frame) any {
	n := len(*stack) - 1
	f := (*stack)[n]
	*stack = (*stack)[:n]
	var v any = f.obj
	if f.obj == nil {
		v = f.list
	}
	if i := identity(v); i != (id{}) {
		t.places[i] = span{f.start, f.kids.End()}
	}
	if n > 0 {
		(*stack)[n-1].put(v)
	}
	return v
}

// write appends a value. It stops soon after limit, since no more than that is shown.
func (t *tree) write(out []byte, v any, limit int) []byte {
	if len(out) > limit {
		return out
	}
	if at, ok := t.places[identity(v)]; ok {
		return append(out, t.text[at.from:min(at.to, at.from+int64(limit)+1)]...)
	}
	switch v := v.(type) {
	case string:
		return append(out, quote(v)...)
	case json.Number:
		return append(out, v...)
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case *big.Int:
		return v.Append(out, 10)
	case float64:
		return appendFloat(out, v)
	case bool:
		return strconv.AppendBool(out, v)
	case []any:
		out = append(out, '[')
		for i, x := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = t.write(out, x, limit)
		}
		return append(out, ']')
	case map[string]any:
		return t.writeObject(out, v, limit)
	}
	return append(out, "null"...)
}

func (t *tree) writeObject(out []byte, v map[string]any, limit int) []byte {
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out = append(out, '{')
	for i, k := range keys {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(out, quote(k)...), ':')
		out = t.write(out, v[k], limit)
	}
	return append(out, '}')
}

// appendFloat writes a number as jq does: what is no number is null, what is too large the largest.
func appendFloat(out []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(out, "null"...)
	case math.IsInf(f, 0):
		f = math.Copysign(math.MaxFloat64, f)
	}
	b, _ := json.Marshal(f) // a finite number can always be written
	return append(out, b...)
}
