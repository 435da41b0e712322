package mocks

import (
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"postern/model"
)

// missed puts a miss into the log that a rule, and a key of the saved request, kept from its example.
func (r *rig) missed(t *testing.T) {
	t.Helper()
	r.start("shop")
	r.Shown(true)
	r.servers.serve("shop", "GET", "/v1/a?page=3", 404, "")
	r.servers.journal["shop"][0].Route = "GET /v1/a"
	r.servers.journal["shop"][0].NearMisses = []model.NearMiss{{Route: "GET /v1/a", Example: "ok", Name: "OK", Verdicts: []model.Verdict{
		{What: "rule query page", Want: "equals 1", Got: "3"}, {What: "query lang", Want: "en"}, {What: "method", OK: true}, {What: "rule group"}}}}
	r.queue.Advance(refreshEvery)
}

// act does what a button offers about the chosen entry.
func (r *rig) act(words string) {
	r.t.Helper()
	for _, b := range r.page.log.actions.buttons {
		if b.words == words && b.button.Visible() {
			b.button.Tapped(&fyne.PointEvent{})
			r.queue.Drain()
			return
		}
	}
	r.t.Fatalf("%q is not offered", words)
}

func TestLoosenWhatKeptAnExampleFromAnswering(t *testing.T) {
	r := newRig(t)
	e, err := r.file.Example("ok")
	if err != nil {
		t.Fatal(err)
	}
	e.Mock.Rules = []model.MockRule{{Source: model.MockQuery, Key: "page", Operator: model.MockEquals, Value: "1"}}
	r.session.Do(model.Change{Name: "rules", Edits: []model.Edit{model.Put{Entity: &e}}}, nil)
	r.queue.Drain()
	r.missed(t)
	entry, _ := r.page.log.chosen()
	all := loosenings(entry)
	if len(all) != 2 || all[0].words() != `"OK": take the rule query page equals 1 out of force` || all[1].words() != `"OK": ignore query lang` {
		t.Fatalf("offered %+v", all)
	}
	r.presenter.loosen(all[0])
	r.presenter.loosen(all[1]) // before the file has heard of the first
	r.queue.Drain()
	if got := r.exampleMock("ok"); !got.Rules[0].Disabled || len(got.Ignored.Query) != 1 || got.Ignored.Query[0] != "lang" {
		t.Errorf("loosened to %+v", got)
	}
	r.presenter.loosen(all[0])
	r.queue.Drain()
	if !strings.Contains(r.dialogs.Said(), "the rule is not there any more") {
		t.Errorf("said %q", r.dialogs.Said())
	}
	r.undo()
	r.undo()
	if got := r.exampleMock("ok"); got.Rules[0].Disabled || len(got.Ignored.Query) != 0 {
		t.Errorf("after undo %+v", got)
	}
	entry.NearMisses[0].Verdicts = entry.NearMisses[0].Verdicts[:1]
	r.page.log.actions.loosen(entry) // the only thing is done at once
	r.queue.Drain()
	if !r.exampleMock("ok").Rules[0].Disabled {
		t.Error("the only rule was not loosened")
	}
}

func TestWhatCanBeDoneAboutAMiss(t *testing.T) {
	r := newRig(t)
	r.missed(t)
	r.act("Open request")
	if r.opened != 1 || r.session.Active() == nil || r.session.Active().ID != "a" {
		t.Errorf("opened %d", r.opened)
	}
	r.act("Save as example")
	if e, err := r.file.Example("made"); err != nil || e.Name != "of /v1/a?page=3" {
		t.Errorf("saved %+v, %v", e, err)
	}
	r.act("Expect it")
	if got := r.mock("shop").Assertions; len(got) != 1 || got[0].Path != "/v1/a" || got[0].Method != "GET" || got[0].Min != 1 {
		t.Errorf("expected %+v", got)
	}
	r.servers.reply = model.Exchange{Response: &model.WireResponse{Status: 200, Reason: "OK", Body: model.Bytes([]byte("it works"))}}
	r.act("Replay")
	if got := r.why(); !strings.HasPrefix(got, "The mock answered 200 OK in") || !strings.Contains(got, "it works\n\nGET /v1/a?page=3") {
		t.Errorf("explained %q", got)
	}
	for _, b := range r.page.log.actions.buttons {
		if b.words == "Real server" && b.button.Visible() {
			t.Error("a real server is offered, and there is none")
		}
	}
	r.presenter.setHere("upstream", func(m *model.MockSettings) { m.Upstream.URL = "https://real" })
	r.queue.Drain()
	r.servers.reply = model.Exchange{Failure: &model.Failure{Text: "The server cannot be reached."}}
	r.act("Real server")
	if got := r.why(); !strings.HasPrefix(got, "The real server: The server cannot be reached.") || r.servers.said[1] != "replay /v1/a?page=3 true" {
		t.Errorf("explained %q, did %q", got, r.servers.said)
	}
}

func TestExpectABody(t *testing.T) {
	r := newRig(t)
	r.missed(t)
	expected := func(body string) model.MockRule {
		t.Helper()
		r.servers.serve("shop", "POST", "/v1/a", 201, "ok")
		all := r.servers.journal["shop"]
		all[len(all)-1].Body = []byte(body)
		r.queue.Advance(refreshEvery)
		r.act("Expect its body")
		now := r.mock("shop").Assertions
		a := now[len(now)-1]
		if a.Method != "POST" || a.Path != "/v1/a" || a.Min != 1 || len(a.Rules) != 1 {
			t.Fatalf("expected %+v", a)
		}
		return a.Rules[0]
	}
	if got, want := expected("{\"a\": [1,\n 2]}"), (model.MockRule{Source: model.MockJSON, Operator: model.MockSubset, Value: `{"a":[1,2]}`}); !reflect.DeepEqual(got, want) {
		t.Errorf("a body of JSON is asked for by %+v", got)
	} else if text := ruleText(got); text != `JSON body json subset {"a":[1,2]}` {
		t.Errorf("the rule reads %s", text)
	}
	if got, want := expected("a=1&b"), (model.MockRule{Source: model.MockBody, Operator: model.MockEquals, Value: "a=1&b"}); !reflect.DeepEqual(got, want) {
		t.Errorf("a text is asked for by %+v", got)
	}
	for _, e := range []model.MockEntry{{}, {Body: []byte("{}"), Truncated: true}, {Body: []byte{0, 1, 2, 255}}} {
		if rules := bodyRules(e); len(rules) != 0 {
			t.Errorf("%+v is asked for by %+v", e, rules)
		}
	}
}

func TestRuleTextHasNoKeyThatIsNotLookedAt(t *testing.T) {
	if got := ruleText(model.MockRule{Source: model.MockPath, Key: "id", Operator: model.MockEquals, Value: "/a"}); got != `path equals "/a"` {
		t.Errorf("got %s", got)
	}
}

func TestPauseHoldsTheLog(t *testing.T) {
	r := newRig(t)
	r.start("shop")
	r.Shown(true)
	r.servers.serve("shop", "GET", "/v1/a", 200, "OK")
	r.queue.Advance(refreshEvery)
	r.page.log.togglePause()
	r.servers.serve("shop", "GET", "/v1/b", 200, "OK")
	r.queue.Advance(refreshEvery)
	if r.listed() != "1" || r.page.totals.Text() != "2 served, 0 unmatched" {
		t.Errorf("paused: %q, %q", r.listed(), r.page.totals.Text())
	}
	r.page.log.togglePause()
	if r.listed() != "2 1" {
		t.Errorf("after the pause: %q", r.listed())
	}
}
