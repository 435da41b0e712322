package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
	"postern/secret"
)

// planted are secrets that must not be found in a file.
var planted = []string{"plant-variable-1", "plant-token-2", "plant-header-3", "plant-kept-4", "plant-saved-5", "plant-folder-6", "plant-global-7", "plant-draft-8", "plant-cookie-9", "plant-mock-10"}

// guarded is the behaviour of a mock that asks for a secret.
func guarded() *model.MockBehaviour {
	return &model.MockBehaviour{Auth: &model.MockAuth{Kind: model.MockAuthBearer, Secret: "plant-mock-10"}}
}

func plantedRequest(id model.ID, token string) *model.Request {
	return &model.Request{ID: id, Name: "sealed", URL: "https://api.example/", Headers: []model.Field{
		{Key: "authorization", Value: "Token plant-header-3"}, {Key: "Cookie", Value: "{{session}}"}, {Key: "X-Trace", Value: "open"}},
		Auth: model.Auth{Type: model.AuthBearer, Params: map[string]string{"token": token, "prefix": "Bearer"},
			Extra: model.Extra{"postman": json.RawMessage(`{"basic":[{"key":"password","value":"plant-kept-4"}]}`)}},
		Mock: model.RequestMock{Behaviour: guarded()}}
}

func plant(t *testing.T, s *Store) (want []model.Entity) {
	t.Helper()
	want = []model.Entity{
		&model.Collection{ID: "c9", Name: "sealed", Variables: []model.Variable{
			{Key: "token", Value: "plant-variable-1", Secret: true, Extra: model.Extra{"postman": json.RawMessage(`{"initial":"plant-variable-1"}`)}},
			{Key: "host", Value: "open.example"}, {Key: "empty", Secret: true}},
			Mock: model.MockSettings{Behaviour: guarded(), Scenarios: []model.MockScenario{{Name: "a", Behaviour: guarded()}}}},
		&model.Folder{ID: "f9", Name: "sealed", Auth: model.Auth{Type: model.AuthAPIKey, Params: map[string]string{"key": "X", "value": "plant-folder-6", "in": "query"}},
			Mock: model.FolderMock{Behaviour: guarded()}},
		plantedRequest("r9", "plant-token-2"),
		&model.Example{ID: "e9", Name: "sealed", Status: 200, Mock: model.ExampleMock{Behaviour: guarded()}, Saved: model.SavedRequest{
			Headers: []model.Field{{Key: "X-Api-Key", Value: "plant-saved-5"}},
			Extra:   model.Extra{"postman": json.RawMessage(`{"auth":{"type":"bearer","bearer":[{"key":"token","value":"plant-saved-5"}]}}`)}}},
		&model.Environment{ID: model.GlobalsID, Variables: []model.Variable{{Key: "global", Value: "plant-global-7", Secret: true}}},
	}
	c := model.Change{Name: "plant"}
	for _, e := range want {
		c.Edits = append(c.Edits, model.Put{Entity: clone(e)})
	}
	parents := []model.ID{model.RootID, "c9", "f9", "r9"}
	for i, e := range want[:4] {
		c.Edits = append(c.Edits, model.Place{ID: e.Head().ID, Parent: parents[i], Index: -1})
	}
	if _, err := s.Apply(c); err != nil {
		t.Fatal(err)
	}
	draft := plantedRequest("r9", "plant-draft-8")
	if err := errors.Join(s.PutDraft(*draft), s.PutState("cookies", []byte(`[{"value":"plant-cookie-9"}]`))); err != nil {
		t.Fatal(err)
	}
	return append(want, draft)
}

func stored(t *testing.T, s *Store) (got []model.Entity) {
	t.Helper()
	c, err1 := s.Collection("c9")
	f, err2 := s.Folder("f9")
	r, err3 := s.Request("r9")
	e, err4 := s.Example("e9")
	g, err5 := s.Globals()
	d, _, err6 := s.Draft("r9")
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	return []model.Entity{&c, &f, &r, &e, &g, &d}
}

func openSealed(t *testing.T, path string, keys Sealer) *Store {
	t.Helper()
	s, err := Open(path, Options{Sealer: keys})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustNotHold(t *testing.T, path string, secrets ...string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range secrets {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds %q", path, secret)
		}
	}
}

