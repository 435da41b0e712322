package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// clockStore opens a workspace whose clock the test sets.
func clockStore(t *testing.T, now *time.Time) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "work.db"), Options{Now: func() time.Time { return *now }})
	mustRead(t, err)
	s.db.NoSync = true
	t.Cleanup(func() { closeChecked(t, s) })
	return s
}

func mustBackup(t *testing.T, s *Store, kind model.BackupKind) model.Backup {
	t.Helper()
	b, err := s.Backup(kind)
	mustRead(t, err)
	return b
}

func TestBackup(t *testing.T) {
	s := newStore(t)
	fillGolden(t, s)
	want := listing(t, s)
	mustRead(t, os.MkdirAll(BackupDir(s.Path()), 0o700)) // as a crash leaves it
	for _, name := range []string{".partial-x", "hourly-20260101T000000Z.db"} {
		mustRead(t, os.WriteFile(filepath.Join(BackupDir(s.Path()), name), nil, 0o600))
	}
	b := mustBackup(t, s, model.BackupManual)
	if names, _ := os.ReadDir(BackupDir(s.Path())); len(names) != 1 {
		t.Errorf("left in the folder: %v", names)
	}
	if b.Kind != model.BackupManual || !b.Time.Equal(testNow) || filepath.Dir(b.Path) != BackupDir(s.Path()) {
		t.Errorf("%+v", b)
	}
	mustApply(t, s, model.Trash{ID: "c"})
	again := mustBackup(t, s, model.BackupManual) // in the same second
	list, err := s.Backups()
	if err != nil || !cmp.Equal(list, []model.Backup{again, b}) {
		t.Errorf("%+v, %v", list, err)
	}
	if d := cmp.Diff(want, listing(t, mustOpen(t, b.Path))); d != "" {
		t.Error(d)
	}
	if runtime.GOOS != "windows" {
		file, _ := os.Stat(b.Path)
		dir, _ := os.Stat(filepath.Dir(b.Path))
		if file.Mode().Perm() != 0o600 || dir.Mode().Perm() != 0o700 {
			t.Errorf("modes %v, %v", file.Mode(), dir.Mode())
		}
	}
	if _, err := s.Backup("other"); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("another kind: %v", err)
	}
}

// A backup that cannot be made leaves nothing, and one that is damaged is not the newest good one.
func TestBackupFaults(t *testing.T) {
	now := testNow
	s := clockStore(t, &now)
	fill(t, s)
	first := mustBackup(t, s, model.BackupHourly)
	now = now.Add(time.Hour)
	second := mustBackup(t, s, model.BackupHourly)
	data, _ := os.ReadFile(second.Path)
	// An empty file is one that was begun and never written: the next backup sweeps it away, so it is not the last.
	for _, name := range []string{"empty", "cut", "flipped"} {
		spoilt := map[string][]byte{"cut": data[:len(data)-4096], "flipped": flip(slices.Clone(data))}[name]
		mustRead(t, os.WriteFile(second.Path, spoilt, 0o600))
		if name == "flipped" && good(t.Context(), second) {
			continue // the bit is in no page that is used
		}
		if got := NewestGood(t.Context(), s.Path()); got == nil || got.Path != first.Path {
			t.Errorf("%s: %+v", name, got)
		}
		if _, err := s.LookInto(second.Path); err == nil {
			t.Errorf("%s: looked into", name)
		}
	}
	spoil(t, s, bucketRequests, "r", flip) // what is damaged is no backup
	if _, err := s.Backup(model.BackupHourly); !errors.Is(err, model.ErrDamaged) || !strings.Contains(err.Error(), "request r") {
		t.Errorf("of a damaged workspace: %v", err)
	}
	spoil(t, s, bucketRequests, "r", flip)
	names, _ := os.ReadDir(BackupDir(s.Path()))
	if len(names) != 2 {
		t.Errorf("left behind: %v", names)
	}
}

