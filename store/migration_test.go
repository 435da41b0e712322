package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// step makes a migration that sets the state "step".
func step(from int, err error) migration {
	return migration{from, fmt.Sprint("set step ", from), func(_ *Store, tx *bbolt.Tx) error {
		return errors.Join(bucket(tx, bucketState).Put([]byte("step"), fmt.Append(nil, from)), err)
	}}
}

func backups(t *testing.T, s string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(BackupDir(s), "update-*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestMigration(t *testing.T) {
	s := newStore(t)
	fill(t, s)
	closeChecked(t, s)
	path, o := s.Path(), Options{Now: func() time.Time { return testNow }}

	failing := []migration{step(2, nil), step(3, errors.New("cannot do it"))}
	_, err := open(path, o, failing)
	kept := filepath.Join(BackupDir(path), "update-"+testNow.UTC().Format(backupStamp)+".db")
	if err == nil || !strings.Contains(err.Error(), "cannot do it") || !strings.Contains(err.Error(), kept) {
		t.Fatalf("failing migration: %v", err)
	}
	ro := Options{ReadOnly: true}
	if _, err := open(path, ro, failing); !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), "for writing") {
		t.Errorf("older file for reading: %v", err)
	}
	s, err = open(path, o, []migration{step(2, nil), step(3, nil)}) // goes on where the first try ended
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := s.State("step"); string(got) != "3" {
		t.Errorf("step %q", got)
	}
	closeChecked(t, s)
	want := []string{strings.TrimSuffix(kept, ".db") + "-2.db", kept}
	if got := backups(t, path); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("backups %v", got)
	}

	before, _ := os.ReadFile(path)
	for _, o := range []Options{o, ro} {
		if _, err := Open(path, o); !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), "newer Postern") {
			t.Errorf("newer file: %v", err)
		}
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the newer file was written to")
	}

	old := mustOpen(t, kept) // the backup is a workspace as it was
	if got, _ := old.State("step"); got != nil {
		t.Errorf("step %q in the backup", got)
	}
	if r, err := old.Request("r"); err != nil || r.Name != "Überblick ✓" {
		t.Errorf("%+v, %v", r, err)
	}
	if info, _ := os.Stat(kept); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestNewFilesNeedNoMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "work.db")
	steps := []migration{step(2, errors.New("not to be run"))}
	for range 2 {
		s, err := open(path, Options{}, steps)
		if err != nil {
			t.Fatal(err)
		}
		closeChecked(t, s)
	}
	if got := backups(t, path); got != nil {
		t.Errorf("backups %v", got)
	}
}
