// Package handlebars runs templates in the language of Handlebars.js 4: values, paths, blocks, else chains, block
// parameters, subexpressions, hash arguments, inline partials, white space control, raw blocks and comments. Partials
// of other templates, partials with a body and other decorators are not part of it. A template is bounded in output, steps, depth and time, errors name line and
// column, and what values look like in the output is up to the caller.
package handlebars

import (
	"fmt"
	"strings"
	"time"
)

// The bounds of a run.
const (
	MaxOutput = 16 << 20        // bytes
	MaxValue  = 4 << 20         // bytes of what a helper returns
	MaxSteps  = 1_000_000       // values, blocks and texts
	MaxTime   = 3 * time.Second // of a run
	maxDepth  = 100             // blocks in blocks, and expressions in expressions
	MaxSource = 4 << 20         // bytes of a template
)

// Error is a fault of a template at a place.
type Error struct {
	Line, Column int // from 1; columns count characters
	Text         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Text)
}

// Helper is a function of templates. In a block it decides what becomes of its body.
type Helper func(c *Call) (any, error)

// Helpers are functions by name.
type Helpers map[string]Helper

// Template is a compiled template. Any number of goroutines may run it at once.
type Template struct {
	source  string
	nodes   []node
	helpers Helpers
}

// Compile reads a template. helpers go beside the built-in ones, and before them where names are the same.
// The error is an [*Error].
func Compile(source string, helpers Helpers) (*Template, error) {
	t := &Template{source: source, helpers: helpers}
	if len(source) > MaxSource {
		return nil, t.fault(0, "the template is over the limit of %d MiB", MaxSource>>20)
	}
	tokens, err := t.lex()
	if err != nil {
		return nil, err
	}
	p := &parser{t: t, tokens: tokens}
	if t.nodes, err = p.template(); err != nil {
		return nil, err
	}
	return t, nil
}

// helper finds a function by name.
func (t *Template) helper(name string) Helper {
	if h := t.helpers[name]; h != nil {
		return h
	}
	return builtins[name]
}

// fault makes an error at a place of the source.
func (t *Template) fault(at int, format string, args ...any) *Error {
	before := t.source[:min(at, len(t.source))]
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return &Error{line, column, fmt.Sprintf(format, args...)}
}
