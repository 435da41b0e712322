package store

import (
	"fmt"
	"strconv"

	"go.etcd.io/bbolt"

	"postern/model"
)

// baseVersion is the version of the schema that this package began with.
const baseVersion = 1

// migration brings a file from one version of the schema to the next, in one transaction.
type migration struct {
	from int
	name string // for people: "keep bodies by hash"
	run  func(*Store, *bbolt.Tx) error
}

// migrations are all there ever were, in order. The layout that new files get is the newest.
var migrations = []migration{{1, "give every value a checksum", migrateTo2}}

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
		return s.migrate(version, steps)
	}
	return nil
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
	copied, err := s.backup(model.BackupUpdate, version > baseVersion)
	if err != nil {
		return fmt.Errorf("back the workspace up before bringing it up to date: %w", err)
	}
	for _, m := range steps {
		if m.from < version {
			continue
		}
		err := s.update(fmt.Sprintf("bring the workspace from version %d to %d (%s)", m.from, m.from+1, m.name), func(tx *bbolt.Tx) error {
			if err := m.run(s, tx); err != nil {
				return err
			}
			return putVersion(tx, m.from+1)
		})
		if err != nil {
			return fmt.Errorf("%w; a copy of the workspace as it was is %s", err, copied.Path)
		}
		s.logger.Info("workspace brought up to date", "path", s.path, "step", m.name, "version", m.from+1, "backup", copied.Path)
	}
	if err := s.view("check the workspace", checkContent); err != nil || version > baseVersion {
		return err
	}
	if err := s.sealing.sealFile(copied.Path); err != nil {
		s.logger.Warn("the copy from before the update holds secrets as they are: delete it when it is not needed", "path", copied.Path, "err", err)
	}
	return nil
}
