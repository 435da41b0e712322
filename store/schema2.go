package store

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// toVersion2 are the parts of the step from version 1 to 2, in their order, all in one transaction. They
// make the file readable by the functions of this package; what follows may use them.
var toVersion2 = []func(*Store, *bbolt.Tx) error{
	createMissing,
	sealPlain, // on values as version 1 has them
	packAll,
}

func migrateTo2(s *Store, tx *bbolt.Tx) error {
	for _, part := range toVersion2 {
		if err := part(s, tx); err != nil {
			return err
		}
	}
	return nil
}

// buckets1 are the buckets of version 1.
var buckets1 = []string{bucketMeta, bucketHeads, bucketChildren, bucketParents, bucketCollections, bucketFolders,
	bucketRequests, bucketExamples, bucketEnvironments, bucketTrash, bucketBodies, bucketBodyRefs, bucketDrafts,
	bucketHistory, bucketHistoryIDs, bucketState, bucketSettings}

// createMissing makes the buckets that version 1 did not have. Those that it had must be there.
func createMissing(_ *Store, tx *bbolt.Tx) error {
	for _, name := range buckets1 {
		if tx.Bucket([]byte(name)) == nil {
			return damaged("it lacks its %s", name)
		}
	}
	for _, name := range buckets {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return fmt.Errorf("make %s: %w", name, err)
		}
	}
	return nil
}

// sealPlain seals the secrets, which version 1 kept as they are.
func sealPlain(s *Store, tx *bbolt.Tx) error { return s.sealing.sealAll(tx) }

// packAll gives every value its checksum. Bodies have theirs already and stay where they are, so that
// the size of the step is that of the rest.
func packAll(_ *Store, tx *bbolt.Tx) error {
	for _, name := range buckets {
		if !sums(name) {
			continue
		}
		if err := packBucket(tx.Bucket([]byte(name)), name); err != nil {
			return fmt.Errorf("add checksums to %s: %w", name, err)
		}
	}
	return nil
}

func packBucket(b *bbolt.Bucket, name string) error {
	var keys [][]byte // a bucket must not change while it is walked over
	err := b.ForEach(func(k, _ []byte) error {
		keys = append(keys, append([]byte(nil), k...))
		return nil
	})
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := b.Put(key, pack(name, key, b.Get(key))); err != nil {
			return err
		}
	}
	return nil
}
