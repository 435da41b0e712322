package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"postern/model"
)

// backupStamp is how the time of a backup is written in its name, in UTC.
const backupStamp = "20060102T150405Z"

// BackupDir returns the folder in which the backups of a workspace file are: NAME.backups beside it,
// where NAME is its name without ".db".
func BackupDir(path string) string { return strings.TrimSuffix(path, ".db") + ".backups" }

// Backup writes a copy of the workspace as it is now into the folder of its backups (mode 0700, files
// 0600), checks every page and value of the copy, and then deletes those backups that there are too many
// of, see [Store.rotate]. Others may write meanwhile. An error leaves nothing behind.
func (s *Store) Backup(kind model.BackupKind) (b model.Backup, err error) {
	if !kept(kind) {
		return b, fmt.Errorf("back the workspace up: there is no kind %q: %w", kind, model.ErrInvalid)
	}
	s.backups.Lock()
	defer s.backups.Unlock()
	if b, err = s.backup(kind, true); err != nil {
		return b, fmt.Errorf("back the workspace up: %w", err)
	}
	settings, err := s.Settings()
	if err != nil {
		return b, err
	}
	return b, s.rotate(b, settings.BackupBudget)
}

// backup makes a backup; values says whether they have the checksums of this version.
func (s *Store) backup(kind model.BackupKind, values bool) (b model.Backup, err error) {
	dir := BackupDir(s.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return b, err
	}
	s.sweep(dir)
	b = model.Backup{Kind: kind, Time: s.now().UTC().Truncate(time.Second)}
	if b.Path, err = reserve(filepath.Join(dir, string(kind)+"-"+b.Time.Format(backupStamp)), ".db"); err != nil {
		return b, err
	}
	if b.Size, err = s.copyTo(b.Path, values); err != nil {
		return b, errors.Join(err, os.Remove(b.Path))
	}
	return b, nil
}
