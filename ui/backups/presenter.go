package backups

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
)

// presenter knows which backups there are and what the chosen one holds. Files are read elsewhere than
// on the UI goroutine; what comes late belongs to a turn that is over and is dropped.
type presenter struct {
	deps   Deps
	render func()
	shown  bool

	list    []model.Backup
	listErr error
	making  bool   // a backup is being made
	wanted  string // path to show once the list has been read
	at      string // path of the chosen backup

	turn    int
	reading bool
	content *model.BackupContent // of the chosen backup, nil while unknown
	readErr error
	stopped bool // the user gave up reading
	checked map[model.ID]bool
	working bool // a restore is under way
}

func newPresenter(d Deps) *presenter {
	return &presenter{deps: d, render: func() {}, checked: map[model.ID]bool{}}
}

// background runs work elsewhere and then done, unless another turn has begun.
func (p *presenter) background(turn *int, work func(), done func()) {
	*turn++
	mine := *turn
	p.deps.Session.Runner().Start(context.Background(), func(context.Context) { work() }, func() {
		if mine == *turn {
			done()
		}
	})
}

// load reads the list anew and shows the wanted, the chosen or else the newest backup.
func (p *presenter) load() {
	var list []model.Backup
	var err error
	p.deps.Session.Runner().Start(context.Background(), func(context.Context) { list, err = p.deps.Copies.Backups() }, func() {
		p.list, p.listErr = list, err
		want := p.wanted
		p.wanted = ""
		if !p.has(want) {
			want = p.at
		}
		if !p.has(want) {
			want = ""
			if len(list) > 0 {
				want = list[0].Path
			}
		}
		if want == "" || want == p.at && p.content != nil {
			p.at = want
			p.read() // the workspace may have changed since
			return
		}
		p.choose(want)
	})
}

func (p *presenter) has(path string) bool {
	return path != "" && slices.ContainsFunc(p.list, func(b model.Backup) bool { return b.Path == path })
}

func (p *presenter) backup(path string) model.Backup {
	i := slices.IndexFunc(p.list, func(b model.Backup) bool { return b.Path == path })
	if i < 0 {
		return model.Backup{}
	}
	return p.list[i]
}

// choose shows another backup.
func (p *presenter) choose(path string) {
	p.at, p.content, p.readErr = path, nil, nil
	clear(p.checked)
	p.read()
}

// read finds out what the chosen backup holds.
func (p *presenter) read() {
	p.stopped, p.readErr = false, nil
	if p.at == "" {
		p.content, p.reading = nil, false
		p.turn++
		p.render()
		return
	}
	p.reading = true
	path := p.at
	var content model.BackupContent
	var err error
	p.background(&p.turn, func() { content, err = p.deps.Copies.BackupContent(path) }, func() {
		p.reading = false
		if p.readErr = err; err == nil {
			p.content = &content
		} else {
			p.content = nil
		}
		p.render()
	})
	p.render()
}

// heard compares the chosen backup anew with a workspace that has changed.
func (p *presenter) heard(e session.Event) {
	if p.shown && !p.working && p.content != nil && e&(session.TreeChanged|session.EnvironmentsChanged|session.SettingsChanged) != 0 {
		p.read()
	}
}

// stop gives up what is being read: it belongs to nobody when it comes.
func (p *presenter) stop() {
	if p.reading {
		p.turn++
		p.reading, p.stopped = false, true
		p.render()
	}
}

// backUp makes a backup now and shows it.
func (p *presenter) backUp() {
	if p.making {
		return
	}
	p.making = true
	p.render()
	var made model.Backup
	var err error
	p.deps.Session.Runner().Start(context.Background(), func(context.Context) { made, err = p.deps.Copies.BackupNow() }, func() {
		p.making = false
		if err != nil {
			p.deps.Dialogs.Note("", err)
			p.render()
			return
		}
		p.deps.Dialogs.Note(fmt.Sprintf(lang.L("Backed up: %s"), kit.SizeText(made.Size)), nil)
		p.wanted = made.Path
		p.load()
	})
}

func (p *presenter) toggle(id model.ID) {
	if p.checked[id] {
		delete(p.checked, id)
	} else {
		p.checked[id] = true
	}
	p.render()
}

// chosen returns the checked collections and environments in the order of the backup.
func (p *presenter) chosen() []model.ID {
	var ids []model.ID
	if p.content == nil {
		return nil
	}
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		for _, id := range p.content.Tree.Children(root) {
			if p.checked[id] {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// restore takes the whole backup over after asking, or only some collections and environments of it.
func (p *presenter) restore(only ...model.ID) {
	if p.content == nil || p.working {
		return
	}
	b := p.content.Backup
	text := lang.L("The whole workspace becomes what it was then. What is not in the backup goes to the trash. This can be undone.")
	if len(only) > 0 {
		text = kit.CountText(len(only), "%d chosen item becomes what it was then.", "%d chosen items become what they were then.") + " " + lang.L("This can be undone.")
	}
	p.deps.Dialogs.Confirm(fmt.Sprintf(lang.L("Restore the backup of %s"), timeText(b.Time)), text, lang.L("Restore"), func() { p.take(b.Path, only) })
}

// take restores in the turn of the change, so that what is edited meanwhile is not overwritten unseen.
func (p *presenter) take(path string, only []model.ID) {
	if p.working {
		return
	}
	p.working = true
	p.render()
	build := func(session.Entities) (model.Change, error) { return p.deps.Copies.RestoreChange(path, only...) }
	p.deps.Session.DoWith("restore a backup", build, func(err error) {
		p.working = false
		if err == nil {
			clear(p.checked)
		}
		p.deps.Dialogs.Note(lang.L("The backup is restored. Undo takes it back."), err)
		p.load()
	})
}
