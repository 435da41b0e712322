// Package jsonpath evaluates JSONPath (RFC 9535) over a JSON text of any size. Nothing is decoded: the
// evaluator walks over the text, jumps back where a selector asks for it, and hands out the place of each
// match as it comes, so the first result of a large text comes at once. Where an object has a member name
// twice, the first counts.
package jsonpath

import (
	"fmt"
	"regexp"
)

// Path is a query that was parsed. It is safe for concurrent use.
type Path struct {
	text     string
	segments []segment
	most     int // values that an evaluation looks at; 0 is any number
}

// Bounded returns the query with a limit on its work: an evaluation that looks at more values than most, the
// same ones counted as often as it does, ends with [ErrWork]. What it finds does not depend on the machine.
func (p *Path) Bounded(most int) *Path { return &Path{p.text, p.segments, most} }

// String returns the query as it was written.
func (p *Path) String() string { return p.text }

// SyntaxError tells where a query is wrong.
type SyntaxError struct {
	Offset int // in bytes
	Text   string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("character %d: %s", e.Offset+1, e.Text) }

type segment struct {
	descend   bool
	selectors []selector
}

type selectorKind uint8

const (
	byName selectorKind = iota
	byIndex
	wildcard
	bySlice
	byFilter
)

type selector struct {
	kind     selectorKind
	name     string
	index    int64
	from, to *int64
	step     int64
	filter   logic
}

// singular tells whether a query can have one result at most.
func singular(segments []segment) bool {
	for _, s := range segments {
		if s.descend || len(s.selectors) != 1 || s.selectors[0].kind > byIndex {
			return false
		}
	}
	return true
}

// logic is an expression that is true or false.
type logic interface{ test(c *cursor) bool }

// operand is an expression that has a value.
type operand interface{ value(c *cursor) value }

type (
	or         []logic
	and        []logic
	not        struct{ logic }
	comparison struct {
		left, right operand
		op          string
	}
	literal value
	query   struct {
		segments []segment
		absolute bool
	}
	exists    struct{ query }
	lengthOf  struct{ operand }
	countOf   struct{ query }
	valueOf   struct{ query }
	matchFunc struct {
		text, pattern operand
		whole         bool
		compiled      *regexp.Regexp // of a pattern that is a literal
	}
)
