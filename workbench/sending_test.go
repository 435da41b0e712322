package workbench

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/secret"
)

// asked is what the test server tells of a request.
type asked struct{ URI, Authorization, Cookie, Body string }

func testServer(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "s3cr3t-session", Path: "/", MaxAge: 3600})
		}
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Connection", "X-Hop")
		w.Header().Set("X-Hop", "1")
		w.Header().Set("X-Token", r.Header.Get("Authorization"))
		json.NewEncoder(w).Encode(asked{r.RequestURI, r.Header.Get("Authorization"), r.Header.Get("Cookie"), string(body)})
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func answered(t *testing.T, x model.Exchange) asked {
	t.Helper()
	if x.Failure != nil || x.Response == nil {
		t.Fatalf("no answer: %+v", x.Failure)
	}
	data, err := x.Response.Body.ReadAll(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	var a asked
	if err := json.Unmarshal(data, &a); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return a
}

func TestSendInItsSurroundings(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", testServer(t))
	env := addEnvironment(t, b, "lang", "en gb", "token", "t0p-s3cret-value")
	draft := s.request.Clone()
	draft.Name = "edited, not saved"
	for _, parent := range []model.ID{s.folder.ID, ""} { // given, and found by the saved request
		x := b.Send(t.Context(), SendOptions{Request: draft, Parent: parent, Environment: env})
		want := asked{URI: "/v1/products/1?lang=en%20gb", Authorization: "Bearer t0p-s3cret-value"}
		if diff := cmp.Diff(want, answered(t, x)); diff != "" {
			t.Errorf("parent %q (-want +got)\n%s", parent, diff)
		}
		if x.RequestID != s.request.ID || x.RequestName != draft.Name || x.Mocked {
			t.Errorf("exchange of %q %q, mocked %v", x.RequestID, x.RequestName, x.Mocked)
		}
	}
	nowhere := draft.Clone()
	nowhere.ID, nowhere.PathParams[0].Value = model.NewID(), "1"
	nowhere.SetAddress(strings.Replace(nowhere.Address(), "{{baseUrl}}", testServer(t), 1))
	x := b.Send(t.Context(), SendOptions{Request: nowhere, Environment: env})
	if got := answered(t, x); got.Authorization != "" {
		t.Errorf("a request that stands nowhere inherited %q", got.Authorization)
	}
}

func TestHistoryHoldsNoSecrets(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", testServer(t))
	env := addEnvironment(t, b, "lang", "en", "token", "t0p-s3cret-value")
	x := b.Send(t.Context(), SendOptions{Request: s.request, Parent: s.folder.ID, Environment: env})
	answered(t, x)
	stored, err := b.Exchange(x.ID)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(stored)
	if err != nil || strings.Contains(string(raw), "t0p-s3cret-value") {
		t.Errorf("the secret is in the history: %s, %v", raw, err)
	}
	if stored.Draft == nil || stored.Draft.Address() != s.request.Address() {
		t.Errorf("the draft in the history: %+v", stored.Draft)
	}
}

func TestCookiesSurviveARestart(t *testing.T) {
	path, url := filepath.Join(t.TempDir(), "w.db"), testServer(t)
	keys := secret.New(secret.Options{Dir: t.TempDir()})
	b, err := Open(t.Context(), path, Options{TempDir: t.TempDir(), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	answered(t, b.Send(t.Context(), SendOptions{Request: model.Request{ID: "login", URL: url + "/login"}}))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = openBench(t, path, Options{Keys: keys})
	got := answered(t, b.Send(t.Context(), SendOptions{Request: model.Request{ID: "me", URL: url + "/me"}}))
	if got.Cookie != "session=s3cr3t-session" {
		t.Errorf("cookie after a restart: %q", got.Cookie)
	}
	if all, err := b.History("", 10); err != nil || len(all) != 2 {
		t.Errorf("history after a restart: %d entries, %v", len(all), err)
	}
}

func TestSendToMock(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://nobody.invalid")
	env := addEnvironment(t, b, "lang", "en", "token", "x")
	o := SendOptions{Request: s.request, Parent: s.folder.ID, Environment: env, Mock: true}
	x := b.Send(t.Context(), o)
	if x.Failure == nil || !strings.Contains(x.Failure.Text, `mock of "Store API" is not running`) || x.Failure.Hint == "" || !x.Mocked {
		t.Errorf("without a mock: %+v", x.Failure)
	}
	start(t, b, s.collection.ID)
	x = b.Send(t.Context(), o)
	if x.Failure != nil || x.Response.Header("x-mock-example") == "" || !x.Mocked {
		t.Fatalf("with a mock: %+v", x.Failure)
	}
	if data, err := x.Response.Body.ReadAll(100); err != nil || string(data) != `{"id":1}` {
		t.Errorf("answer %s, %v", data, err)
	}
}

func TestCloseCancelsWhatIsSent(t *testing.T) {
	arrived, release := make(chan bool), make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		arrived <- true
		<-release
	}))
	defer server.Close()
	defer close(release)
	b, err := Open(t.Context(), filepath.Join(t.TempDir(), "w.db"), Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	sent := make(chan model.Exchange)
	go func() {
		sent <- b.Send(context.Background(), SendOptions{Request: model.Request{ID: "slow", URL: server.URL}})
	}()
	<-arrived
	closed := make(chan error)
	go func() { closed <- b.Close() }()
	if x := <-sent; x.Failure == nil || x.Failure.Kind != model.FailCanceled {
		t.Errorf("failure %+v, want canceled", x.Failure)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if x := b.Send(t.Context(), SendOptions{Request: model.Request{ID: "late", URL: server.URL}}); x.Failure == nil {
		t.Error("a closed workspace sends")
	}
}

func TestVariables(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://c")
	env := addEnvironment(t, b, "shared", "environment", "token", "hidden")
	globals, err := b.Globals()
	if err != nil {
		t.Fatal(err)
	}
	globals.Variables = []model.Variable{{Key: "shared", Value: "globals"}, {Key: "only", Value: "here"}, {Key: "off", Disabled: true}}
	apply(t, b, model.Put{Entity: &globals})
	type found struct {
		Value, Scope string
		Secret, OK   bool
	}
	tests := []struct {
		place, env model.ID
		name       string
		want       found
	}{
		{s.request.ID, env, "shared", found{"environment", ScopeEnvironment + " test", false, true}},
		{s.request.ID, "", "shared", found{"collection", ScopeCollection + " Store API", false, true}},
		{"", "", "shared", found{"globals", ScopeGlobal, false, true}},
		{s.folder.ID, env, "token", found{"hidden", ScopeEnvironment + " test", true, true}},
		{s.folder.ID, env, "only", found{"here", ScopeGlobal, false, true}},
		{s.folder.ID, env, "off", found{}},
		{s.folder.ID, "gone", "only", found{"here", ScopeGlobal, false, true}},
	}
	for _, tt := range tests {
		var got found
		got.Value, got.Scope, got.Secret, got.OK = b.LookupVariable(tt.place, tt.env, tt.name)
		if got != tt.want {
			t.Errorf("%q at %q with %q: %+v, want %+v", tt.name, tt.place, tt.env, got, tt.want)
		}
	}
	want := []string{"baseUrl", "id", "only", "shared", "token"}
	if diff := cmp.Diff(want, b.Variables(s.request.ID, env).Names()); diff != "" {
		t.Errorf("names (-want +got)\n%s", diff)
	}
}
