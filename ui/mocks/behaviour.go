package mocks

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
)

// behaviour edits how the mock answers beside what it answers, at one of the places of a path: each
// field says what is inherited where nothing is set.
type behaviour struct {
	p       *presenter
	form    *form
	all     []level
	at      int
	follows string // the selection that the place was chosen for
	content fyne.CanvasObject
}

func newBehaviour(p *presenter) *behaviour {
	b := &behaviour{p: p, form: newForm(p.deps.Session.Runner())}
	p.target.forms = append(p.target.forms, b.form)
	b.form.choices(lang.L("Set for"), func() []string {
		var names []string
		for _, l := range b.all {
			names = append(names, l.name)
		}
		return names
	}, func() int { return b.at }, func(i int) {
		b.form.leave()
		b.at = i
		b.show()
	})
	b.form.note(func() string {
		return lang.L("The nearest place that says something counts: example, request, folders, the whole mock. A scenario in force goes before all.")
	})
	b.network()
	b.latency()
	b.rate()
	b.errors()
	b.faults()
	b.form.note(func() string {
		return lang.L("Rate limit and authentication are decided before an example is chosen: set them for its request, a folder or the whole mock.")
	}).when(func() bool { return b.at < len(b.all) && !b.early() })
	b.limit()
	b.auth()
	b.switches()
	b.content = b.form.scrolled()
	return b
}

// show follows the selection to its own place.
func (b *behaviour) show() {
	if b.p.pending > 0 {
		return
	}
	b.all = b.p.levels()
	if now := string(b.p.chosen) + separator + b.p.target.route + separator + string(b.p.target.example); now != b.follows {
		b.follows, b.at = now, 0
		for i, l := range b.all {
			if l.kind != 0 {
				b.at = i
			}
		}
	}
	b.at = min(b.at, max(0, len(b.all)-1))
	b.form.show()
}

// own is what is set at the chosen place.
func (b *behaviour) own() *model.MockBehaviour {
	if b.at >= len(b.all) || b.all[b.at].own == nil {
		return &model.MockBehaviour{}
	}
	return b.all[b.at].own
}

// above are the places that the chosen one inherits from; a scenario goes before all and inherits nothing
// of its own.
func (b *behaviour) above() []level {
	if b.at >= len(b.all) || b.all[b.at].kind == 0 {
		return nil
	}
	return b.all[:b.at]
}

func (b *behaviour) set(edit func(*model.MockBehaviour)) {
	if b.at < len(b.all) {
		b.p.behave(b.all[b.at], edit)
	}
}

// early tells whether the chosen place may set what is decided before an example is.
func (b *behaviour) early() bool { return b.at < len(b.all) && b.all[b.at].kind != model.KindExample }

// from adds a note that says what is inherited, or comes with the network, where the place itself says nothing.
func from[T any](b *behaviour, part func(*model.MockBehaviour) *T, text func(*T) string, visible func() bool) {
	b.form.note(func() string {
		if part(b.own()) != nil || visible != nil && !visible() {
			return ""
		}
		if v := part((&model.MockBehaviour{}).Over(b.own())); v != nil {
			return fmt.Sprintf(lang.L("%s, by the network above"), text(v))
		}
		if v, place := inherited(b.above(), part); v != nil {
			return fmt.Sprintf(lang.L("%s, inherited from %s"), text(v), place)
		}
		return ""
	})
}

func (b *behaviour) network() {
	names := []string{lang.L("not set")}
	for _, n := range model.MockNetworks {
		names = append(names, fmt.Sprintf(lang.L("%s: %s, %s KB/s"), n.Name, durationText(n.Latency), strconv.FormatFloat(n.Rate, 'f', -1, 64)))
	}
	b.form.choice(lang.L("Network"), names, func() int {
		for i, n := range model.MockNetworks {
			if n.Name == b.own().Network {
				return i + 1
			}
		}
		return 0
	}, func(i int) {
		b.set(func(m *model.MockBehaviour) {
			if m.Network = ""; i > 0 {
				m.Network = model.MockNetworks[i-1].Name
			}
		})
	})
}

// latencyStarts are what a kind begins with when it is chosen.
var latencyStarts = map[model.MockLatencyKind]model.MockLatency{
	model.LatencyFixed:       {Min: 200 * time.Millisecond},
	model.LatencyRange:       {Min: 100 * time.Millisecond, Max: 900 * time.Millisecond},
	model.LatencyNormal:      {Mean: 300 * time.Millisecond, Deviation: 100 * time.Millisecond},
	model.LatencyPercentiles: {Points: []model.MockPercentile{{Percent: 50, Latency: 100 * time.Millisecond}, {Percent: 99, Latency: 2 * time.Second}}},
}

var latencyWords = map[model.MockLatencyKind]string{model.LatencyNone: "none", model.LatencyFixed: "always the same", model.LatencyRange: "anything between",
	model.LatencyNormal: "around a middle", model.LatencyPercentiles: "by percentiles"}

// dialMost is the end of the latency dial; longer times can be typed.
const dialMost = 5000 // ms

