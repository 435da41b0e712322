package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/backups"
	"postern/ui/trash"
)

// errNoBackups is said where the window was built without backups.
var errNoBackups = errors.New("backups are not available for this workspace")

// buildKeeping builds the rooms of what is kept: the trash, the backups and the report of a recovery.
func (w *Window) buildKeeping() {
	leave := func() { w.goTo(roomCollections); w.collections.Focus() }
	w.trash = later(w, func() *trash.Room {
		return trash.New(trash.Deps{Session: w.session, Dialogs: w.dialogs, EmptyTrash: w.services.EmptyTrash, Leave: leave})
	})
	copies := w.services.Copies
	if copies == nil {
		copies = noCopies{}
	}
	w.backups = later(w, func() *backups.Room {
		return backups.New(backups.Deps{Session: w.session, Copies: copies, Dialogs: w.dialogs, Leave: leave})
	})
	if w.services.Recovery == nil {
		return
	}
	if report := w.services.Recovery(); report != nil {
		w.recovery = backups.NewRecovery(backups.RecoveryDeps{Recovery: report, Runner: w.options.Runner, Copy: w.copyText, Leave: leave,
			Restore: func(path string) { w.backups.Get().Choose(path); w.showBackups() }})
		w.stash.Add(w.recovery.Content())
	}
}

// keepingPage returns the page of one of these rooms, or nil for another.
func (w *Window) keepingPage(room string) fyne.CanvasObject {
	switch {
	case room == roomTrash:
		return w.trash.Get().Content()
	case room == roomBackups:
		return w.backups.Get().Content()
	case room == roomRecovery && w.recovery != nil:
		return w.recovery.Content()
	}
	return nil
}

func (w *Window) showTrash() {
	w.goTo(roomTrash)
	w.trash.Get().Focus()
}

func (w *Window) showBackups() {
	w.goTo(roomBackups)
	w.backups.Get().Focus()
}

// restoreBackup takes over the backup that is shown; before one is, it shows them.
func (w *Window) restoreBackup() {
	if w.session.Layout().Room == roomBackups {
		w.backups.Get().Restore()
		return
	}
	w.showBackups()
}

// backUp makes a backup and shows it among the others.
func (w *Window) backUp() {
	w.showBackups()
	w.backups.Get().BackUp()
}

// showRecovery shows again what was said at the start.
func (w *Window) showRecovery() {
	if w.recovery == nil {
		w.dialogs.Note(lang.L("The workspace was whole when it was opened: there is nothing to report."), nil)
		return
	}
	w.goTo(roomRecovery)
	w.recovery.Focus()
}

// showRecoveryAtStart lets a recovery be the first thing that is seen.
func (w *Window) showRecoveryAtStart() {
	if w.recovery != nil {
		w.goTo(roomRecovery)
	}
}

func (w *Window) copyText(text string) {
	w.options.App.Clipboard().SetContent(text)
	w.dialogs.Note(lang.L("Copied"), nil)
}

// noCopies stands in where there are no backups: each question is answered by saying so.
type noCopies struct{}

func (noCopies) Backups() ([]model.Backup, error) { return nil, errNoBackups }
func (noCopies) BackupNow() (model.Backup, error) { return model.Backup{}, errNoBackups }
func (noCopies) BackupContent(string) (model.BackupContent, error) {
	return model.BackupContent{}, errNoBackups
}
func (noCopies) RestoreChange(string, ...model.ID) (model.Change, error) {
	return model.Change{}, errNoBackups
}
