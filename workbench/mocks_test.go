package workbench

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"postern/mock"
	"postern/model"
)

// freePort returns a port that nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func start(t *testing.T, b *Bench, collection model.ID) model.MockStatus {
	t.Helper()
	status, err := b.StartMock(t.Context(), collection, freePort(t))
	if err != nil {
		t.Fatal(err)
	}
	return status
}

func TestEditsAreServedByTheNextRequest(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://example.com")
	status := start(t, b, s.collection.ID)
	url := status.URL + "/v1/products/1?lang=en"
	serves := func(step string, code int, body string) {
		t.Helper()
		if gotCode, gotBody := get(t, url); gotCode != code || code == 200 && gotBody != body {
			t.Fatalf("%s: %d %q, want %d %q", step, gotCode, gotBody, code, body)
		}
	}
	serves("at the start", 200, `{"id":1}`)

	e := s.example.Clone()
	e.Body = model.Bytes([]byte(`{"id":1,"name":"tea"}`))
	undo := apply(t, b, model.Put{Entity: &e})
	serves("example edited", 200, `{"id":1,"name":"tea"}`)
	apply(t, b, undo.Edits...)
	serves("edit undone", 200, `{"id":1}`)

	restore := apply(t, b, model.Trash{ID: s.folder.ID})
	serves("folder in the trash", 404, "")
	apply(t, b, restore.Edits...)
	serves("folder restored", 200, `{"id":1}`)

	other := addStore(t, b, "Other", "")
	apply(t, b, model.Place{ID: s.request.ID, Parent: other.folder.ID, Index: 0})
	serves("request moved to another collection", 404, "")
	apply(t, b, model.Place{ID: s.request.ID, Parent: s.folder.ID, Index: 0})
	serves("request moved back", 200, `{"id":1}`)

	apply(t, b, model.Trash{ID: s.collection.ID})
	if got := b.MockStatus(s.collection.ID); got.Running {
		t.Errorf("the mock of a trashed collection runs: %+v", got)
	}
	if _, err := http.Get(url); err == nil {
		t.Error("the mock of a trashed collection answers")
	}
	if _, err := b.StartMock(t.Context(), s.collection.ID, 0); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("starting the mock of a trashed collection: %v, want ErrInvalid", err)
	}
}

func TestBrokenEditLeavesTheLastGoodTable(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	url := start(t, b, s.collection.ID).URL + "/v1/products/1"
	request, example := s.request.Clone(), s.example.Clone()
	request.URL, example.Saved = "", model.SavedRequest{}
	undo := apply(t, b, model.Put{Entity: &request}, model.Put{Entity: &example})
	if code, body := get(t, url); code != 200 || body != `{"id":1}` {
		t.Errorf("after an edit that cannot be served: %d %s", code, body)
	}
	faults := func() string {
		var out []string
		for _, p := range b.MockStatus(s.collection.ID).Problems {
			out = append(out, p.Text)
		}
		return strings.Join(out, "\n")
	}
	if got := faults(); !strings.Contains(got, "The last change is not in service") {
		t.Errorf("problems: %q", got)
	}
	apply(t, b, undo.Edits...)
	if got := faults(); strings.Contains(got, "not in service") {
		t.Errorf("problems after the repair: %q", got)
	}
	if got := b.MockStatus(s.collection.ID); len(got.Routes) != 1 || got.Routes[0].Hits != 1 {
		t.Errorf("hits were not carried over: %+v", got.Routes)
	}
}

// TestBasePathFromEnvironment changes the variable that the URLs start with while the mock runs.
func TestBasePathFromEnvironment(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	env := addEnvironment(t, b, "token", "x", "host", "https://api.example.com/v2")
	c, request := s.collection.Clone(), s.request.Clone()
	c.Mock.KeepBasePath = true
	request.URL = "{{host}}/products/:id"
	example := s.example.Clone()
	example.Saved.URL = request.URL
	apply(t, b, model.Put{Entity: &c}, model.Put{Entity: &request}, model.Put{Entity: &example})
	status := start(t, b, s.collection.ID)
	if code, _ := get(t, status.URL+"/v2/products/1"); code != 200 {
		t.Errorf("with the base path: %d", code)
	}
	x := b.Send(t.Context(), SendOptions{Request: request, Parent: s.folder.ID, Environment: env, Mock: true})
	if x.Failure != nil || x.Response.Status != 200 {
		t.Errorf("sent to the mock: %+v", x.Failure)
	}
	e, err := b.Environment(env)
	if err != nil {
		t.Fatal(err)
	}
	e.Variables[1].Value = "https://api.example.com/v3"
	apply(t, b, model.Put{Entity: &e})
	for path, want := range map[string]int{"/v3/products/1": 200, "/v2/products/1": 404} {
		if code, _ := get(t, status.URL+path); code != want {
			t.Errorf("after the environment changed %s is %d, want %d", path, code, want)
		}
	}
}

func TestMockPortIsRememberedAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.db")
	b, err := Open(t.Context(), path, Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	s := addStore(t, b, "Store API", "")
	first := start(t, b, s.collection.ID)
	if again, err := b.StartMock(t.Context(), s.collection.ID, 0); err != nil || again.URL != first.URL {
		t.Errorf("starting twice: %q, %v; want %q", again.URL, err, first.URL)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := http.Get(first.URL); err == nil {
		t.Error("the mock outlives its workspace")
	}

	b = openBench(t, path, Options{})
	second, err := b.StartMock(t.Context(), s.collection.ID, 0)
	if err != nil || second.URL != first.URL {
		t.Fatalf("the next day: %q, %v; want %q", second.URL, err, first.URL)
	}
	port := freePort(t)
	moved, err := b.StartMock(t.Context(), s.collection.ID, port)
	if err != nil || !strings.HasSuffix(moved.URL, fmt.Sprint(":", port)) {
		t.Fatalf("moved to %q, %v; want port %d", moved.URL, err, port)
	}
	if _, err := http.Get(first.URL); err == nil {
		t.Error("the mock still answers at its old port")
	}
	if code, _ := get(t, moved.URL+"/v1/products/1"); code != 200 {
		t.Errorf("at the new port: %d", code)
	}
}

func TestTakenPortIsNeverChangedSilently(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	status, err := b.StartMock(t.Context(), s.collection.ID, port)
	busy, ok := errors.AsType[*mock.PortError](err)
	if !ok || busy.Port != port || status.Running {
		t.Fatalf("error %v, status %+v", err, status)
	}
	if c, err := b.Collection(s.collection.ID); err != nil || c.Mock.Port != 0 {
		t.Errorf("a port that did not work was remembered: %d, %v", c.Mock.Port, err)
	}
	if status, err = b.StartMock(t.Context(), s.collection.ID, busy.Free); err != nil || !status.Running {
		t.Errorf("the port that was offered (%d): %v", busy.Free, err)
	}
}

func TestFirstFreePortsDiffer(t *testing.T) {
	b := newBench(t)
	one, two := addStore(t, b, "One", ""), addStore(t, b, "Two", "")
	first, err := b.StartMock(t.Context(), one.collection.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.StopMock(one.collection.ID); err != nil {
		t.Fatal(err)
	}
	second, err := b.StartMock(t.Context(), two.collection.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if first.URL == second.URL {
		t.Errorf("both collections chose %s", first.URL)
	}
	if _, err := b.StartMock(t.Context(), one.collection.ID, 0); err != nil {
		t.Errorf("the first cannot come back: %v", err)
	}
	if got := b.Mocks(); len(got) != 2 || got[0].Name != "One" || got[1].Name != "Two" {
		t.Errorf("running: %+v", got)
	}
}

func TestMockStatusAndJournal(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	if got := b.MockStatus(s.collection.ID); got.Running || got.Name != "Store API" || b.MockEntries(s.collection.ID, 0, 10) != nil {
		t.Errorf("before the start: %+v", got)
	}
	url := start(t, b, s.collection.ID).URL
	get(t, url+"/v1/products/1")
	get(t, url+"/nowhere")
	entries := b.MockEntries(s.collection.ID, 0, 10)
	if len(entries) != 2 || entries[0].ExampleName != "a product" || entries[1].Status != 404 {
		t.Fatalf("journal: %+v", entries)
	}
	if rest := b.MockEntries(s.collection.ID, entries[0].Seq, 10); len(rest) != 1 || rest[0].Seq != entries[1].Seq {
		t.Errorf("since the first: %+v", rest)
	}
	if got := b.MockStatus(s.collection.ID); !got.Running || got.Served != 1 || got.Unmatched != 1 || len(got.Routes) != 1 {
		t.Errorf("status: %+v", got)
	}
	if err := errors.Join(b.StopMock(s.collection.ID), b.StopMock(s.collection.ID)); err != nil {
		t.Errorf("stopping twice: %v", err)
	}
}

func TestStartMockOfNothing(t *testing.T) {
	b := newBench(t)
	if _, err := b.StartMock(t.Context(), "nosuch", 0); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
}

// TestMockWhileEditing lets readers, writers and callers meet; the race detector judges.
func TestMockWhileEditing(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	url := start(t, b, s.collection.ID).URL
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			for j := range 5 {
				e := s.example.Clone()
				e.Body = model.Bytes(fmt.Appendf(nil, `{"id":%d%d}`, i, j))
				if _, err := b.Apply(model.Change{Edits: []model.Edit{model.Put{Entity: &e}}}); err != nil {
					t.Error(err)
				}
				if resp, err := http.Get(url + "/v1/products/1"); err != nil || resp.StatusCode != 200 {
					t.Errorf("answer %v, %v", resp, err)
				} else {
					resp.Body.Close()
				}
				b.MockStatus(s.collection.ID)
				b.MockEntries(s.collection.ID, 0, 5)
			}
		})
	}
	wg.Wait()
	stored, err := b.Bundle(s.collection.ID)
	if err != nil {
		t.Fatal(err)
	}
	want, err := stored.Items[0].Items[0].Examples[0].Body.ReadAll(100)
	if err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, url+"/v1/products/1"); body != string(want) {
		t.Errorf("served %s, stored %s", body, want)
	}
}

// TestMockPassesThrough sets an upstream while the mock runs.
func TestMockPassesThrough(t *testing.T) {
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "real %s", r.URL.Path)
	}))
	defer upstream.Close()
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://example.com")
	status := start(t, b, s.collection.ID)
	if code, _ := get(t, status.URL+"/elsewhere"); code != 404 {
		t.Errorf("without an upstream: %d", code)
	}
	c := s.collection.Clone()
	c.Mock.Upstream.URL = upstream.URL
	apply(t, b, model.Put{Entity: &c})
	if code, body := get(t, status.URL+"/elsewhere"); code != 200 || body != "real /elsewhere" {
		t.Errorf("with an upstream: %d %q", code, body)
	}
	if code, body := get(t, status.URL+"/v1/products/1?lang=en"); code != 200 || body != `{"id":1}` {
		t.Errorf("an example: %d %q", code, body)
	}
}