func TestBackupDue(t *testing.T) {
	now := testNow
	s := clockStore(t, &now)
	fill(t, s)
	var made []string
	step := func(d time.Duration, change bool) {
		t.Helper()
		now = now.Add(d)
		if change {
			mustRead(t, s.PutState("n", fmt.Append(nil, now)))
		}
		kind, due, err := s.BackupDue()
		mustRead(t, err)
		made = append(made, string(kind))
		if due {
			mustBackup(t, s, kind)
		}
	}
	step(0, true)
	step(10*time.Minute, true)
	step(50*time.Minute, true)
	step(24*time.Hour, false) // nothing was stored since
	step(0, true)
	step(time.Hour, true)
	step(7*24*time.Hour, true)
	step(-30*24*time.Hour, true) // the clock was set back
	step(0, true)
	step(time.Minute, true)
	step(30*24*time.Hour, true) // and forth
	want := []string{"weekly", "daily", "hourly", "", "daily", "hourly", "weekly", "weekly", "daily", "hourly", "daily"}
	if d := cmp.Diff(want, made); d != "" {
		t.Error(d)
	}
}

func TestRotation(t *testing.T) {
	now := testNow
	s := clockStore(t, &now)
	fill(t, s)
	manual := mustBackup(t, s, model.BackupManual)
	for range 30 {
		now = now.Add(time.Hour)
		mustBackup(t, s, model.BackupHourly)
	}
	list, err := s.Backups()
	mustRead(t, err)
	if len(list) != 25 || !list[0].Time.Equal(now) || list[24] != manual || !list[23].Time.Equal(now.Add(-23*time.Hour)) {
		t.Errorf("%d backups: %+v", len(list), list)
	}

	now = now.AddDate(-1, 0, 0) // a clock that was set back must not cost the newest
	for range 3 {
		now = now.Add(time.Hour)
		b := mustBackup(t, s, model.BackupHourly)
		list, err = s.Backups()
		mustRead(t, err)
		if len(list) != 25 || !slices.Contains(list, b) || !slices.Contains(list, manual) {
			t.Errorf("after the clock was set back: %+v", list)
		}
	}
	if n := len(slices.DeleteFunc(list, func(b model.Backup) bool { return b.Time.After(now) })); n != 3 {
		t.Errorf("%d of the 3 newest are left", n)
	}

	settings := model.DefaultSettings()
	settings.BackupBudget = 3 * manual.Size
	mustApply(t, s, model.PutSettings{Settings: settings})
	now = now.Add(time.Hour)
	last := mustBackup(t, s, model.BackupHourly)
	list, err = s.Backups()
	mustRead(t, err)
	if len(list) != 3 || !slices.Contains(list, last) || !slices.Contains(list, manual) {
		t.Errorf("within the budget: %+v", list)
	}
	settings.BackupBudget = 1 // too little for any: the newest stays
	mustApply(t, s, model.PutSettings{Settings: settings})
	last = mustBackup(t, s, model.BackupHourly)
	if list, err = s.Backups(); err != nil || !slices.Equal(list, []model.Backup{last}) {
		t.Errorf("without room: %+v, %v", list, err)
	}
}

func TestForeignFilesAmongBackups(t *testing.T) {
	s := newStore(t)
	mustRead(t, os.MkdirAll(BackupDir(s.Path()), 0o700))
	for _, name := range []string{"notes.txt", "hourly-yesterday.db", "yearly-20260304T103200Z.db", ".partial-x", "hourly-20260304T103200Z.db.old"} {
		mustRead(t, os.WriteFile(filepath.Join(BackupDir(s.Path()), name), []byte("x"), 0o600))
	}
	if list, err := s.Backups(); err != nil || len(list) > 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

// Changes go on while backups are made and checked, and every backup is of one moment.
func TestBackupWhileWriting(t *testing.T) {
	now := testNow
	s := clockStore(t, &now)
	fill(t, s)
	stop, done := make(chan struct{}), make(chan error)
	go func() {
		var err error
		for n := 0; err == nil; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			name := fmt.Sprint(n)
			_, err = s.Apply(model.Change{Edits: []model.Edit{model.Put{Entity: &model.Folder{ID: "f", Name: name}},
				model.Put{Entity: &model.Request{ID: "r", Name: name, Docs: strings.Repeat("x", n*100%9000)}}}})
		}
		done <- err
	}()
	for range 5 {
		b := mustBackup(t, s, model.BackupManual)
		if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("%v, %v", found, err)
		}
		old, err := Open(b.Path, Options{ReadOnly: true})
		mustRead(t, err)
		f, e1 := old.Folder("f")
		r, e2 := old.Request("r")
		if err := errors.Join(e1, e2, old.Close()); err != nil || f.Name != r.Name && f.Name != "products" {
			t.Errorf("folder %q, request %q, %v", f.Name, r.Name, err)
		}
	}
	close(stop)
	mustRead(t, <-done)
}
