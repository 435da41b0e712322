package mocks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
)

// field finds a field of a form by its label.
func field[T fyne.CanvasObject](t *testing.T, f *form, label string) T {
	t.Helper()
	for _, r := range f.rows {
		row, ok := r.object.(*fyne.Container)
		if !ok || !r.object.Visible() || len(row.Objects) != 2 {
			continue
		}
		if l, ok := row.Objects[0].(*widget.Label); ok && l.Text == label {
			if x, ok := row.Objects[1].(T); ok {
				return x
			}
		}
	}
	t.Fatalf("the form has no field %q", label)
	panic("unreachable")
}

// labels lists the labels of the fields that are shown.
func labels(f *form) string {
	var out []string
	for _, r := range f.rows {
		if row, ok := r.object.(*fyne.Container); ok && r.object.Visible() && len(row.Objects) == 2 {
			if l, ok := row.Objects[0].(*widget.Label); ok && strings.TrimSpace(l.Text) != "" {
				out = append(out, l.Text)
			}
		}
	}
	return strings.Join(out, ", ")
}

// pick selects a route, or an example of it, as the user does.
func (r *rig) pick(id string) {
	r.t.Helper()
	r.page.routes.list.Select(id)
	r.page.routes.list.OnSelect(id)
}

func (r *rig) exampleMock(id model.ID) model.ExampleMock {
	r.t.Helper()
	e, err := r.file.Example(id)
	if err != nil {
		r.t.Fatal(err)
	}
	return e.Mock
}

func (r *rig) requestMock(id model.ID) model.RequestMock {
	r.t.Helper()
	q, err := r.file.Request(id)
	if err != nil {
		r.t.Fatal(err)
	}
	return q.Mock
}

const okExample = "GET /v1/a" + separator + "ok"

func TestDetailsOfARoute(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.ShowSection("details")
	d := r.page.detail
	if d.content.Objects[0] != d.empty {
		t.Error("details of nothing are shown")
	}
	r.ShowSection("log")
	r.pick("GET /v1/a")
	if r.page.sections.Selected() != "details" || labels(d.form) != "Priority, Answers with" {
		t.Errorf("section %s with %q", r.page.sections.Selected(), labels(d.form))
	}
	r.typing(field[*entry](t, d.form, "Priority"), "5")
	r.queue.Advance(time.Second)
	if got := r.requestMock("a").Priority; got != 5 {
		t.Errorf("priority %d", got)
	}
	r.typing(field[*entry](t, d.form, "Priority"), "soon")
	r.queue.Advance(time.Second)
	if got := r.requestMock("a").Priority; got != 5 || field[*entry](t, d.form, "Priority").Text != "soon" {
		t.Errorf("priority %d; what is wrong was taken from the user", got)
	}
	field[*widget.Select](t, d.form, "Answers with").SetSelectedIndex(1)
	r.queue.Drain()
	if r.requestMock("a").Mode.Pick != model.PickSequence || labels(d.form) != "Priority, Answers with, At the end, Counted for" {
		t.Errorf("mode %+v, fields %q", r.requestMock("a").Mode, labels(d.form))
	}
	r.undo()
	if r.requestMock("a").Mode.Pick != model.PickFirst || labels(d.form) != "Priority, Answers with" {
		t.Errorf("after undo: %q", labels(d.form))
	}
}

func TestTypingIsStoredBeforeTheSelectionMoves(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick(okExample)
	r.typing(field[*entry](t, r.page.detail.form, "Ignored in query"), "page, lang")
	r.pick("GET /v1/a" + separator + "bad") // before typing rests
	r.queue.Drain()
	if got := r.exampleMock("ok").Ignored.Query; len(got) != 2 || got[1] != "lang" {
		t.Errorf("ok ignores %q", got)
	}
	if got := r.exampleMock("bad").Ignored.Query; len(got) != 0 || field[*entry](t, r.page.detail.form, "Ignored in query").Text != "" {
		t.Errorf("bad ignores %q", got)
	}
}

func TestWhatIsTypedOutlivesTheWindow(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick(okExample)
	r.typing(field[*entry](t, r.page.detail.form, "Ignored in query"), "page")
	if err := r.session.Close(); err != nil { // before typing rests
		t.Fatal(err)
	}
	if got := r.exampleMock("ok").Ignored.Query; len(got) != 1 || got[0] != "page" {
		t.Errorf("ok ignores %q", got)
	}
}

