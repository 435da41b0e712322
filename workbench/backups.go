package workbench

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"postern/model"
	"postern/store"
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
	if err := b.store.BackupBefore(model.BackupRestore); err != nil {
		return model.Change{}, err
	}
	return b.store.RestoreChange(path, only...)
}

// SaveCopy writes a checked copy of the workspace to a path where no file is yet.
func (b *Bench) SaveCopy(path string) error { return b.store.SaveCopy(path) }

// beforeImport makes the backup that precedes an import, and the undoing of one. Where none can be made
// the import goes on: it can be undone.
func (b *Bench) beforeImport(c model.Change) {
	if !strings.HasPrefix(c.Name, model.ImportPrefix) {
		return
	}
	if err := b.store.BackupBefore(model.BackupImport); err != nil {
		b.logger.Warn("make a backup before the import", "err", err)
	}
}

// checkAll reads the whole file once, in the background, and notes what is damaged in it.
func (b *Bench) checkAll() {
	found, err := b.store.Check(b.ctx)
	if err != nil && !errors.Is(err, context.Canceled) {
		b.logger.Warn("check the workspace", "err", err)
	}
	if found = b.withoutIndex(found); len(found) == 0 {
		return
	}
	b.logger.Error("the workspace file is damaged", "faults", len(found), "first", found[0].Text)
	b.mu.Lock()
	b.damage = found
	b.mu.Unlock()
}

// withoutIndex makes the search index anew where that is damaged, and returns the other faults.
func (b *Bench) withoutIndex(found []model.Loss) []model.Loss {
	others := slices.DeleteFunc(slices.Clone(found), func(l model.Loss) bool { return l.What == store.SearchIndex })
	if len(others) == len(found) {
		return found
	}
	if err := b.store.RebuildWords(b.ctx); err != nil && !errors.Is(err, context.Canceled) {
		b.logger.Warn("make the search index anew", "err", err)
		return found
	}
	return others
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
