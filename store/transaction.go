package store

import (
	"fmt"
	"runtime/debug"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"postern/model"
)

// view runs fn in a transaction that only reads. what says in words what is done ("read the tree").
func (s *Store) view(what string, fn func(*bbolt.Tx) error) error {
	return s.guard(what, &s.noReads, func() error { return s.db.View(s.shielded(what, fn)) })
}

// update runs fn in a transaction that is committed when fn returns no error.
func (s *Store) update(what string, fn func(*bbolt.Tx) error) error {
	return s.guard(what, &s.noWrites, func() error { return s.db.Update(s.shielded(what, fn)) })
}

// guard turns panics of bbolt outside of fn, in beginning and ending a transaction, into errors.
func (s *Store) guard(what string, broken *atomic.Bool, run func() error) (err error) {
	if s.closed.Load() {
		return fmt.Errorf("%s: %w", what, errClosed)
	}
	if broken.Load() || s.noReads.Load() {
		return fmt.Errorf("%s: the workspace file was found to be damaged; open it again to see what can be read: %w",
			what, model.ErrDamaged)
	}
	defer panicOnFault()()
	defer func() {
		if r := recover(); r != nil {
			broken.Store(true)
			err = s.panicked(what, r)
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", what, translate(err))
		}
	}()
	return run()
}

// shielded turns panics inside fn into errors, so that bbolt ends the transaction in the ordinary way.
func (s *Store) shielded(what string, fn func(*bbolt.Tx) error) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = s.panicked(what, r)
			}
		}()
		return fn(tx)
	}
}

func (s *Store) panicked(what string, r any) error {
	if fault, ok := r.(*recordFault); ok {
		s.logger.Error("damaged value", "path", s.path, "while", what, "err", fault)
		return fault
	}
	s.logger.Error("damaged workspace file", "path", s.path, "while", what, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
	return damaged("the workspace file has an unreadable page (%v)", r)
}

// panicOnFault makes a read outside of the mapped file, where a damaged page may point to, a panic that
// can be recovered instead of the end of the program. What it returns sets that back.
func panicOnFault() func() {
	old := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(old) }
}
