// Package backups is the room of the copies that are made of the workspace, and of what became of a
// damaged one: it shows what a copy holds and what would change before anything is taken from it.
package backups

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

// Copies makes, lists and reads backups. Restoring is a change of the workspace like any other.
type Copies interface {
	// Backups lists those there are, newest first.
	Backups() ([]model.Backup, error)
	BackupNow() (model.Backup, error)
	BackupContent(path string) (model.BackupContent, error)
	// RestoreChange returns the change that makes the workspace what the backup is, or only the named
	// collections and environments.
	RestoreChange(path string, only ...model.ID) (model.Change, error)
}

// Dialogs asks the user.
type Dialogs interface {
	Confirm(title, text, action string, ok func())
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Copies  Copies
	Dialogs Dialogs
	// Leave shows what was shown before.
	Leave func()
}

// Room is the page.
type Room struct {
	presenter *presenter
	list      *kit.Outline
	content   *contentView
	now       *widget.Button
	words     *kit.Faint
	body      *fyne.Container
	full      fyne.CanvasObject
	empty     fyne.CanvasObject
	failed    *kit.Passage
	failure   fyne.CanvasObject
	page      fyne.CanvasObject
	wanted    bool // the keys go to the list once there is one
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{presenter: newPresenter(d), words: kit.NewFaint(""), failed: kit.NewPassage(d.Session.Runner(), 8)}
	r.presenter.render = r.render
	r.list = kit.NewOutline(copies{r.presenter})
	r.list.OnSelect = func(id string) { r.presenter.choose(id) }
	r.list.OnOpen = func(string) { r.content.focus() }
	r.list.OnEscape = d.Leave
	r.content = newContentView(r.presenter)
	r.build()
	r.render()
	d.Session.Listen(r.presenter.heard)
	return r
}

func (r *Room) build() {
	p := r.presenter
	r.now = widget.NewButtonWithIcon(lang.L("Back up now"), theme.Icon(theme.IconBackup), p.backUp)
	title := widget.NewLabel(lang.L("Backups"))
	title.TextStyle.Bold = true
	head := container.NewHBox(title, r.words, layout.NewSpacer(), kit.NewToolButton(theme.IconRefresh, lang.L("Read the list again"), p.load), r.now)
	split := kit.NewSideSplit(r.list, r.content.content, p.deps.Session.Split("backups", 320))
	split.OnChanged = func(v float64) { p.deps.Session.SetSplit("backups", v) }
	r.full = split
	r.empty = kit.NewEmpty(theme.IconBackup, lang.L("No backups yet"),
		lang.L("Copies of the workspace are made by themselves while you work, and before an import or an update. You can make one now."),
		widget.NewButton(lang.L("Back up now"), p.backUp))
	r.failure = container.NewCenter(container.NewVBox(container.New(kit.Fixed(520, 0), r.failed), container.NewCenter(widget.NewButton(lang.L("Try again"), p.load))))
	r.body = container.NewStack(r.empty)
	r.page = container.NewBorder(container.NewVBox(container.NewPadded(head), kit.Hairline()), nil, nil, nil, kit.WithStash(r.body, r.full, r.empty, r.failure))
}

// Content returns the page.
func (r *Room) Content() fyne.CanvasObject { return r.page }

// Shown tells the room whether it is on the screen: the list is read anew each time.
func (r *Room) Shown(on bool) {
	if on && !r.presenter.shown {
		r.presenter.load()
	}
	if !on {
		r.wanted = false
		r.presenter.stop()
	}
	r.presenter.shown = on
}

// Choose shows a backup once the list has been read.
func (r *Room) Choose(path string) {
	r.presenter.wanted = path
	if r.presenter.shown {
		r.presenter.load()
	}
}

// BackUp makes a backup and shows it.
func (r *Room) BackUp() { r.presenter.backUp() }

// Restore asks to take over what is checked of the chosen backup, or all of it where nothing is.
func (r *Room) Restore() { r.presenter.restore(r.presenter.chosen()...) }

// ShowChanges shows what would change, instead of what the backup holds.
func (r *Room) ShowChanges() { r.content.mode.SetSelected(1); r.content.place() }

// Focus puts the keys into the list, as soon as it has been read.
func (r *Room) Focus() {
	r.wanted = true
	r.giveFocus()
}

func (r *Room) giveFocus() {
	if r.wanted && r.presenter.shown && len(r.presenter.list) > 0 && r.presenter.listErr == nil {
		r.wanted = false
		kit.Focus(r.list)
	}
}

func (r *Room) render() {
	p := r.presenter
	shown := r.full
	switch {
	case p.listErr != nil:
		shown = r.failure
		r.failed.SetText(kit.Sentence(p.listErr.Error()))
	case len(p.list) == 0:
		shown = r.empty
	}
	if r.body.Objects[0] != shown {
		r.body.Objects = []fyne.CanvasObject{shown}
		r.body.Refresh()
	}
	r.words.SetText(p.words())
	if p.making {
		r.now.Disable()
		r.now.SetText(lang.L("Backing up…"))
	} else {
		r.now.Enable()
		r.now.SetText(lang.L("Back up now"))
	}
	r.list.Reload()
	if r.list.Selected() != p.at {
		r.list.Select(p.at)
	}
	r.content.render()
	r.giveFocus()
}
