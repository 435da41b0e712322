package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"go.etcd.io/bbolt"

	"postern/model"
)

// salvageBytes is how much is copied in one transaction.
const salvageBytes = 16 << 20

// Salvage reads what can be read of a damaged workspace file into a new one, and returns what it kept and
// what was lost, at most 10,000 losses. It never writes to the damaged file, and the new one must not
// be there yet; it is a whole workspace afterwards. What has lost its place stands in a collection
// called "Recovered"; what could be undone is not taken over. A database of another program, and a file of a newer version, are ErrInvalid.
func Salvage(ctx context.Context, damagedPath, newPath string) (kept model.Counts, lost []model.Loss, err error) {
	if _, err := os.Lstat(newPath); err == nil {
		return kept, nil, &fault{fmt.Sprintf("salvage into %s: it is there already", newPath), model.ErrExists}
	}
	s := &salvage{ctx: ctx, version: newest(migrations), seen: map[string]bool{}}
	if err := s.run(damagedPath, newPath); err != nil {
		return kept, nil, fmt.Errorf("salvage %s: %w", damagedPath, err)
	}
	return s.kept, s.lost, nil
}

// salvage is one run.
type salvage struct {
	ctx     context.Context
	from    *pages
	version int             // of the damaged file
	seen    map[string]bool // its buckets
	broken  bool            // some of its tree of pages is lost
	to      *Store
	tx      *bbolt.Tx
	size    int   // bytes put in the transaction
	failed  error // the first fault of the new file
	kept    model.Counts
	lost    []model.Loss
}

func (s *salvage) run(damagedPath, newPath string) (err error) {
	file, err := os.Open(damagedPath)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if s.from, err = newPages(file, info.Size()); err != nil {
		s.from = &pages{file: file, size: info.Size(), page: int64(os.Getpagesize())}
	}
	m, err := s.begin()
	if err != nil {
		return err
	}
	if s.to, err = Open(newPath, Options{}); err != nil {
		return err
	}
	s.to.db.NoSync = true // nothing is promised before the end
	if err = s.copy(m); err == nil {
		err = s.to.update("put what was found into order", s.mend)
	}
	if err == nil {
		err = s.to.db.Sync()
	}
	if err = errors.Join(err, s.to.Close()); err != nil {
		return errors.Join(err, os.Remove(newPath))
	}
	return nil
}

func (s *salvage) lose(l model.Loss) {
	if len(s.lost) < maxLosses {
		s.lost = append(s.lost, l)
	}
}

// begin chooses the transaction to read, the newest one whose end is whole, and judges whose file it is.
func (s *salvage) begin() (m meta, err error) {
	list, bad := s.from.metas()
	for _, err := range bad {
		s.lose(model.Loss{What: "page", Text: err.Error() + ": the last change may be missing"})
	}
	if len(list) == 0 {
		s.broken = true
		return meta{end: uint64(s.from.size / s.from.page)}, nil
	}
	w := newWalk(s.ctx, s.from, list[0].end, s.judge, func(string, error) {})
	w.bucket = func(name string) { s.seen[name] = true }
	w.tree("", list[0].root, span{}, 0)
	ours := 0
	for name := range s.seen {
		if slices.Contains(buckets, name) {
			ours++
		}
	}
	switch {
	case len(s.seen) > 2*ours:
		return m, &fault{"the file is the database of another program", model.ErrInvalid}
	case s.version > newest(migrations):
		return m, newer(s.version, newest(migrations))
	}
	return list[0], s.ctx.Err()
}

func (s *salvage) judge(name string, key, value []byte) {
	if name == bucketMeta && string(key) == keyVersion {
		if v, err := strconv.Atoi(string(value)); err == nil && v > 0 {
			s.version = v
		}
	}
}

// copy brings every value that is whole: those that the tree of pages leads to, and where some of it is
// lost, those of the other pages.
func (s *salvage) copy(m meta) error {
	w := newWalk(s.ctx, s.from, m.end, s.record, func(name string, err error) {
		s.broken = true
		s.lose(pageLoss(name, err))
	})
	w.strict = s.version == baseVersion
	free, freeErr := w.readFree(m.freelist)
	if freeErr != nil && m.root != 0 {
		w.fault("", freeErr)
	}
	w.free = map[uint64]bool{}
	for _, id := range free {
		w.free[id] = true
	}
	if m.root != 0 {
		w.tree("", m.root, span{}, 0)
		s.missing()
	}
	if s.broken && s.version > baseVersion {
		s.scan(w, freeErr == nil)
	}
	if s.tx != nil && s.ctx.Err() != nil {
		return errors.Join(s.ctx.Err(), s.tx.Rollback())
	}
	return errors.Join(s.ctx.Err(), s.commit())
}

// missing tells of buckets that are gone as a whole.
func (s *salvage) missing() {
	for _, name := range buckets1 {
		if !s.seen[name] {
			s.broken = true
			s.lose(model.Loss{What: "page", Text: "nothing leads to its " + name})
		}
	}
}

// known tells whether the values of a bucket are salvaged. Those of buckets that came after version 1
// follow from the others, or tell of changes that no longer fit what is left.
func known(name string) bool { return name != bucketMeta && slices.Contains(buckets1, name) }

// record takes over a value that the tree of pages led to.
func (s *salvage) record(name string, key, value []byte) {
	if !slices.Contains(buckets, name) {
		s.stray(key, value, true) // of a bucket whose name is damaged
		return
	}
	if s.version == baseVersion {
		value = pack(name, key, value)
	}
	if _, err := unpack(name, key, value); err != nil {
		s.lose(recordLoss(name, key, err))
		return
	}
	if known(name) {
		s.put(name, key, value)
	}
}

// begun sees to it that there is a transaction; not when one could not begin.
func (s *salvage) begun() bool {
	if s.tx == nil {
		s.tx, s.failed = s.to.db.Begin(true)
	}
	return s.tx != nil
}

// put stores a value in the new file.
func (s *salvage) put(name string, key, value []byte) {
	if s.failed != nil || !s.begun() || len(key) == 0 {
		return
	}
	s.failed = s.tx.Bucket([]byte(name)).Put(key, bytes.Clone(value))
	if s.size += len(value); s.failed == nil && s.size > salvageBytes {
		s.failed = s.commit()
	}
}

// commit ends the transaction and returns what went wrong so far.
func (s *salvage) commit() error {
	if s.tx == nil {
		return s.failed
	}
	tx := s.tx
	s.tx, s.size = nil, 0
	if s.failed != nil {
		return errors.Join(s.failed, tx.Rollback())
	}
	return tx.Commit()
}
