package mock

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"postern/jsonpath"
	"postern/jsonscan"
)

const (
	// maxDescents bounds the steps of a path that look at all descendants: each multiplies the work.
	maxDescents = 2
	// maxSelected bounds the values that a path may have in one body.
	maxSelected = 10_000
	// maxLooked bounds the values that a path looks at in one body.
	maxLooked = 5_000_000
)

// newPath compiles a JSONPath (RFC 9535) for bodies of requests. Its errors name the character at fault.
func newPath(text string) (*jsonpath.Path, error) {
	path, err := jsonpath.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no valid JSONPath (%w)", cut(text), err)
	}
	if strings.Count(text, "..") > maxDescents {
		return nil, fmt.Errorf("the JSONPath %q has more than %d times \"..\"", cut(text), maxDescents)
	}
	return path.Bounded(maxLooked), nil
}

var (
	errSelected = errors.New("the path has more than 10,000 values in this body")
	errLooked   = errors.New("the path looks at more values of this body than rules may")
)

// selected lists the texts of the values that a path has in a JSON text, in the order of the text.
func selected(path *jsonpath.Path, text []byte) (out [][]byte, err error) {
	err = path.Each(context.Background(), jsonscan.Text(text), func(m jsonpath.Match) bool {
		out = append(out, text[m.Start:m.End])
		return len(out) <= maxSelected
	})
	switch {
	case errors.Is(err, jsonpath.ErrWork):
		return nil, errLooked
	case len(out) > maxSelected:
		return nil, errSelected
	}
	return out, err
}

// jsonReader compiles what a rule for JSON looks at; an empty path is the whole document.
func jsonReader(key string) (func(*visit) reading, error) {
	if key == "" || key == "$" {
		return readDocument, nil
	}
	path, err := newPath(key)
	if err != nil {
		return nil, fmt.Errorf("the rule for json: %w", err)
	}
	return func(v *visit) reading { return v.req.readJSON(path) }, nil
}

func readDocument(v *visit) reading {
	doc, fault := v.req.document()
	if fault != "" {
		return reading{fault: fault}
	}
	return reading{values: []ruleValue{jsonValue(doc)}}
}

// readJSON returns the values that a path has in the body. Many examples of a route ask for the same path, so what
// was read is kept by its text.
func (r *Request) readJSON(path *jsonpath.Path) reading {
	text, fault := r.documentText()
	if fault != "" {
		return reading{fault: fault}
	}
	p := r.payload()
	if kept, ok := p.read[path.String()]; ok {
		return kept
	}
	var out reading
	found, err := selected(path, text)
	if err != nil {
		out.fault = err.Error()
	}
	for _, raw := range found {
		out.values = append(out.values, jsonValue(decodeFound(raw)))
	}
	if p.read == nil {
		p.read = map[string]reading{}
	}
	p.read[path.String()] = out
	return out
}

// decodeFound is decode, which costs much for the small values that paths mostly lead to. raw has no space around it.
func decodeFound(raw []byte) any {
	switch k := jsonscan.KindOf(raw[0]); {
	case k == jsonscan.Number:
		return json.Number(raw)
	case k == jsonscan.String && utf8.Valid(raw) && bytes.IndexByte(raw, '\\') < 0:
		return string(raw[1 : len(raw)-1])
	}
	return decode(raw)
}

// namedOnce returns valid JSON whose objects have every name once: of members of the same name the last counts,
// as it does where a document is decoded.
func namedOnce(raw json.RawMessage) json.RawMessage {
	s := jsonscan.New(context.Background(), jsonscan.Text(raw), 0)
	if s.Root(); !repeats(s, raw, nil) {
		return raw
	}
	once, err := json.Marshal(decode(raw))
	if err != nil {
		return raw // not with what was decoded
	}
	return once
}

// repeats tells whether an object in the value at hand has a name twice. names is room for the names.
func repeats(s *jsonscan.Scanner, raw []byte, names [][]byte) bool {
	first := len(names)
	kids := s.Children()
	for kids.Next() {
		k := kids.Child()
		if k.KeyEnd > 0 {
			name := raw[k.KeyAt+1 : k.KeyEnd-1]
			if bytes.IndexByte(name, '\\') >= 0 {
				name = []byte(jsonscan.Unquote(name))
			}
			names = append(names, name)
		}
		if k.Kind.Container() && repeats(s, raw, names) {
			return true
		}
	}
	slices.SortFunc(names[first:], bytes.Compare)
	return len(slices.CompactFunc(names[first:], bytes.Equal)) < len(names)-first
}
