package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"postern/model"
)

// bucketWords holds, by the ID of an entity, the signatures of its fields in the order of searched. It
// only makes a search quick: an entity without is looked through word by word. Files from before it
// get it with their first change.
const bucketWords = "words"

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
	e.words[ent.Head().ID] = signatures(&e.signer, textsOf(ent, data), hash)
}

// forgetWords drops the signatures of an entity that is gone.
func (e *editing) forgetWords(id model.ID) { e.words[id] = nil }

// flushWords writes the signatures, in the order of their keys.
func (e *editing) flushWords() error {
	if len(e.words) == 0 {
		return nil
	}
	to, err := e.tx.CreateBucketIfNotExists([]byte(bucketWords))
	if err != nil {
		return fmt.Errorf("make %s: %w", bucketWords, err)
	}
	for _, id := range slices.Sorted(maps.Keys(e.words)) {
		value := e.words[id]
		if value != nil && bytes.Equal(to.Get([]byte(id)), value) {
			continue
		}
		if err := write(to, string(id), value); err != nil {
			return fmt.Errorf("write %s %q: %w", bucketWords, id, err)
		}
	}
	clear(e.words)
	return nil
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
	var words *bbolt.Cursor
	var key, list []byte
	if b := tx.Bucket([]byte(bucketWords)); b != nil {
		words = b.Cursor()
		key, list = words.First()
	}
	for id, _ := heads.First(); id != nil; id, _ = heads.Next() {
		for key != nil && bytes.Compare(key, id) < 0 {
			key, list = words.Next()
		}
		var have []byte
		if bytes.Equal(key, id) {
			have = list
		}
		if err := f(id, have); err != nil {
			return err
		}
	}
	return nil
}
