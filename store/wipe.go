package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"

	"postern/model"
)

// keyExposed in bucketMeta says that pages which are free now may still hold a text that has become
// secret since: bbolt frees a page and leaves its bytes.
const keyExposed = "exposed"

// noteExposed looks whether texts that are sealed by now stand as they are in what is stored of their
// entities, and if so notes in the file that the freed pages must be wiped. It must be asked before the
// entities are put.
func (b *batch) noteExposed(sealed map[model.ID][]string) bool {
	for id, texts := range sealed {
		for _, text := range texts {
			if b.holds(id, text) {
				b.put(bucketMeta, keyExposed, []byte{1})
				return true
			}
		}
	}
	return false
}

// holds tells whether a text stands in the stored forms of an entity or its draft.
func (b *batch) holds(id model.ID, text string) bool {
	for _, name := range []string{bucketCollections, bucketFolders, bucketRequests, bucketExamples, bucketEnvironments, bucketDrafts} {
		if holdsText(b.get(name, string(id)), text) {
			return true
		}
	}
	return false
}

// holdsText tells whether a text stands in a stored value, as it is or as JSON has it.
func holdsText(data []byte, text string) bool {
	quoted, err := encode(text)
	return err == nil && bytes.Contains(data, quoted[1:len(quoted)-1]) || bytes.Contains(data, []byte(text))
}

// wipe overwrites the free pages of the file with zeros if one of them may hold what has become secret.
// While somebody reads, it waits for the next time: closing the file, or the next opening. What fails is
// tried again then, too.
func (s *Store) wipe() {
	if s.db.IsReadOnly() {
		return
	}
	exposed := false
	err := s.view("look for freed pages to wipe", func(tx *bbolt.Tx) error {
		exposed = bucket(tx, bucketMeta).Get([]byte(keyExposed)) != nil
		return nil
	})
	if err == nil && exposed {
		err = s.wipeExposed()
	}
	if err != nil && !errors.Is(err, errReaders) && !errors.Is(err, errClosed) {
		s.logger.Warn("wipe what has become secret from the free space of the workspace file", "err", err)
	}
}

var errReaders = errors.New("somebody reads")

func (s *Store) wipeExposed() error {
	err := s.update("wipe freed pages", func(tx *bbolt.Tx) error {
		if s.db.Stats().OpenTxN > 0 { // an old transaction may still read what is free by now
			return errReaders
		}
		return wipeFree(tx, s.file)
	})
	if err != nil {
		return err
	}
	return s.update("note that freed pages are wiped", func(tx *bbolt.Tx) error {
		return bucket(tx, bucketMeta).Delete([]byte(keyExposed))
	})
}

// pageFile is the file of a database.
type pageFile interface {
	WriteAt(p []byte, off int64) (int, error)
	Sync() error
}

// wipeFree overwrites the pages that are free as the last transaction left the file. tx must be one that
// writes, so that no page is taken meanwhile, and must not have written anything. It reads nothing from
// these pages, and no page in use is touched: a crash in the middle costs nothing.
func wipeFree(tx *bbolt.Tx, file pageFile) error {
	size := tx.DB().Info().PageSize
	zero := make([]byte, size)
	for id := 0; ; {
		page, err := tx.Page(id)
		if err != nil {
			return err
		}
		if page == nil {
			break
		}
		if page.Type == "free" {
			if _, err := file.WriteAt(zero, int64(id)*int64(size)); err != nil {
				return fmt.Errorf("wipe page %d: %w", id, err)
			}
			id++
			continue
		}
		id += 1 + page.OverflowCount
	}
	return file.Sync()
}

// wipeFile wipes the free pages of a database that nobody else reads.
func wipeFile(db *bbolt.DB, path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error { return wipeFree(tx, file) })
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	return db.Update(func(tx *bbolt.Tx) error { return bucket(tx, bucketMeta).Delete([]byte(keyExposed)) })
}
