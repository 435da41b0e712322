package fields

import (
	"testing"
	"time"

	"postern/model"
	"postern/ui/theme"
)

func TestHeadRow(t *testing.T) {
	for _, tt := range []struct {
		head        model.Head
		label       string
		badge       string
		faint, icon bool
	}{
		{model.Head{Kind: model.KindCollection, Name: "Shop"}, "Shop", "", false, true},
		{model.Head{Kind: model.KindFolder, Name: "  "}, "(folder)", "", true, true},
		{model.Head{Kind: model.KindEnvironment, Name: "local"}, "local", "", false, true},
		{model.Head{Kind: model.KindRequest, Name: "List", Method: "GET"}, "List", "GET", false, false},
		{model.Head{Kind: model.KindExample, Name: "ok", Status: 404}, "ok", "404", true, false},
		{model.Head{Kind: model.KindExample}, "(example)", "—", true, false},
	} {
		row := HeadRow(tt.head)
		if row.Label != tt.label || row.Badge != tt.badge || row.Faint != tt.faint || (row.Icon != nil) != tt.icon {
			t.Errorf("%+v is shown as %+v", tt.head, row)
		}
	}
	if row := HeadRow(model.Head{Kind: model.KindExample, Status: 404}); row.BadgeColor != theme.ColorStatusClient {
		t.Errorf("a 404 is coloured %q", row.BadgeColor)
	}
}

func TestWhere(t *testing.T) {
	tree := model.NewTree()
	var c model.Change
	add := func(e model.Entity, id, parent model.ID) {
		c.Edits = append(c.Edits, model.Put{Entity: e}, model.Place{ID: id, Parent: parent, Index: -1})
	}
	add(&model.Collection{ID: "c", Name: "Shop"}, "c", model.RootID)
	add(&model.Folder{ID: "f"}, "f", "c")
	add(&model.Request{ID: "r", Name: "List"}, "r", "f")
	if err := tree.Apply(c, time.Time{}); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[model.ID]string{"r": "Shop / (folder)", "f": "Shop", "c": "", "gone": ""} {
		if got := Where(tree, id); got != want {
			t.Errorf("%s stands in %q, want %q", id, got, want)
		}
	}
}
