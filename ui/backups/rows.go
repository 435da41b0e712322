package backups

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/theme"
)

// copies is the list of backups for the outline.
type copies struct{ p *presenter }

// Children implements kit.OutlineSource.
func (c copies) Children(id string) []string {
	if id != "" {
		return nil
	}
	var out []string
	for _, b := range c.p.list {
		out = append(out, b.Path)
	}
	return out
}

// Row implements kit.OutlineSource.
func (c copies) Row(id string) kit.OutlineRow {
	b := c.p.backup(id)
	return kit.OutlineRow{Label: kit.Sentence(kit.AgoText(time.Since(b.Time))), Icon: theme.Icon(theme.IconBackup),
		Detail: kindText(b.Kind) + " · " + kit.SizeText(b.Size)}
}

// held is the tree of the chosen backup.
type held struct{ p *presenter }

const environments = string(model.EnvironmentsID)

func (h held) tree() *model.Tree {
	if h.p.content == nil {
		return model.NewTree()
	}
	return h.p.content.Tree
}

// Children implements kit.OutlineSource.
func (h held) Children(id string) []string {
	at := model.ID(id)
	if id == "" {
		at = model.RootID
	}
	var out []string
	for _, k := range h.tree().Children(at) {
		out = append(out, string(k))
	}
	if id == "" && len(h.tree().Children(model.EnvironmentsID)) > 0 {
		out = append(out, environments)
	}
	return out
}

// Row implements kit.OutlineSource.
func (h held) Row(id string) kit.OutlineRow {
	if id == environments {
		return kit.OutlineRow{Label: lang.L("Environments"), Icon: theme.Icon(theme.IconEnvironments), Container: true,
			Detail: strconv.Itoa(len(h.tree().Children(model.EnvironmentsID)))}
	}
	head, _ := h.tree().Head(model.ID(id))
	row := fields.HeadRow(head)
	row.Container = len(h.tree().Children(head.ID)) > 0
	if head.Kind == model.KindCollection {
		row.Detail = countsText(below(h.tree(), head.ID))
	}
	if head.Kind == model.KindCollection || head.Kind == model.KindEnvironment {
		row.Check = kit.CheckOff
		if h.p.checked[head.ID] {
			row.Check = kit.CheckOn
		}
	}
	return row
}

// changes are the differences in three groups. The id of a row is that of the group, a slash, and that
// of the entity: what is missing and what was added may not be told apart otherwise.
type changes struct{ p *presenter }

const (
	groupAdded   = "added"
	groupChanged = "changed"
	groupMissing = "missing"
)

func (c changes) heads(group string) []model.Head {
	if c.p.content == nil {
		return nil
	}
	switch group {
	case groupAdded:
		return c.p.content.Added
	case groupChanged:
		return c.p.content.Changed
	case groupMissing:
		return c.p.content.Missing
	}
	return nil
}

// Children implements kit.OutlineSource.
func (c changes) Children(id string) []string {
	var out []string
	if id == "" {
		for _, g := range []string{groupAdded, groupChanged, groupMissing} {
			if len(c.heads(g)) > 0 {
				out = append(out, g)
			}
		}
		return out
	}
	for _, h := range c.heads(id) {
		out = append(out, id+"/"+string(h.ID))
	}
	return out
}

// Row implements kit.OutlineSource.
func (c changes) Row(id string) kit.OutlineRow {
	group, entity, inside := strings.Cut(id, "/")
	if !inside {
		words := map[string]string{groupAdded: "Only in this backup", groupChanged: "Different now", groupMissing: "Not in this backup"}
		return kit.OutlineRow{Label: lang.L(words[group]), Container: true, Detail: strconv.Itoa(len(c.heads(group)))}
	}
	for _, h := range c.heads(group) {
		if string(h.ID) != entity {
			continue
		}
		row := fields.HeadRow(h)
		tree := held(c).tree()
		if group == groupMissing {
			tree = c.p.deps.Session.Tree()
		}
		row.Detail = fields.Where(tree, h.ID)
		return row
	}
	return kit.OutlineRow{}
}
