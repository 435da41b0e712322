package mocks

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
)

func TestScenarios(t *testing.T) {
	r := newRig(t)
	s := r.page.scenarios
	r.presenter.pin("GET /v1/a", "bad")
	r.queue.Drain()
	r.ShowSection("scenarios")
	if r.page.scenario.Visible() || s.place.content.Objects[0] == s.list {
		t.Error("scenarios are shown, and there are none")
	}
	s.add()
	r.dialogs.Answer("error day")
	r.queue.Drain()
	if got := r.mock("shop").Scenarios; len(got) != 1 || got[0].Name != "error day" || got[0].Pins["GET /v1/a"] != "bad" {
		t.Fatalf("scenarios %+v", got)
	}
	s.add()
	r.dialogs.Answer("error day")
	r.queue.Drain()
	if len(r.mock("shop").Scenarios) != 1 || !strings.Contains(r.dialogs.Said(), "there is a scenario") {
		t.Errorf("said %q", r.dialogs.Said())
	}
	s.switchTo("error day") // stopped: it is the default from now on
	r.queue.Drain()
	if r.mock("shop").Scenario != "error day" || len(r.servers.said) != 0 || r.page.scenario.Selected != "error day" {
		t.Errorf("the default is %q", r.mock("shop").Scenario)
	}
	r.undo()
	r.start("shop")
	r.page.scenario.SetSelectedIndex(1)
	r.queue.Drain()
	if strings.Join(r.servers.said, ";") != "switch error day" || r.mock("shop").Scenario != "" || s.Row("error day").Badge != "ON" {
		t.Errorf("did %q, the file says %q", r.servers.said, r.mock("shop").Scenario)
	}
	s.makeDefault("error day")
	s.rename("error day", "bad day")
	r.queue.Drain()
	if m := r.mock("shop"); m.Scenario != "bad day" || m.Scenarios[0].Name != "bad day" || s.Row("bad day").Detail != "1 pin, default" {
		t.Errorf("settings %+v, row %+v", m, s.Row("bad day"))
	}
	s.remove("bad day")
	r.queue.Drain()
	if m := r.mock("shop"); m.Scenario != "" || len(m.Scenarios) != 0 {
		t.Errorf("settings %+v", m)
	}
	r.undo()
	if r.mock("shop").Scenario != "bad day" {
		t.Error("undo did not bring it back")
	}
	s.switchTo("")
	if !strings.Contains(r.dialogs.Said(), "select a scenario first") {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestResources(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.ShowSection("resources")
	p := r.page.resources
	p.add()
	r.queue.Drain()
	r.typing(field[*entry](t, p.form, "Path of the list"), "/v1/users")
	r.typing(field[*entry](t, p.form, "Things in a page"), "20")
	r.queue.Advance(time.Second)
	field[*widget.Select](t, p.form, "Starts with").SetSelectedIndex(1)
	r.queue.Drain()
	if got := r.mock("shop").Resources; len(got) != 1 || got[0] != (model.MockResource{Name: "things", Path: "/v1/users", PageSize: 20, Seed: "ok"}) {
		t.Errorf("resources %+v", got)
	}
	r.typing(field[*entry](t, p.seed, "Seed of chance"), "42")
	r.queue.Advance(time.Second)
	if r.mock("shop").Seed != 42 {
		t.Errorf("seed %d", r.mock("shop").Seed)
	}
	p.remove()
	r.queue.Drain()
	if len(r.mock("shop").Resources) != 0 {
		t.Error("it is still there")
	}
	file := filepath.Join(t.TempDir(), "state.json")
	p.snapshot()
	r.dialogs.Answer(file)
	if data, err := os.ReadFile(file); err != nil || string(data) != "the state" {
		t.Errorf("the file holds %q, %v", data, err)
	}
	p.restore()
	r.dialogs.Answer(file)
	r.queue.Drain()
	if r.servers.restored != "the state" {
		t.Errorf("restored %q", r.servers.restored)
	}
	r.ResetState()
	if r.servers.said[len(r.servers.said)-1] != "reset shop" {
		t.Errorf("did %q", r.servers.said)
	}
}

func TestUpstream(t *testing.T) {
	r := newRig(t)
	r.servers.offers = []model.MockPassed{{Request: "a", Example: model.Example{ID: "one", Name: "200 OK", Status: 200, Saved: model.SavedRequest{Method: "GET", URL: "{{baseUrl}}/v1/a",
		Query: []model.Field{{Key: "x", Value: "1"}}}, Body: model.Bytes([]byte("real"))}}, {Request: "a", Example: model.Example{ID: "two", Name: "201 Created", Status: 201}}}
	r.queue.Drain()
	r.ShowSection("upstream")
	u := r.page.upstream
	r.typing(field[*entry](t, u.form, "Real server"), "example.com")
	r.queue.Advance(time.Second)
	if got := r.mock("shop").Upstream.URL; got != "" {
		t.Errorf("the upstream is %q", got)
	}
	r.typing(field[*entry](t, u.form, "Real server"), "https://example.com/v2")
	r.queue.Advance(time.Second)
	field[*widget.Select](t, u.form, "Its answers").SetSelectedIndex(1)
	r.queue.Drain()
	if got := r.mock("shop").Upstream; got.URL != "https://example.com/v2" || got.Record != model.RecordAlways {
		t.Errorf("upstream %+v", got)
	}
	if row := u.Row("one"); !strings.HasSuffix(row.Label, "/v1/a?x=1") || row.Badge != "GET" || !strings.HasPrefix(row.Detail, "200") {
		t.Errorf("row %+v", row)
	}
	u.keep("one")
	r.queue.Drain()
	if e, err := r.file.Example("one"); err != nil || e.Status != 200 || len(u.Children("")) != 1 {
		t.Errorf("kept %+v, %v; left %q", e, err, u.Children(""))
	}
	u.forget("two")
	if len(u.Children("")) != 0 {
		t.Error("it is still offered")
	}
	u.keep("")
	if !strings.Contains(r.dialogs.Said(), "select an answer first") {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestChecks(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.Verify()
	r.page.checks.copyFile()
	if strings.Count(r.dialogs.Said(), "there is nothing to check") != 2 {
		t.Errorf("said %q", r.dialogs.Said())
	}
	c := r.page.checks
	r.presenter.expect(model.MockAssertion{Min: 1})
	r.queue.Drain()
	c.list.Select("0")
	c.list.OnSelect("0")
	r.typing(field[*entry](t, c.form, "Path"), "/v1/a")
	r.typing(field[*entry](t, c.form, "At most"), "2")
	r.queue.Advance(time.Second)
	c.rules.add(model.MockRule{Source: model.MockQuery, Key: "x", Operator: model.MockExists})
	r.queue.Drain()
	got := r.mock("shop").Assertions
	if len(got) != 1 || got[0].Path != "/v1/a" || got[0].Max == nil || *got[0].Max != 2 || len(got[0].Rules) != 1 {
		t.Fatalf("assertions %+v", got)
	}
	r.servers.verified = []model.MockVerified{{Assertion: got[0], Count: 3, Text: "wanted 1 to 2 times, got 3"}}
	r.Verify()
	if row := c.Row("0"); row.Badge != "NOT" || row.Detail != "1 to 2 times, got 3" || !strings.Contains(said(c.form), "wanted 1 to 2 times, got 3") {
		t.Errorf("row %+v", row)
	}
	r.typing(field[*entry](t, c.form, "At most"), "3")
	r.queue.Advance(time.Second)
	if row := c.Row("0"); row.Badge != "" || strings.Contains(said(c.form), "got 3") {
		t.Errorf("after an edit, the row %+v has the outcome of before", row)
	}
	c.copyFile()
	if text := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(text, `"assertions"`) || !strings.Contains(text, `"path": "/v1/a"`) {
		t.Errorf("copied %s", text)
	}
	c.remove()
	r.queue.Drain()
	if len(r.mock("shop").Assertions) != 0 {
		t.Error("it is still there")
	}
}

func TestAnswerKinds(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick(okExample)
	f := r.page.detail.form
	field[*widget.Select](t, f, "The answer is").SetSelectedIndex(answerEvents)
	r.queue.Drain()
	view := field[*fyne.Container](t, f, "Events").Objects[0].(*fyne.Container).Objects[0].(*kit.CodeView)
	script := view.Text
	write := func(text string) { view.Replace(0, view.Document().Len(), text) }
	if !strings.Contains(script(), `"data": "hello"`) {
		t.Errorf("the script is %s", script())
	}
	write(`{"events": [{"data": "a"}, {"data": "b"}], "repeat": true}`)
	r.queue.Advance(time.Second)
	if got := r.exampleMock("ok").Events; got == nil || len(got.Events) != 2 || !got.Repeat {
		t.Errorf("events %+v", got)
	}
	write(`{"evnts": []}`)
	r.queue.Advance(time.Second)
	if got := r.exampleMock("ok").Events; len(got.Events) != 2 {
		t.Errorf("a wrong script was stored: %+v", got)
	}
	field[*widget.Select](t, f, "The answer is").SetSelectedIndex(answerBody)
	r.queue.Drain()
	if got := r.exampleMock("ok"); got.Events != nil {
		t.Errorf("the events are still there: %+v", got.Events)
	}
}
