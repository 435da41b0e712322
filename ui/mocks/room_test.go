package mocks

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/ui/session"
)

func TestStartAndStop(t *testing.T) {
	r := newRig(t)
	p := r.page
	if r.list.Selected() != "shop" || p.title.Text != "Shop" || p.address.Text != "stopped" || p.start.Text != "Start" || p.copyURL.Visible() {
		t.Errorf("at first: %q, %q, %q, %q", r.list.Selected(), p.title.Text, p.address.Text, p.start.Text)
	}
	test.Tap(p.start)
	test.Tap(p.start) // it is being started: the second tap must not stop it again
	r.queue.Drain()
	if diff := cmp.Diff([]string{"shop 0"}, r.servers.starts); diff != "" {
		t.Error(diff)
	}
	if p.address.Text != "http://127.0.0.1:4010" || p.start.Text != "Stop" || !p.copyURL.Visible() || r.changed != 1 {
		t.Errorf("running: %q, %q", p.address.Text, p.start.Text)
	}
	if row := r.presenter.Row("shop"); row.Badge != "ON" || r.presenter.Row("weather").Badge != "" {
		t.Errorf("row %+v", row)
	}
	test.Tap(p.copyURL)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "http://127.0.0.1:4010" {
		t.Errorf("copied %q", got)
	}
	r.servers.stopErr = errors.New("it hangs")
	test.Tap(p.start)
	r.queue.Drain()
	if !strings.Contains(r.dialogs.Said(), "it hangs") || p.start.Text != "Stop" {
		t.Errorf("said %q", r.dialogs.Said())
	}
	r.servers.stopErr = nil
	r.list.OnMenu("shop")[0].Action()
	r.queue.Drain()
	if p.address.Text != "stopped" || p.start.Text != "Start" || r.servers.status["shop"].Running {
		t.Errorf("stopped: %q", p.address.Text)
	}
	r.Toggle("")
	if r.queue.Waiting() != 0 || len(r.list.OnMenu("")) != 0 {
		t.Error("something is done to no collection")
	}
}

