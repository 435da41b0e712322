// Package markdown lays a Markdown text (CommonMark with the tables, task lists, strikethrough and bare addresses of
// GitHub) out as plain text of a fixed-width font: headings underlined, lists with bullets, quotes with a bar, tables
// in columns, links with their addresses. What deserves a colour is told by the kinds of package highlight. It knows
// no Fyne.
package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"postern/highlight"
)

// MostBytes is the longest text that is laid out, in bytes.
const MostBytes = 4 << 20

// Page is a text that is laid out. It never changes and may be read on any goroutine.
type Page struct {
	text  string
	spans []highlight.Span // of all lines, each counted from its line
	first []int            // by line: where its spans begin
	links []link
}

// link is a part of the text that leads to an address, in bytes.
type link struct {
	from, to int
	address  string
}

// dialect is read-only once it is built, and safe for concurrent use.
var dialect = goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()

// Render lays a text out. It works for some 0.2 s on 1 MB. ok is false for a text that is longer than MostBytes or
// nested deeper than a person writes, which is to be shown as it is written.
func Render(source []byte) (page *Page, ok bool) {
	if len(source) > MostBytes || tooDeep(source) {
		return nil, false
	}
	source = bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
	root := dialect.Parse(text.NewReader(source), parser.WithContext(parser.NewContext()))
	w := &writer{source: source, page: &Page{first: []int{0}}}
	w.blocks(root, false)
	w.page.text = strings.TrimSuffix(w.out.String(), "\n")
	return w.page, true
}

// Text is the text with line breaks "\n".
func (p *Page) Text() string { return p.text }

// Spans returns what a line has of kinds, counted from its start, in order.
func (p *Page) Spans(line int) []highlight.Span {
	if line < 0 || line >= len(p.first) {
		return nil
	}
	end := len(p.spans)
	if line+1 < len(p.first) {
		end = p.first[line+1]
	}
	return p.spans[p.first[line]:end]
}

// Link returns the address that a place in the text, in bytes, leads to, and where the link begins; "" for none.
func (p *Page) Link(off int64) (address string, from int64) {
	i := sort.Search(len(p.links), func(i int) bool { return int64(p.links[i].to) > off })
	if i == len(p.links) || int64(p.links[i].from) > off {
		return "", 0
	}
	return p.links[i].address, int64(p.links[i].from)
}
