package secret

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Keyring keeps one text safe: that of the system ([System]), or one for tests.
type Keyring interface {
	// Get returns the text; ErrNoKey where there is none yet, another error where the keyring does not work.
	Get() (string, error)
	// Set keeps a text in place of the one before.
	Set(text string) error
}

// Options say where the key is.
type Options struct {
	// Dir is the folder of the key file, which is made only where the keyring cannot keep the key.
	Dir string
	// Keyring to ask first; nil means that there is none.
	Keyring Keyring
	// Timeout bounds how long a question to the keyring is waited for; 0 means 3 seconds.
	Timeout time.Duration
}

// fileName is the name of the key file, newName that of the file by which several programs that start at
// once agree on the key for the keyring.
const (
	fileName = "key"
	newName  = "key.new"
)

// Keys seals with one key, and opens with all that are here: the one of the keyring and the one of the
// file may both be in use, when the keyring did not answer for a time. Safe for concurrent use.
type Keys struct {
	o       Options
	mu      sync.Mutex
	looked  bool
	ring    *key // nil where the keyring has none
	file    *key // nil where there is no key file
	ringErr error
	fileErr error
	late    chan answer // of a keyring that was asked and has not answered yet; nil otherwise
	loose   bool        // the key file was found to be readable by others
	missing map[string]bool
}

type answer struct {
	text string
	err  error
}

// New returns the keys of a place. Nothing is looked at yet.
func New(o Options) *Keys {
	if o.Timeout <= 0 {
		o.Timeout = 3 * time.Second
	}
	return &Keys{o: o, missing: map[string]bool{}}
}

// LogValue keeps the keys out of logs (log/slog).
func (k *Keys) LogValue() slog.Value { return slog.StringValue("keys") }

// Seal seals a text for a place, which can be any text that names it. The key is made when there is none.
// The same text for the same place gives the same sealed text.
func (k *Keys) Seal(text, place string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.look()
	if k.primary() == nil {
		if err := k.create(); err != nil {
			return "", err
		}
	}
	return k.primary().seal(text, place), nil
}

// Open returns the text that was sealed for a place. A text of a key that is not here is a
// *[MissingError]; one that was changed, or sealed for another place, is [ErrBroken].
func (k *Keys) Open(sealed, place string) (string, error) {
	id, data, ok := parse(sealed)
	if !ok {
		return "", ErrBroken
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.look()
	for _, with := range []*key{k.ring, k.file} {
		if with != nil && with.id == id {
			return with.open(data, place)
		}
	}
	k.missing[id] = true
	return "", &MissingError{id}
}

// Missing returns the IDs of the keys that were looked for and are not here, sorted.
func (k *Keys) Missing() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Sorted(maps.Keys(k.missing))
}

// primary is the key to seal with, or nil.
func (k *Keys) primary() *key {
	if k.ring != nil {
		return k.ring
	}
	return k.file
}

func (k *Keys) filePath() string { return filepath.Join(k.o.Dir, fileName) }

// look finds the keys that are there, once; a keyring that took too long is heard when it answers.
func (k *Keys) look() {
	if !k.looked {
		k.looked = true
		k.file, k.loose, k.fileErr = readKeyFile(k.filePath())
		k.ringErr = errNoKeyring
		if k.o.Keyring != nil {
			k.ring, k.ringErr = k.ask()
		}
	}
	if k.late == nil {
		return
	}
	select {
	case a := <-k.late:
		k.late = nil
		k.ring, k.ringErr = keyFrom(a)
	default:
	}
	for _, here := range []*key{k.ring, k.file} {
		if here != nil {
			delete(k.missing, here.id)
		}
	}
}

var errNoKeyring = errors.New("there is no keyring on this system")

// ask gets the key of the keyring. Without an answer in time the question stays open: the system may be
// showing the person a prompt.
func (k *Keys) ask() (*key, error) {
	late := make(chan answer, 1)
	ring := k.o.Keyring
	go func() {
		text, err := ring.Get()
		late <- answer{text, err}
	}()
	timer := time.NewTimer(k.o.Timeout)
	defer timer.Stop()
	select {
	case a := <-late:
		return keyFrom(a)
	case <-timer.C:
		k.late = late
		return nil, fmt.Errorf("the keyring did not answer within %v", k.o.Timeout)
	}
}

func keyFrom(a answer) (*key, error) {
	if a.err != nil {
		return nil, a.err
	}
	return parseKey(a.text)
}
