package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"postern/model"
)

// PutDraft keeps the unsaved state of a request under its ID, whether or not a request of that ID is
// saved, so that it survives the end of the program.
func (s *Store) PutDraft(r model.Request) error {
	if err := checkEntity(&r); err != nil {
		return fmt.Errorf("keep draft: %w", err)
	}
	sealed, texts, err := s.sealing.seal(&r)
	if err != nil {
		return fmt.Errorf("keep draft of %s: %w", r.Name, err)
	}
	exposed := false
	err = s.update("keep draft of "+r.Name, func(tx *bbolt.Tx) error {
		data, err := encode(sealed)
		if err != nil {
			return err
		}
		b := newBatch(tx)
		exposed = b.noteExposed(map[model.ID][]string{r.ID: texts})
		b.put(bucketDrafts, string(r.ID), data)
		return b.flush()
	})
	if exposed {
		s.wipe()
	}
	return err
}

// DeleteDraft forgets a draft. One that is not there is no error.
func (s *Store) DeleteDraft(id model.ID) error {
	return s.update("delete draft", func(tx *bbolt.Tx) error { return bucket(tx, bucketDrafts).Delete([]byte(id)) })
}

// Draft returns the draft of a request and tells whether there is one.
func (s *Store) Draft(id model.ID) (r model.Request, ok bool, err error) {
	err = s.view("read draft", func(tx *bbolt.Tx) error {
		ok, err = read(tx, bucketDrafts, string(id), &r)
		return err
	})
	s.sealing.open(&r)
	return r, ok && err == nil, err
}

// Drafts returns all drafts, in the order of their IDs.
func (s *Store) Drafts() (list []model.Request, err error) {
	err = s.view("read the drafts", func(tx *bbolt.Tx) error {
		return bucket(tx, bucketDrafts).ForEach(func(_, v []byte) error {
			var r model.Request
			err := decode(v, &r)
			list = append(list, r)
			return err
		})
	})
	for i := range list {
		s.sealing.open(&list[i])
	}
	return list, err
}
