package store

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"postern/model"
)

func TestRecords(t *testing.T) {
	for _, payload := range [][]byte{{}, {0}, []byte("some text"), bytes.Repeat([]byte("x"), 1<<16)} {
		packed := pack(bucketRequests, []byte("key"), payload)
		if got, err := unpack(bucketRequests, []byte("key"), packed); err != nil || got == nil || !bytes.Equal(got, payload) {
			t.Errorf("%d bytes: %q, %v", len(payload), got, err)
		}
		for _, at := range []int{0, len(packed) / 2, len(packed) - 1} {
			for bit := range 8 {
				wrong := bytes.Clone(packed)
				wrong[at] ^= 1 << bit
				if _, err := unpack(bucketRequests, []byte("key"), wrong); !errors.Is(err, model.ErrDamaged) {
					t.Errorf("bit %d of byte %d of %d: %v", bit, at, len(packed), err)
				}
			}
		}
		for _, wrong := range []struct{ bucket, key string }{{bucketRequests, "kez"}, {bucketDrafts, "key"}, {bucketRequests, ""}} {
			if _, err := unpack(wrong.bucket, []byte(wrong.key), packed); !errors.Is(err, model.ErrDamaged) {
				t.Errorf("%+v: %v", wrong, err)
			}
		}
		if _, err := unpack(bucketRequests, []byte("key"), packed[:len(packed)-1]); !errors.Is(err, model.ErrDamaged) {
			t.Errorf("cut: %v", err)
		}
	}
	if pack(bucketRequests, []byte("key"), nil) != nil {
		t.Error("nothing was packed")
	}
}

// spoil changes a stored value behind the store's back.
func spoil(t *testing.T, s *Store, name, key string, change func([]byte) []byte) {
	t.Helper()
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(name))
		return b.Put([]byte(key), change(bytes.Clone(b.Get([]byte(key)))))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func flip(v []byte) []byte { v[len(v)/2] ^= 4; return v }

// A damaged value is an error that says what it was, and everything else goes on; what it was can be
// stored anew.
func TestDamagedRecords(t *testing.T) {
	s := newStore(t)
	fillGolden(t, s)
	spoil(t, s, bucketRequests, "r2", flip)
	spoil(t, s, bucketDrafts, "r", func([]byte) []byte { // the value of another key
		return pack(bucketDrafts, []byte("other"), []byte(`{"id":"other"}`))
	})
	spoil(t, s, bucketBodies, hashOf("hello"), flip)
	_, e1 := s.Request("r2")
	_, _, e2 := s.Draft("r")
	_, e3 := s.Drafts()
	_, e4 := s.Body(hashOf("hello"))
	_, e5 := s.Bundle("c")
	_, e6 := s.Exchange("h1")
	_, e7 := s.Apply(model.Change{Edits: []model.Edit{model.Remove{ID: "x2"}, model.Remove{ID: "r2"}}})
	for i, err := range []error{e1, e2, e3, e4, e5, e6, e7} {
		if !errors.Is(err, model.ErrDamaged) || !strings.Contains(err.Error(), "checksum") {
			t.Errorf("%d: %v", i, err)
		}
	}
	if !strings.Contains(e1.Error(), "request r2") || !strings.Contains(e2.Error(), "draft r") {
		t.Errorf("%v; %v", e1, e2)
	}
	if _, err := s.Request("r"); err != nil {
		t.Errorf("another request: %v", err)
	}
	if err := s.PutDraft(model.Request{ID: "r", Name: "again"}); err != nil {
		t.Errorf("a draft anew: %v", err)
	}
	if r, ok, err := s.Draft("r"); err != nil || !ok || r.Name != "again" {
		t.Errorf("%+v, %v, %v", r, ok, err)
	}
	spoil(t, s, bucketRequests, "r2", flip) // and back, for the check at the end
	spoil(t, s, bucketBodies, hashOf("hello"), flip)
}
