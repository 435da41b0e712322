package secret

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
)

// readKeyFile reads a key file. No file is no key and no error. One that others can read is made private,
// and loose says that it was not.
func readKeyFile(path string) (k *key, loose bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read the key file: %w", err)
	}
	defer f.Close()
	if loose, err = tighten(f); err != nil {
		return nil, loose, err
	}
	const limit = 4 << 10
	text, err := io.ReadAll(io.LimitReader(f, limit))
	if err == nil {
		k, err = parseKey(string(text))
	}
	if err != nil {
		return nil, loose, fmt.Errorf("the key file %s cannot be used: %w; move it away if it is not needed", path, err)
	}
	return k, loose, nil
}

// tighten takes from others the right to read a file. Windows keeps the folder private instead.
func tighten(f *os.File) (loose bool, err error) {
	info, err := f.Stat()
	if err != nil {
		return false, fmt.Errorf("read the key file: %w", err)
	}
	if !info.Mode().IsRegular() {
		return false, fmt.Errorf("the key file %s is no ordinary file", f.Name())
	}
	if runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return false, nil
	}
	if err := f.Chmod(0o600); err != nil {
		return true, fmt.Errorf("the key file %s can be read by others (mode %o) and that cannot be changed: make it private (chmod 600): %w",
			f.Name(), info.Mode().Perm(), err)
	}
	return true, nil
}
