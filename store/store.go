// Package store keeps a workspace in one file, a bbolt database: an entity is one value, the tree is
// kept apart from what the entities say, and bodies are kept once each by their hash.
//
// Every exported method is one transaction: it happens whole or not at all. Errors wrap the sentinels
// of model: ErrNotFound for what is not there, ErrLocked for a file that another process holds,
// ErrDamaged for a file that is truncated or corrupted, and ErrInvalid for what may not be
// stored. A method of [Store] may be called by several goroutines at once.
package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// lockTimeout is how long Open waits for another process to let the file go.
const lockTimeout = time.Second

// Options are what [Open] may be told; the zero value is fine.
type Options struct {
	// Logger hears of migrations and damage; nil is silent. It never gets secrets or bodies.
	Logger *slog.Logger
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// ReadOnly refuses every change and makes no file. Several readers may hold one file at once, but
	// not together with a writer.
	ReadOnly bool
	// Sealer encrypts secrets; nil leaves them as they are.
	Sealer Sealer

	checked int64 // for tests: instead of checkedAtOpen
}

// Store is an open workspace file.
type Store struct {
	sealing sealing
	path    string
	db      *bbolt.DB
	file    *os.File // what db reads; db closes it
	logger  *slog.Logger
	now     func() time.Time
	owns    bool // the file that names the lock's owner is ours
	// first is the tree as it was read on opening, until someone asks for it.
	first atomic.Pointer[firstTree]
	// checked is the size up to which a file is checked in full when it is opened.
	checked int64
	closed  atomic.Bool
	// backups is held while a backup is made, so that two do not delete the same old ones.
	backups sync.Mutex
	// A damaged page that stops bbolt between transactions leaves its locks held: noReads and noWrites
	// keep the next caller from waiting for them for ever.
	noReads, noWrites atomic.Bool
}

// Open opens the workspace file at path. Unless told to only read, it makes the file (mode 0600) and
// its folder (mode 0700) where there is none, and brings a file of an older version up to date after
// it has made a backup of it, see [Store.Backup]. A file that is damaged or of a newer version is not
// touched.
func Open(path string, o Options) (*Store, error) { return open(path, o, migrations) }

func open(path string, o Options, steps []migration) (*Store, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open workspace %s: %w", path, err)
	}
	s := &Store{path: full, logger: o.Logger, now: o.Now, checked: cmp.Or(o.checked, checkedAtOpen)}
	if s.logger == nil {
		s.logger = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.sealing = sealing{o.Sealer, func(err error) { s.logger.Warn("locked secret", "err", err) }}
	isNew, err := s.look(o.ReadOnly)
	if err != nil {
		return nil, err
	}
	if !isNew {
		// What is damaged or foreign must not be written to, so the first look is a reading one.
		if err := s.attach(true); err != nil {
			return nil, err
		}
		if err := s.inspect(newest(steps), o.ReadOnly); err != nil || o.ReadOnly {
			return s.orDetach(err)
		}
		if err := s.detach(); err != nil {
			return nil, fmt.Errorf("open workspace %s: %w", full, err)
		}
	}
	if err := s.attach(false); err != nil {
		return nil, err
	}
	s.own()
	if err := s.prepare(steps); err != nil {
		return s.orDetach(err)
	}
	s.wipe() // where the last one to have the file did not come to it
	return s, nil
}

// look tells whether there is no workspace yet at the path, and makes the folder for one.
func (s *Store) look(readOnly bool) (isNew bool, err error) {
	info, err := os.Stat(s.path)
	switch {
	case err == nil && info.IsDir():
		return false, &fault{fmt.Sprintf("workspace %s is a folder, not a file", s.path), model.ErrInvalid}
	case err == nil && info.Size() > 0:
		return false, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return false, fmt.Errorf("open workspace: %w", err)
	case readOnly:
		return false, &fault{fmt.Sprintf("there is no workspace at %s", s.path), model.ErrNotFound}
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return false, fmt.Errorf("make the folder of the workspace: %w", err)
	}
	return true, nil
}

// orDetach returns the store, or closes it again and returns the error.
func (s *Store) orDetach(err error) (*Store, error) {
	if err != nil {
		s.closed.Store(true)
		s.disown()
		return nil, errors.Join(err, s.detach())
	}
	return s, nil
}

// attach opens and locks the file.
func (s *Store) attach(readOnly bool) (err error) {
	defer panicOnFault()()
	defer func() {
		if r := recover(); r != nil {
			err = &fault{fmt.Sprintf("workspace %s is damaged: %v", s.path, r), model.ErrDamaged}
		}
		if err != nil && s.file != nil {
			s.file.Close() // bbolt has done so, unless it panicked
		}
	}()
	s.db, err = bbolt.Open(s.path, 0o600, &bbolt.Options{Timeout: lockTimeout, ReadOnly: readOnly,
		InitialMmapSize: s.room(readOnly), FreelistType: bbolt.FreelistMapType, OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
			f, err = os.OpenFile(name, flag, mode)
			if name == s.path { // copies of the file are opened in the same way
				s.file = f
			}
			return f, err
		}})
	return s.openError(err)
}

// room returns how much of the address space a large file gets, in bytes: a write that must map more
// of it waits for the readers, and a backup or a check may read for a second. 0 leaves it to bbolt,
// which makes a smaller file as large as what is mapped.
func (s *Store) room(readOnly bool) int {
	const large = 16 << 20
	info, err := os.Stat(s.path)
	if err != nil || readOnly || info.Size() < large || runtime.GOOS == "windows" || math.MaxInt == math.MaxInt32 {
		return 0
	}
	return int(info.Size() + info.Size()/2)
}

func (s *Store) detach() error {
	if s.noReads.Load() || s.noWrites.Load() {
		return s.file.Close() // closing the database would wait for a lock that nobody gives back
	}
	return s.db.Close()
}

// Path returns where the file is, as an absolute path.
func (s *Store) Path() string { return s.path }

// Close waits for what is under way, closes the file and lets other processes have it. A second call
// does nothing.
func (s *Store) Close() error {
	if s.closed.Load() {
		return nil
	}
	s.wipe()
	if s.closed.Swap(true) {
		return nil
	}
	s.disown()
	if err := s.detach(); err != nil {
		return fmt.Errorf("close workspace %s: %w", s.path, err)
	}
	return nil
}
