package mocks

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// page shows the mock of one collection.
type page struct {
	p         *presenter
	title     *widget.Label
	address   *widget.Label
	copyURL   *kit.ToolButton
	start     *widget.Button
	scenario  *widget.Select
	port      *entry
	strict    *widget.Check
	base      *widget.Check
	https     *widget.Check
	totals    *kit.Faint
	faults    *kit.Passage
	routes    *routes
	log       *log
	detail    *detail
	behaviour *behaviour
	scenarios *scenarios
	resources *resources
	upstream  *upstream
	checks    *checks
	sections  *kit.Sections
	content   *fyne.Container
	whole     fyne.CanvasObject
	full      fyne.CanvasObject
	empty     fyne.CanvasObject
	loading   bool
	filled    model.ID // the collection whose settings are shown
	known     int      // the port as it was stored last
	later     *kit.Faint
	keep      func() // cancels the waiting change of the port
}

// portDelay is how long typing rests before a port is stored.
const portDelay = 300 * time.Millisecond

func newPage(p *presenter) *page {
	g := &page{p: p, title: widget.NewLabel(""), address: widget.NewLabel(""), totals: kit.NewFaint("").Cut(), faults: kit.NewPassage(p.deps.Session.Runner(), 6)}
	g.title.TextStyle.Bold = true
	g.address.TextStyle.Monospace = true
	g.address.Selectable = true
	g.later = kit.NewFaint("").Cut()
	g.copyURL = kit.NewToolButton(theme.IconCopy, lang.L("Copy the address"), g.copyAddress)
	g.start = widget.NewButton("", func() { p.toggle(p.chosen) })
	g.port = newEntry(strconv.Itoa(model.DefaultMockPort))
	g.port.settled = func() bool { _, err := parsePort(g.port.Text); return err == nil && g.keep == nil }
	g.port.Validator = func(text string) error { _, err := parsePort(text); return err }
	g.port.OnChanged = g.typedPort
	g.strict = widget.NewCheck(lang.L("Trailing slash counts"), func(on bool) { g.set("mock settings", func(m *model.MockSettings) { m.Strict = on }) })
	g.base = widget.NewCheck(lang.L("Keep the path of the base URL"), func(on bool) { g.set("mock settings", func(m *model.MockSettings) { m.KeepBasePath = on }) })
	g.https = widget.NewCheck(lang.L("HTTPS as well"), func(on bool) { g.set("mock settings", func(m *model.MockSettings) { m.HTTPS = on }) })
	g.scenario = widget.NewSelect(nil, nil)
	g.scenario.OnChanged = func(string) { g.switched() }
	g.routes, g.log = newRoutes(p), newLog(p)
	g.parts()
	head := container.NewBorder(nil, nil, container.NewHBox(g.title, g.address, g.copyURL), container.NewHBox(g.scenario, g.start), g.totals)
	options := container.New(kit.Flow(theme.SizeGap), widget.NewLabel(lang.L("Port")), container.New(kit.Fixed(90, 0), g.port), g.https, g.strict, g.base)
	split := kit.NewSplit(true, g.routes.content, g.sections)
	split.SetOffset(p.deps.Session.Split("mocks", 0.42))
	split.OnChanged = func(v float64) { p.deps.Session.SetSplit("mocks", v) }
	g.full = container.NewBorder(container.NewVBox(container.NewPadded(head), container.NewPadded(options), g.later, g.faults, kit.Hairline()), nil, nil, nil, split)
	g.empty = kit.NewEmpty(theme.IconMocks, lang.L("Nothing to serve yet"), lang.L("A mock server answers with the saved examples of a collection. Make or import a collection first."))
	g.content = container.NewStack(g.empty)
	g.whole = kit.WithStash(g.content, g.empty, g.full)
	return g
}

// parts builds what the sections show.
func (g *page) parts() {
	p := g.p
	g.detail, g.behaviour, g.scenarios = newDetail(p), newBehaviour(p), newScenarios(p)
	g.resources, g.upstream, g.checks = newResources(p), newUpstream(p), newChecks(p)
	g.sections = kit.NewSections(kit.Section{ID: "log", Label: lang.L("Live log"), Content: g.log.content},
		kit.Section{ID: "details", Label: lang.L("Details"), Content: g.detail.content},
		kit.Section{ID: "behaviour", Label: lang.L("Behaviour"), Content: g.behaviour.content},
		kit.Section{ID: "scenarios", Label: lang.L("Scenarios"), Content: g.scenarios.content},
		kit.Section{ID: "resources", Label: lang.L("State"), Content: g.resources.content},
		kit.Section{ID: "upstream", Label: lang.L("Upstream"), Content: g.upstream.content},
		kit.Section{ID: "checks", Label: lang.L("Checks"), Content: g.checks.content})
	g.sections.OnSelect = func(string) { p.target.flush(); g.show() }
	p.chosenRow = func() {
		if s := g.sections.Selected(); s != "details" && s != "behaviour" {
			g.sections.Select("details")
		}
		g.show()
	}
}

// switched puts the scenario in force that was chosen beside the start button.
func (g *page) switched() {
	if i := g.scenario.SelectedIndex(); !g.loading && i >= 0 {
		name := ""
		if i > 0 {
			name = g.p.scenarioNames()[i-1]
		}
		if name != g.p.inForce() {
			g.p.switchScenario(name)
		}
	}
}

