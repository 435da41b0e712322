package workbench

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestWriteFileIsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.json")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	fault := errors.New("disk full")
	err := WriteFile(path, false, func(w io.Writer) error { io.WriteString(w, "half"); return fault })
	if !errors.Is(err, fault) || fileContent(t, path) != "old" {
		t.Errorf("after a failure: %v, file %q", err, fileContent(t, path))
	}
	if err := WriteFile(path, false, textWriter("new")); err != nil || fileContent(t, path) != "new" {
		t.Errorf("%v, file %q", err, fileContent(t, path))
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestWriteFilePermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	dir := t.TempDir()
	old, secret, link := filepath.Join(dir, "old"), filepath.Join(dir, "secret"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(old, nil, 0o640), os.Symlink(old, link)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(WriteFile(link, false, textWriter("x")), WriteFile(secret, true, textWriter("y"))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() || fileContent(t, old) != "x" {
		t.Errorf("the link was not followed: %v %v", info, err)
	}
	for path, want := range map[string]os.FileMode{old: 0o640, secret: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, want %v", path, info.Mode(), want)
		}
	}
}

func textWriter(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func fileContent(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
