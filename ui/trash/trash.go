// Package trash is the room of what was deleted: what it was, where it stood, when it went, and what
// is in it. It is brought back from here, or deleted for good.
package trash

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// Dialogs asks the user.
type Dialogs interface {
	Confirm(title, text, action string, ok func())
	ChooseParent(title string, ok func(parent model.ID))
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Dialogs Dialogs
	// EmptyTrash deletes for good what is named, or all that is in the trash.
	EmptyTrash func(ids ...model.ID) error
	// Leave shows what was shown before.
	Leave func()
}

// Room is the page.
type Room struct {
	presenter *presenter
	list      *kit.Outline
	preview   *preview
	restore   *widget.Button
	remove    *widget.Button
	all       *widget.Button
	words     *kit.Faint
	head      *fyne.Container
	body      *fyne.Container
	full      fyne.CanvasObject
	empty     fyne.CanvasObject
	content   fyne.CanvasObject
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{presenter: newPresenter(d), words: kit.NewFaint("")}
	r.list = kit.NewOutline(rows{r.presenter})
	r.list.OnSelect = func(id string) { r.presenter.at = model.ID(id); r.showPreview() }
	r.list.OnCheck = func(id string) { r.presenter.toggle(model.ID(id)); r.showButtons() }
	r.list.OnOpen = func(id string) { r.presenter.restore(model.ID(id)) }
	r.list.OnDelete = func(string) { r.presenter.remove(r.presenter.chosen()...) }
	r.list.OnMenu = r.menu
	r.list.OnEscape = d.Leave
	r.preview = newPreview(r.presenter)
	r.build()
	d.Session.Listen(func(e session.Event) {
		if e&(session.TreeChanged|session.SettingsChanged) != 0 {
			r.render()
		}
	})
	r.render()
	return r
}

func (r *Room) build() {
	p := r.presenter
	r.restore = widget.NewButtonWithIcon("", theme.Icon(theme.IconUndo), func() { p.restore(p.chosen()...) })
	r.restore.Importance = widget.HighImportance
	r.remove = widget.NewButton(lang.L("Delete for good…"), func() { p.remove(p.chosen()...) })
	r.all = widget.NewButton(lang.L("Empty trash…"), func() { p.remove() })
	title := widget.NewLabel(lang.L("Trash"))
	title.TextStyle.Bold = true
	r.head = container.NewHBox(title, r.words, layout.NewSpacer(), r.restore, r.remove, r.all)
	split := kit.NewSideSplit(r.list, r.preview.content, p.deps.Session.Split("trash", 560))
	split.OnChanged = func(v float64) { p.deps.Session.SetSplit("trash", v) }
	r.full = container.NewBorder(container.NewVBox(container.NewPadded(r.head), kit.Hairline()), nil, nil, nil, split)
	r.empty = kit.NewEmpty(theme.IconTrash, lang.L("The trash is empty"), lang.L("What you delete waits here until you bring it back or empty the trash."),
		widget.NewButton(lang.L("Back"), p.deps.Leave))
	r.body = container.NewStack(r.empty)
	r.content = kit.WithStash(r.body, r.full, r.empty)
}

// Content returns the page.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Focus puts the keys into the list.
func (r *Room) Focus() {
	if len(r.presenter.items()) > 0 {
		kit.Focus(r.list)
	}
}

func (r *Room) menu(id string) []*fyne.MenuItem {
	if id == "" {
		return []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Empty trash…"), r.all.OnTapped)}
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Restore"), func() { r.presenter.restore(model.ID(id)) }),
		fyne.NewMenuItem(lang.L("Delete for good…"), func() { r.presenter.remove(model.ID(id)) }),
	}
}

func (r *Room) render() {
	p := r.presenter
	p.follow()
	shown := r.full
	if len(p.items()) == 0 {
		shown = r.empty
	}
	if r.body.Objects[0] != shown {
		r.body.Objects = []fyne.CanvasObject{shown}
		r.body.Refresh()
	}
	r.words.SetText(p.words())
	r.list.Reload()
	if r.list.Selected() != string(p.at) {
		r.list.Select(string(p.at))
	}
	r.showPreview()
}

func (r *Room) showPreview() {
	r.preview.show()
	r.showButtons()
}

// showButtons tells in the buttons how much they would take.
func (r *Room) showButtons() {
	text := lang.L("Restore")
	if n := len(r.presenter.checked); n > 0 {
		text = kit.CountText(n, "Restore %d item", "Restore %d items")
	}
	if r.restore.Text != text {
		r.restore.SetText(text)
		r.head.Refresh() // the button may need more room
	}
}
