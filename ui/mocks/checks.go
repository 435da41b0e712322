package mocks

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// checks edits what the mock is expected to get, and says whether it did.
type checks struct {
	p       *presenter
	now     []model.MockAssertion
	found   []model.MockVerified // of the last check
	list    *kit.Outline
	form    *form
	rules   *rules
	place   *place
	content fyne.CanvasObject
}

func newChecks(p *presenter) *checks {
	c := &checks{p: p, form: newForm(p.deps.Session.Runner())}
	c.rules = newRules(p, func() []model.MockRule { a, _ := c.selected(); return a.Rules }, func(edit func([]model.MockRule) []model.MockRule) {
		c.edit(func(a *model.MockAssertion) { a.Rules = edit(a.Rules) })
	})
	c.rules.form.inside = c.form
	p.target.forms = append(p.target.forms, c.form, c.rules.form)
	c.list = kit.NewOutline(c)
	c.list.OnSelect = func(string) { c.form.flush(); c.rules.form.flush(); c.rules.list.Select(""); c.show() }
	c.list.OnDelete = func(string) { c.remove() }
	c.fields()
	text := func(b *kit.ToolButton, words string) *kit.ToolButton { b.SetText(words); return b }
	bar := container.NewHBox(
		text(kit.NewToolButton(theme.IconPlus, lang.L("Add what the mock is expected to get"), func() { c.p.expect(model.MockAssertion{Min: 1}) }), lang.L("Add")),
		text(kit.NewToolButton(theme.IconCheck, lang.L("Compare with the requests so far"), c.verify), lang.L("Check now")),
		text(kit.NewToolButton(theme.IconCopy, lang.L("Copy them as a file for: postern mock --verify FILE"), c.copyFile), lang.L("Copy as file")),
		kit.NewToolButton(theme.IconTrash, lang.L("Remove the selected one"), c.remove))
	c.place = newPlace(container.NewBorder(container.New(kit.Fixed(0, rulesHeight), c.list), nil, nil, nil, c.form.scrolled()),
		kit.NewEmpty(theme.IconCheck, lang.L("Nothing is expected yet"),
			lang.L("Say which requests the mock must get, and how often. \"Expect it\" in the live log makes a check of a request that came.")))
	c.content = container.NewBorder(bar, nil, nil, nil, c.place.content)
	return c
}

func (c *checks) fields() {
	f := c.form
	some := func() bool { _, ok := c.selected(); return ok }
	now := func() model.MockAssertion { a, _ := c.selected(); return a }
	text := func(label, hint string, of func(*model.MockAssertion) *string) {
		f.text(label, hint, func() string { a := now(); return *of(&a) }, func(text string) error {
			c.edit(func(a *model.MockAssertion) { *of(a) = strings.TrimSpace(text) })
			return nil
		}).when(some)
	}
	f.note(func() string {
		if i, err := strconv.Atoi(c.list.Selected()); err == nil && i < len(c.found) {
			return c.found[i].Text
		}
		return ""
	})
	text(lang.L("Name"), lang.L("what is meant"), func(a *model.MockAssertion) *string { return &a.Name })
	text(lang.L("Method"), lang.L("any"), func(a *model.MockAssertion) *string { return &a.Method })
	text(lang.L("Path"), lang.L("any; such as /users/:id"), func(a *model.MockAssertion) *string { return &a.Path })
	text(lang.L("Answered by route"), lang.L("any, or none"), func(a *model.MockAssertion) *string { return &a.Route })
	f.text(lang.L("At least"), "0", func() string { return wholeText(now().Min) }, func(text string) error {
		n, err := parseWhole(text, 0, 1_000_000)
		if err == nil {
			c.edit(func(a *model.MockAssertion) { a.Min = n })
		}
		return err
	}).when(some)
	f.text(lang.L("At most"), lang.L("any number"), func() string {
		if now().Max == nil {
			return ""
		}
		return strconv.Itoa(*now().Max)
	}, func(text string) error {
		var most *int
		if strings.TrimSpace(text) != "" {
			n, err := parseWhole(text, 0, 1_000_000)
			if err != nil {
				return err
			}
			most = &n
		}
		c.edit(func(a *model.MockAssertion) { a.Max = most })
		return nil
	}).when(some)
	f.object("", c.rules.content, c.rules.show).when(some)
}

