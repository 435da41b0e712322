package store

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"go.etcd.io/bbolt"
)

// baseVersion is the version of the schema that this package began with.
const baseVersion = 1

// migration brings a file from one version of the schema to the next, in one transaction.
type migration struct {
	from int
	name string // for people: "keep bodies by hash"
	run  func(*bbolt.Tx) error
}

// migrations are all there ever were, in order. The layout that new files get is the newest.
var migrations []migration

// newest returns the version that a list of migrations ends with.
func newest(steps []migration) int {
	if len(steps) == 0 {
		return baseVersion
	}
	return steps[len(steps)-1].from + 1
}

// prepare fills a new file with its empty buckets, and brings an older one up to date.
func (s *Store) prepare(steps []migration) error {
	var version int
	err := s.view("open workspace "+s.path, func(tx *bbolt.Tx) (err error) {
		if version, err = readVersion(tx); err == nil && version > newest(steps) {
			err = newer(version, newest(steps))
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case version == 0:
		return s.update("set up the workspace", func(tx *bbolt.Tx) error { return createLayout(tx, newest(steps)) })
	case version < newest(steps):
		if err := s.migrate(version, steps); err != nil {
			return err
		}
	}
	return s.addUndo()
}

// addUndo makes the place for what can be undone in a file of before there was one.
func (s *Store) addUndo() error {
	missing := false
	err := s.view("open workspace "+s.path, func(tx *bbolt.Tx) error { missing = bucket(tx, bucketUndo) == nil; return nil })
	if err != nil || !missing {
		return err
	}
	return s.update("set up undoing", func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte(bucketUndo))
		return err
	})
}

func createLayout(tx *bbolt.Tx, version int) error {
	for _, name := range buckets {
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return fmt.Errorf("make %s: %w", name, err)
		}
	}
	if err := bucket(tx, bucketMeta).Put([]byte(keyApplication), []byte(application)); err != nil {
		return err
	}
	return putVersion(tx, version)
}

func putVersion(tx *bbolt.Tx, version int) error {
	return bucket(tx, bucketMeta).Put([]byte(keyVersion), strconv.AppendInt(nil, int64(version), 10))
}

func (s *Store) migrate(version int, steps []migration) error {
	kept, err := s.backup(version)
	if err != nil {
		return fmt.Errorf("back the workspace up before bringing it up to date: %w", err)
	}
	for _, m := range steps {
		if m.from < version {
			continue
		}
		err := s.update(fmt.Sprintf("bring the workspace from version %d to %d (%s)", m.from, m.from+1, m.name), func(tx *bbolt.Tx) error {
			if err := m.run(tx); err != nil {
				return err
			}
			return putVersion(tx, m.from+1)
		})
		if err != nil {
			return fmt.Errorf("%w; a copy of the workspace as it was is %s", err, kept)
		}
		s.logger.Info("workspace brought up to date", "path", s.path, "step", m.name, "version", m.from+1, "backup", kept)
	}
	return s.view("check the workspace", checkContent)
}

// backup writes a consistent copy of the file beside it and returns its path.
func (s *Store) backup(version int) (path string, err error) {
	path, err = reserve(fmt.Sprintf("%s.backup-v%d-%s", s.path, version, s.now().Format(stamp)), "")
	if err != nil {
		return "", err
	}
	err = s.view("copy the workspace to "+path, func(tx *bbolt.Tx) error {
		if err := tx.CopyFile(path, 0o600); err != nil {
			return err
		}
		return syncFile(path)
	})
	if err != nil {
		return "", errors.Join(err, os.Remove(path))
	}
	return path, nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
