package collections

import (
	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
)

// rows is what the tree shows: the session's tree, seen by the outline.
type rows struct{ s *session.Session }

// Children implements kit.OutlineSource.
func (r rows) Children(id string) []string {
	kids := r.s.Tree().Children(place(id))
	out := make([]string, len(kids))
	for i, k := range kids {
		out[i] = string(k)
	}
	return out
}

// Row implements kit.OutlineSource.
func (r rows) Row(id string) kit.OutlineRow {
	h, _ := r.s.Tree().Head(model.ID(id))
	row := fields.HeadRow(h)
	switch h.Kind {
	case model.KindCollection, model.KindFolder:
		row.Container = true
	case model.KindRequest:
		row.Container = len(r.s.Tree().Children(h.ID)) > 0
		if t := r.s.Tab(h.ID); t != nil {
			row.Dirty = t.Dirty
		}
	}
	return row
}

// place turns the outline's root into the tree's.
func place(id string) model.ID {
	if id == "" {
		return model.RootID
	}
	return model.ID(id)
}

func parentOf(t *model.Tree, id string) string {
	if p := t.Parent(model.ID(id)); p != model.RootID {
		return string(p)
	}
	return ""
}
