package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"postern/highlight"
)

// inlines writes what stands in a block, as a kind where it is nothing more telling.
func (w *writer) inlines(parent ast.Node, k highlight.Kind) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n, k)
	}
}

func (w *writer) inline(n ast.Node, k highlight.Kind) {
	switch n := n.(type) {
	case *ast.Text:
		w.words(n, k)
	case *ast.String:
		w.write(string(n.Value), k)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Emphasis:
		w.inlines(n, emphasis(n.Level, k))
	case *extended.Strikethrough:
		w.write("~~", highlight.Punct)
		w.inlines(n, highlight.Comment)
		w.write("~~", highlight.Punct)
	case *ast.Link:
		w.link(n, string(n.Destination))
	case *ast.Image:
		w.link(n, string(n.Destination))
	case *ast.AutoLink:
		from := w.here()
		w.write(string(n.Label(w.source)), highlight.Link)
		w.linked(from, string(n.URL(w.source)))
	case *ast.RawHTML:
		w.rawHTML(n)
	case *extended.TaskCheckBox:
		w.write(map[bool]string{true: "[x] ", false: "[ ] "}[n.IsChecked], highlight.Literal)
	default:
		w.inlines(n, k)
	}
}

func (w *writer) words(n *ast.Text, k highlight.Kind) {
	if n.IsRaw() {
		w.write(string(n.Value(w.source)), k)
	} else {
		w.write(plain(n.Value(w.source)), k)
	}
	switch {
	case n.HardLineBreak():
		w.turn()
	case n.SoftLineBreak():
		w.write(" ", k)
	}
}

// emphasis is the kind of emphasised text: a heading stays one, and strong wins.
func emphasis(level int, around highlight.Kind) highlight.Kind {
	switch {
	case around == highlight.Heading || around == highlight.Strong || around == highlight.Link:
		return around
	case level > 1:
		return highlight.Strong
	}
	return highlight.Emphasis
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			w.write(strings.ReplaceAll(string(t.Value(w.source)), "\n", " "), highlight.String)
		}
	}
}

func (w *writer) rawHTML(n *ast.RawHTML) {
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		s := string(segment.Value(w.source))
		if strings.HasPrefix(strings.ToLower(s), "<br") {
			w.turn()
			continue
		}
		w.write(strings.ReplaceAll(s, "\n", " "), highlight.Comment)
	}
}

// link writes what leads to an address, and the address behind it where it says something else.
func (w *writer) link(n ast.Node, destination string) {
	from, address := w.here(), plain([]byte(destination))
	w.inlines(n, highlight.Link)
	if said := string(w.out.Bytes()[from:]); said != address && address != "" {
		if said != "" {
			w.write(" ", highlight.Plain)
			address = "(" + address + ")"
		}
		w.write(address, highlight.Comment)
	}
	w.linked(from, plain([]byte(destination)))
}

// here is where the next text stands: behind the marks of its line.
func (w *writer) here() int {
	if w.out.Len() == w.start {
		w.begin()
	}
	return w.out.Len()
}

// linked makes what was written since a place lead to an address.
func (w *writer) linked(from int, address string) {
	last := len(w.page.links) - 1
	if w.out.Len() > from && (last < 0 || w.page.links[last].to <= from) {
		w.page.links = append(w.page.links, link{from, w.out.Len(), address})
	}
}

// plain is text without its backslashes and with the characters that entities stand for.
func plain(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out strings.Builder
	entities := func(b []byte) { out.Write(util.ResolveEntityNames(util.ResolveNumericReferences(b))) }
	for {
		i := bytes.IndexByte(b, '\\')
		for i >= 0 && (i+1 == len(b) || !util.IsPunct(b[i+1])) {
			next := bytes.IndexByte(b[i+1:], '\\')
			if next < 0 {
				i = -1
				break
			}
			i += 1 + next
		}
		if i < 0 {
			entities(b)
			return out.String()
		}
		entities(b[:i])
		out.WriteByte(b[i+1])
		b = b[i+2:]
	}
}