func TestTakenPortOffersTheFreeOne(t *testing.T) {
	r := newRig(t)
	r.servers.taken[4010] = 4011
	test.Tap(r.page.start)
	r.queue.Drain()
	if len(r.dialogs.Questions) != 1 || r.dialogs.Questions[0].Action != "Use port 4011" || r.dialogs.Questions[0].Text != "port 4010 is taken" || len(r.dialogs.Errors) != 0 {
		t.Fatalf("asked %+v, said %q", r.dialogs.Questions, r.dialogs.Said())
	}
	r.dialogs.Answer("")
	r.queue.Drain()
	if r.page.address.Text != "http://127.0.0.1:4011" {
		t.Errorf("address %q", r.page.address.Text)
	}
	r.servers.taken[4010] = 0 // no free one is known
	r.Toggle("weather")
	r.queue.Drain()
	if len(r.dialogs.Questions) != 0 || !strings.Contains(r.dialogs.Said(), "port 4010 is taken") {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestPins(t *testing.T) {
	r := newRig(t)
	r.PinSelected()
	if !strings.Contains(r.dialogs.Said(), "select an example") {
		t.Errorf("said %q", r.dialogs.Said())
	}
	id := "GET /v1/a" + separator
	r.page.routes.list.Select(id + "ok")
	r.PinSelected()
	r.queue.Drain()
	if diff := cmp.Diff(map[string]model.ID{"GET /v1/a": "ok"}, r.mock("shop").Pins); diff != "" {
		t.Error(diff)
	}
	r.page.routes.menu(id + "bad")[0].Action()
	r.presenter.pin("GET /v1/b", "bad") // before the file has heard of the first
	r.queue.Drain()
	if diff := cmp.Diff(map[string]model.ID{"GET /v1/a": "bad", "GET /v1/b": "bad"}, r.mock("shop").Pins); diff != "" {
		t.Error(diff)
	}
	r.page.routes.list.Select(id + "bad")
	r.PinSelected()
	r.queue.Drain()
	if m := r.mock("shop"); m.Pins["GET /v1/a"] != "" || m.Port != 4321 {
		t.Errorf("the pin is still there: %+v", m)
	}
	r.undo()
	if r.mock("shop").Pins["GET /v1/a"] != "bad" {
		t.Error("undo did not bring the pin back")
	}
	if c, _ := r.file.Collection("shop"); c.Docs != "d" {
		t.Error("the rest of the collection changed")
	}
	st := r.servers.status["shop"]
	st.Routes[0].Pinned = "bad"
	r.presenter.status()
	r.render()
	if row := r.page.routes.Row(id + "bad"); row.Label != "Bad  (pinned)" || row.Badge != "400" {
		t.Errorf("row %+v", row)
	}
	if got := r.page.routes.menu(id + "bad")[0].Label; got != "Take the pin off" {
		t.Errorf("menu %q", got)
	}
	if row := r.page.routes.Row("GET /v1/a"); row.Label != "/v1/a" || row.Detail != "3×" || !row.Container {
		t.Errorf("row %+v", row)
	}
	if len(r.page.routes.menu("GET /v1/a")) != 1 || r.page.routes.Row(id+"gone").Label != "" {
		t.Error("a route can be pinned, or a gone example is shown")
	}
}

func TestOpenAnExample(t *testing.T) {
	r := newRig(t)
	id := "GET /v1/a" + separator + "ok"
	r.page.routes.list.Select(id)
	r.page.routes.openSelected()
	if tab := r.session.Active(); tab == nil || tab.ID != "a" || tab.Example != "ok" || r.opened != 1 {
		t.Errorf("tab %+v, %d opened", tab, r.opened)
	}
	r.page.routes.list.Select("")
	r.page.routes.openSelected()
	r.presenter.open("gone")
	if len(r.dialogs.Errors) != 2 || r.opened != 1 {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestSettingsOfTheMock(t *testing.T) {
	r := newRig(t)
	p := r.page
	if p.port.Text != "4321" {
		t.Errorf("port %q", p.port.Text)
	}
	_ = p.port.Validate() // as Fyne does when it paints and when the keyboard leaves
	r.window.Canvas().Focus(p.port)
	r.window.Canvas().Unfocus()
	r.queue.Advance(time.Second)
	if len(r.file.Log) != 0 {
		t.Errorf("looking changed something: %v", r.file.Log)
	}
	r.typing(p.port, "5000")
	if p.port.Settled() {
		t.Error("undo would take another change back while the port waits")
	}
	r.queue.Advance(portDelay)
	if r.mock("shop").Port != 5000 || len(r.file.Log) != 1 {
		t.Errorf("port %d, changes %v", r.mock("shop").Port, r.file.Log)
	}
	for _, bad := range []string{"x", "0", "65536", "-1", "50x"} {
		r.typing(p.port, bad)
		r.queue.Advance(portDelay)
		r.render()
		if r.mock("shop").Port != 5000 || p.port.Text != bad || p.port.Validate() == nil {
			t.Errorf("%q: port %d, shown %q", bad, r.mock("shop").Port, p.port.Text)
		}
	}
	r.typing(p.port, "")
	r.render() // must not fill in the old port while the user makes room for a new one
	if p.port.Text != "" {
		t.Errorf("shown %q", p.port.Text)
	}
	r.queue.Advance(portDelay)
	if r.mock("shop").Port != 0 {
		t.Errorf("port %d", r.mock("shop").Port)
	}
	test.Tap(p.strict)
	test.Tap(p.base) // before the file has heard of the first
	r.queue.Drain()
	if m := r.mock("shop"); !m.Strict || !m.KeepBasePath {
		t.Errorf("settings %+v", m)
	}
	r.undo()
	r.undo()
	r.undo()
	if p.strict.Checked || p.base.Checked || p.port.Text != "5000" {
		t.Errorf("after undo: %v, %v, %q", p.strict.Checked, p.base.Checked, p.port.Text)
	}
}

func TestPortGoesToTheRightCollection(t *testing.T) {
	r := newRig(t)
	r.typing(r.page.port, "5000")
	r.Choose("weather") // before the pause
	if r.page.port.Text != "" || r.list.Selected() != "weather" {
		t.Errorf("weather shows port %q", r.page.port.Text)
	}
	r.queue.Advance(time.Second)
	if r.mock("shop").Port != 5000 || r.mock("weather").Port != 0 {
		t.Errorf("shop %d, weather %d", r.mock("shop").Port, r.mock("weather").Port)
	}
	r.Choose("shop")
	if r.page.port.Text != "5000" {
		t.Errorf("shown %q", r.page.port.Text)
	}
}

func TestRememberedPortIsShown(t *testing.T) {
	r := newRig(t)
	r.start("weather")
	c, _ := r.file.Collection("weather")
	c.Mock.Port = 4010 // as starting does, beside the window
	if _, err := r.file.Apply(model.Change{Edits: []model.Edit{model.Put{Entity: &c}}}); err != nil {
		t.Fatal(err)
	}
	r.render()
	if r.page.port.Text != "4010" {
		t.Errorf("shown %q", r.page.port.Text)
	}
}

func TestFailedSettingIsSaidAndTakenBack(t *testing.T) {
	r := newRig(t)
	r.file.Fail = errors.New("disk full")
	test.Tap(r.page.strict)
	r.queue.Drain()
	if !strings.Contains(r.dialogs.Said(), "disk full") || r.page.strict.Checked {
		t.Errorf("said %q, checked %v", r.dialogs.Said(), r.page.strict.Checked)
	}
}

func TestNoCollections(t *testing.T) {
	r := newRig(t, true)
	if r.page.content.Objects[0] != r.page.empty {
		t.Error("an empty workspace does not say what to do")
	}
	r.session.Do(model.Change{Edits: []model.Edit{model.Put{Entity: &model.Collection{ID: "new", Name: "New"}}, model.Place{ID: "new", Parent: model.RootID}}}, nil)
	r.queue.Drain()
	if r.page.content.Objects[0] != r.page.full || r.page.title.Text != "New" {
		t.Errorf("shown %q", r.page.title.Text)
	}
	r.undo()
	if r.page.content.Objects[0] != r.page.empty {
		t.Error("after undo the page is still shown")
	}
}

func TestAnotherCollectionTakesThePlaceOfADeletedOne(t *testing.T) {
	r := newRig(t)
	r.session.Do(model.Change{Edits: []model.Edit{model.Trash{ID: "shop"}}}, nil)
	r.queue.Drain()
	if r.page.title.Text != "Weather" || r.list.Selected() != "weather" || !slices.Equal(r.presenter.Children(""), []string{"weather"}) {
		t.Errorf("shown %q, selected %q", r.page.title.Text, r.list.Selected())
	}
}

func TestTotalsAndProblems(t *testing.T) {
	if got := totals(model.MockStatus{Served: 12, Unmatched: 3}); got != "12 served, 3 unmatched" {
		t.Error(got)
	}
	if got := totals(model.MockStatus{Dropped: 4}); got != "0 served, 0 unmatched, 4 dropped from the log" {
		t.Error(got)
	}
	var all []model.MockProblem
	for i := range 5 {
		all = append(all, model.MockProblem{Route: fmt.Sprint("GET /", i), Text: "fault"})
	}
	if got := problems(model.MockStatus{Problems: all}); got != "GET /0: fault\nGET /1: fault\nGET /2: fault\n… and 2 more" {
		t.Error(got)
	}
	r := newRig(t)
	if r.page.faults.Visible() {
		t.Error("no faults are shown")
	}
	st := r.servers.status["shop"]
	st.Problems = append(all[:1:1], model.MockProblem{Route: "GET /v1/a", Text: "is ambiguous"})
	r.servers.status["shop"] = st
	r.start("shop")
	if row := r.page.routes.Row("GET /v1/a"); row.Detail != "1 problem, 3×" {
		t.Errorf("the route has %+v", row)
	}
	below := r.page.routes.Children("GET /v1/a")
	if row := r.page.routes.Row(below[0]); len(below) != 3 || row.Label != "is ambiguous" || row.Icon == nil {
		t.Errorf("below the route: %q, %+v", below, row)
	}
	if !r.page.faults.Visible() || r.page.faults.Text() != "GET /0: fault" {
		t.Errorf("faults %q", r.page.faults.Text())
	}
}

func TestChosenCollectionComesBack(t *testing.T) {
	r := newRig(t)
	r.Choose("weather")
	r.queue.Advance(time.Second) // the program ends here
	deps := r.presenter.deps
	var err error
	if deps.Session, err = session.New(r.queue, r.file, r.file, r.file); err != nil {
		t.Fatal(err)
	}
	if again := New(deps); again.presenter.chosen != "weather" || again.view.Get().list.Selected() != "weather" {
		t.Errorf("chosen %q, selected %q", again.presenter.chosen, again.view.Get().list.Selected())
	}
	if _, err := r.file.Apply(model.Change{Edits: []model.Edit{model.Trash{ID: "weather"}}}); err != nil {
		t.Fatal(err)
	}
	if deps.Session, err = session.New(r.queue, r.file, r.file, r.file); err != nil {
		t.Fatal(err)
	}
	if again := New(deps); again.presenter.chosen != "shop" {
		t.Errorf("instead of one that is gone %q is chosen", again.presenter.chosen)
	}
}
