package handlebars

import (
	"maps"
	"slices"
	"strings"
)

// Call is what a helper is called with.
type Call struct {
	Args []any
	Hash map[string]any

	run   *run
	scope *scope
	block *blockNode // nil outside of blocks
	at    int
}

// evaluate works the arguments out.
func (c *Call) evaluate(e *expression) error {
	for _, a := range e.args {
		v, err := c.run.value(a, c.scope)
		if err != nil {
			return err
		}
		c.Args = append(c.Args, v)
	}
	for _, h := range e.hash {
		v, err := c.run.value(h.expr, c.scope)
		if err != nil {
			return err
		}
		if c.Hash == nil {
			c.Hash = map[string]any{}
		}
		c.Hash[h.key] = v
	}
	return nil
}

// Arg returns an argument, nil where there are not so many.
func (c *Call) Arg(i int) any {
	if i < len(c.Args) {
		return Plain(c.Args[i])
	}
	return nil
}

// Text returns an argument as text.
func (c *Call) Text(i int) string { return String(c.Arg(i)) }

// Named returns an argument by its name as text, or what is otherwise.
func (c *Call) Named(name, otherwise string) string {
	if v, ok := c.Hash[name]; ok {
		return String(v)
	}
	return otherwise
}

// InBlock tells whether the helper has a body.
func (c *Call) InBlock() bool { return c.block != nil }

// This is the value that the helper is called on.
func (c *Call) This() any { return c.scope.this }

// Root is the value that the template runs on.
func (c *Call) Root() any { return c.run.o.Root }

// Data returns a value that begins with @ in templates.
func (c *Call) Data(name string) (any, bool) {
	for at := c.scope; at != nil; at = at.parent {
		if v, ok := at.data[name]; ok {
			return v, true
		}
	}
	return nil, false
}

// Set sets a value that begins with @ for what follows.
func (c *Call) Set(name string, v any) {
	top := c.scope
	for top.parent != nil {
		top = top.parent
	}
	top.data[name] = v
}

// Body runs the body of the block on a value, with values for @names and for the block parameters.
func (c *Call) Body(this any, data map[string]any, params ...any) error {
	return c.inside(c.block.body, &scope{parent: c.scope, this: this, data: data, params: c.named(params)})
}

// Go runs the body of the block on the same value.
func (c *Call) Go(data map[string]any) error {
	return c.inside(c.block.body, &scope{parent: c.scope, this: c.scope.this, same: true, data: data})
}

// Else runs what follows {{else}}.
func (c *Call) Else() error {
	if c.block == nil {
		return nil
	}
	return c.inside(c.block.inverse, c.scope)
}

func (c *Call) inside(nodes []node, s *scope) error {
	if len(nodes) == 0 {
		return c.run.step(c.at)
	}
	return c.run.nodes(nodes, s)
}

func (c *Call) named(values []any) map[string]any {
	if len(c.block.params) == 0 {
		return nil
	}
	out := map[string]any{}
	for i, name := range c.block.params[:min(len(values), len(c.block.params))] {
		out[name] = values[i]
	}
	return out
}

// Capture returns what the body of the block writes.
func (c *Call) Capture() (string, error) {
	if c.block == nil {
		return "", nil
	}
	r := c.run
	outer := r.out
	r.out = &strings.Builder{}
	r.inner++
	err := c.inside(c.block.body, c.scope)
	text := r.out.String()
	r.inner--
	r.out = outer
	return text, err
}

// Written writes text before what follows, as it is.
func (c *Call) Written(text string) error { return c.run.write(text, c.at) }

// keys lists the names of a map in order.
func keys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
