package store

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
)

var testNow = time.Date(2026, 3, 4, 10, 32, 0, 0, time.Local)

// mustOpen opens a workspace whose clock stands still; what it then holds must be consistent when the
// test ends.
func mustOpen(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true // tests do not lose power
	t.Cleanup(func() { closeChecked(t, s) })
	return s
}

func newStore(t *testing.T) *Store {
	return mustOpen(t, filepath.Join(t.TempDir(), "work.db"))
}

func closeChecked(t *testing.T, s *Store) {
	t.Helper()
	if s.closed.Load() {
		return
	}
	checkFile(t, s)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// checkFile checks the pages of the file and that its buckets agree with each other.
func checkFile(t *testing.T, s *Store) {
	t.Helper()
	err := s.view("check", func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		checkBuckets(t, tx)
		return checkContent(tx)
	})
	if err != nil {
		t.Error(err)
	}
}

func checkBuckets(t *testing.T, tx *bbolt.Tx) {
	t.Helper()
	all := dump(tx)
	users := map[string]string{}
	use := func(c model.Content) {
		if c.Hash != "" {
			users[c.Hash] += "\x01" // as a uvarint of the count once counted
		}
	}
	entities := 0
	for id, head := range all[bucketHeads] {
		h, err := decodeHead(model.ID(id), []byte(head))
		if err != nil {
			t.Fatal(err)
		}
		data, ok := all[kindBuckets[h.Kind]][id]
		if !ok {
			t.Errorf("%s %q has a head only", h.Kind, id)
			continue
		}
		e, err := decodeEntity(h.Kind, []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(h, e.Head()); d != "" {
			t.Errorf("head of %q (-stored +entity):\n%s", id, d)
		}
		if ex, ok := e.(*model.Example); ok {
			use(ex.Body)
		}
	}
	for _, name := range kindBuckets {
		entities += len(all[name])
	}
	if entities != len(all[bucketHeads]) {
		t.Errorf("%d entities, %d heads", entities, len(all[bucketHeads]))
	}
	parents := map[string]string{}
	for parent, list := range all[bucketChildren] {
		ids, _ := decodeIDs([]byte(list))
		for _, id := range ids {
			if parents[string(id)] = parent; all[bucketTrash][string(id)] != "" {
				t.Errorf("%q is in the tree and in the trash", id)
			}
		}
	}
	if d := cmp.Diff(parents, all[bucketParents], equalEmpty); d != "" {
		t.Errorf("parents (-children +parents):\n%s", d)
	}
	ids := map[string]string{}
	for key, data := range all[bucketHistory] {
		var e model.Exchange
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.Fatal(err)
		}
		ids[string(e.ID)] = key
		use(e.Request.Body)
		if e.Response != nil {
			use(e.Response.Body)
		}
	}
	for key, data := range all[bucketUndo] {
		if len(key) == len(editKey(0, 0)) {
			_, _, hash, _, err := cutEdit([]byte(data))
			if err != nil {
				t.Fatal(err)
			}
			use(model.Content{Hash: hash})
		}
	}
	if d := cmp.Diff(ids, all[bucketHistoryIDs], equalEmpty); d != "" {
		t.Errorf("history IDs (-entries +index):\n%s", d)
	}
	for hash, ones := range users {
		users[hash] = string(rune(len(ones))) // one byte: no test has 128 users
	}
	if d := cmp.Diff(users, all[bucketBodyRefs], equalEmpty); d != "" {
		t.Errorf("users of bodies (-true +counted):\n%s", d)
	}
	for hash, data := range all[bucketBodies] {
		if _, ok := users[hash]; !ok || hashOf(data) != hash {
			t.Errorf("body %s of %d bytes is wrong or nobody's", hash, len(data))
		}
	}
	if len(all[bucketBodies]) != len(users) {
		t.Errorf("%d bodies, %d used", len(all[bucketBodies]), len(users))
	}
}

var equalEmpty = cmp.FilterValues(func(a, b map[string]string) bool { return len(a)+len(b) == 0 },
	cmp.Comparer(func(map[string]string, map[string]string) bool { return true }))

// dump returns all that is stored, by bucket and key.
func dump(tx *bbolt.Tx) map[string]map[string]string { return dumpOf(tx, buckets) }

func dumpOf(tx *bbolt.Tx, names []string) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, name := range names {
		all[name] = map[string]string{}
		for k, v := range bucketRows(tx, name) {
			all[name][k] = v
		}
	}
	return all
}

