package store

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"syscall"

	"go.etcd.io/bbolt"

	"postern/model"
)

// view runs fn in a transaction that only reads. what says in words what is done ("read the tree").
func (s *Store) view(what string, fn func(*bbolt.Tx) error) error {
	return s.guard(what, &s.noReads, func() error { return s.db.View(s.shielded(what, fn)) })
}

// update runs fn in a transaction that is committed when fn returns no error.
func (s *Store) update(what string, fn func(*bbolt.Tx) error) error {
	return s.guard(what, &s.noWrites, func() error {
		if err := s.stillThere(); err != nil {
			return err
		}
		if err := s.db.Update(s.shielded(what, fn)); err != nil {
			return s.unsure(err)
		}
		return s.stillThere() // before anyone is told that it is stored
	})
}

// noSync begins what bbolt says when the disk did not confirm that a larger file is stored.
const noSync = "file sync error"

// unsure sees to it that nothing more is written once the disk has failed: what it holds of a change
// that was under way, and of those before it, nobody can tell before the file is read anew.
func (s *Store) unsure(err error) error {
	if errors.Is(err, syscall.EIO) || strings.HasPrefix(err.Error(), noSync) {
		s.noWrites.Store(true)
		return fmt.Errorf("the disk failed; close the workspace and open it again to see what was stored: %w", err)
	}
	return err
}

// guard turns panics of bbolt outside of fn, in beginning and ending a transaction, into errors.
func (s *Store) guard(what string, broken *atomic.Bool, run func() error) (err error) {
	if s.closed.Load() {
		return fmt.Errorf("%s: %w", what, errClosed)
	}
	if broken.Load() || s.noReads.Load() {
		return fmt.Errorf("%s: the workspace file was found to be damaged, or its disk failed; open it again to see what can be read: %w",
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
