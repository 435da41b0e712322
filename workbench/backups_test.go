package workbench

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"postern/model"
)

// A damaged workspace comes back with all that could be read, and names its newest good backup.
func TestDamagedWorkspaceIsSalvaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.db")
	b, err := Open(t.Context(), path, Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	s := addStore(t, b, "Store API", "http://localhost")
	backup, err := b.Backup(model.BackupManual)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.ReplaceAll(data, []byte(`"name":"products"`), []byte(`"name":"prodXcts"`)) // in the folder's value
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b = openBench(t, path, Options{})
	r := b.Recovery()
	if r == nil || r.Backup == nil || r.Backup.Path != backup.Path || r.Kept.Requests != 1 || r.Kept.Examples != 1 || !strings.Contains(r.Damage, "folder") {
		t.Fatalf("recovery %+v", r)
	}
	lost := ""
	for _, l := range r.Lost {
		lost += l.What + " " + l.Name + "\n"
	}
	if !strings.Contains(lost, "folder products\n") {
		t.Errorf("lost:\n%s", lost)
	}
	if now, err := os.ReadFile(r.Aside); err != nil || !bytes.Equal(now, data) {
		t.Errorf("the damaged file was changed, %v", err)
	}
	if got := strings.Join(names(t, b), ","); got != "Store API,Recovered,one product,a product" {
		t.Errorf("the workspace has %s", got)
	}
	c, err := b.RestoreChange(backup.Path)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, b, c.Edits...)
	if got := strings.Join(names(t, b), ","); got != "Store API,products,one product,a product" {
		t.Errorf("restored, the workspace has %s", got)
	}
	if f, err := b.Folder(s.folder.ID); err != nil || f.Name != "products" {
		t.Errorf("%+v, %v", f, err)
	}
}

func backupKinds(t *testing.T, b *Bench) string {
	t.Helper()
	list, err := b.Backups()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, x := range list {
		kinds = append(kinds, string(x.Kind))
	}
	return strings.Join(kinds, " ")
}

func TestBackupsByTheClock(t *testing.T) {
	c := &clock{now: time.Date(2026, 3, 4, 10, 32, 0, 0, time.UTC)}
	b := openBench(t, filepath.Join(t.TempDir(), "w.db"), Options{Now: func() time.Time { return c.now }, After: c.after})
	addStore(t, b, "Store API", "")
	c.pass(2 * backupEvery)
	if got := backupKinds(t, b); got != "weekly" {
		t.Errorf("at first: %s", got)
	}
	apply(t, b, model.Put{Entity: &model.Environment{ID: model.GlobalsID}})
	c.pass(backupEvery)
	if got := backupKinds(t, b); got != "daily weekly" && got != "weekly daily" {
		t.Errorf("after a change: %s", got)
	}
}

func TestBackupBeforeImportAndRestore(t *testing.T) {
	b := newBench(t)
	first, err := ReadSample([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	add := func() {
		t.Helper()
		im, err := ReadSample([]byte(sample))
		if err == nil {
			_, err = b.Add(im)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Add(first); err != nil {
		t.Fatal(err)
	}
	if got := backupKinds(t, b); got != "" {
		t.Errorf("before the first import: %s", got)
	}
	add()
	if got := backupKinds(t, b); got != "import" {
		t.Errorf("after an import: %s", got)
	}
	list, err := b.Backups()
	if err != nil {
		t.Fatal(err)
	}
	content, err := b.BackupContent(list[0].Path)
	if err != nil || len(content.Missing) != 3 || content.Count.Requests != 1 {
		t.Errorf("%+v, %v", content, err)
	}
	c, err := b.RestoreChange(list[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(strings.Fields(backupKinds(t, b))); got != 2 {
		t.Errorf("%d backups before a restore", got)
	}
	undo := apply(t, b, c.Edits...)
	if got := strings.Join(names(t, b), ","); got != "Sample,ping,Local" {
		t.Errorf("restored: %s", got)
	}
	apply(t, b, undo.Edits...)
	if got := len(names(t, b)); got != 6 {
		t.Errorf("%d names after undoing the restore", got)
	}
}
