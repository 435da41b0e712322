package store

import (
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// sealAll seals all secrets in a file that was written before there was sealing: of entities, also those
// in the trash, of drafts, of what undoes changes, and the cookies. What is sealed already stays. It comes
// before the other parts of the step to version 2 and works on values as version 1 had them: JSON without
// anything around it. The pages that it frees must be wiped.
func (s *sealing) sealAll(tx *bbolt.Tx) error {
	if s.sealer == nil {
		return nil
	}
	for kind, name := range kindBuckets {
		if err := s.sealBucket(tx, kind, name); err != nil {
			return err
		}
	}
	err := s.sealBucket(tx, model.KindRequest, bucketDrafts)
	if err == nil {
		err = rewrite(tx, bucketUndo, s.sealedEdit)
	}
	if err == nil {
		err = rewrite(tx, bucketState, func(key, value []byte) ([]byte, error) { return s.sealState(string(key), value) })
	}
	if err != nil {
		return err
	}
	return tx.Bucket([]byte(bucketMeta)).Put([]byte(keyExposed), []byte{1})
}

func (s *sealing) sealBucket(tx *bbolt.Tx, kind model.Kind, name string) error {
	return rewrite(tx, name, func(_, value []byte) ([]byte, error) { return s.sealedValue(kind, value) })
}

// rewrite puts what f makes of the values of a bucket in their place. f gets each as it is in the file; a
// bucket that is not there has none.
func rewrite(tx *bbolt.Tx, name string, f func(key, value []byte) ([]byte, error)) error {
	b := tx.Bucket([]byte(name))
	if b == nil {
		return nil
	}
	changed := map[string][]byte{} // a bucket must not change while it is walked over
	err := b.ForEach(func(k, v []byte) error {
		out, err := f(k, v)
		if err != nil {
			return fmt.Errorf("seal the secrets of %s %q: %w", name, k, err)
		}
		if string(out) != string(v) {
			changed[string(k)] = out
		}
		return nil
	})
	for k, v := range changed {
		err = errors.Join(err, b.Put([]byte(k), v))
	}
	return err
}

// sealedValue seals the stored form of an entity.
func (s *sealing) sealedValue(kind model.Kind, value []byte) ([]byte, error) {
	e, err := decodeEntity(kind, value)
	if err != nil {
		return nil, err
	}
	sealed, texts, err := s.seal(e)
	if err != nil || len(texts) == 0 {
		return value, err
	}
	return encode(sealed)
}

// sealedEdit seals the stored form of an edit in a step that can be undone.
func (s *sealing) sealedEdit(key, value []byte) ([]byte, error) {
	if !putsEntity(key, value) {
		return value, nil
	}
	_, kind, hash, data, err := cutEdit(value)
	if err != nil {
		return nil, err
	}
	if data, err = s.sealedValue(kind, data); err != nil {
		return nil, err
	}
	return append(appendText([]byte{editPut, byte(kind)}, hash), data...), nil
}

// putsEntity tells whether a value in the bucket of steps is an edit that stores an entity.
func putsEntity(key, value []byte) bool {
	return len(key) > len(stepKey(0)) && len(value) > 0 && value[0] == editPut
}

// sealFile seals the secrets in a workspace file of version 1 that is not open, and leaves nothing of them
// in its free pages. The file keeps its version: the copy that was made before a migration, which holds
// the secrets in plain, is treated so once the migration has succeeded. An older Postern that opens it
// shows sealed texts in place of secrets.
func (s *sealing) sealFile(path string) (err error) {
	if s.sealer == nil {
		return nil
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return fmt.Errorf("seal the secrets in %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err = db.Update(s.sealAll); err == nil {
		err = wipeFile(db, path)
	}
	if err != nil {
		return fmt.Errorf("seal the secrets in %s: %w", path, err)
	}
	return nil
}
