package mocks

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// scenarios lists the scenarios of a mock: which is in force, and which the file says.
type scenarios struct {
	p       *presenter
	now     model.MockSettings
	list    *kit.Outline
	place   *place
	content fyne.CanvasObject
}

// noScenario is the ID of the row for the mock without one; names have no such prefix.
const noScenario = "\x00none"

func newScenarios(p *presenter) *scenarios {
	s := &scenarios{p: p}
	s.list = kit.NewOutline(s)
	s.list.OnRename = s.rename
	s.list.OnDelete = s.remove
	s.list.OnMenu = s.menu
	button := func(icon, words, tip string, do func()) *kit.ToolButton {
		b := kit.NewToolButton(icon, tip, do)
		b.SetText(words)
		return b
	}
	chosen := func(do func(string)) func() { return func() { do(s.list.Selected()) } }
	bar := container.NewHBox(
		button(theme.IconPlus, lang.L("New from pins"), lang.L("Keep the pins that are set now as a scenario"), s.add),
		button(theme.IconPlay, lang.L("Switch"), lang.L("Put the selected scenario in force; the file does not change"), chosen(s.switchTo)),
		button(theme.IconCheck, lang.L("Make default"), lang.L("The mock starts with the selected scenario"), chosen(s.makeDefault)),
		button(theme.IconPlus, lang.L("Take pins over"), lang.L("The selected scenario gets the pins that are set now"), chosen(s.takePins)),
		kit.NewToolButton(theme.IconRename, lang.L("Rename the selected scenario"), chosen(s.beginRename)),
		kit.NewToolButton(theme.IconTrash, lang.L("Delete the selected scenario"), chosen(s.remove)))
	note := kit.NewFaint(lang.L("The header x-mock-scenario, or the cookie mock-scenario, asks for one.")).Cut()
	s.place = newPlace(s.list, kit.NewEmpty(theme.IconExample, lang.L("No scenarios yet"),
		lang.L("Pin the examples that make a situation, such as an empty shop or a server in trouble, and keep them under a name. One click then switches the whole mock."),
		widget.NewButton(lang.L("New from pins"), s.add)))
	s.content = container.NewBorder(container.NewVBox(bar, note), nil, nil, nil, s.place.content)
	return s
}

func (s *scenarios) show() {
	if s.p.pending == 0 {
		s.now = s.p.settings()
		s.list.Reload()
		s.place.show(len(s.now.Scenarios) > 0)
	}
}

// Children implements kit.OutlineSource.
func (s *scenarios) Children(id string) []string {
	if id != "" || len(s.now.Scenarios) == 0 {
		return nil
	}
	out := []string{noScenario}
	for _, x := range s.now.Scenarios {
		out = append(out, x.Name)
	}
	return out
}

// Row implements kit.OutlineSource.
func (s *scenarios) Row(id string) kit.OutlineRow {
	row := kit.OutlineRow{Label: id, Icon: theme.Icon(theme.IconExample)}
	name := id
	var about []string
	if id == noScenario {
		row.Label, row.Icon, name = lang.L("No scenario: the pins of the routes"), theme.Icon(theme.IconMocks), ""
	}
	for _, x := range s.now.Scenarios {
		if x.Name == id {
			if about = append(about, lang.L("1 pin")); len(x.Pins) != 1 {
				about[0] = fmt.Sprintf(lang.L("%d pins"), len(x.Pins))
			}
			if !x.Behaviour.IsZero() {
				about = append(about, lang.L("a behaviour of its own"))
			}
		}
	}
	if name == s.now.Scenario {
		about = append(about, lang.L("default"))
	}
	if s.p.inForce() == name {
		row.Badge, row.BadgeColor = "ON", theme.ColorStatusOK
	}
	row.Detail = strings.Join(about, ", ")
	return row
}

// inForce is the scenario that the mock answers by, or that it will start with.
func (p *presenter) inForce() string {
	if p.now.Running {
		return p.now.Scenario
	}
	return p.settings().Scenario
}