func (c *checks) show() {
	if c.p.pending > 0 {
		return
	}
	now := c.p.settings().Assertions
	if len(now) != len(c.found) {
		c.found = nil // they are about others
	}
	c.now = now
	c.place.show(len(now) > 0)
	c.list.Reload()
	c.form.show()
}

// Children implements kit.OutlineSource.
func (c *checks) Children(id string) []string {
	if id != "" {
		return nil
	}
	out := make([]string, len(c.now))
	for i := range c.now {
		out[i] = strconv.Itoa(i)
	}
	return out
}

// Row implements kit.OutlineSource.
func (c *checks) Row(id string) kit.OutlineRow {
	i, err := strconv.Atoi(id)
	if err != nil || i >= len(c.now) {
		return kit.OutlineRow{}
	}
	a := c.now[i]
	row := kit.OutlineRow{Label: a.Title(), Icon: theme.Icon(theme.IconFilter), Detail: a.Wanted()}
	if i < len(c.found) {
		row.Detail = fmt.Sprintf(lang.L("%s, got %d"), a.Wanted(), c.found[i].Count)
		switch v := c.found[i]; {
		case v.Met:
			row.Badge, row.BadgeColor = lang.L("MET"), theme.ColorStatusOK
		case v.Unsure:
			row.Badge, row.BadgeColor = "?", theme.ColorStatusClient
		default:
			row.Badge, row.BadgeColor = "NOT", theme.ColorStatusServer
		}
	}
	return row
}

func (c *checks) selected() (model.MockAssertion, bool) {
	i, err := strconv.Atoi(c.list.Selected())
	if err != nil || i >= len(c.now) {
		return model.MockAssertion{}, false
	}
	return c.now[i], true
}

func (c *checks) edit(edit func(*model.MockAssertion)) {
	i, err := strconv.Atoi(c.list.Selected())
	if err != nil {
		return
	}
	c.p.setHere(lang.L("mock check"), func(m *model.MockSettings) {
		if i < len(m.Assertions) {
			edit(&m.Assertions[i])
		}
	})
}

// expect adds what the mock is expected to get.
func (p *presenter) expect(a model.MockAssertion) {
	p.target.flush()
	p.setHere(lang.L("add mock check"), func(m *model.MockSettings) { m.Assertions = append(m.Assertions, a) })
}

func (c *checks) remove() {
	if i, err := strconv.Atoi(c.list.Selected()); err == nil {
		c.p.setHere(lang.L("remove mock check"), func(m *model.MockSettings) {
			if i < len(m.Assertions) {
				m.Assertions = slices.Delete(m.Assertions, i, i+1)
			}
		})
	}
}

func (c *checks) verify() {
	c.p.target.flush()
	if len(c.p.settings().Assertions) == 0 {
		c.p.deps.Dialogs.Note("", errors.New(lang.L("there is nothing to check: add what the mock is expected to get")))
		return
	}
	found, err := c.p.deps.Servers.VerifyMock(c.p.chosen, c.p.settings().Assertions)
	if err != nil {
		c.p.deps.Dialogs.Note("", err)
		return
	}
	c.found = found
	c.show()
}

// copyFile puts the checks on the clipboard as the command line reads them.
func (c *checks) copyFile() {
	data, err := json.MarshalIndent(map[string]any{"assertions": c.p.settings().Assertions}, "", "  ")
	if err != nil {
		c.p.deps.Dialogs.Note("", err)
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(string(data) + "\n")
	c.p.deps.Dialogs.Note(lang.L("Copied the checks as JSON"), nil)
}
