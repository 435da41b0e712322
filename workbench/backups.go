package workbench

import (
	"context"
	"errors"
	"strings"
	"time"

	"postern/model"
)

// backupEvery is how often it is looked whether a backup is due.
const backupEvery = 10 * time.Minute

// Backups lists the backups of the workspace, newest first.
func (b *Bench) Backups() ([]model.Backup, error) { return b.store.Backups() }

// Backup makes a backup now and checks it, see store.Store.Backup. Others may edit meanwhile.
func (b *Bench) Backup(kind model.BackupKind) (model.Backup, error) { return b.store.Backup(kind) }

// BackupContent tells what a backup holds, and how that differs from the workspace as it is now.
func (b *Bench) BackupContent(path string) (model.BackupContent, error) {
	return b.store.LookInto(path)
}

// RestoreChange makes a backup of the workspace as it is now and returns the change that brings it, or
// only the collections and environments that are named, to the state of an older one. Nothing is changed
// before the change is applied.
func (b *Bench) RestoreChange(path string, only ...model.ID) (model.Change, error) {
	if err := b.backupChanged(model.BackupRestore); err != nil {
		return model.Change{}, err
	}
	return b.store.RestoreChange(path, only...)
}

// SaveCopy writes a checked copy of the workspace to a path where no file is yet.
func (b *Bench) SaveCopy(path string) error { return b.store.SaveCopy(path) }

// backupChanged makes a backup unless the newest one is of the same state.
func (b *Bench) backupChanged(kind model.BackupKind) error {
	changed, err := b.store.ChangedSinceBackup()
	if err != nil || !changed {
		return err
	}
	_, err = b.store.Backup(kind)
	return err
}

// beforeImport makes the backup that precedes an import, and the undoing of one. Where none can be made
// the import goes on: it can be undone.
func (b *Bench) beforeImport(c model.Change) {
	if !strings.HasPrefix(c.Name, model.ImportPrefix) {
		return
	}
	tree, err := b.sharedTree()
	if err != nil || len(tree.Children(model.RootID))+len(tree.Children(model.EnvironmentsID)) == 0 {
		return // there is nothing to lose yet
	}
	if err := b.backupChanged(model.BackupImport); err != nil {
		b.logger.Warn("make a backup before the import", "err", err)
	}
}

// attend checks the file and makes the backups that are due, until the bench closes.
func (b *Bench) attend(ticks <-chan time.Time) {
	defer b.sends.Done()
	if ticks == nil {
		t := time.NewTicker(backupEvery)
		defer t.Stop()
		ticks = t.C
	}
	b.checkAll()
	for {
		select {
		case <-b.ctx.Done():
			return
		case <-ticks:
			b.backupDue()
		}
	}
}

func (b *Bench) checkAll() {
	found, err := b.store.Check(b.ctx)
	if err != nil && !errors.Is(err, context.Canceled) {
		b.logger.Warn("check the workspace", "err", err)
	}
	if len(found) == 0 {
		return
	}
	b.logger.Error("the workspace file is damaged", "faults", len(found), "first", found[0].Text)
	b.mu.Lock()
	b.damage = found
	b.mu.Unlock()
}

func (b *Bench) backupDue() {
	kind, due, err := b.store.BackupDue()
	if err == nil && due {
		_, err = b.store.Backup(kind)
	}
	if err != nil {
		b.logger.Warn("make a backup", "err", err)
	}
}
