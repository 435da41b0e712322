package cli

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"postern/model"
)

// writeFile fills a file that appears under its name only when it is complete: it is written beside it
// and renamed. A file that was there keeps its permissions; private makes a new one readable by its
// owner alone. What is no regular file (a pipe, a device) is written as it is.
func writeFile(path string, private bool, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // the link stays a link
	}
	mode, exists := fs.FileMode(0o666), false
	if private {
		mode = 0o600
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return invalid("%s is a folder: name a file in it", path)
	case err == nil && !info.Mode().IsRegular():
		return writeInto(path, write)
	case err == nil:
		mode, exists = info.Mode().Perm(), true
	}
	temp := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+string(model.NewID()))
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if exists {
		err = f.Chmod(mode) // beyond what the umask left
	}
	if err = errors.Join(err, fill(f, write)); err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return nil
}

func fill(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriter(f)
	err := write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func writeInto(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
