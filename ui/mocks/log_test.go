package mocks

import (
	"strings"
	"testing"
	"time"

	"postern/model"
)

func (r *rig) listed() string { return strings.Join(r.page.log.Children(""), " ") }

func TestLogFollowsOnlyWhileShown(t *testing.T) {
	r := newRig(t)
	r.start("shop")
	r.queue.Advance(time.Second)
	reads := r.servers.reads
	r.servers.serve("shop", "GET", "/v1/a", 200, "OK")
	r.queue.Advance(time.Second)
	if r.servers.reads != reads || r.listed() != "" {
		t.Errorf("hidden: %d reads, listed %q", r.servers.reads-reads, r.listed())
	}
	r.Shown(true)
	if r.listed() != "1" || !strings.HasPrefix(r.why(), "GET /v1/a\n→ 200 \"OK\"") {
		t.Errorf("listed %q, explained %q", r.listed(), r.why())
	}
	r.servers.serve("shop", "GET", "/v1/b", 404, "")
	r.queue.Advance(refreshEvery)
	if r.listed() != "2 1" || !strings.HasPrefix(r.why(), "GET /v1/b\n→ 404") || r.page.totals.Text() != "1 served, 1 unmatched" {
		t.Errorf("listed %q, explained %q, totals %q", r.listed(), r.why(), r.page.totals.Text())
	}
	r.Shown(false)
	r.Shown(true)
	r.Shown(true) // must not follow twice
	reads = r.servers.reads
	r.queue.Advance(refreshEvery)
	if r.servers.reads != reads+1 {
		t.Errorf("%d reads in one turn", r.servers.reads-reads)
	}
	r.Shown(false)
	reads = r.servers.reads
	r.queue.Advance(time.Minute)
	if r.servers.reads != reads {
		t.Error("still read while hidden")
	}
}

func TestLogFilterAndSelection(t *testing.T) {
	r := newRig(t)
	r.start("shop")
	r.Shown(true)
	r.servers.serve("shop", "GET", "/v1/a", 200, "OK")
	r.servers.serve("shop", "POST", "/v1/a", 404, "")
	r.servers.serve("shop", "GET", "/v1/c", 500, "Down")
	r.queue.Advance(refreshEvery)
	for filter, want := range map[string]string{"": "3 2 1", "get": "3 1", "/V1/A": "2 1", "404": "2", "ok": "1", "get down": "3", "get 404": ""} {
		r.typing(r.page.log.filter, filter)
		if r.listed() != want {
			t.Errorf("%q lists %q", filter, r.listed())
		}
	}
	r.typing(r.page.log.filter, "404")
	if !strings.HasPrefix(r.why(), "POST /v1/a") {
		t.Errorf("explained is what is not listed: %q", r.why())
	}
	r.typing(r.page.log.filter, "nothing")
	if r.why() != "No request matches the filter." {
		t.Errorf("explained %q", r.why())
	}
	r.typing(r.page.log.filter, "")
	r.page.log.list.Select("1")
	r.page.log.list.OnSelect("1")
	r.servers.serve("shop", "GET", "/v1/new", 200, "OK")
	r.queue.Advance(refreshEvery)
	if !strings.HasPrefix(r.why(), "GET /v1/a") || r.listed() != "4 3 2 1" {
		t.Errorf("the selected one is not explained any more: %q", r.why())
	}
	labels := func(id string) string {
		var all []string
		for _, item := range r.page.log.menu(id) {
			all = append(all, item.Label)
		}
		return strings.Join(all, ", ")
	}
	if got := labels("1"); got != "Open example, Replay, Expect it" {
		t.Errorf("menu %q", got)
	} else {
		r.page.log.menu("1")[0].Action()
	}
	if r.opened != 1 || labels("2") != "Save as example, Replay, Expect it" || r.page.log.menu("99") != nil {
		t.Error("wrong menus")
	}
	if row := r.page.log.Row("2"); !row.Faint || row.Badge != "POST" || !strings.HasSuffix(row.Label, "/v1/a") || !strings.HasPrefix(row.Detail, "404") {
		t.Errorf("row %+v", row)
	}
	if row := r.page.log.Row("1"); row.Faint || !strings.HasPrefix(row.Detail, "OK  200") {
		t.Errorf("row %+v", row)
	}
}

func TestLogOfAnotherCollection(t *testing.T) {
	r := newRig(t)
	r.start("weather")
	r.servers.serve("weather", "GET", "/rain", 200, "Wet")
	r.start("shop")
	r.servers.serve("shop", "GET", "/v1/a", 200, "OK")
	r.Shown(true)
	r.page.log.list.Select("1")
	r.page.log.list.OnSelect("1")
	r.Choose("weather")
	if r.listed() != "1" || !strings.HasPrefix(r.why(), "GET /rain") || r.page.log.list.Selected() != "" {
		t.Errorf("listed %q, explained %q", r.listed(), r.why())
	}
	r.servers.status["weather"] = model.MockStatus{}
	r.Choose("shop")
	r.Choose("weather") // stopped: there is no log
	if r.listed() != "" || !strings.HasPrefix(r.why(), "Requests appear here") {
		t.Errorf("listed %q, explained %q", r.listed(), r.why())
	}
}

