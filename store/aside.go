package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"postern/model"
)

// stamp is how times are written in file names, to the second.
const stamp = "20060102-150405"

// SetAside renames a damaged workspace file to NAME.damaged-YYYYMMDD-HHMMSS.db in the same folder, where
// NAME is its name without ".db", and returns the new path. It never writes to the file and never
// overwrites another: where the name is taken, a number is added. ErrNotFound where there is no file.
func SetAside(path string) (aside string, err error) {
	if _, err := os.Lstat(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("set %s aside: %w", path, model.ErrNotFound)
		}
		return "", fmt.Errorf("set the workspace aside: %w", err)
	}
	aside, err = reserve(strings.TrimSuffix(path, ".db")+".damaged-"+time.Now().Format(stamp), ".db")
	if err != nil {
		return "", fmt.Errorf("set %s aside: %w", path, err)
	}
	if err := os.Rename(path, aside); err != nil {
		return "", fmt.Errorf("set the workspace aside: %w", errors.Join(err, os.Remove(aside)))
	}
	return aside, nil
}

// reserve makes an empty file of that name, or with a number added where it is taken, and returns its
// path. What takes the file's place then overwrites nobody's.
func reserve(stem, ext string) (string, error) {
	const tries = 1000
	for n := 1; ; n++ {
		path := stem + ext
		if n > 1 {
			path = fmt.Sprintf("%s-%d%s", stem, n, ext)
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			return path, f.Close()
		}
		if !errors.Is(err, fs.ErrExist) || n == tries {
			return "", err
		}
	}
}
