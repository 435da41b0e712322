package handlebars

import (
	"slices"
	"strings"
)

// node is a part of a template: a text, a value or a block.
type node interface{ place() int }

type textNode struct {
	at   int
	text string
}

type valueNode struct {
	at   int
	expr *expression
	raw  bool
}

type blockNode struct {
	at            int
	expr          *expression
	params        []string // of {{#each x as |a b|}}
	body, inverse []node
}

func (n *textNode) place() int  { return n.at }
func (n *valueNode) place() int { return n.at }
func (n *blockNode) place() int { return n.at }

// parser reads tokens.
type parser struct {
	t        *Template
	tokens   []token
	next     int
	depth    int
	partials *partials // those in sight
	calls    []*partialNode
}

func (p *parser) template() ([]node, error) {
	nodes, end, err := p.nodes()
	if err == nil && end != nil {
		err = p.t.fault(end.tag, "{{%s}} has no block that it belongs to", tagName(end))
	}
	if err == nil {
		err = p.resolve()
	}
	return nodes, err
}

func tagName(k *token) string {
	if k.kind == elseToken {
		return "else"
	}
	return "/" + strings.TrimSpace(k.text)
}

// nodes reads up to a tag that ends a block or begins its other half, which it returns; nil at the end.
func (p *parser) nodes() (out []node, end *token, err error) {
	if p.depth++; p.depth > maxDepth {
		return nil, nil, p.t.fault(p.tokens[max(p.next-1, 0)].tag, "blocks are nested deeper than %d", maxDepth)
	}
	p.partials = &partials{outer: p.partials}
	defer func() { p.depth, p.partials = p.depth-1, p.partials.outer }()
	for p.next < len(p.tokens) {
		k := &p.tokens[p.next]
		p.next++
		switch k.kind {
		case textToken:
			if k.text != "" {
				out = append(out, &textNode{k.at, k.text})
			}
		case valueToken, rawToken:
			e, err := p.t.expression(k)
			if err != nil {
				return nil, nil, err
			}
			out = append(out, &valueNode{k.tag, e, k.kind == rawToken})
		case openToken, inverseToken:
			b, err := p.block(k)
			if err != nil {
				return nil, nil, err
			}
			out = append(out, b)
		case partialToken:
			call, err := p.call(k)
			if err != nil {
				return nil, nil, err
			}
			out = append(out, call)
		case inlineToken:
			if err := p.inline(k); err != nil {
				return nil, nil, err
			}
		case elseToken, closeToken:
			return out, k, nil
		}
	}
	return out, nil, nil
}

// block reads a block up to the tag that closes it.
func (p *parser) block(open *token) (*blockNode, error) {
	b, end, err := p.half(open)
	if err != nil {
		return nil, err
	}
	name := b.expr.name()
	if end == nil {
		return nil, p.t.fault(open.tag, "the block %q is not closed: {{/%s}} is missing", name, name)
	}
	if got := strings.TrimSpace(end.text); got != name {
		return nil, p.t.fault(end.tag, "{{/%s}} closes a block, and the open one is %q", got, name)
	}
	return b, nil
}

// half reads the opening tag of a block and what follows, up to the tag that closes it. {{else if x}} is a
// block in the other half that is closed by the same tag.
func (p *parser) half(open *token) (*blockNode, *token, error) {
	k := *open
	b := &blockNode{at: open.tag}
	var fault error
	if k.text, b.params, fault = p.t.blockParams(k); fault != nil {
		return nil, nil, fault
	}
	var err error
	if b.expr, err = p.t.expression(&k); err != nil {
		return nil, nil, err
	}
	body, end, err := p.nodes()
	if err != nil {
		return nil, nil, err
	}
	b.body = body
	if end != nil && end.kind == elseToken {
		if strings.TrimSpace(end.text) == "" {
			b.inverse, end, err = p.nodes()
			if err == nil && end != nil && end.kind == elseToken {
				err = p.t.fault(end.tag, "the block has an {{else}} after its {{else}}")
			}
		} else {
			if p.depth++; p.depth > maxDepth {
				return nil, nil, p.t.fault(end.tag, "blocks are nested deeper than %d", maxDepth)
			}
			var chained *blockNode
			chained, end, err = p.half(end)
			p.depth--
			b.inverse = []node{chained}
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if open.kind == inverseToken {
		b.body, b.inverse = b.inverse, b.body
	}
	return b, end, nil
}

// blockParams cuts "as |a b|" off a tag.
func (t *Template) blockParams(k token) (rest string, names []string, err error) {
	text := strings.TrimRight(k.text, " \t\r\n")
	if !strings.HasSuffix(text, "|") {
		return k.text, nil, nil
	}
	from := strings.Index(text, " as |")
	if from < 0 || from+len(" as |") > len(text)-1 {
		return "", nil, t.fault(k.at, "block parameters are written as |a b|")
	}
	names = strings.Fields(text[from+len(" as |") : len(text)-1])
	if len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return strings.ContainsAny(n, "|.\"'()=") }) {
		return "", nil, t.fault(k.at+from, "block parameters are written as |a b|")
	}
	return text[:from], names, nil
}
