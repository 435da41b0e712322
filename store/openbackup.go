package store

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// openBackup opens a backup after a full check; done closes it. One of an older version is brought up to
// date in a copy. Its secrets are opened with the same keys.
func (s *Store) openBackup(path string) (b *Store, done func() error, err error) {
	const all = 1 << 62
	o := Options{Logger: s.logger, ReadOnly: true, checked: all, Sealer: s.sealing.sealer}
	b, err = Open(path, o)
	if err == nil {
		return b, b.Close, nil
	}
	if _, old := errors.AsType[*oldVersion](err); !old {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "postern-backup-")
	if err != nil {
		return nil, nil, err
	}
	temp := filepath.Join(dir, "work.db")
	if err = copyFile(path, temp); err == nil {
		o.ReadOnly = false
		b, err = Open(temp, o)
	}
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return b, func() error { return errors.Join(b.Close(), os.RemoveAll(dir)) }, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
