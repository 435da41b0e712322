package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"postern/model"
)

// stillThere reports that the file that is open is no longer the one at its path: what is written to it
// then is lost when it is closed.
func (s *Store) stillThere() error {
	there, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.gone("was moved or deleted")
	case err != nil:
		return fmt.Errorf("look for the workspace file: %w", err)
	}
	open, err := s.file.Stat()
	if err == nil && !os.SameFile(there, open) {
		return s.gone("was replaced by another file")
	}
	return err
}

func (s *Store) gone(how string) error {
	return &fault{fmt.Sprintf("the workspace file %s %s while it was open: what is changed now would be lost. "+
		"Save a copy of the workspace under another name, then open that", s.path, how), model.ErrGone}
}
