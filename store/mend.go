package store

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"postern/model"
)

// mending makes the buckets of a salvaged file agree with each other again.
type mending struct {
	*batch
	of      *salvage
	heads   map[model.ID]model.Head // of the entities that are there
	lists   map[model.ID][]model.ID
	parents map[model.ID]model.ID
	users   map[string]uint64 // of bodies, by hash
	// collection and request are where what has lost its place is put; empty until they are needed.
	collection, request model.ID
}

// mend runs in the last transaction of a salvage.
func (s *salvage) mend(tx *bbolt.Tx) error {
	m := &mending{batch: newBatch(tx), of: s, heads: map[model.ID]model.Head{}, lists: map[model.ID][]model.ID{},
		parents: map[model.ID]model.ID{}, users: map[string]uint64{}}
	for _, part := range []func() error{m.entities, m.history, m.names, m.tree, m.trash, m.orphans, m.strayBodies, m.putTree, m.countBodies, m.singles} {
		if err := part(); err != nil {
			return err
		}
	}
	return m.flush()
}

// each calls f with every value of a bucket.
func (m *mending) each(name string, f func(key string, payload []byte) error) error {
	return bucket(m.tx, name).ForEach(func(k, v []byte) error { return f(string(k), v) })
}

// entities takes stock of what there is, and gives each its head.
func (m *mending) entities() error {
	for _, kind := range slices.Sorted(maps.Keys(kindBuckets)) {
		name := kindBuckets[kind]
		err := m.each(name, func(key string, data []byte) error {
			e, err := decodeEntity(kind, data)
			if err == nil && (string(e.Head().ID) != key || checkEntity(e) != nil || m.heads[e.Head().ID].ID != "") {
				err = damaged("it is not valid")
			}
			if err != nil {
				m.delete(name, key)
				m.of.lose(recordLoss(name, []byte(key), err))
				return nil
			}
			return m.entity(name, e)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *mending) entity(name string, e model.Entity) error {
	h := e.Head()
	m.heads[h.ID] = h
	m.put(bucketHeads, string(h.ID), encodeHead(h))
	switch e := e.(type) {
	case *model.Folder:
		m.of.kept.Folders++
	case *model.Request:
		m.of.kept.Requests++
	case *model.Collection:
		m.of.kept.Variables += len(e.Variables)
	case *model.Environment:
		m.of.kept.Variables += len(e.Variables)
		if h.ID != model.GlobalsID {
			m.of.kept.Environments++
		}
	case *model.Example:
		m.of.kept.Examples++
		if m.uses(&e.Body) {
			return nil
		}
		m.of.lose(model.Loss{What: "body", ID: h.ID, Name: h.Name, Text: "the body of this example is lost"})
		data, err := encode(e)
		if err != nil {
			return err
		}
		m.put(name, string(h.ID), data)
	}
	return nil
}

// uses counts a user of a body. Content whose body is lost keeps nothing but its size, and is no use.
func (m *mending) uses(c *model.Content) bool {
	if c.Hash == "" {
		return true
	}
	if !m.has(bucketBodies, c.Hash) {
		*c = model.Content{Size: c.Size}
		return false
	}
	m.users[c.Hash]++
	return true
}

// names tells of the entities of which only the head is left, and puts names to what else was lost.
func (m *mending) names() error {
	names := map[model.ID]string{}
	told := map[model.ID]bool{}
	for _, l := range m.of.lost {
		told[l.ID] = true
	}
	err := m.each(bucketHeads, func(key string, data []byte) error {
		h, err := decodeHead(model.ID(key), data)
		if err == nil {
			names[h.ID] = h.Name
		}
		if _, whole := m.heads[model.ID(key)]; whole {
			return nil
		}
		m.delete(bucketHeads, key)
		if err == nil && !told[h.ID] {
			m.of.lose(model.Loss{What: h.Kind.String(), ID: h.ID, Text: "only its name is left"})
		}
		return nil
	})
	for i := range m.of.lost {
		if l := &m.of.lost[i]; l.Name == "" {
			l.Name = names[l.ID]
		}
	}
	return err
}

// countBodies counts anew how many use each body.
func (m *mending) countBodies() error {
	err := m.each(bucketBodyRefs, func(hash string, _ []byte) error { m.delete(bucketBodyRefs, hash); return nil })
	if err != nil {
		return err
	}
	for hash, n := range m.users {
		m.put(bucketBodyRefs, hash, binary.AppendUvarint(nil, n))
	}
	return nil
}

// history makes the index of the history anew.
func (m *mending) history() error {
	if err := m.each(bucketHistoryIDs, func(id string, _ []byte) error { m.delete(bucketHistoryIDs, id); return nil }); err != nil {
		return err
	}
	return m.each(bucketHistory, func(key string, data []byte) error {
		var e model.Exchange
		if err := decode(data, &e); err != nil || len(key) <= timeSize || key[timeSize:] != string(e.ID) {
			m.delete(bucketHistory, key)
			m.of.lose(recordLoss(bucketHistory, []byte(key), damaged("it cannot be read")))
			return nil
		}
		m.put(bucketHistoryIDs, string(e.ID), []byte(key))
		whole := m.uses(&e.Request.Body)
		if e.Response != nil {
			whole = m.uses(&e.Response.Body) && whole
		}
		if whole {
			return nil
		}
		m.of.lose(model.Loss{What: "body", ID: e.ID, Name: e.RequestName, Text: "a body of this history entry is lost"})
		data, err := encode(e)
		m.put(bucketHistory, key, data)
		return err
	})
}

// singles drops drafts and settings that cannot be read.
func (m *mending) singles() error {
	err := m.each(bucketDrafts, func(key string, data []byte) error {
		var r model.Request
		if err := decode(data, &r); err != nil || string(r.ID) != key {
			m.delete(bucketDrafts, key)
			m.of.lose(recordLoss(bucketDrafts, []byte(key), damaged("it cannot be read")))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := decodeSettings(m.get(bucketSettings, keySettings)); err != nil {
		m.delete(bucketSettings, keySettings)
		m.of.lose(model.Loss{What: "settings", Text: fmt.Sprintf("they are as in a new workspace (%s)", plainText(err))})
	}
	return nil
}
