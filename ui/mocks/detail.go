package mocks

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// detail is about the chosen route and, below it, about the chosen example.
type detail struct {
	p       *presenter
	form    *form
	rules   *rules
	latency *kit.Histogram
	content *fyne.Container
	empty   fyne.CanvasObject
	scroll  fyne.CanvasObject
}

func newDetail(p *presenter) *detail {
	d := &detail{p: p, form: newForm(p.deps.Session.Runner()), latency: kit.NewHistogram()}
	d.rules = newRules(p, func() []model.MockRule { return p.target.exampleMock().Rules },
		func(edit func([]model.MockRule) []model.MockRule) {
			p.target.setExample(func(m *model.ExampleMock) { m.Rules = edit(m.Rules) })
		})
	d.rules.form.inside = d.form
	p.target.forms = append(p.target.forms, d.form, d.rules.form)
	d.route()
	d.mode()
	d.example()
	d.answer()
	d.empty = kit.NewEmpty(theme.IconMocks, lang.L("Nothing is selected"), lang.L("Select a route or an example on the left to see how it answers, and to change that."))
	d.scroll = d.form.scrolled()
	d.content = container.NewStack(d.empty)
	return d
}

// route adds what is said of the route as a whole.
func (d *detail) route() {
	t, f := &d.p.target, d.form
	title := widget.NewLabel("")
	title.TextStyle.Bold, title.TextStyle.Monospace = true, true
	title.Truncation = fyne.TextTruncateEllipsis
	f.object("", title, func() { title.SetText(t.route) })
	f.note(func() string { return d.faults("") })
	f.object("", d.latency, d.showLatency)
	f.text(lang.L("Priority"), "0", func() string { return wholeText(t.requestMock().Priority) }, func(text string) error {
		n, err := parseWhole(text, -1_000_000, 1_000_000)
		if err == nil {
			t.setRequest(func(m *model.RequestMock) { m.Priority = n })
		}
		return err
	})
	f.check(lang.L("Pass through to the real server"),
		func() bool { return t.requestMock().PassThrough }, func(on bool) {
			t.setRequest(func(m *model.RequestMock) { m.PassThrough = on })
		})
}

// mode adds how the examples that fit take turns.
func (d *detail) mode() {
	t, f := &d.p.target, d.form
	now := func() model.MockMode { return t.requestMock().Mode }
	set := func(edit func(*model.MockMode)) { t.setRequest(func(m *model.RequestMock) { edit(&m.Mode) }) }
	f.choice(lang.L("Answers with"), words(model.MockPicks, pickWords), func() int { return indexOf(model.MockPicks, now().Pick) },
		func(i int) { set(func(m *model.MockMode) { m.Pick = model.MockPicks[i] }) })
	ends := []model.MockEnd{model.EndStay, model.EndLoop, model.EndMiss}
	f.choice(lang.L("At the end"), words(ends, endWords), func() int { return indexOf(ends, now().End) },
		func(i int) { set(func(m *model.MockMode) { m.End = ends[i] }) }).when(func() bool { return now().Pick == model.PickSequence })
	f.note(func() string { return lang.L("The seed of chance is that of the whole mock: see State.") }).when(func() bool { return now().Pick == model.PickRandom })
	f.text(lang.L("State machine"), lang.L("that of the whole mock"), func() string { return now().Machine }, func(text string) error {
		set(func(m *model.MockMode) { m.Machine = strings.TrimSpace(text) })
		return nil
	}).when(func() bool { return now().Pick == model.PickStates })
	keyRows(f, func() model.MockKey { return now().Key }, func(k model.MockKey) { set(func(m *model.MockMode) { m.Key = k }) },
		func() bool { return now().Pick != model.PickFirst })
}

// keyRows adds what tells callers apart.
func keyRows(f *form, now func() model.MockKey, set func(model.MockKey), visible func() bool) {
	f.choice(lang.L("Counted for"), words(model.MockKeySources, keyWords), func() int { return indexOf(model.MockKeySources, now().From) },
		func(i int) { set(model.MockKey{From: model.MockKeySources[i], Name: now().Name}) }).when(visible)
	f.text(lang.L("Its name"), "", func() string { return now().Name }, func(text string) error {
		set(model.MockKey{From: now().From, Name: strings.TrimSpace(text)})
		return nil
	}).when(func() bool {
		from := now().From
		return visible() && from != model.KeyAll && from != model.KeyClient
	})
}