func bucketRows(tx *bbolt.Tx, name string) map[string]string {
	rows := map[string]string{}
	c := bucket(tx, name).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		rows[string(k)] = string(v)
	}
	return rows
}

func mustApply(t *testing.T, s *Store, edits ...model.Edit) model.Change {
	t.Helper()
	inverse, err := s.Apply(model.Change{Name: "test", Edits: edits})
	if err != nil {
		t.Fatal(err)
	}
	return inverse
}

// putAt makes the edits that store an entity as the last under parent.
func putAt(e model.Entity, parent model.ID) []model.Edit {
	return []model.Edit{model.Put{Entity: e}, model.Place{ID: e.Head().ID, Parent: parent, Index: -1}}
}

// fill stores a small workspace: collection c with folder f, in it request r with example x, and
// environment e.
func fill(t *testing.T, s *Store) {
	t.Helper()
	mustApply(t, s, slices.Concat(
		putAt(&model.Collection{ID: "c", Name: "Store API", Variables: []model.Variable{{Key: "k", Value: "v"}}}, model.RootID),
		putAt(&model.Folder{ID: "f", Name: "products", Docs: "about"}, "c"),
		putAt(&model.Request{ID: "r", Name: "Überblick ✓", Method: "post", URL: "https://example.com/a?<b>"}, "f"),
		putAt(&model.Example{ID: "x", Name: "ok", Status: 200, Body: model.Bytes([]byte("body of x")), Created: testNow.UTC()}, "r"),
		putAt(&model.Environment{ID: "e", Name: "staging"}, model.EnvironmentsID))...)
}

func TestReopenGivesEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "deep", "work.db")
	s := mustOpen(t, path)
	fill(t, s)
	draft := model.Request{ID: "r", Name: "draft"}
	settings := model.DefaultSettings()
	settings.Theme = model.ThemeDark
	mustApply(t, s, model.PutSettings{Settings: settings},
		model.Put{Entity: &model.Environment{ID: model.GlobalsID, Variables: []model.Variable{{Key: "g"}}}})
	for _, err := range []error{s.PutDraft(draft), s.PutState("tabs", []byte("t")),
		s.AddExchange(exchange("h", 1, "hello"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var before, after map[string]map[string]string
	s.db.View(func(tx *bbolt.Tx) error { before = dump(tx); return nil })
	closeChecked(t, s)

	s = mustOpen(t, path)
	s.db.View(func(tx *bbolt.Tx) error { after = dump(tx); return nil })
	if d := cmp.Diff(before, after); d != "" {
		t.Error(d)
	}
	r, err := s.Request("r")
	if want := (model.Request{ID: "r", Name: "Überblick ✓", Method: "post", URL: "https://example.com/a?<b>"}); err != nil || !cmp.Equal(r, want) {
		t.Errorf("request %+v, %v", r, err)
	}
	if f, err := s.Folder("f"); err != nil || f.Docs != "about" {
		t.Errorf("folder %+v, %v", f, err)
	}
	if got, ok, err := s.Draft("r"); err != nil || !ok || !cmp.Equal(got, draft) {
		t.Errorf("draft %+v %v %v", got, ok, err)
	}
	if got, err := s.Settings(); err != nil || got != settings {
		t.Errorf("settings %+v, %v", got, err)
	}
	if g, err := s.Environment(model.GlobalsID); err != nil || len(g.Variables) != 1 {
		t.Errorf("globals %+v, %v", g, err)
	}
	if list, err := s.Environments(); err != nil || len(list) != 1 || list[0].ID != "e" {
		t.Errorf("environments %+v, %v", list, err)
	}
	if s.Path() != path {
		t.Errorf("path %s", s.Path())
	}
}

func TestEmptyWorkspace(t *testing.T) {
	s := newStore(t)
	if got, err := s.Settings(); err != nil || got != model.DefaultSettings() {
		t.Errorf("settings %+v, %v", got, err)
	}
	if got, err := s.Globals(); err != nil || !cmp.Equal(got, model.Environment{ID: model.GlobalsID}) {
		t.Errorf("globals %+v, %v", got, err)
	}
	if got, err := s.State("none"); got != nil || err != nil {
		t.Errorf("state %q, %v", got, err)
	}
	if _, ok, err := s.Draft("none"); ok || err != nil {
		t.Errorf("draft %v, %v", ok, err)
	}
	_, e1 := s.Collection("no")
	_, e2 := s.Environment("no")
	_, e3 := s.Bundle("no")
	_, e4 := s.Body("no")
	_, e5 := s.Exchange("no")
	for i, err := range []error{e1, e2, e3, e4, e5, s.EmptyTrash("no")} {
		if !errors.Is(err, model.ErrNotFound) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestDraftsAndState(t *testing.T) {
	s := newStore(t)
	a, b := model.Request{ID: "a", Name: "one"}, model.Request{ID: "b", Name: "two"}
	for _, r := range []model.Request{b, a, {ID: "b", Name: "two again"}} {
		if err := s.PutDraft(r); err != nil {
			t.Fatal(err)
		}
	}
	b.Name = "two again"
	if got, err := s.Drafts(); err != nil || !cmp.Equal(got, []model.Request{a, b}) {
		t.Errorf("drafts %+v, %v", got, err)
	}
	if err := errors.Join(s.DeleteDraft("a"), s.DeleteDraft("a"), s.DeleteDraft("")); err != nil {
		t.Error(err)
	}
	if got, _ := s.Drafts(); !cmp.Equal(got, []model.Request{b}) {
		t.Errorf("drafts %+v", got)
	}
	if err := s.PutDraft(model.Request{}); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("draft without ID: %v", err)
	}
	if err := errors.Join(s.PutState("k", []byte("1")), s.PutState("k", []byte("2"))); err != nil {
		t.Error(err)
	}
	if got, _ := s.State("k"); string(got) != "2" {
		t.Errorf("state %q", got)
	}
	if err := s.PutState("k", nil); err != nil {
		t.Error(err)
	}
	if got, _ := s.State("k"); got != nil {
		t.Errorf("state %q after its deletion", got)
	}
	if err := s.PutState("", []byte("1")); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("state without key: %v", err)
	}
}

func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := filepath.Join(t.TempDir(), "postern")
	s := mustOpen(t, filepath.Join(dir, "work.db"))
	for path, want := range map[string]os.FileMode{dir: 0o700, s.Path(): 0o600, s.ownerPath(): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info.Mode().Perm(), err, want)
		}
	}
}

