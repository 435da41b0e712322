package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"

	"postern/model"
)

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
