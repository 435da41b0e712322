package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"postern/model"
)

// Whatever happens to the file while it is open: nobody is told that something was stored that is lost
// afterwards, and a copy can be saved.
func TestFileGoneWhileOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the system does not let an open file go")
	}
	for name, act := range map[string]func(path string) error{
		"deleted": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".elsewhere") },
		"replaced": func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path, []byte("another"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(filepath.Join(t.TempDir(), "work.db"), Options{})
			mustRead(t, err)
			fillGolden(t, s)
			want := listing(t, s)
			mustRead(t, act(s.Path()))
			for range 2 {
				_, err = s.Apply(model.Change{Name: "rename", Edits: []model.Edit{model.Put{Entity: &model.Folder{ID: "f", Name: "new"}}}})
				if !errors.Is(err, model.ErrGone) || !strings.Contains(err.Error(), s.Path()) || !strings.Contains(err.Error(), "Save a copy") {
					t.Errorf("apply: %v", err)
				}
			}
			if err := s.PutState("k", []byte("v")); !errors.Is(err, model.ErrGone) {
				t.Errorf("state: %v", err)
			}
			to := filepath.Join(t.TempDir(), "copy.db")
			mustRead(t, s.SaveCopy(to))
			if err := s.SaveCopy(to); !errors.Is(err, model.ErrExists) {
				t.Errorf("over another file: %v", err)
			}
			mustRead(t, s.Close())
			if got := listing(t, mustOpen(t, to)); got != want {
				t.Errorf("the copy holds\n%s", got)
			}
		})
	}
}

// A folder that cannot be written to is told apart from damage, and what is in it can be read.
func TestReadOnlyFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "folder")
	mustRead(t, os.Mkdir(dir, 0o700))
	s, err := Open(filepath.Join(dir, "work.db"), Options{})
	mustRead(t, err)
	fill(t, s)
	mustRead(t, s.Close())
	mustRead(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	if f, err := os.Create(filepath.Join(dir, "probe")); err == nil {
		f.Close()
		t.Skip("this user may write everywhere")
	}
	if _, err := Open(filepath.Join(dir, "other.db"), Options{}); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a new workspace: %v", err)
	}
	s = mustOpen(t, s.Path()) // the file itself may be written to
	mustApply(t, s, model.Trash{ID: "f"})
	if _, err := s.Backup(model.BackupManual); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a backup: %v", err)
	}
	if _, err := SetAside(s.Path()); !errors.Is(err, os.ErrPermission) {
		t.Errorf("set aside: %v", err)
	}
}

// The history is in the order of the clock, whichever way that goes.
func TestClockSetBack(t *testing.T) {
	s := newStore(t)
	mustAdd(t, s, exchange("a", 100, ""), exchange("b", 50, ""), exchange("c", 200, ""), exchange("a", 10, ""))
	if got := historyIDs(t, s, "", 0); got != "c b a" {
		t.Errorf("history %s", got)
	}
}

// Once the disk has failed nothing more is written, and what was stored can still be read.
func TestDiskFailed(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	if err := s.unsure(&os.PathError{Op: "sync", Path: s.Path(), Err: syscall.EIO}); !strings.Contains(err.Error(), "open it again") {
		t.Errorf("told %v", err)
	}
	if err := s.PutState("k", []byte("v")); err == nil || !strings.Contains(err.Error(), "open it again") {
		t.Errorf("a change: %v", err)
	}
	if r, err := s.Request("r"); err != nil || r.ID != "r" {
		t.Errorf("%+v, %v", r, err)
	}
}
