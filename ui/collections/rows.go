package collections

import (
	"strconv"
	"strings"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
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
	row := kit.OutlineRow{Label: h.Name}
	switch h.Kind {
	case model.KindCollection:
		row.Icon, row.Container = theme.Icon(theme.IconCollections), true
	case model.KindFolder:
		row.Icon, row.Container = theme.Icon(theme.IconFolder), true
	case model.KindRequest:
		row.Badge, row.BadgeColor = h.Method, theme.Method(h.Method)
		row.Container = len(r.s.Tree().Children(h.ID)) > 0
		if t := r.s.Tab(h.ID); t != nil {
			row.Dirty = t.Dirty
		}
	case model.KindExample:
		row.Badge, row.BadgeColor, row.Faint = "—", theme.ColorFaint, true
		if h.Status > 0 {
			row.Badge, row.BadgeColor = strconv.Itoa(h.Status), theme.Status(h.Status)
		}
	}
	if strings.TrimSpace(row.Label) == "" {
		row.Label, row.Faint = "("+h.Kind.String()+")", true
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
