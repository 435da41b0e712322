package store

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// keep is how many backups of a kind are kept.
var keep = map[model.BackupKind]int{model.BackupHourly: 24, model.BackupDaily: 7, model.BackupWeekly: 8,
	model.BackupUpdate: 10, model.BackupImport: 10, model.BackupRestore: 10, model.BackupManual: 10}

func kept(kind model.BackupKind) bool { return keep[kind] > 0 }

// periods are the kinds of backup that are made by the clock, the rarest first.
var periods = []struct {
	kind  model.BackupKind
	every time.Duration
}{{model.BackupWeekly, 7 * 24 * time.Hour}, {model.BackupDaily, 24 * time.Hour}, {model.BackupHourly, time.Hour}}

// BackupDue tells which kind of backup should be made now, if any: the rarest whose time has come, and
// only when something was stored since the newest backup. Backups with a time to come, which a clock
// that went wrong has made, do not count.
func (s *Store) BackupDue() (kind model.BackupKind, due bool, err error) {
	list, err := s.Backups()
	if err != nil {
		return "", false, err
	}
	now := s.now()
	list = slices.DeleteFunc(list, func(b model.Backup) bool { return b.Time.After(now) })
	if changed, err := s.changedSince(list); !changed || err != nil {
		return "", false, err
	}
	for _, p := range periods {
		last := slices.IndexFunc(list, func(b model.Backup) bool { return b.Kind == p.kind })
		if last < 0 || now.Sub(list[last].Time) >= p.every {
			return p.kind, true, nil
		}
	}
	return "", false, nil
}

// ChangedSinceBackup tells whether anything was stored since the newest backup.
func (s *Store) ChangedSinceBackup() (bool, error) {
	list, err := s.Backups()
	if err != nil {
		return false, err
	}
	return s.changedSince(list)
}

// BackupBefore makes a backup of the state before something that changes much, unless the newest one is
// of this very state or there is nothing to lose yet.
func (s *Store) BackupBefore(kind model.BackupKind) error {
	tree, err := s.Tree()
	if err != nil || len(tree.Children(model.RootID))+len(tree.Children(model.EnvironmentsID)) == 0 {
		return err
	}
	changed, err := s.ChangedSinceBackup()
	if err != nil || !changed {
		return err
	}
	_, err = s.Backup(kind)
	return err
}

func (s *Store) changedSince(list []model.Backup) (bool, error) {
	if len(list) == 0 {
		return true, nil
	}
	same, err := s.unchanged(list[0])
	return !same, err
}

// unchanged tells whether a backup is of the transaction that the workspace stands at.
func (s *Store) unchanged(b model.Backup) (same bool, err error) {
	f, err := os.Open(b.Path)
	if err != nil {
		return false, nil
	}
	defer f.Close()
	p, err := newPages(f, b.Size)
	if err != nil {
		return false, nil // a backup that is no good does not count
	}
	list, _ := p.metas()
	err = s.view("look for changes since the last backup", func(tx *bbolt.Tx) error {
		same = list[0].tx == uint64(tx.ID()) && list[0].root == uint64(tx.Cursor().Bucket().Root())
		return nil
	})
	return same, err
}

// rotate deletes the oldest backups of each kind over the number that is kept, and then, the most
// frequent kinds first, as many as the budget in bytes asks for (0 is no limit). The one that was just
// made stays. Those with a time to come are older than they say: the clock was set back since.
func (s *Store) rotate(made model.Backup, budget int64) error {
	list, err := s.Backups()
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(b model.Backup) bool { return b.Path == made.Path })
	slices.SortStableFunc(list, func(a, b model.Backup) int { // newest first, those to come last
		return boolInt(a.Time.After(made.Time)) - boolInt(b.Time.After(made.Time))
	})
	total, count := made.Size, map[model.BackupKind]int{made.Kind: 1}
	var stay, gone []model.Backup
	for _, b := range list {
		if count[b.Kind]++; count[b.Kind] > keep[b.Kind] {
			gone = append(gone, b)
			continue
		}
		stay, total = append(stay, b), total+b.Size
	}
	slices.Reverse(stay) // oldest first
	slices.SortStableFunc(stay, func(a, b model.Backup) int { return worth(a.Kind) - worth(b.Kind) })
	for _, b := range stay {
		if budget <= 0 || total <= budget {
			break
		}
		gone, total = append(gone, b), total-b.Size
	}
	var errs []error
	for _, b := range gone {
		errs = append(errs, os.Remove(b.Path))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("delete old backups: %w", err)
	}
	return nil
}

// worth orders kinds by how much a backup of it would be missed.
func worth(kind model.BackupKind) int {
	return slices.Index([]model.BackupKind{model.BackupHourly, model.BackupDaily, model.BackupWeekly,
		model.BackupImport, model.BackupRestore, model.BackupUpdate, model.BackupManual}, kind)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
