package validate

import (
	"context"

	"postern/xmlscan"
)

// XML checks that a text is well-formed (XML 1.0, with names as in namespaces but without looking whether
// prefixes are declared). It reports the first fault. The error is that of ctx.
func XML(ctx context.Context, text []byte) ([]Problem, error) {
	s := xmlscan.New(text)
	r := report{ctx: ctx, text: text}
	for {
		t, ok := s.Next()
		if !ok {
			break
		}
		if !r.alive(t.End) {
			return nil, ctx.Err()
		}
	}
	if e := s.Err(); e != nil {
		r.add(Fault, e.Offset, e.Length, e.Text)
	}
	return r.problems, ctx.Err()
}
