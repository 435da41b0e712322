package workbench

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"postern/model"
	"postern/secret"
)

// TestLockedSecretsAreNotSent opens a workspace without the key of its secrets.
func TestLockedSecretsAreNotSent(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		gossip(w, r)
	}))
	defer server.Close()
	path, keys := filepath.Join(t.TempDir(), "w.db"), secret.New(secret.Options{Dir: t.TempDir()})
	b, err := Open(t.Context(), path, Options{Keys: keys, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	plantLeaks(t, b, server.URL)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	before := asked.Load()
	b = openBench(t, path, Options{}) // with keys of its own
	r, err := b.Request("bearer")
	if err != nil || !model.Locked(r.Auth.Get(model.AuthToken)) || !model.Locked(r.Headers[1].Value) {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, r := range []model.Request{r, {ID: "literal", URL: server.URL, Headers: r.Headers[1:]},
		{ID: "variable", URL: server.URL, Headers: []model.Field{{Key: "X", Value: "{{global}}"}}}} {
		x := b.Send(t.Context(), SendOptions{Request: r})
		if x.Failure == nil || !strings.Contains(x.Failure.Text, model.LockedText) {
			t.Errorf("%s: %+v", r.ID, x.Failure)
		}
	}
	if asked.Load() != before {
		t.Error("a locked secret was sent")
	}
	if n := b.SecretsNotice(); !strings.Contains(n, "cannot be opened") || strings.Contains(n, "Plant") {
		t.Error(n)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	b = openBench(t, path, Options{Keys: keys}) // nothing was lost
	if r, err := b.Request("bearer"); err != nil || r.Auth.Get(model.AuthToken) != leakBearer {
		t.Errorf("%+v, %v", r, err)
	}
	if got := b.Cookies().All(); len(got) != 1 || got[0].Value != leakCookie {
		t.Errorf("cookies %v", got)
	}
}

// TestStartAsksForNoKey opens a workspace with secrets: what the start of the window does must not wait
// for a keyring.
func TestStartAsksForNoKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.db")
	server := httptest.NewServer(http.HandlerFunc(gossip))
	defer server.Close()
	b := openBench(t, path, Options{})
	plantLeaks(t, b, server.URL)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	ring := &askedRing{}
	b = openBench(t, path, Options{Keys: secret.New(secret.Options{Dir: t.TempDir(), Keyring: ring})})
	if _, err := b.Tree(); err != nil {
		t.Fatal(err)
	}
	if ring.asks != 0 {
		t.Errorf("asked %d times", ring.asks)
	}
	if _, err := b.Request("bearer"); err != nil || ring.asks != 1 {
		t.Errorf("asked %d times for a secret, %v", ring.asks, err)
	}
}

// askedRing counts how often it is asked.
type askedRing struct{ asks int }

func (r *askedRing) Get() (string, error) { r.asks++; return "", secret.ErrNoKey }
func (r *askedRing) Set(string) error     { return nil }
