package mock

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"testing"

	"postern/model"
)

const keeping = `
settings {"resources": [{"name": "users", "path": "/users", "seed": "list"}]}
request GET /users
  example list 200 list
    body [{"id": 1, "name": "Ann"}]
request GET /turn
  route {"mode": {"pick": "sequence", "end": "loop"}}
  example one 200 one
    body one
  example two 200 two
    body two
request POST /door
  route {"mode": {"pick": "states"}}
  example opened 200 opened
    mock {"when": "start", "then": "open"}
    body opened
  example closed 200 closed
    mock {"when": "open", "then": "start"}
    body closed
`

// say returns what the mock answers with.
func say(t *testing.T, s *Server, method, path, body string) string {
	t.Helper()
	_, text := ask(t, method, s.URL()+path, strings.NewReader(body))
	return text
}

func TestSnapshotAndReset(t *testing.T) {
	s := start(t, keeping, ListenOptions{})
	now := func() string {
		return say(t, s, "GET", "/users", "") + say(t, s, "GET", "/turn", "") + say(t, s, "POST", "/door", "")
	}
	say(t, s, "POST", "/users", `{"name": "Bob"}`)
	say(t, s, "GET", "/turn", "")
	say(t, s, "POST", "/door", "")
	snapshot := s.Snapshot()
	const later, atStart = `[{"id":1,"name":"Ann"},{"id":2,"name":"Bob"}]twoclosed`, `[{"id":1,"name":"Ann"}]oneopened`
	if got := now(); got != later {
		t.Errorf("got %s", got)
	}
	s.Reset()
	if got := now(); got != atStart {
		t.Errorf("after a reset: %s", got)
	}
	if err := s.Restore(snapshot); err != nil {
		t.Fatal(err)
	}
	if got := string(s.Snapshot()); got != string(snapshot) {
		t.Errorf("what was restored is %s, want %s", got, snapshot)
	}
	if got := now(); got != later {
		t.Errorf("after restoring: %s", got)
	}
	before := string(s.Snapshot())
	for _, bad := range []string{"", "{}", `{"version":1,"resources":{"pets":{"things":[]}}}`,
		`{"version":1,"resources":{"users":{"things":[1]}}}`, `{"version":1,"resources":{"users":{"things":[{"id":1},{"id":1}]}}}`} {
		if err := s.Restore([]byte(bad)); !errors.Is(err, model.ErrInvalid) {
			t.Errorf("restoring %q: %v", bad, err)
		}
	}
	if string(s.Snapshot()) != before {
		t.Error("a snapshot that was refused changed the state")
	}
}

func TestSwapKeepsThingsWhileTheirSeedStays(t *testing.T) {
	s := start(t, keeping, ListenOptions{})
	say(t, s, "POST", "/users", `{"name": "Bob"}`)
	b, o := parseBundle(t, strings.Replace(keeping, "/turn", "/other", 1))
	s.Swap(mustCompile(t, b, o))
	if got := say(t, s, "GET", "/users/2", ""); got != `{"id":2,"name":"Bob"}` {
		t.Errorf("an edit elsewhere lost a thing: %s", got)
	}
	old := s.now.Load().table
	b, o = parseBundle(t, strings.Replace(keeping, "Ann", "Anna", 1))
	s.Swap(mustCompile(t, b, o))
	old.Answer(&Request{Method: "POST", Path: "/users", Body: []byte(`{"name": "late"}`)}, &s.state)
	if got := say(t, s, "GET", "/users", ""); got != `[{"id":1,"name":"Anna"}]` {
		t.Errorf("after an edit of the seed: %s", got)
	}
}

func TestCursorsAreBounded(t *testing.T) {
	var s State
	s.next("first")
	for i := range maxCursors {
		s.next("caller " + strconv.Itoa(i))
	}
	if len(s.cursors) != maxCursors || s.recent.Len() != maxCursors {
		t.Errorf("%d cursors, %d in order", len(s.cursors), s.recent.Len())
	}
	if s.next("first") != 0 || s.next("caller 5") != 1 {
		t.Error("the least recent caller is not the one that was forgotten")
	}
}

func TestThingsAreBounded(t *testing.T) {
	b, o := parseBundle(t, keeping)
	table := mustCompile(t, b, o)
	var s State
	post := func(body string) Decision {
		return table.Answer(&Request{Method: "POST", Path: "/users", Body: []byte(body)}, &s)
	}
	big := `{"text": "` + strings.Repeat("x", 9<<20) + `"}`
	if d := post(big); d.Status != 201 {
		t.Fatalf("got %d", d.Status)
	}
	if d := post(big); d.Status != 507 || !strings.Contains(string(d.Body), "16 MiB") {
		t.Errorf("beyond the bytes: got %d", d.Status)
	}
	for range maxThings - 2 {
		post(`{}`)
	}
	if d := post(`{}`); d.Status != 507 {
		t.Errorf("beyond the number: got %d", d.Status)
	}
}

// TestManyAtOnce has an answer for every call of a sequence, and an ID for every thing, exactly once.
func TestManyAtOnce(t *testing.T) {
	s := start(t, strings.Replace(keeping, `"loop"`, `"404"`, 1), ListenOptions{})
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for k := range 20 {
				say(t, s, "POST", "/users", fmt.Sprintf(`{"by": %d, "n": %d}`, i, k))
				say(t, s, "GET", "/turn", "")
			}
		})
	}
	wait.Wait()
	served := map[model.ID]int{}
	for _, e := range s.Journal().Since(0, 0) {
		served[e.Example]++
	}
	if served["one"] != 1 || served["two"] != 1 {
		t.Errorf("the sequence was answered by %v", served)
	}
	a, _ := ask(t, "GET", s.URL()+"/users?q=&limit=1&offset=160", io.NopCloser(strings.NewReader("")))
	if a.Header.Get("X-Total-Count") != "161" {
		t.Errorf("%s things, want 161", a.Header.Get("X-Total-Count"))
	}
	for id := 1; id <= 161; id++ {
		if a, _ := ask(t, "GET", s.URL()+"/users/"+strconv.Itoa(id), nil); a.StatusCode != 200 {
			t.Errorf("thing %d: %d", id, a.StatusCode)
		}
	}
}

func TestIDsAreMadeFromTheSeed(t *testing.T) {
	make3 := func(seed uint64, things string) string {
		b, o := parseBundle(t, strings.Replace(keeping, `[{"id": 1, "name": "Ann"}]`, things, 1))
		o.Settings.Seed = seed
		table, out := mustCompile(t, b, o), ""
		var s State
		for range 3 {
			d := table.Answer(&Request{Method: "POST", Path: "/users", Body: []byte("{}")}, &s)
			out += string(d.Body)
		}
		return out
	}
	const text, uuid = `[{"id": "a"}]`, `[{"id": "b7c1f8a0-1111-4222-8333-444455556666"}]`
	for _, things := range []string{text, uuid} {
		if first, again := make3(1, things), make3(1, things); first != again {
			t.Errorf("the same seed gives %s and %s", first, again)
		}
	}
	if make3(1, text) == make3(2, text) {
		t.Error("another seed gives the same IDs")
	}
	if got := make3(1, uuid); len(got) != 3*len(`{"id":"b7c1f8a0-1111-4222-8333-444455556666"}`) || strings.Count(got, "-4") < 3 {
		t.Errorf("the IDs do not look like those of the seed: %s", got)
	}
	if got := make3(1, `[{"id": 7}]`); got != `{"id":8}{"id":9}{"id":10}` {
		t.Errorf("numbers go on with %s", got)
	}
}
