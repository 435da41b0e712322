package jsonpath

import (
	"context"
	"errors"
	"regexp"

	"postern/jsonscan"
)

// Match is one result. It is good until the callback that got it returns.
type Match struct {
	Start, End int64 // of the value, in bytes
	Kind       jsonscan.Kind
	c          *cursor
}

// Location returns the normalized path of the match (RFC 9535, section 2.7).
func (m Match) Location() string { return m.c.location() }

const (
	// maxDepth bounds how deep ".." and comparisons go into a text.
	maxDepth = 10_000
	// maxHeld bounds how many children a comparison or a backward slice holds.
	maxHeld = 1 << 20
	// maxCompared bounds how much of a string is compared, in bytes.
	maxCompared = 16 << 20
)

// ErrWork is the error of an evaluation that goes over its bound.
var ErrWork = errors.New("the query looks at too many values of this text")

var (
	errDeep = errors.New("the text is nested deeper than 10,000 levels")
	errHeld = errors.New("an object or array is too large for this query: it has more than a million members")
)

// Each calls yield for every match, in the order of the RFC, until it returns false or ctx is done. A text
// that is no JSON gives the matches before its fault, and then the error, a [*jsonscan.Error].
func (p *Path) Each(ctx context.Context, src jsonscan.Source, yield func(Match) bool) error {
	c := &cursor{ctx: ctx, most: p.most, scanner: jsonscan.New(ctx, src, 0)}
	root, kind := c.scanner.Root()
	if kind == jsonscan.None {
		return c.scanner.Fault("a value is expected")
	}
	c.root, c.current = root, root
	w := walk{c: c, yield: func(start int64) bool {
		c.scanner.Go(start)
		m := Match{Start: start, Kind: c.scanner.Value(), c: c}
		var err error
		if m.End, err = c.scanner.Skip(); err != nil {
			c.fail(err)
			return false
		}
		return yield(m)
	}}
	w.node(root, p.segments, false)
	return c.err
}

// cursor is the state of one evaluation.
type cursor struct {
	ctx           context.Context
	looked, most  int // values looked at, and how many may be
	scanner       *jsonscan.Scanner
	root, current int64 // what "$" and "@" mean
	known         map[*segment]value
	steps         []jsonscan.Child
	err           error
	depth, held   int

	lastPattern string
	lastWhole   bool
	lastRE      *regexp.Regexp
}

func (c *cursor) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// tick counts a value that is looked at. The scanner looks at the context only when it reads on, and a query
// may go over a small text very often.
func (c *cursor) tick() {
	const every = 1024
	if c.looked++; c.looked > c.most && c.most > 0 {
		c.fail(ErrWork)
	}
	if c.looked%every == 0 {
		if err := c.ctx.Err(); err != nil {
			c.fail(err)
		}
	}
}

// spend counts a child that is held in memory.
func (c *cursor) spend() bool {
	if c.held++; c.held > maxHeld {
		c.fail(errHeld)
		return false
	}
	return true
}

// name reads a member name.
func (c *cursor) name(m jsonscan.Child) string {
	raw, err := c.scanner.Bytes(m.KeyAt, m.KeyEnd, maxCompared)
	c.fail(err)
	return jsonscan.Unquote(raw)
}

// isNamed compares a member name, mostly without reading what it means.
func (c *cursor) isNamed(m jsonscan.Child, name string) bool {
	length := m.KeyEnd - m.KeyAt - 2
	if length < int64(len(name)) || length > 6*int64(len(name)) {
		return false // an escape is at most six bytes for one
	}
	raw, err := c.scanner.Bytes(m.KeyAt, m.KeyEnd, maxCompared)
	if err != nil {
		c.fail(err)
		return false
	}
	return string(raw[1:len(raw)-1]) == name || length > int64(len(name)) && jsonscan.Unquote(raw) == name
}

// run evaluates a query inside of a filter.
func (c *cursor) run(q query, yield func(start int64) bool) {
	current, steps := c.current, len(c.steps)
	at := current
	if q.absolute {
		at = c.root
	}
	w := walk{c: c, yield: yield}
	w.node(at, q.segments, false)
	c.current, c.steps = current, c.steps[:steps]
}

// once works a query of a filter out. One from the root gives the same for every value that is looked at, so
// it is worked out for the first only.
func (c *cursor) once(q query, work func() value) value {
	if !q.absolute || len(q.segments) == 0 {
		return work()
	}
	key := &q.segments[0]
	v, ok := c.known[key]
	if !ok {
		if c.known == nil {
			c.known = map[*segment]value{}
		}
		v = work()
		c.known[key] = v
	}
	return v
}

// count counts the results of a query, up to limit if it is not negative.
func (c *cursor) count(q query, limit int) int {
	n := 0
	c.run(q, func(int64) bool {
		n++
		return n != limit
	})
	return n
}
