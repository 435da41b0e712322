package store

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"postern/model"
)

// State returns what is kept under a key, such as the open tabs or the cookies; nil where nothing is. Cookies whose key
// is not here come as they are kept, see model.Locked.
func (s *Store) State(key string) (value []byte, err error) {
	err = s.view("read state "+key, func(tx *bbolt.Tx) error {
		value = bytes.Clone(bucket(tx, bucketState).Get([]byte(key)))
		return nil
	})
	return s.sealing.openState(key, value), err
}

// PutState keeps a value under a key; an empty value deletes it.
func (s *Store) PutState(key string, value []byte) error {
	if key == "" {
		return fmt.Errorf("keep state without a key: %w", model.ErrInvalid)
	}
	value, err := s.sealing.sealState(key, value)
	if err != nil {
		return fmt.Errorf("keep state %s: %w", key, err)
	}
	return s.update("keep state "+key, func(tx *bbolt.Tx) error {
		b := newBatch(tx)
		if len(value) == 0 {
			b.delete(bucketState, key)
		} else {
			b.put(bucketState, key, value)
		}
		return b.flush()
	})
}