func TestRulesAreEditedAsATree(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick(okExample)
	rules := r.page.detail.rules
	rules.add(model.MockRule{Source: model.MockQuery, Operator: model.MockEquals})
	r.queue.Drain()
	rules.add(model.MockRule{Group: model.MockAny})
	r.queue.Drain()
	rules.add(model.MockRule{Source: model.MockHeader, Key: "X-A", Operator: model.MockExists}) // into the group
	r.queue.Drain()
	if got := rules.list.Selected(); got != "1.0" || ruleText(*rules.selected()) != "header X-A exists" {
		t.Errorf("selected %q", got)
	}
	rules.list.Select("0")
	rules.list.OnSelect("0")
	field[*widget.Select](t, rules.form, "Looks at").SetSelectedIndex(indexOf(model.MockSources, model.MockJSON))
	r.queue.Drain()
	r.typing(field[*entry](t, rules.form, "Which one"), "$.id")
	r.typing(field[*entry](t, rules.form, "Value"), "7")
	r.queue.Advance(time.Second)
	want := []model.MockRule{{Source: model.MockJSON, Key: "$.id", Operator: model.MockEquals, Value: "7"},
		{Group: model.MockAny, Rules: []model.MockRule{{Source: model.MockHeader, Key: "X-A", Operator: model.MockExists}}}}
	if got := r.exampleMock("ok").Rules; len(got) != 2 || ruleText(got[0]) != `JSON body $.id equals "7"` || ruleText(got[0]) != ruleText(want[0]) || len(got[1].Rules) != 1 {
		t.Errorf("rules %+v", got)
	}
	for _, row := range rules.form.rows {
		if check, ok := row.object.(*fyne.Container); ok && row.object.Visible() {
			if box, ok := check.Objects[1].(*widget.Check); ok {
				test.Tap(box)
			}
		}
	}
	r.queue.Drain()
	if !r.exampleMock("ok").Rules[0].Disabled || rules.Row("0").Detail != "not in force" || !rules.Row("0").Faint {
		t.Errorf("row %+v", rules.Row("0"))
	}
	rules.remove()
	r.queue.Drain()
	if got := r.exampleMock("ok").Rules; len(got) != 1 || got[0].Group != model.MockAny {
		t.Errorf("after removing: %+v", got)
	}
	for range 7 {
		r.undo()
	}
	if got := r.exampleMock("ok").Rules; len(got) > 1 {
		t.Errorf("after undo: %+v", got)
	}
}

func TestHistogramOfARoute(t *testing.T) {
	l := model.MockLatencies{Counts: make([]uint64, model.MockLatencyBuckets)}
	l.Counts[10], l.Counts[13] = 3, 1
	got := bars(l)
	if len(got) != 4 || got[0].Count != 3 || got[1].Count != 0 || got[3].Count != 1 || got[3].Upto != model.MockLatencyBound(13) {
		t.Errorf("bars %+v", got)
	}
	if bars(model.MockLatencies{}) != nil {
		t.Error("bars of nothing")
	}
}

func TestBehaviourIsInheritedAndSet(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick("GET /v1/a")
	r.ShowSection("behaviour")
	b := r.page.behaviour
	if got := field[*widget.Select](t, b.form, "Set for"); got.Selected != "request A" || strings.Join(got.Options, ", ") != "the whole mock, request A" {
		t.Errorf("set for %q of %q", got.Selected, got.Options)
	}
	field[*widget.Select](t, b.form, "Set for").SetSelectedIndex(0)
	field[*widget.Select](t, b.form, "Latency").SetSelectedIndex(2) // always the same
	r.queue.Drain()
	if got := r.mock("shop").Behaviour; got == nil || got.Latency == nil || got.Latency.Min != 200*time.Millisecond {
		t.Fatalf("behaviour %+v", got)
	}
	b.dialed(800 * time.Millisecond)
	r.queue.Drain()
	if got := r.mock("shop").Behaviour.Latency.Min; got != 800*time.Millisecond {
		t.Errorf("dialled %v", got)
	}
	field[*widget.Select](t, b.form, "Set for").SetSelectedIndex(1)
	if got := said(b.form); !strings.Contains(got, "800 ms, inherited from the whole mock") {
		t.Errorf("the request says %q", got)
	}
	field[*widget.Select](t, b.form, "Network").SetSelectedIndex(1)
	r.queue.Drain()
	if got := said(b.form); strings.Contains(got, "inherited from") || strings.Count(got, ", by the network above") != 2 {
		t.Errorf("with a network of its own, the request says %q", got)
	}
	r.undo()
	r.typing(field[*entry](t, b.form, "Error rate"), "5 %")
	r.queue.Advance(time.Second)
	if got := r.requestMock("a").Behaviour; got == nil || got.Errors == nil || got.Errors.Rate != 0.05 || got.Latency != nil {
		t.Errorf("behaviour of the request %+v", got)
	}
	r.typing(field[*entry](t, b.form, "Error rate"), "")
	r.queue.Advance(time.Second)
	if got := r.requestMock("a").Behaviour; got != nil {
		t.Errorf("an empty behaviour is kept: %+v", got)
	}
	r.pick(okExample)
	r.ShowSection("behaviour")
	if got := field[*widget.Select](t, b.form, "Set for").Selected; got != "example OK" || strings.Contains(labels(b.form), "Rate limit") {
		t.Errorf("for %q: %q", got, labels(b.form))
	}
}

