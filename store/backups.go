package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"postern/model"
)

// Backups lists the backups of the workspace, newest first.
func (s *Store) Backups() ([]model.Backup, error) { return Backups(s.path) }

// Backups lists the backups of a workspace file, newest first. The file itself need not be there.
func Backups(path string) (list []model.Backup, err error) {
	dir := BackupDir(path)
	names, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("list the backups: %w", err)
	}
	for _, entry := range names {
		b, ok := backupName(entry.Name())
		info, err := entry.Info()
		if !ok || err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
			continue // another's, or one that is being written
		}
		b.Path, b.Size = filepath.Join(dir, entry.Name()), info.Size()
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b model.Backup) int {
		if c := b.Time.Compare(a.Time); c != 0 {
			return c
		}
		return -compareNames(a.Path, b.Path)
	})
	return list, nil
}

// compareNames orders the names of one second: the numbered ones came later.
func compareNames(a, b string) int {
	if d := len(a) - len(b); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

// backupName reads kind and time from the name of a backup: KIND-TIME.db or KIND-TIME-N.db.
func backupName(name string) (b model.Backup, ok bool) {
	stem, ok := strings.CutSuffix(name, ".db")
	kind, rest, cut := strings.Cut(stem, "-")
	when, _, _ := strings.Cut(rest, "-")
	t, err := time.Parse(backupStamp, when)
	b = model.Backup{Kind: model.BackupKind(kind), Time: t}
	return b, ok && cut && err == nil && kept(b.Kind)
}

// NewestGood returns the newest backup of a workspace file that is whole, or nil.
func NewestGood(ctx context.Context, path string) *model.Backup {
	list, err := Backups(path)
	if err != nil {
		return nil
	}
	for i := range list {
		if good(ctx, list[i]) {
			return &list[i]
		}
	}
	return nil
}

func good(ctx context.Context, b model.Backup) bool {
	f, err := os.Open(b.Path)
	if err != nil {
		return false
	}
	defer f.Close()
	return verify(ctx, f, b.Size, b.Kind != model.BackupUpdate) == nil
}