// scenarioNames lists the scenarios of the chosen mock.
func (p *presenter) scenarioNames() []string {
	var out []string
	for _, s := range p.settings().Scenarios {
		out = append(out, s.Name)
	}
	return out
}

// switchScenario puts a scenario in force: at once where the mock runs, else as the default.
func (p *presenter) switchScenario(name string) {
	if !p.now.Running {
		p.setHere(lang.L("default scenario"), func(m *model.MockSettings) { m.Scenario = name })
		return
	}
	if err := p.deps.Servers.SwitchScenario(p.chosen, name); err != nil {
		p.deps.Dialogs.Note("", err)
	}
	p.status()
	p.render()
	p.deps.Changed()
}

func (s *scenarios) switchTo(id string) {
	if name, ok := s.named(id); ok {
		s.p.switchScenario(name)
	}
}

func (s *scenarios) makeDefault(id string) {
	if name, ok := s.named(id); ok {
		s.p.setHere(lang.L("default scenario"), func(m *model.MockSettings) { m.Scenario = name })
	}
}

var errNoScenario = errors.New("select a scenario first; \"New from pins\" makes one")

// named returns the name of a row, "" for the mock without a scenario; false, and a word on it, where
// nothing is selected.
func (s *scenarios) named(id string) (string, bool) {
	if id == "" {
		s.p.deps.Dialogs.Note("", errNoScenario)
		return "", false
	}
	if id == noScenario {
		return "", true
	}
	return id, true
}

// add asks for a name and keeps the pins that hold now under it.
func (s *scenarios) add() {
	s.p.deps.Dialogs.Ask(lang.L("New scenario"), lang.L("Name"), "", func(name string) {
		if name = strings.TrimSpace(name); name == "" {
			return
		}
		if slices.Contains(s.p.scenarioNames(), name) {
			s.p.deps.Dialogs.Note("", fmt.Errorf(lang.L("there is a scenario %q already"), name))
			return
		}
		s.p.setHere(lang.L("new scenario"), func(m *model.MockSettings) {
			m.Scenarios = append(m.Scenarios, model.MockScenario{Name: name, Pins: maps.Clone(m.Pins)})
		})
	})
}

// takePins gives a scenario the pins that are set now.
func (s *scenarios) takePins(id string) {
	if name, ok := s.named(id); ok && name != "" {
		s.p.setHere(lang.L("pins of the scenario"), func(m *model.MockSettings) {
			for i := range m.Scenarios {
				if m.Scenarios[i].Name == name {
					m.Scenarios[i].Pins = maps.Clone(m.Pins)
				}
			}
		})
	}
}

func (s *scenarios) beginRename(id string) {
	if name, ok := s.named(id); ok && name != "" {
		s.list.StartRename(id)
	}
}

func (s *scenarios) rename(id, name string) {
	name = strings.TrimSpace(name)
	switch {
	case id == noScenario || name == "" || name == id:
		return
	case slices.Contains(s.p.scenarioNames(), name):
		s.p.deps.Dialogs.Note("", fmt.Errorf(lang.L("there is a scenario %q already"), name))
		return
	}
	s.p.setHere(lang.L("rename scenario"), func(m *model.MockSettings) {
		for i := range m.Scenarios {
			if m.Scenarios[i].Name == id {
				m.Scenarios[i].Name = name
			}
		}
		if m.Scenario == id {
			m.Scenario = name
		}
	})
}

func (s *scenarios) remove(id string) {
	if id == noScenario {
		return
	}
	s.p.setHere(lang.L("delete scenario"), func(m *model.MockSettings) {
		m.Scenarios = slices.DeleteFunc(m.Scenarios, func(x model.MockScenario) bool { return x.Name == id })
		if m.Scenario == id {
			m.Scenario = ""
		}
	})
}

func (s *scenarios) menu(id string) []*fyne.MenuItem {
	if id == "" {
		return nil
	}
	return []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Switch"), func() { s.switchTo(id) }), fyne.NewMenuItem(lang.L("Make default"), func() { s.makeDefault(id) })}
}
