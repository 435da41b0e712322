package store

import (
	"maps"
	"slices"

	"postern/model"
)

// recoveredName is what the collection is called that holds what has lost its place.
const recoveredName = "Recovered"

// tree reads the lists of children and keeps of them what can stand where they say.
func (m *mending) tree() error {
	err := m.each(bucketChildren, func(key string, data []byte) error {
		parent := model.ID(key)
		above, there := m.heads[parent]
		if there = there || parent == model.RootID || parent == model.EnvironmentsID; !there {
			return nil
		}
		return eachID(data, func(id []byte) error {
			h, ok := m.heads[model.ID(id)]
			if ok && m.parents[h.ID] == "" && model.CanContain(parent, above.Kind, h.Kind) {
				m.stand(h.ID, parent)
			}
			return nil
		})
	})
	for _, id := range m.sorted() {
		if m.circles(id) {
			m.lists[m.parents[id]] = slices.DeleteFunc(m.lists[m.parents[id]], func(x model.ID) bool { return x == id })
			delete(m.parents, id)
		}
	}
	return err
}

func (m *mending) stand(id, parent model.ID) {
	m.lists[parent] = append(m.lists[parent], id)
	m.parents[id] = parent
}

func (m *mending) sorted() []model.ID { return slices.Sorted(maps.Keys(m.heads)) }

// circles tells whether the way up from an entity leads back to it.
func (m *mending) circles(id model.ID) bool {
	at := m.parents[id]
	for range len(m.heads) {
		if at == "" || at == id {
			return at == id
		}
		at = m.parents[at]
	}
	return false
}

// trash drops the entries of what is not there or stands in the tree.
func (m *mending) trash() error {
	return m.each(bucketTrash, func(key string, data []byte) error {
		var t trashed
		if _, there := m.heads[model.ID(key)]; !there || m.parents[model.ID(key)] != "" || decode(data, &t) != nil {
			m.delete(bucketTrash, key)
		}
		return nil
	})
}

// orphans finds a place for what stands nowhere.
func (m *mending) orphans() error {
	for _, id := range m.sorted() {
		h := m.heads[id]
		if m.parents[id] != "" || id == model.GlobalsID || m.has(bucketTrash, string(id)) {
			continue
		}
		m.of.lose(model.Loss{What: h.Kind.String(), ID: id, Name: h.Name, Text: "it is kept, but its place in the tree is lost"})
		parent, err := m.shelter(h.Kind)
		if err != nil {
			return err
		}
		m.stand(id, parent)
	}
	return nil
}

// shelter returns what may hold an entity of a kind that has lost its place, and makes it where needed.
func (m *mending) shelter(kind model.Kind) (parent model.ID, err error) {
	switch kind {
	case model.KindCollection:
		return model.RootID, nil
	case model.KindEnvironment:
		return model.EnvironmentsID, nil
	}
	if m.collection == "" {
		m.collection = model.NewID()
		err = m.add(&model.Collection{ID: m.collection, Name: recoveredName}, model.RootID)
	}
	if kind != model.KindExample || err != nil {
		return m.collection, err
	}
	if m.request == "" {
		m.request = model.NewID()
		err = m.add(&model.Request{ID: m.request, Name: recoveredName}, m.collection)
	}
	return m.request, err
}

// strayBodies makes examples of the bodies whose examples or history entries are lost.
func (m *mending) strayBodies() error {
	if !slices.ContainsFunc(m.of.lost, ownsBodies) {
		return m.each(bucketBodies, func(hash string, _ []byte) error { // they are of changes that can no longer be undone
			if m.users[hash] == 0 {
				m.delete(bucketBodies, hash)
			}
			return nil
		})
	}
	return m.each(bucketBodies, func(hash string, data []byte) error {
		if m.users[hash] > 0 {
			return nil
		}
		parent, err := m.shelter(model.KindExample)
		if err != nil {
			return err
		}
		ex := model.Example{ID: model.NewID(), Name: recoveredName + " body", Body: model.Content{Hash: hash, Size: int64(len(data))}}
		m.uses(&ex.Body)
		m.of.lose(model.Loss{What: "body", ID: ex.ID, Name: ex.Name, Text: "it is kept, but what it belonged to is lost"})
		return m.add(&ex, parent)
	})
}

// ownsBodies tells whether what was lost may have had a body.
func ownsBodies(l model.Loss) bool {
	return l.What == "page" || l.What == recordWhat(bucketExamples) || l.What == recordWhat(bucketHistory)
}

// add makes an entity that was not there before.
func (m *mending) add(e model.Entity, parent model.ID) error {
	h := e.Head()
	data, err := encode(e)
	if err != nil {
		return err
	}
	m.heads[h.ID] = h
	m.put(bucketHeads, string(h.ID), encodeHead(h))
	m.put(kindBuckets[h.Kind], string(h.ID), data)
	m.stand(h.ID, parent)
	return nil
}

// putTree stores the lists of children, and the places that follow from them.
func (m *mending) putTree() error {
	for _, name := range []string{bucketChildren, bucketParents} {
		if err := m.each(name, func(key string, _ []byte) error { m.delete(name, key); return nil }); err != nil {
			return err
		}
	}
	for parent, list := range m.lists {
		m.put(bucketChildren, string(parent), encodeIDs(list))
	}
	for id, parent := range m.parents {
		m.put(bucketParents, string(id), []byte(parent))
	}
	return nil
}
