package workbench

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"

	"postern/model"
)

// TestStateOutlivesTheServer stops, moves and resets a mock with a resource and a switched scenario.
func TestStateOutlivesTheServer(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	c := s.collection.Clone()
	c.Mock.Resources = []model.MockResource{{Name: "users", Path: "/users"}}
	c.Mock.Scenarios = []model.MockScenario{{Name: "slow"}}
	apply(t, b, model.Put{Entity: &c})
	url := start(t, b, c.ID).URL
	users := func(step, want string) {
		t.Helper()
		if _, body := get(t, url+"/users"); body != want {
			t.Errorf("%s: %s, want %s", step, body, want)
		}
	}
	resp, err := http.Post(url+"/users", "application/json", strings.NewReader(`{"name":"Ann"}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if err := b.SwitchScenario(c.ID, "slow"); err != nil {
		t.Fatal(err)
	}
	const ann = `[{"id":1,"name":"Ann"}]`
	if err := b.StopMock(c.ID); err != nil {
		t.Fatal(err)
	}
	status, err := b.StartMock(t.Context(), c.ID, 0)
	if err != nil || status.Scenario != "slow" || !status.Switched {
		t.Fatalf("started again: %+v, %v", status, err)
	}
	users("stopped and started", ann)
	status, err = b.StartMock(t.Context(), c.ID, freePort(t))
	if err != nil || status.Scenario != "slow" {
		t.Fatalf("moved: %+v, %v", status, err)
	}
	url = status.URL
	users("moved to another port", ann)
	snapshot, err := b.SnapshotMock(c.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.ResetMock(c.ID)
	users("reset", `[]`)
	if err := b.RestoreMock(c.ID, snapshot); err != nil {
		t.Fatal(err)
	}
	users("restored", ann)
	if err := b.RestoreMock(c.ID, []byte("{}")); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("restoring what is no snapshot: %v", err)
	}
	if err := b.StopMock(c.ID); err != nil {
		t.Fatal(err)
	}
	b.ResetMock(c.ID) // while it is stopped
	if _, err := b.StartMock(t.Context(), c.ID, 0); err != nil {
		t.Fatal(err)
	}
	users("reset while stopped", `[]`)
}

func TestMockThatDoesNotRun(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	id := s.collection.ID
	_, snapshotErr := b.SnapshotMock(id)
	_, verifyErr := b.VerifyMock(id, nil)
	_, replayErr := b.Replay(t.Context(), id, model.MockEntry{Method: "GET", Path: "/"}, false)
	_, realErr := b.Replay(t.Context(), id, model.MockEntry{Method: "GET", Path: "/"}, true)
	for what, err := range map[string]error{"snapshot": snapshotErr, "verify": verifyErr, "restore": b.RestoreMock(id, nil),
		"switch": b.SwitchScenario(id, ""), "replay": replayErr, "real": realErr} {
		if !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if b.MockLatencies(id, "GET /").Count() != 0 {
		t.Error("it has latencies")
	}
}

// upstream is a real server that counts its answers.
func upstream(t *testing.T) *httptest.Server {
	t.Helper()
	n := 0
	u := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n++
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"path":%q,"n":%d,"authorization":%q}`, r.URL.Path, n, r.Header.Get("Authorization"))
	}))
	t.Cleanup(u.Close)
	return u
}

