package backups

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
)

// contentView tells what the chosen backup holds and what would change, with the buttons to take it.
type contentView struct {
	p       *presenter
	title   *widget.Label
	facts   *kit.Faint
	buttons *fyne.Container
	sum     *widget.Label
	mode    *kit.Segmented
	tree    *kit.Outline
	changes *kit.Outline
	all     *widget.Button
	some    *widget.Button
	note    *kit.Passage
	again   *widget.Button
	message fyne.CanvasObject
	stack   *fyne.Container
	shown   *model.BackupContent
	content fyne.CanvasObject
}

func newContentView(p *presenter) *contentView {
	v := &contentView{p: p, title: widget.NewLabel(""), facts: kit.NewFaint("").Cut(), sum: widget.NewLabel(""), note: kit.NewPassage(p.deps.Session.Runner(), 8)}
	v.title.TextStyle.Bold = true
	v.sum.Wrapping = fyne.TextWrapWord
	v.mode = kit.NewSegmented(lang.L("what it holds"), lang.L("what would change"))
	v.mode.OnChanged = func(int) { v.place() }
	v.tree, v.changes = kit.NewOutline(held{p}), kit.NewOutline(changes{p})
	v.tree.OnCheck = func(id string) { p.toggle(model.ID(id)) }
	v.tree.OnEscape, v.changes.OnEscape = p.deps.Leave, p.deps.Leave
	v.all = widget.NewButton(lang.L("Restore all…"), func() { p.restore() })
	v.all.Importance = widget.HighImportance
	v.some = widget.NewButton(lang.L("Restore chosen…"), func() { p.restore(p.chosen()...) })
	v.again = widget.NewButton("", nil)
	v.message = container.NewCenter(container.NewVBox(container.New(kit.Fixed(460, 0), v.note), container.NewCenter(v.again)))
	v.stack = container.NewStack(v.message)
	v.buttons = container.NewHBox(v.mode, layout.NewSpacer(), v.some, v.all)
	top := container.NewVBox(v.title, v.facts, v.sum, v.buttons, kit.Hairline())
	v.content = container.NewPadded(container.NewBorder(top, nil, nil, nil, kit.WithStash(v.stack, v.tree, v.changes, v.message)))
	return v
}

// focus puts the keys into what is shown of the backup.
func (v *contentView) focus() {
	if v.p.content == nil {
		return
	}
	if v.mode.Selected() == 0 {
		kit.Focus(v.tree)
		return
	}
	kit.Focus(v.changes)
}

func (v *contentView) render() {
	p := v.p
	b := p.backup(p.at)
	v.title.SetText(timeText(b.Time))
	v.facts.SetText(kindText(b.Kind) + " · " + kit.SizeText(b.Size) + " · " + b.Path)
	ready := p.content != nil && !p.working
	for _, c := range []fyne.Disableable{v.all, v.some} {
		if ready {
			c.Enable()
		} else {
			c.Disable()
		}
	}
	if n := len(p.chosen()); n > 0 {
		v.some.SetText(fmt.Sprintf(lang.L("Restore %d chosen…"), n))
	} else {
		v.some.SetText(lang.L("Restore chosen…"))
		v.some.Disable()
	}
	v.buttons.Refresh() // a button may need more room
	if p.content == nil {
		v.sum.SetText("")
	} else if v.shown != p.content {
		v.sum.SetText(changesText(p.content))
		v.changes.SetExpanded([]string{groupAdded, groupChanged, groupMissing})
	}
	v.shown = p.content
	v.tree.Reload()
	v.changes.Reload()
	v.place()
}

// place shows the tree or the differences, or why there are none.
func (v *contentView) place() {
	p := v.p
	shown := fyne.CanvasObject(v.tree)
	if v.mode.Selected() == 1 {
		shown = v.changes
	}
	switch {
	case p.reading && p.content == nil:
		v.say(lang.L("Reading the backup…"), lang.L("Cancel"), p.stop)
		shown = v.message
	case p.readErr != nil:
		v.say(kit.Sentence(p.readErr.Error()), lang.L("Try again"), p.read)
		shown = v.message
	case p.content == nil:
		v.say(lang.L("This backup was not read."), lang.L("Read it"), p.read)
		shown = v.message
	case shown == v.changes && len(changes{p}.Children("")) == 0:
		v.say(lang.L("Nothing would change."), "", nil)
		shown = v.message
	}
	if v.stack.Objects[0] != shown {
		v.stack.Objects = []fyne.CanvasObject{shown}
		v.stack.Refresh()
	}
}

func (v *contentView) say(text, action string, run func()) {
	v.note.SetText(text)
	v.again.OnTapped = run
	v.again.SetText(action)
	if action == "" {
		v.again.Hide()
	} else {
		v.again.Show()
	}
	v.message.Refresh()
}
