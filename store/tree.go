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

// Tree reads the tree of the workspace: heads, order and trash, and never a URL, a header or a body. The
// caller may change what it gets.
func (s *Store) Tree() (tree *model.Tree, err error) {
	err = s.view("read the tree", func(tx *bbolt.Tx) error {
		if first := s.first.Swap(nil); first != nil && first.tx == tx.ID() {
			tree = first.tree
			return nil
		}
		tree, err = loadTree(tx)
		return err
	})
	return tree, err
}

// firstTree is the tree that was read to judge the file, of a transaction: who asks first gets it.
type firstTree struct {
	tree *model.Tree
	tx   int
}

// loadTree reports children that stand where they cannot, or in two places at once, as damage: walking
// such a tree might never end.
func loadTree(tx *bbolt.Tx) (*model.Tree, error) {
	heads, err := loadHeads(tx)
	if err != nil {
		return nil, err
	}
	below, standing := bucket(tx, bucketChildren), 0
	lists := make(map[model.ID][]model.ID, below.count())
	const idLength = 17 // of most IDs, with its length
	err = below.ForEach(func(k, v []byte) error {
		kids := make([]model.ID, 0, len(v)/idLength)
		above := heads[model.ID(k)]
		parent := above.ID // of one that is known, so that there is no copy of these bytes
		if parent == "" {
			parent = model.ID(k)
		}
		err := eachID(v, func(id []byte) error {
			h, ok := heads[model.ID(id)] // its ID is used again instead of a copy of these bytes
			if !ok {
				return damaged("%q is in the tree, but nothing is known of it", id)
			}
			if !model.CanContain(parent, above.Kind, h.Kind) {
				return damaged("the %s %q is out of place in the tree", h.Kind, id)
			}
			kids = append(kids, h.ID)
			return nil
		})
		lists[parent], standing = kids, standing+len(kids)
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
	tree := model.LoadTree(heads, lists, trash)
	if tree.Standing() != standing {
		return nil, damaged("something is out of place in the tree: it stands in two places")
	}
	return tree, nil
}

func loadHeads(tx *bbolt.Tx) (map[model.ID]model.Head, error) {
	from := bucket(tx, bucketHeads)
	heads := make(map[model.ID]model.Head, from.count())
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
