package workbench

import (
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"postern/model"
	"postern/secret"
)

// openBench opens a workspace that is closed when the test ends.
func openBench(t *testing.T, path string, o Options) *Bench {
	t.Helper()
	o.TempDir = t.TempDir()
	if o.Keys == nil {
		o.Keys = secret.New(secret.Options{Dir: t.TempDir()})
	}
	b, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
		if left, err := os.ReadDir(o.TempDir); err != nil || len(left) > 0 {
			t.Errorf("temporary files left behind: %v, %v", left, err)
		}
	})
	return b
}

func newBench(t *testing.T) *Bench {
	t.Helper()
	return openBench(t, filepath.Join(t.TempDir(), "w.db"), Options{})
}

// apply carries out edits that must succeed and returns what undoes them.
func apply(t *testing.T, b *Bench, edits ...model.Edit) model.Change {
	t.Helper()
	inverse, err := b.Apply(model.Change{Name: "test", Edits: edits})
	if err != nil {
		t.Fatal(err)
	}
	return inverse
}

// store is a collection with one folder, one request in it, and one example of that.
type storeAPI struct {
	collection model.Collection
	folder     model.Folder
	request    model.Request
	example    model.Example
}

// addStore puts the collection into a workspace; url is what {{baseUrl}} stands for.
func addStore(t *testing.T, b *Bench, name, url string) storeAPI {
	t.Helper()
	s := storeAPI{
		collection: model.Collection{ID: model.NewID(), Name: name, Variables: []model.Variable{
			{Key: "baseUrl", Value: url}, {Key: "id", Value: "1"}, {Key: "shared", Value: "collection"}}},
		folder: model.Folder{ID: model.NewID(), Name: "products", Auth: model.Auth{Type: model.AuthBearer,
			Params: map[string]string{model.AuthToken: "{{token}}"}}},
		request: model.Request{ID: model.NewID(), Name: "one product", Method: "GET"},
	}
	s.request.SetAddress("{{baseUrl}}/v1/products/:id?lang={{lang}}")
	s.request.PathParams[0].Value = "{{id}}"
	s.example = model.Example{ID: model.NewID(), Name: "a product", Status: 200, Saved: s.request.Snapshot(),
		Headers: []model.Field{{Key: "Content-Type", Value: "application/json"}}, Body: model.Bytes([]byte(`{"id":1}`))}
	s.example.Saved.PathParams[0].Value, s.example.Saved.Query[0].Value = "1", "en"
	bundle := model.Bundle{Collection: s.collection, Items: []model.Item{{Folder: &s.folder,
		Items: []model.Item{{Request: &s.request, Examples: []model.Example{s.example}}}}}}
	if _, err := b.Apply(bundle.Change()); err != nil {
		t.Fatal(err)
	}
	return s
}

// addEnvironment stores variables, of which those whose name begins with "token" are secret.
func addEnvironment(t *testing.T, b *Bench, pairs ...string) model.ID {
	t.Helper()
	e := &model.Environment{ID: model.NewID(), Name: "test"}
	for i := 0; i < len(pairs); i += 2 {
		e.Variables = append(e.Variables, model.Variable{Key: pairs[i], Value: pairs[i+1], Secret: strings.HasPrefix(pairs[i], "token")})
	}
	apply(t, b, model.Put{Entity: e}, model.Place{ID: e.ID, Parent: model.EnvironmentsID, Index: -1})
	return e.ID
}

// get asks a server and returns status and body.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

const sample = `{"collections": [{"info": {"name": "Sample", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
  "item": [{"name": "ping", "request": {"method": "GET", "url": "{{baseUrl}}/ping"}}]}],
  "environments": [{"name": "Local", "values": [{"key": "baseUrl", "value": "http://localhost", "enabled": true}]}]}`

func names(t *testing.T, b *Bench) []string {
	t.Helper()
	tree, err := b.Tree()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		for h := range tree.Walk(root) {
			out = append(out, h.Name)
		}
	}
	return out
}

func TestFirstStartBringsTheSampleOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "w.db")
	o := Options{Sample: func() ([]byte, error) { return []byte(sample), nil }, TempDir: t.TempDir()}
	b, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(names(t, b), ","); got != "Sample,ping,Local" || b.Notice() != "" {
		t.Errorf("new workspace has %s, notice %q", got, b.Notice())
	}
	tree, err := b.Tree()
	if err != nil {
		t.Fatal(err)
	}
	apply(t, b, model.Trash{ID: tree.Children(model.RootID)[0]})
	if err := errors.Join(b.Close(), b.Close()); err != nil {
		t.Fatal(err)
	}
	b = openBench(t, path, o)
	if got := strings.Join(names(t, b), ","); got != "Local" {
		t.Errorf("the second start has %s", got)
	}
}

func TestBrokenSampleStartsEmpty(t *testing.T) {
	for _, text := range []string{`{`, `{"collections":[{"x":1}]}`, `{"environments":[[]]}`} {
		b := openBench(t, filepath.Join(t.TempDir(), "w.db"), Options{Sample: func() ([]byte, error) { return []byte(text), nil }})
		if got := names(t, b); len(got) != 0 || !strings.Contains(b.Notice(), "sample") {
			t.Errorf("%s: workspace has %v, notice %q", text, got, b.Notice())
		}
	}
}

func TestDamagedWorkspaceIsSetAside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "w.db")
	damaged := strings.Repeat("this is no workspace ", 1000)
	if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
		t.Fatal(err)
	}
	b := openBench(t, path, Options{Sample: func() ([]byte, error) { return []byte(sample), nil }})
	if got := names(t, b); len(got) != 0 {
		t.Errorf("the new workspace has %v", got)
	}
	kept := 0
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err == nil && string(data) == damaged {
			kept++
			if !strings.Contains(b.Notice(), e.Name()) {
				t.Errorf("notice %q does not name %s", b.Notice(), e.Name())
			}
		}
	}
	if kept != 1 {
		t.Errorf("the damaged file was kept %d times among %v", kept, entries)
	}
	if r := b.Recovery(); r == nil || r.Aside == "" || len(r.Lost) == 0 || r.Kept != (model.Counts{}) || r.Backup != nil {
		t.Errorf("recovery %+v", r)
	}
	addStore(t, b, "Store API", "")
}

func TestLockedWorkspace(t *testing.T) {
	b := newBench(t)
	_, err := Open(t.Context(), b.Path(), Options{TempDir: t.TempDir()})
	if !errors.Is(err, model.ErrLocked) {
		t.Errorf("error %v, want ErrLocked", err)
	}
}
