package store

import (
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// trashed is what the trash remembers of an entity.
type trashed struct {
	Parent model.ID  `json:"parent"`
	Index  int       `json:"index"`
	Time   time.Time `json:"time"`
}

// Tree reads the tree of the workspace: heads, order and trash, and never a URL, a header or a body.
func (s *Store) Tree() (tree *model.Tree, err error) {
	err = s.view("read the tree", func(tx *bbolt.Tx) error {
		tree, err = loadTree(tx)
		return err
	})
	return tree, err
}

func loadTree(tx *bbolt.Tx) (*model.Tree, error) {
	heads, err := loadHeads(tx)
	if err != nil {
		return nil, err
	}
	lists := map[model.ID][]model.ID{}
	err = bucket(tx, bucketChildren).ForEach(func(k, v []byte) error {
		var kids []model.ID
		err := eachID(v, func(id []byte) error {
			h, ok := heads[model.ID(id)] // its ID is used again instead of a copy of these bytes
			if !ok {
				return damaged("%q is in the tree, but nothing is known of it", id)
			}
			kids = append(kids, h.ID)
			return nil
		})
		lists[model.ID(k)] = kids
		return err
	})
	if err != nil {
		return nil, err
	}
	trash := map[model.ID]model.Trashed{}
	err = bucket(tx, bucketTrash).ForEach(func(k, v []byte) error {
		var t trashed
		err := decode(v, &t)
		trash[model.ID(k)] = model.Trashed{Parent: t.Parent, Index: t.Index, Time: t.Time}
		return err
	})
	if err != nil {
		return nil, err
	}
	return model.LoadTree(heads, lists, trash), nil
}

func loadHeads(tx *bbolt.Tx) (map[model.ID]model.Head, error) {
	from := bucket(tx, bucketHeads)
	n := 0 // counting them costs less than growing the map
	if err := from.ForEach(func(_, _ []byte) error { n++; return nil }); err != nil {
		return nil, err
	}
	heads := make(map[model.ID]model.Head, n)
	err := from.ForEach(func(k, v []byte) error {
		if len(k) > maxID {
			return damaged("an ID of %d bytes", len(k))
		}
		h, err := decodeHead(model.ID(k), v)
		heads[h.ID] = h
		return err
	})
	return heads, err
}

// checkTree reports children that stand where they cannot, or in two places at once: walking such a
// tree might never end.
func checkTree(tx *bbolt.Tx, tree *model.Tree) error {
	return bucket(tx, bucketChildren).ForEach(func(k, _ []byte) error {
		parent := model.ID(k)
		above, _ := tree.Head(parent)
		for _, id := range tree.Children(parent) {
			h, _ := tree.Head(id)
			if tree.Parent(id) != parent || !model.CanContain(parent, above.Kind, h.Kind) {
				return damaged("the %s %q is out of place in the tree", h.Kind, id)
			}
		}
		return nil
	})
}