func TestOffersOfTheUpstream(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://example.com")
	c := s.collection.Clone()
	c.Mock.Upstream.URL = upstream(t).URL
	apply(t, b, model.Put{Entity: &c})
	url := start(t, b, c.ID).URL
	for range maxOffers + 3 {
		get(t, url+"/v1/carts/7?full=yes")
	}
	if err := b.StopMock(c.ID); err != nil { // an answer is offered a moment after the client has it
		t.Fatal(err)
	}
	if _, err := b.StartMock(t.Context(), c.ID, 0); err != nil {
		t.Fatal(err)
	}
	offers := b.MockOffers(c.ID)
	if len(offers) != maxOffers || offers[0].Seq != 4 || offers[0].Record != model.RecordAsk {
		t.Fatalf("%d offers, the first of entry %d", len(offers), offers[0].Seq)
	}
	keep := func(p model.MockPassed) {
		t.Helper()
		change, err := b.PassedChange(c.ID, p)
		if err != nil {
			t.Fatal(err)
		}
		apply(t, b, change.Edits...)
		b.ForgetOffer(c.ID, p.Example.ID)
	}
	keep(offers[0])
	if got := b.MockOffers(c.ID); len(got) != maxOffers-1 || got[0].Example.ID == offers[0].Example.ID {
		t.Errorf("%d offers are left", len(got))
	}
	if _, body := get(t, url+"/v1/carts/7?full=yes"); body != `{"path":"/v1/carts/7","n":4,"authorization":"masked"}` {
		t.Errorf("the mock answers %s", body)
	}
	keep(offers[1]) // of the same request: it takes the place of the first
	status := b.MockStatus(c.ID)
	if got := status.Routes[len(status.Routes)-1]; len(status.Routes) != 2 || got.Key != "GET /v1/carts/7" || len(got.Examples) != 1 {
		t.Errorf("routes %+v", status.Routes)
	}
	if _, body := get(t, url+"/v1/carts/7?full=yes"); !strings.Contains(body, `"n":5`) {
		t.Errorf("the mock answers %s", body)
	}
	apply(t, b, model.Trash{ID: c.ID})
	if _, err := b.PassedChange(c.ID, offers[2]); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("keeping for a collection in the trash: %v", err)
	}
}

// TestRecordAlways asks a route that passes through; what is recorded is in the file once the bench has closed.
func TestRecordAlways(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://example.com")
	c, q := s.collection.Clone(), s.request.Clone()
	c.Mock.Upstream = model.MockUpstream{URL: upstream(t).URL, Record: model.RecordAlways}
	q.Mock.PassThrough = true
	apply(t, b, model.Put{Entity: &c}, model.Put{Entity: &q})
	told := make(chan struct{}, 10)
	b.Listen(func() { told <- struct{}{} })
	url := start(t, b, c.ID).URL
	for len(told) > 0 {
		<-told // that the port was stored
	}
	for range 2 {
		get(t, url+"/v1/products/1?lang=en")
		<-told
	}
	get(t, url+"/new")
	<-told
	bundle, err := b.Bundle(c.ID)
	if err != nil {
		t.Fatal(err)
	}
	examples := bundle.Items[0].Items[0].Examples
	last := examples[len(examples)-1]
	body, err := last.Body.ReadAll(1000)
	if err != nil || len(examples) != 2 && len(examples) != 1 || !strings.Contains(string(body), `"n":2`) {
		t.Errorf("%d examples, the last %s, %v", len(examples), body, err)
	}
	added := bundle.Items[len(bundle.Items)-1]
	if added.Request == nil || added.Request.Name != "GET /new" || len(added.Examples) != 1 || len(b.MockOffers(c.ID)) != 0 {
		t.Errorf("added %+v", added)
	}
	if _, err := b.Undo(); err != nil {
		t.Fatal(err)
	}
	if bundle, _ = b.Bundle(c.ID); bundle.Items[len(bundle.Items)-1].Request != nil {
		t.Error("the recording cannot be undone")
	}
}