func (b *behaviour) latency() {
	now := func() *model.MockLatency { return b.own().Latency }
	kinds := append([]string{lang.L("as inherited")}, words(model.MockLatencyKinds, latencyWords)...)
	b.form.choice(lang.L("Latency"), kinds, func() int {
		if now() == nil {
			return 0
		}
		return indexOf(model.MockLatencyKinds, now().Kind) + 1
	}, func(i int) {
		b.set(func(m *model.MockBehaviour) {
			if m.Latency = nil; i > 0 {
				l := latencyStarts[model.MockLatencyKinds[i-1]]
				l.Kind = model.MockLatencyKinds[i-1]
				m.Latency = &l
			}
		})
	})
	from(b, func(m *model.MockBehaviour) *model.MockLatency { return m.Latency }, latencyText, nil)
	dial := widget.NewSlider(0, dialMost)
	dial.Step = 10
	dial.OnChangeEnded = func(ms float64) { b.dialed(time.Duration(ms) * time.Millisecond) }
	b.form.object(" ", dial, func() {
		if l := now(); l != nil {
			dial.SetValue(float64((l.Min + l.Mean).Milliseconds())) // of which one is set
		}
	}).when(func() bool {
		return now() != nil && (now().Kind == model.LatencyFixed || now().Kind == model.LatencyNormal)
	})
	b.form.text(" ", "", func() string { return latencyText(now()) }, func(text string) error {
		l, err := parseLatency(now().Kind, text)
		if err == nil {
			b.set(func(m *model.MockBehaviour) { m.Latency = &l })
		}
		return err
	}).when(func() bool { return now() != nil && now().Kind != model.LatencyNone })
}

// dialed sets the latency that the dial stands at.
func (b *behaviour) dialed(d time.Duration) {
	if b.form.quiet {
		return
	}
	b.set(func(m *model.MockBehaviour) {
		switch {
		case m.Latency == nil:
			m.Latency = &model.MockLatency{Kind: model.LatencyFixed, Min: d}
		case m.Latency.Kind == model.LatencyNormal:
			m.Latency.Mean = d
		default:
			m.Latency.Min = d
		}
	})
}

func (b *behaviour) rate() {
	part := func(m *model.MockBehaviour) *float64 { return m.Rate }
	text := func(n *float64) string {
		switch {
		case n == nil:
			return ""
		case *n == 0:
			return lang.L("no limit")
		}
		return strconv.FormatFloat(*n, 'f', -1, 64) + " KB/s"
	}
	b.form.text(lang.L("Body rate"), lang.L("as inherited; in KB/s, 0 for no limit"), func() string { return text(b.own().Rate) }, func(typed string) error {
		typed = strings.ToLower(strings.TrimSpace(typed))
		var rate *float64
		switch typed {
		case "":
		case lang.L("no limit"):
			rate = new(0.0)
		default:
			n, err := parseNumber(strings.TrimSuffix(typed, "kb/s"))
			if err != nil || n < 0 {
				return fmt.Errorf("%s", lang.L("write a number of KB a second"))
			}
			rate = &n
		}
		b.set(func(m *model.MockBehaviour) { m.Rate = rate })
		return nil
	})
	from(b, part, text, nil)
}

func (b *behaviour) errors() {
	part := func(m *model.MockBehaviour) *model.MockErrors { return m.Errors }
	status := func(e *model.MockErrors) int {
		if e == nil || e.Status == 0 {
			return 500
		}
		return e.Status
	}
	b.form.text(lang.L("Error rate"), lang.L("as inherited; a share such as 5 %"), func() string {
		if e := b.own().Errors; e != nil {
			return shareText(e.Rate)
		}
		return ""
	}, func(text string) error {
		if strings.TrimSpace(text) == "" {
			b.set(func(m *model.MockBehaviour) { m.Errors = nil })
			return nil
		}
		n, err := parseShare(text)
		if err == nil {
			b.set(func(m *model.MockBehaviour) { m.Errors = &model.MockErrors{Rate: n, Status: kept(m.Errors).Status} })
		}
		return err
	})
	b.form.text(lang.L("With status"), "500", func() string { return wholeText(kept(b.own().Errors).Status) }, func(text string) error {
		n, err := parseWhole(text, 200, 599)
		if err == nil {
			b.set(func(m *model.MockBehaviour) { m.Errors = &model.MockErrors{Rate: kept(m.Errors).Rate, Status: n} })
		}
		return err
	}).when(func() bool { return b.own().Errors != nil })
	from(b, part, func(e *model.MockErrors) string {
		return fmt.Sprintf(lang.L("%s of the answers are %d"), shareText(e.Rate), status(e))
	}, nil)
}

// kept returns what a pointer points to, or the zero value.
func kept[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// switches adds what can only be on or off.
func (b *behaviour) switches() {
	for _, s := range []struct {
		label string
		part  func(*model.MockBehaviour) **bool
	}{
		{lang.L("ETag and 304"), func(m *model.MockBehaviour) **bool { return &m.ETag }},
		{lang.L("Ranges"), func(m *model.MockBehaviour) **bool { return &m.Ranges }},
		{lang.L("Compression"), func(m *model.MockBehaviour) **bool { return &m.Compress }},
	} {
		on := []string{lang.L("as inherited"), lang.L("on"), lang.L("off")}
		b.form.choice(s.label, on, func() int {
			switch v := *s.part(b.own()); {
			case v == nil:
				return 0
			case *v:
				return 1
			}
			return 2
		}, func(i int) {
			b.set(func(m *model.MockBehaviour) {
				if *s.part(m) = nil; i > 0 {
					*s.part(m) = new(i == 1)
				}
			})
		})
		from(b, func(m *model.MockBehaviour) *bool { return *s.part(m) }, func(v *bool) string {
			if *v {
				return lang.L("on")
			}
			return lang.L("off")
		}, nil)
	}
}
