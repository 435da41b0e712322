package handlebars

// partials are the inline partials of a block, which are in sight in all of it, also before they are written.
type partials struct {
	outer *partials
	own   map[string]*inlinePartial
}

type inlinePartial struct{ body []node }

// partialNode is {{> name context key=value}}.
type partialNode struct {
	at      int
	name    string
	context *expression // nil for that of the place
	hash    []hashArg
	within  *partials
	of      *inlinePartial
}

func (n *partialNode) place() int { return n.at }

// call reads the tag of a partial.
func (p *parser) call(k *token) (*partialNode, error) {
	s := &scanner{t: p.t, text: k.text, at: k.at}
	name, err := s.partialName(k.tag)
	if err != nil {
		return nil, err
	}
	e := &expression{at: k.tag}
	if err := s.arguments(e); err != nil {
		return nil, err
	}
	if s.i < len(s.text) {
		return nil, s.fault("unexpected %q", s.text[s.i:min(len(s.text), s.i+20)])
	}
	if len(e.args) > 1 {
		return nil, p.t.fault(e.args[1].at, "a partial takes one value to work on, and others by their names")
	}
	n := &partialNode{at: k.tag, name: name, hash: e.hash, within: p.partials}
	if len(e.args) == 1 {
		n.context = e.args[0]
	}
	p.calls = append(p.calls, n)
	return n, nil
}

// partialName reads a name, in quotes or without them.
func (s *scanner) partialName(tag int) (string, error) {
	s.space()
	if s.i < len(s.text) && s.text[s.i] == '(' {
		return "", s.fault("the name of a partial is written out, not worked out")
	}
	e, err := s.operand()
	switch {
	case err != nil:
		return "", err
	case e.path != nil && !e.path.data:
		return e.path.text, nil
	case e.is && String(e.lit) != "":
		return String(e.lit), nil
	}
	return "", s.t.fault(tag, "a partial has no name")
}

// inline reads {{#*inline "name"}} up to {{/inline}}.
func (p *parser) inline(open *token) error {
	s := &scanner{t: p.t, text: open.text, at: open.at}
	if word, err := s.operand(); err != nil || word.path == nil || word.path.text != "inline" {
		return p.t.fault(open.tag, "decorators other than inline are not supported")
	}
	name, err := s.partialName(open.tag)
	if err != nil {
		return err
	}
	if s.space(); s.i < len(s.text) {
		return p.t.fault(open.tag, "an inline partial has a name and nothing else")
	}
	around := p.partials
	body, end, err := p.nodes()
	switch {
	case err != nil:
		return err
	case end == nil:
		return p.t.fault(open.tag, "the partial %q is not closed: {{/inline}} is missing", name)
	case tagName(end) != "/inline":
		return p.t.fault(end.tag, "{{%s}} stands in the partial %q, which {{/inline}} closes", tagName(end), name)
	case around.own[name] != nil:
		return p.t.fault(open.tag, "the partial %q is there twice", name)
	}
	if around.own == nil {
		around.own = map[string]*inlinePartial{}
	}
	around.own[name] = &inlinePartial{body}
	return nil
}

// resolve finds the partial of every call, from the inside out.
func (p *parser) resolve() error {
	for _, n := range p.calls {
		for in := n.within; in != nil && n.of == nil; in = in.outer {
			n.of = in.own[n.name]
		}
		if n.of == nil {
			return p.t.fault(n.at, "there is no partial %q: write it as {{#*inline %q}}...{{/inline}}", n.name, n.name)
		}
	}
	return nil
}

// partial runs the body of a partial on its context. What is given by name goes before members of the context.
func (r *run) partial(n *partialNode, s *scope) error {
	in := &scope{parent: s, this: s.this, same: n.context == nil}
	if n.context != nil {
		var err error
		if in.this, err = r.value(n.context, s); err != nil {
			return err
		}
	}
	for _, h := range n.hash {
		v, err := r.value(h.expr, s)
		if err != nil {
			return err
		}
		if in.params == nil {
			in.params = map[string]any{}
		}
		in.params[h.key] = v
	}
	if len(n.of.body) == 0 {
		return nil
	}
	return r.nodes(n.of.body, in)
}
