package store

import (
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// sealAll seals all secrets in a file that was written before there was sealing: of entities, also those
// in the trash, of drafts, and the cookies. What is sealed already stays. It is a step of the migration to
// version 2 and works on values as version 1 had them: JSON. The pages that it frees must be wiped.
func (s *sealing) sealAll(tx *bbolt.Tx) error {
	if s.sealer == nil {
		return nil
	}
	b := newBatch(tx)
	for kind, name := range kindBuckets {
		if err := s.sealBucket(b, kind, name); err != nil {
			return err
		}
	}
	if err := s.sealBucket(b, model.KindRequest, bucketDrafts); err != nil {
		return err
	}
	if err := s.sealSteps(b); err != nil {
		return err
	}
	for key := range sealedStates {
		value, err := s.sealState(key, b.get(bucketState, key))
		if err != nil {
			return fmt.Errorf("seal the %s: %w", key, err)
		}
		if len(value) > 0 {
			b.put(bucketState, key, value)
		}
	}
	b.put(bucketMeta, keyExposed, []byte{1})
	return b.flush()
}

func (s *sealing) sealBucket(b *batch, kind model.Kind, name string) error {
	return bucket(b.tx, name).ForEach(func(k, v []byte) error {
		e, err := decodeEntity(kind, v)
		if err != nil {
			return fmt.Errorf("seal the secrets of %s %q: %w", kind, k, err)
		}
		sealed, texts, err := s.seal(e)
		if err != nil || len(texts) == 0 {
			return err
		}
		data, err := encode(sealed)
		if err == nil {
			b.put(name, string(k), data)
		}
		return err
	})
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

// sealSteps seals the secrets in what undoes changes.
func (s *sealing) sealSteps(b *batch) error {
	steps := bucket(b.tx, bucketUndo)
	if steps == nil {
		return nil
	}
	return steps.ForEach(func(k, v []byte) error {
		if len(k) <= len(stepKey(0)) || string(k) == keyUndoing || v[0] != editPut {
			return nil
		}
		_, kind, hash, data, err := cutEdit(v)
		if err != nil {
			return err
		}
		e, err := decodeEntity(kind, data)
		if err != nil {
			return err
		}
		sealed, texts, err := s.seal(e)
		if err != nil || len(texts) == 0 {
			return err
		}
		out, err := encodeEdit(model.Put{Entity: sealed}, hash)
		if err == nil {
			b.put(bucketUndo, string(k), out)
		}
		return err
	})
}
