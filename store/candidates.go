package store

import (
	"go.etcd.io/bbolt"

	"postern/model"
)

// candidate is an entity that may hold all words, and its place in the order of the tree.
type candidate struct {
	id  []byte // valid until the transaction ends
	pos int
}

// candidates returns what may hold the words by the rank of the field with which they may have been found
// at the earliest, each in the order of the tree. What is not in the tree is none.
func (f *finder) candidates() (queues [len(texts{})][]candidate, err error) {
	bounds := map[string]int{}
	open := make([]word, len(f.words))
	n := 0
	err = eachSigned(f.tx, func(id, value []byte) error {
		if n++; n%1024 == 0 && f.ctx.Err() != nil {
			return f.ctx.Err()
		}
		if rank, ok := f.bound(value, open); ok {
			bounds[string(id)] = rank
		}
		return nil
	})
	if err != nil || len(bounds) == 0 {
		return queues, err
	}
	pos := 0
	add := func(id []byte) {
		if rank, ok := bounds[string(id)]; ok {
			queues[rank] = append(queues[rank], candidate{id, pos})
		}
		pos++
	}
	return queues, eachInTree(f.tx, add)
}

// bound returns the rank of the field with which all words may have been found at the earliest, going by
// the signatures of an entity; ok is false where one of the words is in none. Without signatures nothing
// can be ruled out. open is room for the words.
func (f *finder) bound(value []byte, open []word) (rank int, ok bool) {
	fields, _, whole := cutSignatures(value)
	if !whole {
		return 0, true
	}
	open = open[:copy(open, f.words)]
	for rank, bitmap := range fields {
		left := open[:0]
		for _, w := range open {
			if !mayHold(bitmap, w.runs) {
				left = append(left, w)
			}
		}
		if open = left; len(open) == 0 {
			return rank, true
		}
	}
	return 0, false
}

// eachInTree calls f with the IDs of all that is in the tree, in its order: the collections, then the
// environments, then the globals. They are valid only until the transaction ends.
func eachInTree(tx *bbolt.Tx, f func(id []byte)) error {
	lists := map[string][]byte{}
	c := bucket(tx, bucketChildren).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		lists[string(k)] = v
	}
	var walk func(list []byte) error
	walk = func(list []byte) error {
		return eachID(list, func(id []byte) error {
			f(id)
			below, ok := lists[string(id)]
			if !ok {
				return nil
			}
			delete(lists, string(id)) // a damaged tree may lead round in a circle
			return walk(below)
		})
	}
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		if err := walk(lists[string(root)]); err != nil {
			return err
		}
	}
	f([]byte(model.GlobalsID))
	return nil
}
