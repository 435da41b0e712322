package fields

import (
	"strconv"
	"strings"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// Name returns the name of an entity as people see it: one without a name is called by its kind.
func Name(h model.Head) string {
	if name := strings.TrimSpace(h.Name); name != "" {
		return h.Name
	}
	return "(" + h.Kind.String() + ")"
}

// HeadRow shows an entity in a tree or list. Whether it can be opened is for the caller to say.
func HeadRow(h model.Head) kit.OutlineRow {
	row := kit.OutlineRow{Label: Name(h), Faint: strings.TrimSpace(h.Name) == ""}
	switch h.Kind {
	case model.KindCollection:
		row.Icon = theme.Icon(theme.IconCollections)
	case model.KindFolder:
		row.Icon = theme.Icon(theme.IconFolder)
	case model.KindEnvironment:
		row.Icon = theme.Icon(theme.IconEnvironments)
	case model.KindRequest:
		row.Badge, row.BadgeColor = h.Method, theme.Method(h.Method)
	case model.KindExample:
		row.Badge, row.BadgeColor, row.Faint = "—", theme.ColorFaint, true
		if h.Status > 0 {
			row.Badge, row.BadgeColor = strconv.Itoa(h.Status), theme.Status(h.Status)
		}
	}
	return row
}

// Where names what an entity stands in, outermost first: "Store API / products". It is "" for one that
// is in no tree, or stands in nothing.
func Where(tree *model.Tree, id model.ID) string {
	path := tree.Path(id)
	var names []string
	for _, p := range path[:max(len(path)-1, 0)] {
		h, _ := tree.Head(p)
		names = append(names, Name(h))
	}
	return strings.Join(names, " / ")
}
