package handlebars

import (
	"errors"
	"strings"
	"time"
)

// Escaper decides what values look like in the output. It is told of all that goes out, in order.
type Escaper interface {
	// Value returns the form of a value where the output stands.
	Value(v any) string
	// Wrote tells what was written, values included.
	Wrote(text string)
}

// Options say what a run works on.
type Options struct {
	Root any
	// Lookup finds names that Root does not have; nil finds none.
	Lookup func(name string) (any, bool)
	// Escape is nil for output that is as it is.
	Escape Escaper
	// Now measures the time of the run; nil is time.Now.
	Now func() time.Time
	// MaxOutput bounds the output in bytes; 0 means the constant of that name.
	MaxOutput int
}

// Run fills the template in. Beside [*Error] it returns nothing, and no half output.
func (t *Template) Run(o Options) (string, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxOutput == 0 {
		o.MaxOutput = MaxOutput
	}
	r := &run{t: t, o: o, out: &strings.Builder{}, steps: MaxSteps, check: MaxSteps, end: o.Now().Add(MaxTime)}
	err := r.nodes(t.nodes, &scope{this: o.Root, data: map[string]any{"root": o.Root}})
	if err != nil {
		return "", err
	}
	return r.out.String(), nil
}

// run is one run of a template.
type run struct {
	t     *Template
	o     Options
	out   *strings.Builder
	inner int // captures that are being made
	total int // bytes written, also into captures
	steps int
	check int // steps left when the time is looked at next
	depth int
	end   time.Time
}

// scope is what names mean inside of a block.
type scope struct {
	parent *scope
	this   any
	same   bool // this is that of the parent
	data   map[string]any
	params map[string]any
}

// step counts the work.
func (r *run) step(at int) error {
	r.steps--
	switch {
	case r.steps < 0:
		return r.t.fault(at, "the template takes more than %d steps", MaxSteps)
	case r.steps > r.check:
		return nil
	}
	r.check = r.steps - 256
	if r.o.Now().After(r.end) {
		return r.t.fault(at, "the template takes longer than %v", MaxTime)
	}
	return nil
}

func (r *run) write(text string, at int) error {
	if r.total += len(text); r.total > r.o.MaxOutput {
		return r.t.fault(at, "the output is over the limit of %d bytes", r.o.MaxOutput)
	}
	r.out.WriteString(text)
	if r.o.Escape != nil && r.inner == 0 {
		r.o.Escape.Wrote(text)
	}
	return nil
}

func (r *run) nodes(nodes []node, s *scope) error {
	if r.depth++; r.depth > 2*maxDepth {
		return r.t.fault(nodes[0].place(), "blocks and partials are nested deeper than %d", 2*maxDepth)
	}
	defer func() { r.depth-- }()
	for _, n := range nodes {
		if err := r.step(n.place()); err != nil {
			return err
		}
		if err := r.node(n, s); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) node(n node, s *scope) error {
	switch n := n.(type) {
	case *textNode:
		return r.write(n.text, n.at)
	case *valueNode:
		v, err := r.value(n.expr, s)
		if err != nil {
			return err
		}
		if safe, ok := v.(Safe); ok {
			return r.write(string(safe), n.at)
		}
		if n.raw || r.o.Escape == nil || r.inner > 0 {
			return r.write(String(v), n.at)
		}
		return r.write(r.o.Escape.Value(v), n.at)
	case *blockNode:
		return r.block(n, s)
	case *partialNode:
		return r.partial(n, s)
	}
	return nil
}

// block runs a helper with a body, or a body for a value: for each of a list, else where it is true.
func (r *run) block(n *blockNode, s *scope) error {
	h := Helper(nil)
	if n.expr.path != nil && !n.expr.path.scoped {
		h = r.t.helper(n.expr.path.text)
	}
	c := &Call{run: r, scope: s, block: n, at: n.at}
	if h == nil {
		v, err := r.value(n.expr, s)
		if err != nil {
			return err
		}
		c.Args = []any{v}
		if _, list := v.([]any); list {
			h = each
		} else {
			h = with
		}
	} else if err := c.evaluate(n.expr); err != nil {
		return err
	}
	v, err := h(c)
	if err != nil {
		return r.wrap(err, n.expr.name(), n.at)
	}
	if v == nil {
		return nil
	}
	return r.write(String(v), n.at)
}

// wrap gives an error of a helper its name and place.
func (r *run) wrap(err error, name string, at int) error {
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	return r.t.fault(at, "helper %s: %s", name, err)
}

// value evaluates an expression.
func (r *run) value(e *expression, s *scope) (any, error) {
	if err := r.step(e.at); err != nil {
		return nil, err
	}
	if e.is {
		return e.lit, nil
	}
	if !e.path.scoped {
		if h := r.t.helper(e.path.text); h != nil && (e.call || !s.hasParam(e.path.parts)) {
			c := &Call{run: r, scope: s, at: e.at}
			if err := c.evaluate(e); err != nil {
				return nil, err
			}
			v, err := h(c)
			if err != nil {
				return nil, r.wrap(err, e.name(), e.at)
			}
			size := weigh(v, MaxValue)
			if size > MaxValue {
				return nil, r.t.fault(e.at, "the value is over the limit of %d MiB", MaxValue>>20)
			}
			r.steps -= size / 256
			return v, nil
		}
	}
	return r.look(e.path, s), nil
}

func (s *scope) hasParam(parts []string) bool {
	_, ok := s.param(parts)
	return ok
}

// param finds a block parameter.
func (s *scope) param(parts []string) (any, bool) {
	if len(parts) == 0 {
		return nil, false
	}
	for at := s; at != nil; at = at.parent {
		if v, ok := at.params[parts[0]]; ok {
			return v, true
		}
	}
	return nil, false
}

// look finds what a path names; nil where there is nothing.
func (r *run) look(p *path, s *scope) any {
	switch {
	case p.data:
		for at := s; at != nil && len(p.parts) > 0; at = at.parent {
			if v, ok := at.data[p.parts[0]]; ok {
				return follow(v, p.parts[1:])
			}
		}
		return nil
	case p.up > 0:
		for range p.up {
			for s.same && s.parent != nil {
				s = s.parent
			}
			if s.parent == nil {
				return nil
			}
			s = s.parent
		}
		return follow(s.this, p.parts)
	case p.this:
		return follow(s.this, p.parts)
	}
	if v, ok := s.param(p.parts); ok {
		return follow(v, p.parts[1:])
	}
	if v, ok := member(s.this, p.parts[0]); ok {
		return follow(v, p.parts[1:])
	}
	if r.o.Lookup != nil {
		if v, ok := r.o.Lookup(p.text); ok {
			return v
		}
	}
	if v, ok := member(r.o.Root, p.parts[0]); ok { // of the whole, from inside of a loop
		return follow(v, p.parts[1:])
	}
	return nil
}