// example adds what is said of one example.
func (d *detail) example() {
	t, f := &d.p.target, d.form
	chosen := func() bool { return t.example != "" }
	machine := func() bool { // and where states were left behind by another mode, which is a problem of the route
		m := t.exampleMock()
		return chosen() && (t.requestMock().Mode.Pick == model.PickStates || m.When+m.Then != "")
	}
	title := widget.NewLabel("")
	title.TextStyle.Bold = true
	title.Truncation = fyne.TextTruncateEllipsis
	pin := widget.NewButtonWithIcon("", theme.Icon(theme.IconLock), func() { d.p.pin(t.route, t.example) })
	open := widget.NewButtonWithIcon(lang.L("Open"), theme.Icon(theme.IconExample), func() { d.p.open(t.example) })
	f.object("", container.NewBorder(nil, nil, nil, container.NewHBox(pin, open), title), func() {
		title.SetText(t.title())
		text := lang.L("Pin")
		if r, _ := t.at(); r.Pinned == t.example {
			text = lang.L("Take the pin off")
		}
		if pin.Text != text {
			pin.SetText(text)
		}
	}).when(chosen)
	f.note(func() string { return d.faults(t.example) }).when(func() bool { return chosen() && d.faults(t.example) != "" })
	f.text(lang.L("Weight"), "1", func() string { return weightText(t.exampleMock().Weight) }, func(text string) error {
		n := 0.0
		var err error
		if strings.TrimSpace(text) != "" {
			n, err = parseNumber(text)
		}
		if err == nil {
			t.setExample(func(m *model.ExampleMock) { m.Weight = n })
		}
		return err
	}).when(func() bool { return chosen() && t.requestMock().Mode.Pick == model.PickRandom })
	f.text(lang.L("In the state"), lang.L("any"), func() string { return t.exampleMock().When }, func(text string) error {
		t.setExample(func(m *model.ExampleMock) { m.When = strings.TrimSpace(text) })
		return nil
	}).when(machine)
	f.text(lang.L("Then the state is"), lang.L("the same"), func() string { return t.exampleMock().Then }, func(text string) error {
		t.setExample(func(m *model.ExampleMock) { m.Then = strings.TrimSpace(text) })
		return nil
	}).when(machine)
	f.object("", d.rules.content, d.rules.show).when(chosen)
	f.note(func() string {
		if !chosen() {
			return ""
		}
		return lang.L("Ignored: what the saved request says of these does not count when it is compared. Separate names by commas; * in the body is the whole of it.")
	})
	ignored := func(label string, of func(*model.MockKeys) *[]string) {
		f.text(label, "", func() string { k := t.exampleMock().Ignored; return list(*of(&k)) }, func(text string) error {
			t.setExample(func(m *model.ExampleMock) { *of(&m.Ignored) = parseList(text) })
			return nil
		}).when(chosen)
	}
	ignored(lang.L("Ignored in path"), func(k *model.MockKeys) *[]string { return &k.Path })
	ignored(lang.L("Ignored in query"), func(k *model.MockKeys) *[]string { return &k.Query })
	ignored(lang.L("Ignored in body"), func(k *model.MockKeys) *[]string { return &k.Body })
}

func weightText(n float64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// faults lists the problems of the chosen route that are about an example, or about none.
func (d *detail) faults(example model.ID) string {
	var lines []string
	for _, f := range d.p.now.Problems {
		if f.Route == d.p.target.route && f.Example == example {
			lines = append(lines, lang.L("Problem:")+" "+f.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// showLatency keeps its room where nothing was answered: the first answer would move all fields below it away from
// the pointer.
func (d *detail) showLatency() {
	l := d.p.deps.Servers.MockLatencies(d.p.chosen, d.p.target.route)
	switch l.Count() {
	case 0:
		d.latency.Set(nil, lang.L("No answers yet"))
		return
	case 1:
		d.latency.Set(bars(l), fmt.Sprintf(lang.L("1 answer, within %s"), kit.DurationText(l.Percentile(99))))
		return
	}
	d.latency.Set(bars(l), fmt.Sprintf(lang.L("%d answers: half within %s, 95 %% within %s, 99 %% within %s"), l.Count(),
		kit.DurationText(l.Percentile(50)), kit.DurationText(l.Percentile(95)), kit.DurationText(l.Percentile(99))))
}

// bars are the buckets from the first to the last that has answers.
func bars(l model.MockLatencies) []kit.HistogramBar {
	var out []kit.HistogramBar
	last := 0
	for i, n := range l.Counts {
		if n > 0 {
			last = i
		}
	}
	for i, n := range l.Counts {
		if (n > 0 || len(out) > 0) && i <= last {
			out = append(out, kit.HistogramBar{Count: n, Upto: model.MockLatencyBound(i)})
		}
	}
	return out
}

func (d *detail) show() {
	shown := d.scroll
	if _, ok := d.p.target.at(); !ok {
		shown = d.empty
	}
	if d.content.Objects[0] != shown {
		d.content.Objects = []fyne.CanvasObject{shown}
		d.content.Refresh()
	}
	if shown == d.scroll && d.p.pending == 0 {
		d.form.show()
	}
}
