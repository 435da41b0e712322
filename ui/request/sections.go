package request

import (
	"fyne.io/fyne/v2/lang"

	"postern/ui/kit"
)

func sectionList(r *Room) []kit.Section {
	return []kit.Section{
		{ID: "params", Label: lang.L("Params"), Content: r.params.content},
		{ID: "headers", Label: lang.L("Headers"), Content: r.headers.table},
		{ID: "auth", Label: lang.L("Auth"), Content: r.auth.box},
		{ID: "body", Label: lang.L("Body"), Content: r.body.content},
		{ID: "settings", Label: lang.L("Settings"), Content: r.settings.content},
		{ID: "docs", Label: lang.L("Docs"), Content: r.docs.content},
		{ID: "examples", Label: lang.L("Examples"), Content: r.examples.whole},
	}
}