// showScenarios offers the scenarios beside the start button, where there are any.
func (g *page) showScenarios(m model.MockSettings) {
	if len(m.Scenarios) == 0 {
		g.scenario.Hide()
		return
	}
	names, at := []string{lang.L("No scenario")}, 0
	for i, s := range m.Scenarios {
		names = append(names, s.Name)
		if s.Name == g.p.inForce() {
			at = i + 1
		}
	}
	if !equal(names, g.scenario.Options) {
		g.scenario.SetOptions(names)
	}
	if g.scenario.SelectedIndex() != at {
		g.scenario.SetSelectedIndex(at)
	}
	g.scenario.Show()
}

func (g *page) set(name string, edit func(*model.MockSettings)) {
	if !g.loading {
		g.p.set(g.filled, name, edit)
	}
}

// parsePort reads a port; an empty text means that one is to be found.
func parsePort(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 65535 {
		return 0, fmt.Errorf("%s", lang.L("a port is a number from 1 to 65535"))
	}
	return n, nil
}

// typedPort stores a port once typing rests; it holds from the next start on.
func (g *page) typedPort(text string) {
	if g.loading {
		return
	}
	if g.keep != nil {
		g.keep()
		g.keep = nil
	}
	if n, err := parsePort(text); err == nil && n != g.known {
		g.keep = g.p.deps.Session.Runner().After(portDelay, g.flush)
	}
}

// flush stores a port that waits.
func (g *page) flush() {
	if g.keep == nil {
		return
	}
	g.keep()
	g.keep = nil
	if n, err := parsePort(g.port.Text); err == nil {
		g.known = n
		g.p.set(g.filled, "mock port", func(m *model.MockSettings) { m.Port = n })
	}
}

func (g *page) copyAddress() {
	if g.p.now.URL != "" {
		fyne.CurrentApp().Clipboard().SetContent(g.p.now.URL)
		g.p.deps.Dialogs.Note(fmt.Sprintf(lang.L("Copied %s"), g.p.now.URL), nil)
	}
}

// show brings the page up to what the presenter holds.
func (g *page) show() {
	shown := g.full
	if g.p.chosen == "" {
		g.p.status()
	}
	if g.p.chosen == "" {
		shown = g.empty
	}
	if g.content.Objects[0] != shown {
		g.content.Objects = []fyne.CanvasObject{shown}
		g.content.Refresh()
	}
	if g.p.chosen == "" {
		return
	}
	g.showState()
	g.showSettings()
	g.routes.show()
	g.showSection()
}

// showSection brings the part up to date that is on the screen.
func (g *page) showSection() {
	g.sections.SetCount("upstream", len(g.p.deps.Servers.MockOffers(g.p.chosen)))
	switch g.sections.Selected() {
	case "log":
		g.log.show()
	case "details":
		g.detail.show()
	case "behaviour":
		g.behaviour.show()
	case "scenarios":
		g.scenarios.show()
	case "resources":
		g.resources.show()
	case "upstream":
		g.upstream.show()
	case "checks":
		g.checks.show()
	}
}

// longestTitle is how much of a collection's name is shown, in characters: the address beside it counts more.
const longestTitle = 24

func (g *page) showState() {
	st := g.p.now
	h, _ := g.p.deps.Session.Tree().Head(g.p.chosen)
	g.title.SetText(kit.Shorten(h.Name, longestTitle))
	if st.Running {
		address := st.URL
		if st.SecureURL != "" {
			address += "  " + lang.L("and https")
		}
		g.address.SetText(address)
		g.copyURL.Show()
		g.start.SetText(lang.L("Stop"))
		g.start.SetIcon(theme.Icon(theme.IconStop))
		g.start.Importance = widget.MediumImportance
		g.totals.SetText(totals(st))
	} else {
		g.address.SetText(lang.L("stopped"))
		g.copyURL.Hide()
		g.start.SetText(lang.L("Start"))
		g.start.SetIcon(theme.Icon(theme.IconPlay))
		g.start.Importance = widget.HighImportance
		g.totals.SetText("")
	}
	g.start.Refresh()
	text := problems(st)
	g.faults.SetText(text)
	if text == "" {
		g.faults.Hide()
	} else {
		g.faults.Show()
	}
}

func totals(st model.MockStatus) string {
	text := fmt.Sprintf(lang.L("%d served, %d unmatched"), st.Served, st.Unmatched)
	if st.Passed > 0 {
		text += fmt.Sprintf(lang.L(", %d from the real server"), st.Passed)
	}
	if st.Dropped > 0 {
		text += fmt.Sprintf(lang.L(", %d dropped from the log"), st.Dropped)
	}
	return text
}

// problems lists the first faults of the compiled collection that stand beside no route.
func problems(st model.MockStatus) string {
	const most = 3
	routes := map[string]bool{}
	for _, r := range st.Routes {
		routes[r.Key] = true
	}
	var lines []string
	for _, p := range st.Problems {
		if routes[p.Route] {
			continue
		}
		if p.Route != "" {
			p.Text = p.Route + ": " + p.Text
		}
		lines = append(lines, p.Text)
	}
	if n := len(lines) - most; n > 0 {
		lines = append(lines[:most], fmt.Sprintf(lang.L("… and %d more"), n))
	}
	return strings.Join(lines, "\n")
}

func (g *page) showSettings() {
	if g.filled != g.p.chosen {
		g.flush()
	}
	if g.p.pending > 0 && g.filled == g.p.chosen {
		return
	}
	m := g.p.settings()
	g.loading = true
	defer func() { g.loading = false }()
	if g.filled != g.p.chosen || g.known != m.Port && g.keep == nil {
		g.filled, g.known = g.p.chosen, m.Port
		g.port.SetText(wholeText(g.known))
	}
	g.strict.SetChecked(m.Strict)
	g.base.SetChecked(m.KeepBasePath)
	g.https.SetChecked(m.HTTPS)
	g.showLater(m)
	g.showScenarios(m)
}
