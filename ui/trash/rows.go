package trash

import (
	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// rows is the list of items for the outline.
type rows struct{ p *presenter }

// Children implements kit.OutlineSource.
func (r rows) Children(id string) []string {
	if id != "" {
		return nil
	}
	var out []string
	for _, t := range r.p.items() {
		out = append(out, string(t.Head.ID))
	}
	return out
}

// Row implements kit.OutlineSource.
func (r rows) Row(id string) kit.OutlineRow {
	t, ok := r.p.item(model.ID(id))
	if !ok {
		return kit.OutlineRow{}
	}
	row := fields.HeadRow(t.Head)
	row.Container, row.Check = false, kit.CheckOff
	if r.p.checked[t.Head.ID] {
		row.Check = kit.CheckOn
	}
	row.Detail = ago(t.Time)
	if w := r.p.where(t); w != "" {
		row.Detail = w + " · " + row.Detail
	}
	return row
}

// below is the tree of what is in the selected item.
type below struct{ p *presenter }

// Children implements kit.OutlineSource.
func (b below) Children(id string) []string {
	if id == "" {
		id = string(b.p.at)
	}
	var out []string
	for _, k := range b.p.tree().Children(model.ID(id)) {
		out = append(out, string(k))
	}
	return out
}

// Row implements kit.OutlineSource.
func (b below) Row(id string) kit.OutlineRow {
	h, _ := b.p.tree().Head(model.ID(id))
	row := fields.HeadRow(h)
	row.Container = len(b.p.tree().Children(h.ID)) > 0
	return row
}