func TestLogBeginsAnewWithTheMock(t *testing.T) {
	r := newRig(t)
	r.start("shop")
	r.Shown(true)
	for range 3 {
		r.servers.serve("shop", "GET", "/old", 200, "OK")
	}
	r.queue.Advance(refreshEvery)
	r.Toggle("shop")
	r.queue.Drain()
	if r.listed() != "3 2 1" {
		t.Errorf("stopping emptied the log: %q", r.listed())
	}
	r.Toggle("shop")
	r.queue.Drain()
	r.servers.serve("shop", "GET", "/new", 200, "OK")
	r.queue.Advance(refreshEvery)
	if r.listed() != "1" || !strings.Contains(r.why(), "/new") {
		t.Errorf("after a restart: %q, %q", r.listed(), r.why())
	}
	for range 3 {
		r.servers.serve("shop", "GET", "/old", 200, "OK")
	}
	r.queue.Advance(refreshEvery)
	if _, err := r.servers.StartMock(t.Context(), "shop", 0); err != nil { // a restart that nobody saw
		t.Fatal(err)
	}
	r.servers.serve("shop", "GET", "/newest", 200, "OK")
	r.queue.Advance(refreshEvery)
	if r.listed() != "1" || !strings.Contains(r.why(), "/newest") {
		t.Errorf("after an unseen restart: %q, %q", r.listed(), r.why())
	}
}

func TestLogIsBounded(t *testing.T) {
	r := newRig(t)
	r.start("shop")
	r.Shown(true)
	for range 2 {
		for range shownEntries/2 + 300 {
			r.servers.serve("shop", "GET", "/x", 200, "OK")
		}
		r.queue.Advance(refreshEvery)
	}
	if n := len(r.presenter.entries); n != shownEntries || r.presenter.entries[0].Seq != shownEntries+600 {
		t.Errorf("%d entries, the newest is %d", n, r.presenter.entries[0].Seq)
	}
}

func TestExplanationIsNotScrolledBack(t *testing.T) {
	r := newRig(t)
	r.start("shop")
	r.Shown(true)
	r.servers.serve("shop", "GET", "/x", 200, "OK")
	r.queue.Advance(refreshEvery)
	shown := r.page.log.why.Document()
	r.render()
	if r.page.log.why.Document() != shown {
		t.Error("the same explanation was written again")
	}
}

func TestExplain(t *testing.T) {
	e := model.MockEntry{Method: "GET", Path: "/v1/a?x=1", Status: 200, ExampleName: "OK", Route: "GET /v1/a", Reason: "the only example",
		Trace:   []model.Verdict{{Step: 1, What: "path", OK: true, Text: "matches /v1/a"}, {Step: 4, What: "query x", Want: "2", Got: "1"}},
		Headers: []model.Field{{Key: "Accept", Value: "*/*"}}, Body: []byte(`{"a":1}`)}
	want := "GET /v1/a?x=1\n→ 200 \"OK\"  by route GET /v1/a\nthe only example\n\n1 yes  path: matches /v1/a\n4 no   query x: wanted \"2\", got \"1\"\n\nAccept: */*\n\n{\"a\":1}\n"
	if got := Explain(e); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	miss := model.MockEntry{Method: "PUT", Path: "/", Status: 404, Reason: "no route", Body: []byte("\x00"),
		NearMisses: []model.NearMiss{{Route: "GET /", Name: "Root", Verdicts: []model.Verdict{{Step: 2, What: "method", Text: "GET is not PUT"}}}}}
	if got := Explain(miss); got != "PUT /\n→ 404\nno route\n\n\nNear miss: GET / Root\n  2 no   method: GET is not PUT\n" {
		t.Errorf("miss: %q", got)
	}
}

// TestLateReadsAreOfTheirOwnLog reads the log of a mock while another one is chosen, and while the log is held still.
func TestLateReadsAreOfTheirOwnLog(t *testing.T) {
	r := newRig(t)
	r.start("shop")
	r.Shown(true)
	r.servers.serve("shop", "GET", "/v1/a", 200, "OK")
	r.presenter.follow(func(bool) {})
	r.page.log.togglePause()
	r.queue.Drain()
	if r.listed() != "" {
		t.Errorf("held still, and lists %q", r.listed())
	}
	r.page.log.togglePause()
	if r.listed() != "1" {
		t.Errorf("going on lists %q", r.listed())
	}
	r.servers.serve("shop", "GET", "/v1/b", 200, "OK")
	r.presenter.follow(func(bool) {})
	r.Choose("weather")
	r.queue.Drain()
	if len(r.presenter.entries) != 0 {
		t.Errorf("another mock has %v", r.presenter.entries)
	}
}
