package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"postern/model"
)

// Collection returns a collection, be it in the tree or in the trash. As with the other kinds, what is
// below it is told by the tree.
func (s *Store) Collection(id model.ID) (model.Collection, error) {
	return entity[model.Collection](s, model.KindCollection, id)
}

// Folder returns a folder.
func (s *Store) Folder(id model.ID) (model.Folder, error) {
	return entity[model.Folder](s, model.KindFolder, id)
}

// Request returns a saved request.
func (s *Store) Request(id model.ID) (model.Request, error) {
	return entity[model.Request](s, model.KindRequest, id)
}

// Example returns an example; its body is brought by [Store.Body].
func (s *Store) Example(id model.ID) (model.Example, error) {
	return entity[model.Example](s, model.KindExample, id)
}

// Environment returns an environment; that of model.GlobalsID is always there, see [Store.Globals].
func (s *Store) Environment(id model.ID) (model.Environment, error) {
	if id == model.GlobalsID {
		return s.Globals()
	}
	return entity[model.Environment](s, model.KindEnvironment, id)
}

// Globals returns the workspace's global variables; they are empty where none were stored.
func (s *Store) Globals() (globals model.Environment, err error) {
	globals.ID = model.GlobalsID
	err = s.view("read the globals", func(tx *bbolt.Tx) error {
		_, err := read(tx, bucketEnvironments, string(model.GlobalsID), &globals)
		return err
	})
	s.sealing.open(&globals)
	return globals, err
}

// Environments returns the environments in their order; the globals are not among them.
func (s *Store) Environments() (list []model.Environment, err error) {
	err = s.view("read the environments", func(tx *bbolt.Tx) error {
		ids, err := children(tx, model.EnvironmentsID)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if id == model.GlobalsID {
				continue
			}
			var e model.Environment
			if err := readEntity(tx, model.KindEnvironment, id, &e); err != nil {
				return err
			}
			list = append(list, e)
		}
		return nil
	})
	for i := range list {
		s.sealing.open(&list[i])
	}
	return list, err
}

func entity[T any](s *Store, kind model.Kind, id model.ID) (out T, err error) {
	err = s.view("read from the workspace", func(tx *bbolt.Tx) error { return readEntity(tx, kind, id, &out) })
	if e, ok := any(&out).(model.Entity); ok && err == nil {
		s.sealing.open(e)
	}
	return out, err
}

func readEntity(tx *bbolt.Tx, kind model.Kind, id model.ID, into any) error {
	found, err := read(tx, kindBuckets[kind], string(id), into)
	if err != nil {
		return fmt.Errorf("%s %q: %w", kind, id, err)
	}
	if !found {
		return notFound(kind.String(), id)
	}
	return nil
}

// decodeEntity reads the stored form of an entity of a kind.
func decodeEntity(kind model.Kind, data []byte) (e model.Entity, err error) {
	switch kind {
	case model.KindCollection:
		e = new(model.Collection)
	case model.KindFolder:
		e = new(model.Folder)
	case model.KindRequest:
		e = new(model.Request)
	case model.KindExample:
		e = new(model.Example)
	case model.KindEnvironment:
		e = new(model.Environment)
	default:
		return nil, damaged("an entity of the unknown kind %d", kind)
	}
	return e, decode(data, e)
}

// checkEntity reports what may not be stored, beyond what the entity itself knows.
func checkEntity(e model.Entity) error {
	if missing(e) {
		return fmt.Errorf("nothing to store: %w", model.ErrInvalid)
	}
	if err := e.Validate(); err != nil {
		return err
	}
	h := e.Head()
	switch {
	case h.ID == model.RootID, h.ID == model.EnvironmentsID:
		return fmt.Errorf("the ID %q is reserved: %w", h.ID, model.ErrInvalid)
	case len(h.ID) > maxID:
		return fmt.Errorf("an ID of %d bytes is over the limit of %d: %w", len(h.ID), maxID, model.ErrInvalid)
	}
	return nil
}

func missing(e model.Entity) bool {
	switch e := e.(type) {
	case *model.Collection:
		return e == nil
	case *model.Folder:
		return e == nil
	case *model.Request:
		return e == nil
	case *model.Example:
		return e == nil
	case *model.Environment:
		return e == nil
	}
	return true // nil, or a type that is none of ours
}