func TestSecretsAreSealed(t *testing.T) {
	path, keys := t.TempDir()+"/w.db", secret.New(secret.Options{Dir: t.TempDir()})
	s := openSealed(t, path, keys)
	want := plant(t, s)
	if diff := cmp.Diff(want, stored(t, s)); diff != "" {
		t.Error(diff)
	}
	b, err := s.Bundle("c9")
	if err != nil || b.Collection.Variables[0].Value != "plant-variable-1" || b.Items[0].Items[0].Examples[0].Saved.Headers[0].Value != "plant-saved-5" {
		t.Errorf("%+v, %v", b, err)
	}
	inverse, err := s.Apply(model.Change{Name: "edit", Edits: []model.Edit{model.Put{Entity: plantedRequest("r9", "other")}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := inverse.Edits[0].(model.Put).Entity.(*model.Request).Auth.Get("token"); got != "plant-token-2" {
		t.Errorf("the inverse brings the token %q", got)
	}
	if _, err := s.Apply(inverse); err != nil {
		t.Fatal(err)
	}
	closeChecked(t, s)
	mustNotHold(t, path, planted...)
	s = openSealed(t, path, keys)
	defer s.Close()
	if diff := cmp.Diff(want, stored(t, s)); diff != "" {
		t.Error(diff)
	}
	if got, err := s.State("cookies"); string(got) != `[{"value":"plant-cookie-9"}]` || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestUnchangedSecretsWriteNothing(t *testing.T) {
	path := t.TempDir() + "/w.db"
	s := openSealed(t, path, secret.New(secret.Options{Dir: t.TempDir()}))
	defer s.Close()
	want := plant(t, s)
	before := raw(t, s, bucketRequests, "r9")
	for _, e := range want[:5] {
		if _, err := s.Apply(model.Change{Name: "save", Edits: []model.Edit{model.Put{Entity: e}}}); err != nil {
			t.Fatal(err)
		}
	}
	if after := raw(t, s, bucketRequests, "r9"); after != before || !strings.Contains(after, secret.Prefix) {
		t.Errorf("%s\n%s", before, after)
	}
}

func raw(t *testing.T, s *Store, name, key string) (out string) {
	t.Helper()
	if err := s.view("look", func(tx *bbolt.Tx) error { out = string(bucket(tx, name).Get([]byte(key))); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLockedSecretsStayAsTheyAre(t *testing.T) {
	path, here := t.TempDir()+"/w.db", secret.New(secret.Options{Dir: t.TempDir()})
	s := openSealed(t, path, here)
	want := plant(t, s)
	closeChecked(t, s)

	s = openSealed(t, path, secret.New(secret.Options{Dir: t.TempDir()}))
	got := stored(t, s)
	locked := got[2].(*model.Request)
	if v := got[0].(*model.Collection).Variables[0].Value; !model.Locked(v) || !model.Locked(locked.Auth.Get("token")) {
		t.Errorf("%q, %q", v, locked.Auth.Get("token"))
	}
	for _, e := range got[:5] { // stored again by somebody who cannot read them, with another name
		switch e := e.(type) {
		case *model.Collection:
			e.Name = "renamed"
			e.Variables[0], e.Variables[1] = e.Variables[1], e.Variables[0]
			e.Variables[1].Key = "renamed"
		case *model.Request:
			e.Name, e.Headers[0].Value = "renamed", "Token new"
		}
		if _, err := s.Apply(model.Change{Name: "save", Edits: []model.Edit{model.Put{Entity: e}}}); err != nil {
			t.Fatal(err)
		}
	}
	closeChecked(t, s)

	s = openSealed(t, path, here)
	defer s.Close()
	got = stored(t, s)
	c, r := want[0].(*model.Collection), want[2].(*model.Request)
	c.Name, r.Name = "renamed", "renamed"
	c.Variables[0], c.Variables[1] = c.Variables[1], c.Variables[0]
	c.Variables[1].Key = "renamed"
	r.Headers[0].Value = got[2].(*model.Request).Headers[0].Value // of the other key
	if !model.Locked(r.Headers[0].Value) {
		t.Errorf("the new value is %q", r.Headers[0].Value)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsStoredThatCannotBeSealed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/key", []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := openSealed(t, t.TempDir()+"/w.db", secret.New(secret.Options{Dir: dir}))
	defer s.Close()
	_, err := s.Apply(model.Change{Name: "put", Edits: []model.Edit{model.Put{Entity: plantedRequest("r9", "plant-token-2")}}})
	if err == nil || strings.Contains(err.Error(), "plant-") || !strings.Contains(err.Error(), "cannot be sealed") {
		t.Error(err)
	}
	if _, err := s.Request("r9"); !errors.Is(err, model.ErrNotFound) {
		t.Error(err)
	}
	if err := s.PutDraft(*plantedRequest("r9", "plant-token-2")); err == nil {
		t.Error("the draft was kept")
	}
}

// TestWhatBecomesSecretIsWiped stores values in plain and marks them secret later.
func TestWhatBecomesSecretIsWiped(t *testing.T) {
	path, keys := t.TempDir()+"/w.db", secret.New(secret.Options{Dir: t.TempDir()})
	s := openSealed(t, path, keys)
	defer s.Close()
	put := func(e model.Entity) {
		t.Helper()
		if _, err := s.Apply(model.Change{Name: "put", Edits: []model.Edit{model.Put{Entity: e}}}); err != nil {
			t.Fatal(err)
		}
	}
	env := func(secret bool) *model.Environment {
		return &model.Environment{ID: "v9", Variables: []model.Variable{{Key: "a", Value: `plant "quoted" 10`, Secret: secret}}}
	}
	put(env(false))
	if data, _ := os.ReadFile(path); !bytes.Contains(data, []byte(`plant \"quoted\" 10`)) {
		t.Fatal("the test looks for the wrong bytes")
	}
	put(env(true)) // what undoes it and the changes before had the value in plain
	mustNotHold(t, path, `plant \"quoted\" 10`, `plant "quoted" 10`)

	undone, err := s.Undo()
	if v := undone.Edits[0].(model.Put).Entity.(*model.Environment).Variables[0]; err != nil || v.Secret || v.Value != `plant "quoted" 10` {
		t.Errorf("undone to %+v, %v", v, err)
	}
	if got, err := s.Environment("v9"); err != nil || got.Variables[0].Value != `plant "quoted" 10` {
		t.Errorf("%+v, %v", got, err)
	}
	// Room for all that follows: a file that grows waits for readers.
	if err := errors.Join(s.PutState("room", make([]byte, 1<<20)), s.PutState("room", nil)); err != nil {
		t.Fatal(err)
	}
	draft := model.Request{ID: "r9", Headers: []model.Field{{Key: "X", Value: "plant-draft-11"}}}
	if err := s.PutDraft(draft); err != nil {
		t.Fatal(err)
	}
	draft.Headers[0].Key = "Authorization"
	reading, done, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() { // while somebody reads, nothing is wiped
		_ = s.view("read slowly", func(*bbolt.Tx) error { close(reading); <-done; return nil })
		close(ended)
	}()
	<-reading
	err = s.PutDraft(draft)
	data, _ := os.ReadFile(path)
	close(done)
	<-ended
	if err != nil || !bytes.Contains(data, []byte("plant-draft-11")) {
		t.Errorf("wiped under a reader, or %v", err)
	}
	closeChecked(t, s)
	mustNotHold(t, path, "plant-draft-11")
}

// plantVersion1 makes a file as version 1 wrote it: with secrets in plain, and without checksums.
func plantVersion1(t *testing.T, path string) (want []model.Entity) {
	t.Helper()
	s, err := open(path, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want = plant(t, s)
	if _, err := s.Apply(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: "f9"}}}); err != nil {
		t.Fatal(err)
	}
	err = s.update("go back to version 1", func(tx *bbolt.Tx) error {
		for _, name := range buckets1 {
			values := map[string][]byte{}
			err := bucket(tx, name).ForEach(func(k, v []byte) error { values[string(k)] = bytes.Clone(v); return nil })
			for k, v := range values {
				err = errors.Join(err, tx.Bucket([]byte(name)).Put([]byte(k), v))
			}
			if err != nil {
				return err
			}
		}
		return tx.DeleteBucket([]byte(bucketUndo))
	})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(path)
	for _, secret := range planted {
		if !bytes.Contains(data, []byte(secret)) {
			t.Errorf("%q is not in the file of version 1", secret)
		}
	}
	return want
}

func TestSealAll(t *testing.T) {
	path, keys := t.TempDir()+"/w.db", secret.New(secret.Options{Dir: t.TempDir()})
	want := plantVersion1(t, path)
	s := openSealed(t, path, keys)
	if diff := cmp.Diff(want, stored(t, s)); diff != "" {
		t.Error(diff)
	}
	closeChecked(t, s)
	mustNotHold(t, path, planted...)

	kept, err := Backups(path)
	if err != nil || len(kept) != 1 {
		t.Fatalf("backups %v, %v", kept, err)
	}
	mustNotHold(t, kept[0].Path, planted...)
	if NewestGood(t.Context(), path) == nil {
		t.Error("the backup counts as damaged")
	}
	old := openSealed(t, kept[0].Path, keys)
	defer old.Close()
	if diff := cmp.Diff(want, stored(t, old)); diff != "" {
		t.Error(diff)
	}
}
