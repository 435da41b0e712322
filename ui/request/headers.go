package request

import (
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// headers edits the request's headers.
type headers struct{ table *kit.KeyValueTable }

func newHeaders(p *presenter, edit func(func(*model.Request))) *headers {
	h := &headers{}
	h.table = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Header"), ValueLabel: lang.L("Value"), Description: true,
		Suggest: func(row int, column string) []kit.Suggestion { return h.suggest(row, column) }})
	h.table.Variables, h.table.Names = p.state, p.names
	h.table.OnChanged = func(rows []kit.KeyValue) {
		edit(func(r *model.Request) { r.Headers = fields.Fields(rows) })
	}
	return h
}

func (h *headers) show(q *model.Request) { h.table.SetRows(fields.Rows(q.Headers, false)) }

// suggest offers names and, for a name that is known, values.
func (h *headers) suggest(row int, column string) []kit.Suggestion {
	if column == "key" {
		return fields.HeaderNames()
	}
	rows := h.table.Rows()
	if row >= len(rows) {
		return nil
	}
	return fields.HeaderValues(rows[row].Key)
}
