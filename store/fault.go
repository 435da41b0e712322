package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"postern/model"
)

// fault is an error that says in its own words what happened; kind is the sentinel behind it.
type fault struct {
	text string
	kind error
}

func (f *fault) Error() string { return f.text }
func (f *fault) Unwrap() error { return f.kind }

// noGrowth begins what bbolt says when the file could not be made larger; what the system said is only
// in its text.
const noGrowth = "file resize error"

var errClosed = errors.New("the workspace is closed")

func damaged(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), model.ErrDamaged)
}

func notFound(what string, id model.ID) error {
	return fmt.Errorf("%s %q: %w", what, id, model.ErrNotFound)
}

// openError puts into words why the file could not be opened.
func (s *Store) openError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, berrors.ErrTimeout):
		return &fault{s.lockedText(), model.ErrLocked}
	case fromSystem(err):
		return fmt.Errorf("open workspace %s: %w", s.path, err)
	}
	// All that is left is what bbolt has to say about the content of the file.
	return &fault{fmt.Sprintf("workspace %s is damaged, or no workspace at all: %v", s.path, err), model.ErrDamaged}
}

func fromSystem(err error) bool {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return true
	}
	_, ok := errors.AsType[syscall.Errno](err)
	return ok
}

// translate turns the errors of bbolt into those of the project.
func translate(err error) error {
	switch {
	case errors.Is(err, berrors.ErrDatabaseNotOpen), errors.Is(err, berrors.ErrInvalidMapping):
		return errClosed
	case errors.Is(err, berrors.ErrDatabaseReadOnly):
		return &fault{"the workspace is open for reading only", model.ErrInvalid}
	case errors.Is(err, berrors.ErrKeyTooLarge), errors.Is(err, berrors.ErrValueTooLarge):
		return fmt.Errorf("%w: %w", err, model.ErrTooLarge)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("the disk is full, nothing was changed: free some space and try again: %w", err)
	case errors.Is(err, syscall.EFBIG), err != nil && strings.HasPrefix(err.Error(), noGrowth):
		return fmt.Errorf("the workspace file cannot grow any more, nothing was changed: free some space, or save a copy on another disk: %w", err)
	}
	return err
}
