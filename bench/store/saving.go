package main

import (
	"encoding/json"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"postern/bench/figure"
	"postern/model"
	"postern/store"
)

// saving measures the saving of one request of the large workspace, in turn with a bare put of the same
// bytes, synced as well, into a bare database with as many values.
func saving(large, _ string) error {
	s, err := store.Open(large, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	requests, err := someRequests(s, 200)
	if err != nil {
		return err
	}
	bare, err := newBare(large + ".bare")
	if err != nil {
		return err
	}
	defer bare.Close()
	var ours, theirs []float64
	for i, r := range requests {
		r.Docs = fmt.Sprintf("saved for the %d. time", i)
		data, err := json.Marshal(r)
		if err != nil {
			return err
		}
		var putErr, saveErr error
		theirs = append(theirs, figure.Time(func() { putErr = bare.put(string(r.ID), data) }))
		ours = append(ours, figure.Time(func() {
			_, saveErr = s.Apply(model.Change{Name: "save", Edits: []model.Edit{model.Put{Entity: &r}}})
		}))
		if putErr != nil || saveErr != nil {
			return fmt.Errorf("save: %w, %w", putErr, saveErr)
		}
	}
	figure.Print("save-request", figure.Median(ours), "ms")
	figure.Print("save-bare-put", figure.Median(theirs), "ms")
	figure.AtMost("save-over-bare-put", figure.Median(ours)/figure.Median(theirs), "times", 2)
	return nil
}

func someRequests(s *store.Store, n int) (out []model.Request, err error) {
	tree, err := s.Tree()
	if err != nil {
		return nil, err
	}
	i := 0
	for h := range tree.Walk(model.RootID) {
		if h.Kind != model.KindRequest {
			continue
		}
		if i++; i%(10_000/n) != 0 {
			continue
		}
		r, err := s.Request(h.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// bare is a database with nothing but values of 4 KB.
type bare struct{ *bbolt.DB }

func newBare(path string) (*bare, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return nil, err
	}
	return &bare{db}, db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket([]byte("values"))
		for i := 0; i < 10_000 && err == nil; i++ {
			err = b.Put([]byte(fmt.Sprintf("%016d", i)), make([]byte, 4096))
		}
		return err
	})
}

func (b *bare) put(key string, value []byte) error {
	return b.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("values")).Put([]byte(key), value) })
}