// said joins the notes of a form that are shown.
func said(f *form) string {
	var out []string
	for _, r := range f.rows {
		if text, ok := r.object.(*kit.Faint); ok && text.Visible() {
			out = append(out, text.Text())
		}
	}
	return strings.Join(out, "\n")
}

func TestGuardsAreSet(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.ShowSection("behaviour")
	f := r.page.behaviour.form
	field[*widget.Select](t, f, "Fault").SetSelectedIndex(1 + indexOf(model.MockFaultKinds, model.FaultHang))
	field[*widget.Select](t, f, "Rate limit").SetSelectedIndex(2)
	field[*widget.Select](t, f, "Authentication").SetSelectedIndex(1 + indexOf(model.MockAuthKinds, model.MockAuthKey))
	field[*widget.Select](t, f, "Compression").SetSelectedIndex(2)
	r.queue.Drain()
	r.typing(field[*entry](t, f, "For how long"), "2 s")
	r.typing(field[*entry](t, f, "Requests"), "3")
	r.typing(field[*entry](t, f, "Header or parameter"), "X-Key")
	r.queue.Advance(time.Second)
	b := r.mock("shop").Behaviour
	if b == nil || b.Fault.Kind != model.FaultHang || b.Fault.Hang != 2*time.Second || b.Limit.Requests != 3 || b.Auth.Kind != model.MockAuthKey || b.Auth.Name != "X-Key" || *b.Compress {
		t.Errorf("behaviour %+v", b)
	}
	field[*widget.Select](t, f, "Authentication").SetSelectedIndex(0)
	r.queue.Drain()
	if r.mock("shop").Behaviour.Auth != nil || strings.Contains(labels(f), "X-Key") {
		t.Error("the check is still there")
	}
}

func TestAnExampleThatIsLeftOutIsMendedFromItsProblem(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	st := r.servers.status["shop"]
	st.Routes = slices.Clone(st.Routes)
	st.Routes[0].Examples = nil
	st.Problems = []model.MockProblem{{Route: "GET /v1/a", Example: "ok", Text: "a rule has no name"}}
	r.servers.status["shop"] = st
	r.Choose("weather")
	r.Choose("shop")
	r.queue.Drain()
	r.pick("GET /v1/a" + separator + faultMark + "0")
	if r.presenter.target.example != "ok" || !strings.Contains(r.presenter.target.title(), "200") {
		t.Fatalf("chosen %q, called %q", r.presenter.target.example, r.presenter.target.title())
	}
	r.page.detail.rules.add(model.MockRule{Source: model.MockQuery, Key: "a", Operator: model.MockExists})
	r.queue.Drain()
	if got := r.exampleMock("ok").Rules; len(got) != 1 {
		t.Errorf("rules %+v", got)
	}
}

func TestStatesThatAModeLeftBehindCanBeCleared(t *testing.T) {
	r := newRig(t)
	r.presenter.setExample("ok", "state", func(m *model.ExampleMock) { m.When = "done" })
	r.queue.Drain()
	r.pick(okExample)
	r.typing(field[*entry](t, r.page.detail.form, "In the state"), "")
	r.queue.Advance(time.Second)
	if got := r.exampleMock("ok"); got.When != "" {
		t.Errorf("the state is still %q", got.When)
	}
}