func TestExampleOfAMiss(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://example.com")
	url := start(t, b, s.collection.ID).URL
	resp, err := http.Post(url+"/v1/carts/a%2Fb?full=yes", "application/json", strings.NewReader(`{"a":1}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	entry := firstEntry(t, b, s.collection.ID)
	p, err := b.EntryExample(s.collection.ID, entry)
	if err != nil {
		t.Fatal(err)
	}
	change, err := b.PassedChange(s.collection.ID, p)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, b, change.Edits...)
	resp, err = http.Post(url+"/v1/carts/a%2Fb?full=yes", "application/json", strings.NewReader(`{"a":1}`))
	if err != nil || resp.StatusCode != 200 || resp.Header.Get("X-Mock-Route") != "POST /v1/carts/a%2Fb" {
		t.Errorf("after saving: %+v, %v", resp, err)
	}
	resp.Body.Close()
}

func TestReplay(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "http://example.com")
	c := s.collection.Clone()
	c.Mock.Upstream.URL = upstream(t).URL + "/"
	apply(t, b, model.Put{Entity: &c})
	url := start(t, b, c.ID).URL
	req, _ := http.NewRequest("GET", url+"/v1/products/1?lang=en", nil)
	req.Header.Set("Authorization", "Bearer secret")
	req.Header.Set("X-Trace", "7")
	if resp, err := http.DefaultClient.Do(req); err != nil {
		t.Fatal(err)
	} else {
		resp.Body.Close()
	}
	entry := firstEntry(t, b, c.ID)
	x, err := b.Replay(t.Context(), c.ID, entry, false)
	if err != nil || x.Failure != nil || x.Response.Status != 200 {
		t.Fatalf("to the mock: %+v, %v", x.Failure, err)
	}
	again := entriesAfter(t, b, c.ID, entry.Seq)
	if len(again) != 1 || again[0].Path != entry.Path || again[0].ExampleName != entry.ExampleName {
		t.Errorf("the mock got %+v", again)
	}
	x, err = b.Replay(t.Context(), c.ID, entry, true)
	if err != nil || x.Failure != nil {
		t.Fatalf("to the real server: %+v, %v", x.Failure, err)
	}
	body, err := x.Response.Body.ReadAll(1000)
	if err != nil || string(body) != `{"path":"/v1/products/1","n":1,"authorization":""}` {
		t.Errorf("the real server says %s, %v", body, err)
	}
	entry.Truncated = true
	if _, err := b.Replay(t.Context(), c.ID, entry, true); !errors.Is(err, model.ErrTooLarge) {
		t.Errorf("a body that was cut: %v", err)
	}
}

func TestMockSpeaksHTTPS(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	c := s.collection.Clone()
	c.Mock.HTTPS = true
	apply(t, b, model.Put{Entity: &c})
	status := start(t, b, c.ID)
	pem, err := os.ReadFile(b.MockAuthority())
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	resp, err := client.Get(status.SecureURL + "/v1/products/1?lang=en")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if code, _ := get(t, status.URL+"/v1/products/1?lang=en"); code != 200 || resp.StatusCode != 200 {
		t.Errorf("HTTP %d, HTTPS %d", code, resp.StatusCode)
	}
}

func TestVerifyMock(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	url := start(t, b, s.collection.ID).URL
	get(t, url+"/v1/products/1")
	firstEntry(t, b, s.collection.ID)
	got, err := b.VerifyMock(s.collection.ID, []model.MockAssertion{{Path: "/v1/products/:id", Min: 1, Max: new(1)}})
	if err != nil || len(got) != 1 || !got[0].Met {
		t.Errorf("got %+v, %v", got, err)
	}
	if l := b.MockLatencies(s.collection.ID, "GET /v1/products/:id"); l.Count() != 1 {
		t.Errorf("%d latencies", l.Count())
	}
}

// entriesAfter waits for the journal, which has an entry a moment after the client has its answer.
func entriesAfter(t *testing.T, b *Bench, collection model.ID, seq uint64) []model.MockEntry {
	t.Helper()
	for t.Context().Err() == nil {
		if all := b.MockEntries(collection, seq, 10); len(all) > 0 {
			return all
		}
		runtime.Gosched()
	}
	return nil
}

func firstEntry(t *testing.T, b *Bench, collection model.ID) model.MockEntry {
	t.Helper()
	return entriesAfter(t, b, collection, 0)[0]
}
