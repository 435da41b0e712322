package store

import (
	"go.etcd.io/bbolt"

	"postern/model"
)

// Bundle returns a whole collection with everything in it, bodies in memory: for an export or a mock.
func (s *Store) Bundle(id model.ID) (b model.Bundle, err error) {
	err = s.view("read the whole collection", func(tx *bbolt.Tx) error {
		if err := readEntity(tx, model.KindCollection, id, &b.Collection); err != nil {
			return err
		}
		b.Items, err = bundleItems(tx, id)
		return err
	})
	if err != nil {
		return model.Bundle{}, err
	}
	s.sealing.openBundle(&b)
	return b, nil
}

func bundleItems(tx *bbolt.Tx, parent model.ID) ([]model.Item, error) {
	ids, err := children(tx, parent)
	if err != nil {
		return nil, err
	}
	var items []model.Item
	for _, id := range ids {
		it, err := bundleItem(tx, id)
		if err != nil {
			return nil, err
		}
		items = append(items, it)
	}
	return items, nil
}

func bundleItem(tx *bbolt.Tx, id model.ID) (it model.Item, err error) {
	h, err := readHead(tx, id)
	if err != nil {
		return it, err
	}
	if h.Kind == model.KindFolder {
		it.Folder = new(model.Folder)
		if err := readEntity(tx, h.Kind, id, it.Folder); err != nil {
			return it, err
		}
		it.Items, err = bundleItems(tx, id)
		return it, err
	}
	it.Request = new(model.Request)
	if err := readEntity(tx, model.KindRequest, id, it.Request); err != nil {
		return it, err
	}
	it.Examples, err = bundleExamples(tx, id)
	return it, err
}

func bundleExamples(tx *bbolt.Tx, request model.ID) ([]model.Example, error) {
	ids, err := children(tx, request)
	if err != nil {
		return nil, err
	}
	var list []model.Example
	for _, id := range ids {
		var ex model.Example
		if err := readEntity(tx, model.KindExample, id, &ex); err != nil {
			return nil, err
		}
		if ex.Body, err = withData(tx, ex.Body); err != nil {
			return nil, err
		}
		list = append(list, ex)
	}
	return list, nil
}
