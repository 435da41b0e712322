package store

import (
	"path/filepath"
	"testing"

	"postern/model"
	"postern/secret"
)

// TestBackupsHoldNoSecretInPlain makes a backup, looks at it and brings an entity back from it.
func TestBackupsHoldNoSecretInPlain(t *testing.T) {
	path, keys := filepath.Join(t.TempDir(), "w.db"), secret.New(secret.Options{Dir: t.TempDir()})
	s := openSealed(t, path, keys)
	defer s.Close()
	plant(t, s)
	b, err := s.Backup(model.BackupManual)
	if err != nil {
		t.Fatal(err)
	}
	mustNotHold(t, b.Path, planted...)
	content, err := s.LookInto(b.Path)
	if err != nil || len(content.Changed)+len(content.Added)+len(content.Missing) != 0 {
		t.Errorf("a backup of what is there differs: %+v, %v", content, err)
	}
	if _, err := s.Apply(model.Change{Name: "edit", Edits: []model.Edit{model.Put{Entity: plantedRequest("r9", "other")}}}); err != nil {
		t.Fatal(err)
	}
	back, err := s.RestoreChange(b.Path, "r9")
	if err == nil {
		_, err = s.Apply(back)
	}
	if r, readErr := s.Request("r9"); err != nil || readErr != nil || r.Auth.Get(model.AuthToken) != "plant-token-2" {
		t.Errorf("restored %+v, %v, %v", r, err, readErr)
	}
}
