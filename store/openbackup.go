package store

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// openBackup opens a backup after a full check; done closes it. One of an older version is brought up to
// date in a copy.
func openBackup(path string) (s *Store, done func() error, err error) {
	const all = 1 << 62
	s, err = Open(path, Options{ReadOnly: true, checked: all})
	if err == nil {
		return s, s.Close, nil
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
		s, err = Open(temp, Options{checked: all})
	}
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, func() error { return errors.Join(s.Close(), os.RemoveAll(dir)) }, nil
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
