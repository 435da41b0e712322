package secret

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// create makes the key: in the keyring where that works, else in the file.
func (k *Keys) create() error {
	if errors.Is(k.ringErr, ErrNoKey) {
		if k.ring, k.ringErr = k.createInRing(); k.ringErr == nil {
			return nil
		}
	}
	if k.fileErr != nil {
		return fmt.Errorf("secrets cannot be sealed: %w", k.fileErr)
	}
	made, err := agree(k.filePath())
	if err != nil {
		return fmt.Errorf("secrets cannot be sealed: there is no key, and none can be made: %w", err)
	}
	k.file = made
	return nil
}

// createInRing makes a key in the keyring, which cannot tell whether it overwrites another. So those that
// start at once agree by a file that only one of them can make: each of them takes the key in it, asks the
// keyring once more, and only then puts that key there. Who makes the file anew after it was removed finds
// the key in the keyring, because it is removed later than the key is put there.
func (k *Keys) createInRing() (*key, error) {
	path := filepath.Join(k.o.Dir, newName)
	made, err := agree(path)
	if err != nil {
		return nil, err
	}
	found, err := k.ask()
	if errors.Is(err, ErrNoKey) {
		if err = k.set(made.text); err == nil {
			found, err = k.ask() // some keyrings take a key and do not keep it
		}
	}
	if err != nil {
		return nil, err // the file stays: another may have put its key into the keyring
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	return found, nil
}

// set puts a key into the keyring, and waits no longer than the timeout.
func (k *Keys) set(text string) error {
	done := make(chan error, 1)
	ring := k.o.Keyring
	go func() { done <- ring.Set(text) }()
	timer := time.NewTimer(k.o.Timeout)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return fmt.Errorf("the keyring did not take the key within %v", k.o.Timeout)
	}
}

// agree returns the key in a file, and makes the file with a new key where there is none. Several
// programs that do so at once get the same key. A file that is there is never written to.
func agree(path string) (*key, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	k, err := newKey()
	if err != nil {
		return nil, err
	}
	if err := publish(path, k.text+"\n"); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	found, _, err := readKeyFile(path)
	if err == nil && found == nil {
		err = fmt.Errorf("the key file %s went away while it was made", path)
	}
	return found, err
}

// publish makes a file that is whole from the moment it has its name. os.ErrExist where the name is taken.
func publish(path, text string) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.WriteString(text)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	err = os.Link(temp.Name(), path) // unlike a rename, it never takes another's place
	if err == nil || errors.Is(err, os.ErrExist) {
		return err
	}
	return publishWithoutLink(path, text)
}

// publishWithoutLink is for file systems without links.
func publishWithoutLink(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}
