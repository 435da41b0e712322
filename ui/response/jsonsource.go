package response

import (
	"context"
	"strings"

	"postern/jsonscan"
	"postern/jsonview"
	"postern/ui/kit"
)

// previewLimit is how many bytes of a value a row shows: more than fit on a screen.
const previewLimit = 300

func valueKind(k jsonscan.Kind) kit.ValueKind {
	switch k {
	case jsonscan.Object:
		return kit.ValueObject
	case jsonscan.Array:
		return kit.ValueArray
	case jsonscan.String:
		return kit.ValueString
	case jsonscan.Number:
		return kit.ValueNumber
	case jsonscan.True, jsonscan.False, jsonscan.Null:
		return kit.ValueLiteral
	}
	return kit.ValueNone
}

// treeSource gives a body to a tree. Faults of the text end what there is to see.
type treeSource struct{ doc *jsonview.Doc }

func (s treeSource) node(n jsonview.Node) kit.JSONNode {
	return kit.JSONNode{Key: s.doc.Key(n), Named: n.KeyEnd > 0, Index: n.Index, Kind: valueKind(n.Kind), Tag: n}
}

// Root implements [kit.JSONSource].
func (s treeSource) Root() kit.JSONNode { return s.node(s.doc.Root()) }

// Count implements [kit.JSONSource].
func (s treeSource) Count(n kit.JSONNode) int64 {
	count, _ := s.doc.Count(context.Background(), n.Tag.(jsonview.Node))
	return count
}

// Children implements [kit.JSONSource].
func (s treeSource) Children(n kit.JSONNode, from, count int64) []kit.JSONNode {
	kids, _ := s.doc.Children(context.Background(), n.Tag.(jsonview.Node), from, count)
	out := make([]kit.JSONNode, len(kids))
	for i, kid := range kids {
		out[i] = s.node(kid)
	}
	return out
}

// Preview implements [kit.JSONSource].
func (s treeSource) Preview(n kit.JSONNode) string {
	return s.doc.Preview(n.Tag.(jsonview.Node), previewLimit)
}

// tableSource gives an array of objects to a table.
type tableSource struct {
	doc   *jsonview.Doc
	table *jsonview.Table
}

// Columns implements [kit.DataSource].
func (s tableSource) Columns() []string {
	names := make([]string, len(s.table.Columns))
	for i, c := range s.table.Columns {
		names[i] = c.Name
	}
	return names
}

// Len implements [kit.DataSource].
func (s tableSource) Len() int { return s.table.Len() }

// Row implements [kit.DataSource].
func (s tableSource) Row(i int) (int64, []kit.DataCell) {
	nodes := s.table.Cells(i)
	cells := make([]kit.DataCell, len(nodes))
	for i, n := range nodes {
		cells[i] = cellOf(s.doc, n)
	}
	return s.table.Row(i).Index, cells
}

// cellOf is a value in a cell, a string without its quotes.
func cellOf(doc *jsonview.Doc, n jsonview.Node) kit.DataCell {
	if n.Kind == jsonscan.None {
		return kit.DataCell{}
	}
	text := doc.Preview(n, previewLimit)
	if n.Kind == jsonscan.String {
		text = plainString(text)
	}
	return kit.DataCell{Text: text, Kind: valueKind(n.Kind)}
}

// plainString is a string of JSON, or the beginning of one, as what it means.
func plainString(quoted string) string {
	if strings.HasSuffix(quoted, `"`) {
		return jsonscan.Unquote([]byte(quoted))
	}
	cut, _ := strings.CutSuffix(quoted, "…")
	return jsonscan.Unquote([]byte(cut)) + "…"
}

// resultSource gives the results of a filter to a table.
type resultSource struct {
	doc     *jsonview.Doc
	results []filterResult
	path    string // name of the column of paths
	value   string // name of the column of values
}

// Columns implements [kit.DataSource].
func (s resultSource) Columns() []string { return []string{s.path, s.value} }

// Len implements [kit.DataSource].
func (s resultSource) Len() int { return len(s.results) }

// Row implements [kit.DataSource].
func (s resultSource) Row(i int) (int64, []kit.DataCell) {
	v := resultValue(s.doc, s.results[i])
	if v.made == nil {
		return int64(i), []kit.DataCell{{Text: s.doc.JSONPath(v.path)}, {Text: s.doc.Preview(v.node(), previewLimit), Kind: valueKind(v.kind())}}
	}
	text := string(v.made[:min(len(v.made), previewLimit)])
	return int64(i), []kit.DataCell{{}, {Text: strings.ToValidUTF8(text, ""), Kind: valueKind(v.kind())}}
}

// resultValue finds the place of a result.
func resultValue(doc *jsonview.Doc, r filterResult) value {
	if r.made != nil {
		return value{doc: doc, made: r.made, cut: r.cut}
	}
	path, err := doc.Place(context.Background(), r.node.Start)
	if err != nil || len(path) == 0 || path[len(path)-1].Start != r.node.Start {
		path = []jsonview.Node{r.node}
	}
	return value{doc: doc, path: path}
}