func TestLocked(t *testing.T) {
	s := newStore(t)
	start := time.Now()
	_, err := Open(s.Path(), Options{Now: func() time.Time { return testNow }})
	if took := time.Since(start); took > 1500*time.Millisecond {
		t.Errorf("took %v", took)
	}
	if !errors.Is(err, model.ErrLocked) {
		t.Fatal(err)
	}
	host, _ := os.Hostname()
	for _, part := range []string{s.Path(), "another Postern", "process " + itoa(os.Getpid()), host, "since 10:32"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q lacks %q", err, part)
		}
	}
	if err := os.WriteFile(s.ownerPath(), []byte("{half"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(s.Path(), Options{})
	if !errors.Is(err, model.ErrLocked) || !strings.Contains(err.Error(), "another process") {
		t.Errorf("with an unreadable owner: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.ownerPath()); !os.IsNotExist(err) {
		t.Errorf("owner after closing: %v", err)
	}
	if err := os.WriteFile(s.ownerPath(), []byte("stale"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, s.Path())
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none", "x.db"), Options{ReadOnly: true}); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("no file: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("made %v", left)
	}
	s := mustOpen(t, filepath.Join(dir, "work.db"))
	fill(t, s)
	closeChecked(t, s)
	before := contents(t, dir)
	var readers []*Store
	for range 2 {
		r, err := Open(s.Path(), Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		readers = append(readers, r)
	}
	for _, r := range readers {
		if c, err := r.Collection("c"); err != nil || c.Name != "Store API" {
			t.Errorf("%+v, %v", c, err)
		}
		_, err := r.Apply(model.Change{Edits: []model.Edit{model.Trash{ID: "f"}}})
		if !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), "reading only") {
			t.Errorf("apply: %v", err)
		}
		if err := errors.Join(r.Close(), r.Close()); err != nil {
			t.Error(err)
		}
		if _, err := r.Tree(); err == nil || !strings.Contains(err.Error(), "closed") {
			t.Errorf("after closing: %v", err)
		}
	}
	if d := cmp.Diff(before, contents(t, dir)); d != "" {
		t.Error("reading wrote to the folder")
	}
}

// contents returns the files of a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name()] = string(data)
	}
	return files
}
