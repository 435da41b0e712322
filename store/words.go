package store

import (
	"bytes"
	"context"
	"errors"

	"go.etcd.io/bbolt"

	"postern/model"
)

// signatures makes the stored form: the size of the signature of every field in a byte each, their bits
// one after the other, and the hash of the body of an example.
func signatures(s *signer, t texts, hash string) []byte {
	out := make([]byte, len(t))
	var joined []byte
	for rank, list := range t {
		joined = joined[:0]
		for i, text := range list {
			if i > 0 {
				joined = append(joined, 0)
			}
			joined = fold(joined, text)
		}
		var size int
		out, size = s.sign(out, joined)
		out[rank] = byte(size)
	}
	return append(out, hash...)
}

// cutSignatures takes the stored form apart; ok is false for what signatures did not make.
func cutSignatures(value []byte) (fields [len(texts{})][]byte, hash []byte, ok bool) {
	if len(value) < len(fields) {
		return fields, nil, false
	}
	rest := value[len(fields):]
	for rank := range fields {
		n, ok := signatureBytes(value[rank])
		if !ok || n > len(rest) {
			return fields, nil, false
		}
		fields[rank], rest = rest[:n], rest[n:]
	}
	return fields, rest, true
}

// noteWords keeps the signatures of an entity that was put.
func (e *editing) noteWords(ent model.Entity) {
	var data []byte
	hash := ""
	if ex, ok := ent.(*model.Example); ok && ex.Body.Hash != "" {
		hash = ex.Body.Hash
		data = e.get(bucketBodies, hash)
	}
	e.put(bucketWords, string(ent.Head().ID), signatures(&e.signer, textsOf(ent, data), hash))
}

// unproven returns stored signatures without their checksum, which the check of the whole file looks at:
// proving them all would be half of the cost of a search. A damaged one may hide what would be found; it
// never shows anything wrong.
func unproven(value []byte) []byte {
	if len(value) < sumSize {
		return nil
	}
	return value[:len(value)-sumSize]
}

// IndexWords makes what a search needs to be quick for the entities that lack it, as in a file of an
// older Postern: some hundreds in a transaction, so that nobody waits long for it. It ends with the
// context. Searching is right without it.
func (s *Store) IndexWords(ctx context.Context) error {
	const step = 200
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		var lacking []model.ID
		err := s.view("look for what search lacks", func(tx *bbolt.Tx) error {
			return eachSigned(tx, func(id, list []byte) error {
				if list == nil {
					lacking = append(lacking, model.ID(id))
				}
				if len(lacking) == step {
					return errEnough
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errEnough) || len(lacking) == 0 {
			return err
		}
		if err := s.indexWords(lacking); err != nil {
			return err
		}
	}
}

// errEnough ends a walk early.
var errEnough = errors.New("enough")

// RebuildWords makes anew what makes a search quick, in place of what was found to be damaged.
func (s *Store) RebuildWords(ctx context.Context) error {
	err := s.update("make search quick anew", func(tx *bbolt.Tx) error {
		if err := tx.DeleteBucket([]byte(bucketWords)); err != nil {
			return err
		}
		_, err := tx.CreateBucket([]byte(bucketWords))
		return err
	})
	if err != nil {
		return err
	}
	return s.IndexWords(ctx)
}

func (s *Store) indexWords(ids []model.ID) error {
	return s.update("make search quick", func(tx *bbolt.Tx) error {
		e := newEditing(tx, s.now())
		for _, id := range ids {
			h, exists, err := e.find(id)
			if err != nil {
				return err
			}
			if !exists { // deleted meanwhile
				continue
			}
			ent, err := e.entity(h)
			if err != nil {
				return err
			}
			e.noteWords(ent)
		}
		return e.flush()
	})
}

// eachSigned calls f with every ID and its signatures, nil where there are none, in the order of the
// IDs. Both are valid only during the call.
func eachSigned(tx *bbolt.Tx, f func(id, list []byte) error) error {
	heads := tx.Bucket([]byte(bucketHeads)).Cursor()
	words := tx.Bucket([]byte(bucketWords)).Cursor()
	key, list := words.First()
	for id, _ := heads.First(); id != nil; id, _ = heads.Next() {
		for key != nil && bytes.Compare(key, id) < 0 {
			key, list = words.Next()
		}
		var have []byte
		if bytes.Equal(key, id) {
			have = unproven(list)
		}
		if err := f(id, have); err != nil {
			return err
		}
	}
	return nil
}
