package request

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// params edits query and path parameters.
type params struct {
	query, path *kit.KeyValueTable
	pathBox     *fyne.Container
	content     *fyne.Container
	shownPath   int
}

func newParams(p *presenter, edit func(func(*model.Request))) *params {
	s := &params{
		query: kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Query parameter"), ValueLabel: lang.L("Value"), Description: true}),
		path:  kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Path parameter"), ValueLabel: lang.L("Value"), Description: true, FixedRows: true}),
	}
	s.query.Variables, s.path.Variables = p.state, p.state
	s.query.Names, s.path.Names = p.names, p.names
	s.query.OnChanged = func(rows []kit.KeyValue) {
		edit(func(r *model.Request) { r.Query = queryFields(rows) })
	}
	s.path.OnChanged = func(rows []kit.KeyValue) {
		edit(func(r *model.Request) { r.PathParams = fields.Fields(rows) })
	}
	s.pathBox = container.NewStack(s.path)
	s.content = container.New(kit.Stacked(s.pathHeight), s.pathBox, s.query)
	return s
}

// queryFields reads the table of query parameters back. A row that is still empty stands in the address
// as nothing but a separator.
func queryFields(rows []kit.KeyValue) []model.Field {
	out := fields.Fields(rows)
	for i := range out {
		if out[i].Key == "" && out[i].Value == "" {
			out[i].Bare = true
		}
	}
	return out
}

func sameInAddress(a, b model.Field) bool {
	return a.Key == b.Key && a.Value == b.Value && a.Bare == b.Bare && a.Disabled == b.Disabled && a.Description == b.Description
}

// pathHeight gives the path parameters just the room they need.
func (s *params) pathHeight() float32 {
	if s.shownPath == 0 {
		return 0
	}
	return s.path.HeightFor(s.shownPath)
}

func (s *params) show(q *model.Request) {
	s.query.SetRows(fields.Rows(q.Query, false))
	s.showPath(q)
}

func (s *params) showPath(q *model.Request) {
	s.shownPath = len(q.PathParams)
	s.path.SetRows(fields.Rows(q.PathParams, true))
	if s.shownPath == 0 {
		s.pathBox.Hide()
	} else {
		s.pathBox.Show()
	}
	s.content.Refresh()
}

// follow brings the tables up to an address edited in the bar.
func (s *params) follow(q *model.Request) {
	if !slices.EqualFunc(queryFields(s.query.Rows()), q.Query, sameInAddress) {
		s.query.SetRows(fields.Rows(q.Query, false))
	}
	rows := s.path.Rows()
	same := len(rows) == len(q.PathParams)
	for i := 0; same && i < len(rows); i++ {
		same = rows[i].Key == q.PathParams[i].Key
	}
	if !same {
		s.showPath(q)
	}
}
