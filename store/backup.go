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

	"go.etcd.io/bbolt"

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

// partial begins the names of copies that are being written.
const partial = ".partial-"

// sweep deletes what a program that was ended left of a backup: the begun copy, and the empty file that
// held its name. Only who has the file for writing knows that nobody is at it.
func (s *Store) sweep(dir string) {
	names, err := os.ReadDir(dir)
	if err != nil || s.db.IsReadOnly() {
		return
	}
	for _, entry := range names {
		_, ours := backupName(entry.Name())
		info, err := entry.Info()
		if err == nil && info.Mode().IsRegular() && (strings.HasPrefix(entry.Name(), partial) || ours && info.Size() == 0) {
			os.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}

// copyTo writes a checked copy of the workspace to a path, in place of the empty file that holds the name.
func (s *Store) copyTo(path string, values bool) (size int64, err error) {
	temp := filepath.Join(filepath.Dir(path), partial+string(model.NewID()))
	f, err := os.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	err = s.view("copy the workspace", func(tx *bbolt.Tx) error {
		size, err = tx.WriteTo(&paced{file: f})
		return err
	})
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = verify(context.Background(), f, size, values)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return 0, errors.Join(err, os.Remove(temp))
	}
	syncDir(filepath.Dir(path))
	return size, nil
}

// paced writes a large file without filling the system's memory with what is not on the disk yet: those
// who save meanwhile would have to wait until all of it is.
type paced struct {
	file    *os.File
	written int // since the last sync
}

// Write writes to the file, and waits for the disk every few megabytes.
func (p *paced) Write(b []byte) (int, error) {
	const most = 8 << 20
	n, err := p.file.Write(b)
	if p.written += n; err == nil && p.written >= most {
		p.written, err = 0, p.file.Sync()
	}
	return n, err
}

// verify reads a whole file and returns what is wrong with it, if anything is.
func verify(ctx context.Context, f *os.File, size int64, values bool) error {
	p, err := newPages(f, size)
	if err != nil {
		return err
	}
	list, bad := p.metas()
	if len(bad) > 0 {
		return damaged("%v", bad[0])
	}
	m := list[0]
	if uint64(size/p.page) < m.end {
		return damaged("only %d of its %d bytes are there", size, m.end*uint64(p.page))
	}
	m.freelist = 0 // that of the second page is older
	if _, found := survey(ctx, p, m, values); len(found) > 0 {
		return damaged("%s", found[0].Text)
	}
	return ctx.Err()
}

// syncDir makes the names in a folder last through a power cut, where the system can do that.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync()
		d.Close()
	}
}

// SaveCopy writes a checked copy of the workspace to a path where no file is yet: also when the file
// that is open has no name any more.
func (s *Store) SaveCopy(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &fault{fmt.Sprintf("save a copy as %s: it is there already", path), model.ErrExists}
	}
	if _, err := s.copyTo(path, true); err != nil {
		return fmt.Errorf("save a copy as %s: %w", path, err)
	}
	return nil
}

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
