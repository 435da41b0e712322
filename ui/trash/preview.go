package trash

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/ui/fields"
	"postern/ui/kit"
)

// preview tells of the selected item what comes back with it.
type preview struct {
	p       *presenter
	name    *widget.Label
	facts   *fyne.Container
	tree    *kit.Outline
	shown   string
	content fyne.CanvasObject
}

func newPreview(p *presenter) *preview {
	v := &preview{p: p, name: widget.NewLabel(""), facts: container.NewVBox()}
	v.name.TextStyle.Bold = true
	v.name.Truncation = fyne.TextTruncateEllipsis
	v.tree = kit.NewOutline(below{p})
	v.tree.OnEscape = p.deps.Leave
	top := container.NewVBox(v.name, v.facts, kit.Hairline())
	v.content = container.NewPadded(container.NewBorder(top, nil, nil, nil, v.tree))
	return v
}

func (v *preview) show() {
	t, ok := v.p.item(v.p.at)
	if !ok {
		v.name.SetText("")
		v.facts.RemoveAll()
		v.tree.Reload()
		return
	}
	v.name.SetText(fields.Name(t.Head))
	v.facts.RemoveAll()
	fact := func(label, value string) {
		if value == "" {
			return
		}
		text := widget.NewLabel(value)
		text.Truncation = fyne.TextTruncateEllipsis
		v.facts.Add(kit.LabeledRow(label, text))
	}
	fact(lang.L("Kind"), lang.L(t.Head.Kind.String()))
	fact(lang.L("Stood in"), v.p.where(t))
	fact(lang.L("Deleted"), ago(t.Time)+", "+t.Time.Local().Format("2 Jan 2006 15:04"))
	fact(lang.L("Goes for good"), v.p.leaves(t, time.Now()))
	fact(lang.L("Holds"), v.p.contents(t.Head.ID))
	v.tree.Reload()
	if v.shown != string(v.p.at) {
		v.shown = string(v.p.at)
		v.tree.SetExpanded(nil)
		v.tree.SetScrollOffset(0)
	}
}
