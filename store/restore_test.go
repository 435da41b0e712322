package store

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func headIDs(list []model.Head) (ids []string) {
	for _, h := range list {
		ids = append(ids, string(h.ID))
	}
	return ids
}

func TestLookInto(t *testing.T) {
	s := newStore(t)
	fillGolden(t, s)
	b := mustBackup(t, s, model.BackupManual)
	mustApply(t, s, slices.Concat([]model.Edit{model.Trash{ID: "f"}, model.Place{ID: "f2", Parent: "c", Index: 0},
		model.Put{Entity: &model.Environment{ID: "e", Name: "renamed"}}},
		putAt(&model.Request{ID: "new", Name: "new"}, "f2"))...)
	c, err := s.LookInto(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	if c.Backup != b || c.Count != (model.Counts{Folders: 1, Requests: 2, Examples: 2, Environments: 2}) {
		t.Errorf("%+v, %+v", c.Backup, c.Count)
	}
	got := [][]string{headIDs(c.Added), headIDs(c.Missing), headIDs(c.Changed)}
	if d := cmp.Diff([][]string{{"f", "r", "x"}, {"f2", "r3", "new"}, {"e"}}, got); d != "" {
		t.Error(d)
	}
	if h, ok := c.Tree.Head("e"); !ok || h.Name != "staging" {
		t.Errorf("the tree has %+v", h)
	}
	if _, err := s.LookInto(filepath.Join(t.TempDir(), "none.db")); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("no backup: %v", err)
	}
}

// standing lists what a workspace shows, without trash, drafts and history.
func standing(t *testing.T, s *Store) string {
	t.Helper()
	text := listing(t, s)
	kept, rest, _ := strings.Cut(text, "\ntrash ")
	at := strings.Index("\n"+rest, "\nglobals ")
	if rest == "" {
		return text
	}
	return kept + "\n" + rest[max(0, at):]
}

// Whatever was changed since: a restore brings back what the backup had, and undoing it what was there.
func TestRestore(t *testing.T) {
	for seed := range uint64(12) {
		s := newStore(t)
		fillGolden(t, s)
		want := standing(t, s)
		b := mustBackup(t, s, model.BackupManual)
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), kinds: map[model.ID]model.Kind{}}
		tree, err := s.Tree()
		mustRead(t, err)
		for _, id := range []model.ID{"c", "f", "r", "x", "r2", "x2", "f2", "r3", "e", "e2"} {
			h, _ := tree.Head(id)
			g.ids, g.kinds[id] = append(g.ids, id), h.Kind
		}
		for range 40 {
			edit := g.edit(tree)
			if _, err := s.Apply(model.Change{Edits: []model.Edit{edit}}); err == nil {
				mustRead(t, tree.Apply(model.Change{Edits: []model.Edit{edit}}, testNow))
			}
		}
		before := listing(t, s)
		c, err := s.RestoreChange(b.Path)
		mustRead(t, err)
		undo := mustApply(t, s, c.Edits...)
		if d := cmp.Diff(want, standing(t, s)); d != "" {
			t.Errorf("seed %d: restored (-backup +workspace):\n%s", seed, d)
		}
		if again, err := s.RestoreChange(b.Path); err != nil || len(again.Edits) > 0 {
			t.Errorf("seed %d: there is more to restore: %+v, %v", seed, again, err)
		}
		mustApply(t, s, undo.Edits...)
		if d := cmp.Diff(before, listing(t, s)); d != "" {
			t.Errorf("seed %d: undone (-before +after):\n%s", seed, d)
		}
	}
}

func TestRestoreSome(t *testing.T) {
	s := newStore(t)
	fillGolden(t, s)
	mustApply(t, s, putAt(&model.Collection{ID: "d", Name: "other"}, model.RootID)...)
	b := mustBackup(t, s, model.BackupManual)
	mustApply(t, s, model.Trash{ID: "c"}, model.Put{Entity: &model.Collection{ID: "d", Name: "renamed"}},
		model.Put{Entity: &model.Environment{ID: "e", Name: "renamed"}})
	c, err := s.RestoreChange(b.Path, "c")
	mustRead(t, err)
	mustApply(t, s, c.Edits...)
	d, _ := s.Collection("d")
	e, _ := s.Environment("e")
	tree, err := s.Tree()
	mustRead(t, err)
	if d.Name != "renamed" || e.Name != "renamed" || tree.Parent("c") != model.RootID || tree.Parent("x") != "r" {
		t.Errorf("%q %q, c under %q", d.Name, e.Name, tree.Parent("c"))
	}
	if c, err = s.RestoreChange(b.Path, "e"); err != nil || len(c.Edits) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err = s.RestoreChange(b.Path, "nobody"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

// A backup of before an update is looked into and restored like any other.
func TestRestoreOlderVersion(t *testing.T) {
	path := unpackFile(t, filepath.Join("testdata", "v1.db.gz"))
	old, err := os.ReadFile(path)
	mustRead(t, err)
	s := mustOpen(t, path)
	list, err := s.Backups()
	if err != nil || len(list) != 1 || list[0].Kind != model.BackupUpdate {
		t.Fatalf("%+v, %v", list, err)
	}
	if c, err := s.LookInto(list[0].Path); err != nil || len(c.Added)+len(c.Missing)+len(c.Changed) > 0 || c.Count.Requests != 2 {
		t.Errorf("%+v, %v", c, err)
	}
	mustApply(t, s, model.Trash{ID: "c"})
	c, err := s.RestoreChange(list[0].Path)
	mustRead(t, err)
	mustApply(t, s, c.Edits...)
	if r, err := s.Request("r2"); err != nil || r.Name != "update" {
		t.Errorf("%+v, %v", r, err)
	}
	if len(old) == 0 || NewestGood(t.Context(), path) == nil {
		t.Error("the backup is no good")
	}
}
