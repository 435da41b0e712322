package store

import (
	"fmt"
	"strconv"

	"go.etcd.io/bbolt"

	"postern/model"
)

// Keys of the bucket meta.
const (
	keyApplication = "application"
	keyVersion     = "version"
)

// application is what tells our files from other bbolt files.
const application = "postern workspace"

// inspect judges an existing file without writing to it: whether it is whole, ours, and of a version
// that can be opened. Of a large file it reads the tree, but not every page, so damage elsewhere shows
// when it is read.
func (s *Store) inspect(current int, readOnly bool) error {
	return s.view("open workspace "+s.path, func(tx *bbolt.Tx) error {
		info, err := s.file.Stat()
		if err != nil {
			return err
		}
		if info.Size() < tx.Size() {
			return damaged("only %d of its %d bytes are there", info.Size(), tx.Size())
		}
		version, err := readVersion(tx)
		switch {
		case err != nil:
			return err
		case version > current:
			return newer(version, current)
		case readOnly && version == 0:
			return &fault{"there is no workspace in the file yet", model.ErrNotFound}
		case readOnly && version < current:
			return &oldVersion{fault{fmt.Sprintf("the file is of version %d, older than this Postern's (%d): open it once for writing to bring it up to date",
				version, current), model.ErrInvalid}}
		case version == 0:
			return nil
		case version < current:
			return s.checkIdle(tx, true, false) // the values have no checksums that this version knows
		}
		if err := s.checkIdle(tx, tx.Size() <= s.checked, true); err != nil {
			return err
		}
		tree, err := checkedTree(tx)
		if err == nil {
			s.first.Store(&firstTree{tree, tx.ID()})
		}
		return err
	})
}

// oldVersion is the fault of a file that must be brought up to date before it can be read.
type oldVersion struct{ fault }

func newer(version, current int) error {
	return &fault{fmt.Sprintf("the file was written by a newer Postern (version %d, this one knows %d): update Postern to open it",
		version, current), model.ErrInvalid}
}

// readVersion returns the version of the file's schema, 0 for a database in which nothing is stored yet.
func readVersion(tx *bbolt.Tx) (int, error) {
	first, _ := tx.Cursor().First()
	if first == nil {
		return 0, nil
	}
	meta := bucket(tx, bucketMeta)
	if meta == nil || string(meta.Get([]byte(keyApplication))) != application {
		return 0, notOurs(tx)
	}
	version, err := strconv.Atoi(string(meta.Get([]byte(keyVersion))))
	if err != nil || version < 1 {
		return 0, damaged("its version cannot be read")
	}
	return version, nil
}

// notOurs tells a database of another program, which must be left alone, from one of ours that lost the
// mark of it: ours has most of the buckets all the same.
func notOurs(tx *bbolt.Tx) error {
	n := 0
	for _, name := range buckets {
		if bucket(tx, name) != nil {
			n++
		}
	}
	if n*2 > len(buckets) {
		return damaged("it does not say what it is")
	}
	return &fault{"the file is the database of another program: name another file", model.ErrInvalid}
}

// checkContent reads the ends of every bucket, and the tree, without which nothing can be shown.
func checkContent(tx *bbolt.Tx) error {
	_, err := checkedTree(tx)
	return err
}

// checkedTree is checkContent, and returns the tree that was read.
func checkedTree(tx *bbolt.Tx) (*model.Tree, error) {
	for _, name := range buckets {
		b := bucket(tx, name)
		if b == nil {
			return nil, damaged("it lacks its %s", name)
		}
		b.Cursor().First()
		b.Cursor().Last()
	}
	return loadTree(tx)
}
