package jsonview

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/itchyny/gojq"
)

// JQFilter runs a jq program on the text and calls yield for every result, until it returns false. Values
// that come out of the program as they went in are written as they are in the text, with the order of
// their members; numbers that were not calculated with keep their digits. Objects that the program makes
// have their members in alphabetical order. The text has to be decoded, so one above the limit is refused
// with a [*LimitError], unless the program is a plain path: that runs as a JSONPath does, and where a member is
// missing it gives nothing instead of null.
func (d *Doc) JQFilter(ctx context.Context, program string, l Limits, yield func(Result) bool) error {
	l = l.filled()
	query, err := gojq.Parse(program)
	if err != nil {
		return jqSyntax(err)
	}
	code, err := gojq.Compile(query)
	if err != nil {
		return fmt.Errorf("the jq program: %w", err)
	}
	if size := d.src.Size(); size > l.Text {
		if path, ok := plainPath(program); ok {
			return d.JSONPathFilter(ctx, path, l, yield)
		}
		return &LimitError{fmt.Sprintf("jq has to read the whole text, and %d MB are too much for it (%d MB are the limit); a plain path like .items[].id or a JSONPath filter has no limit", size>>20, l.Text>>20)}
	}
	timed, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	timed, stop := watchMemory(timed, l.Memory)
	defer stop()
	t, err := d.decode(timed)
	if err != nil {
		return limited(ctx, err, false, l)
	}
	return d.runJQ(ctx, timed, code, t, l, yield)
}

func (d *Doc) runJQ(ctx, timed context.Context, code *gojq.Code, t *tree, l Limits, yield func(Result) bool) error {
	results := code.RunWithContext(timed, t.root)
	for n := 0; ; n++ {
		v, ok := results.Next()
		if !ok {
			return nil
		}
		if err, failed := v.(error); failed {
			if halt, ok := errors.AsType[*gojq.HaltError](err); ok && halt.Value() == nil {
				return nil
			}
			if context.Cause(timed) == errMemory {
				return &LimitError{fmt.Sprintf("the jq program was stopped: it took more than %d MB of memory", l.Memory>>20)}
			}
			return limited(ctx, err, false, l)
		}
		if n == l.Results {
			return limited(ctx, nil, true, l)
		}
		out := t.write(nil, v, l.Value)
		r := Result{JSON: out}
		if at, ok := t.places[identity(v)]; ok {
			r.Start, r.End = at.from, at.to
		}
		if r.Cut = len(out) > l.Value; r.Cut {
			r.JSON = out[:l.Value]
		}
		if !yield(r) {
			return nil
		}
	}
}

func jqSyntax(err error) error {
	if e, ok := errors.AsType[*gojq.ParseError](err); ok {
		if e.Token == "" {
			return errors.New("the jq program ends too early")
		}
		return fmt.Errorf("character %d: %q is not expected in a jq program", e.Offset-len(e.Token)+1, e.Token)
	}
	return fmt.Errorf("the jq program: %w", err)
}

// identity is what tells an object or array that is the same as before from one that is only equal.
// gojq never changes what it was given: it copies.
type id struct {
	at  uintptr
	len int
}

func identity(v any) id {
	switch v := v.(type) {
	case map[string]any:
		return id{reflect.ValueOf(v).Pointer(), -1}
	case []any:
		if len(v) > 0 {
			return id{reflect.ValueOf(v).Pointer(), len(v)}
		}
	}
	return id{}
}
