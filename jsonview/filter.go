package jsonview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"postern/jsonpath"
)

// Result is one result of a filter.
type Result struct {
	// Path is the JSONPath of a value of the text; "" for one that jq made.
	Path string
	// Start and End are its place in the text, in bytes; both 0 for one that jq made.
	Start, End int64
	// JSON is the value as it is written in the text or, where jq made it, in one line.
	JSON []byte
	// Cut tells that JSON is only the beginning of a larger value.
	Cut bool
}

// Limits bound a filter. A zero limit takes the usual one.
type Limits struct {
	Results int           // 10,000
	Value   int           // bytes of one result, 1 MiB
	Time    time.Duration // 30 seconds
	Text    int64         // bytes of a text for jq, which has to be decoded: 64 MiB
	Memory  uint64        // bytes that a jq program may take, about: 1 GiB
}

func (l Limits) filled() Limits {
	if l.Results == 0 {
		l.Results = 10_000
	}
	if l.Value == 0 {
		l.Value = 1 << 20
	}
	if l.Time == 0 {
		l.Time = 30 * time.Second
	}
	if l.Text == 0 {
		l.Text = 64 << 20
	}
	if l.Memory == 0 {
		l.Memory = 1 << 30
	}
	return l
}

// LimitError tells which limit ended a filter. The results before it stand.
type LimitError struct{ Text string }

func (e *LimitError) Error() string { return e.Text }

// JSONPathFilter calls yield for every match as it is found, until it returns false. JSON of a result is
// good until yield returns. An error is a [*jsonpath.SyntaxError], a [*jsonscan.Error] for a fault of the
// text after the results before it, a [*LimitError], or the error of ctx.
func (d *Doc) JSONPathFilter(ctx context.Context, query string, l Limits, yield func(Result) bool) error {
	p, err := jsonpath.Parse(query)
	if err != nil {
		return err
	}
	l = l.filled()
	timed, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	n, full := 0, false
	var failed error
	err = p.Each(timed, d.src, func(m jsonpath.Match) bool {
		if n++; n > l.Results {
			full = true
			return false
		}
		r := Result{Path: m.Location(), Start: m.Start, End: m.End, Cut: m.End-m.Start > int64(l.Value)}
		r.JSON, failed = d.read(m.Start, min(m.End, m.Start+int64(l.Value)))
		return failed == nil && yield(r)
	})
	if failed != nil {
		return failed
	}
	return limited(ctx, err, full, l)
}

func (d *Doc) read(from, to int64) ([]byte, error) {
	b := make([]byte, to-from)
	n, err := d.src.ReadAt(b, from)
	if n == len(b) || errors.Is(err, io.EOF) {
		err = nil
	}
	return b[:n], err
}

// limited says in words which limit was met.
func limited(ctx context.Context, err error, full bool, l Limits) error {
	switch {
	case full:
		return &LimitError{fmt.Sprintf("there are more than %d results; only the first are shown", l.Results)}
	case err != nil && ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
		return &LimitError{fmt.Sprintf("the filter was stopped after %v", l.Time)}
	}
	return err
}
