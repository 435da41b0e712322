package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"

	"postern/highlight"
)

const (
	quoteBar  = "│ "
	codeSpace = "    "
	ruleWidth = 40
	mostLine  = 80 // columns of the line under a heading
)

// bullets are those of lists in lists.
var bullets = []string{"• ", "◦ ", "▪ "}

// blocks writes the blocks of a container, apart from each other unless they are tight.
func (w *writer) blocks(parent ast.Node, tight bool) {
	first := true
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if silent(n) {
			continue
		}
		if !first && !tight {
			w.blank()
		}
		first = false
		w.block(n)
	}
}

// silent tells that a block is nothing to see.
func silent(n ast.Node) bool { return n.Kind() == ast.KindLinkReferenceDefinition }

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		w.inlines(n, highlight.Plain)
		w.finish()
	case *ast.Blockquote:
		w.inside(quoteBar, quoteBar, func() { w.blocks(n, false) })
	case *ast.List:
		w.list(n)
	case *ast.FencedCodeBlock:
		w.code(n, string(n.Language(w.source)))
	case *ast.CodeBlock:
		w.code(n, "")
	case *ast.HTMLBlock:
		w.html(n)
	case *ast.ThematicBreak:
		w.write(strings.Repeat("─", ruleWidth), highlight.Punct)
		w.end()
	case *extended.Table:
		w.table(n)
	default:
		w.blocks(n, false)
	}
}

// heading underlines the headings of the first two levels and keeps the marks of the others.
func (w *writer) heading(n *ast.Heading) {
	if n.Level > 2 {
		w.write(strings.Repeat("#", n.Level)+" ", highlight.Punct)
	}
	w.inlines(n, highlight.Heading)
	if w.out.Len() == w.start {
		return
	}
	width := min(columns(w.out.Bytes()[w.start:]), mostLine)
	w.end()
	if n.Level <= 2 {
		w.begin()
		line := []string{"═", "─"}[n.Level-1]
		w.put(strings.Repeat(line, max(0, width-w.indent())), highlight.Punct)
		w.end()
	}
}

// indent is the columns of the marks before a line.
func (w *writer) indent() (n int) {
	for _, m := range w.marks {
		n += columns([]byte(m.rest))
	}
	return n
}

func (w *writer) list(n *ast.List) {
	depth := 0
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindList {
			depth++
		}
	}
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if item.PreviousSibling() != nil && !n.IsTight {
			w.blank()
		}
		bullet := bullets[min(depth, len(bullets)-1)]
		if n.IsOrdered() {
			bullet = strconv.Itoa(number) + ". "
			number++
		}
		w.inside(bullet, strings.Repeat(" ", columns([]byte(bullet))), func() { w.blocks(item, n.IsTight) })
	}
}

// code writes a block of code in the colours of its language.
func (w *writer) code(n ast.Node, language string) {
	lexer, state := highlight.New(language), highlight.State(0)
	var spans []highlight.Span
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := strings.TrimRight(string(segment.Value(w.source)), "\n")
		spans, state = lexer.Line([]byte(line), state, spans[:0])
		state = lexer.Break(state)
		w.begin()
		w.put(codeSpace, highlight.Plain)
		at := 0
		for _, s := range spans {
			w.put(line[at:s.Start], highlight.Plain)
			w.put(line[s.Start:s.End], s.Kind)
			at = s.End
		}
		w.put(line[at:], highlight.Plain)
		w.end()
	}
}

// html writes markup as it stands.
func (w *writer) html(n *ast.HTMLBlock) {
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		w.write(string(segment.Value(w.source)), highlight.Comment)
	}
	if n.HasClosure() {
		w.write(string(n.ClosureLine.Value(w.source)), highlight.Comment)
	}
	w.finish()
}
