package store

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// batch collects what a transaction writes and writes it in the order of the keys, each key once: a
// leaf of bbolt is not split before the end of the transaction, and a large change that filled it in
// random order would move all its entries for every new one. Values that stay as they are are not written.
type batch struct {
	tx     *bbolt.Tx
	writes map[string]map[string][]byte // bucket -> key -> value as it is stored; nil deletes
}

func newBatch(tx *bbolt.Tx) *batch {
	return &batch{tx: tx, writes: map[string]map[string][]byte{}}
}

// get returns the value as the batch leaves it, or nil. It must not be changed or kept.
func (b *batch) get(name, key string) []byte {
	if v, ok := b.writes[name][key]; ok {
		if v == nil || !sums(name) {
			return v
		}
		return v[:len(v)-sumSize]
	}
	return bucket(b.tx, name).Get([]byte(key))
}

// has tells whether there is a value, without looking at it.
func (b *batch) has(name, key string) bool {
	if v, ok := b.writes[name][key]; ok {
		return v != nil
	}
	return bucket(b.tx, name).raw.Get([]byte(key)) != nil
}

// put stores a value also in place of one that is damaged.
func (b *batch) put(name, key string, payload []byte) {
	value := pack(name, []byte(key), payload)
	keys := b.writes[name]
	if _, pending := keys[key]; !pending && bytes.Equal(bucket(b.tx, name).raw.Get([]byte(key)), value) {
		return
	}
	if keys == nil {
		keys = map[string][]byte{}
		b.writes[name] = keys
	}
	keys[key] = value
}

func (b *batch) delete(name, key string) { b.put(name, key, nil) }

// flush writes what was collected.
func (b *batch) flush() error {
	for _, name := range slices.Sorted(maps.Keys(b.writes)) {
		to, keys := bucket(b.tx, name).raw, b.writes[name]
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			if err := write(to, key, keys[key]); err != nil {
				return fmt.Errorf("write %s %q: %w", name, key, err)
			}
		}
	}
	clear(b.writes)
	return nil
}

func write(to *bbolt.Bucket, key string, value []byte) error {
	if value == nil {
		return to.Delete([]byte(key))
	}
	return to.Put([]byte(key), value)
}
