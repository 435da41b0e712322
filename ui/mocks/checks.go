package mocks

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
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
	numbered[model.MockAssertion]
	found   []model.MockVerified // of the last check
	form    *form
	rules   *rules
	place   *place
	content fyne.CanvasObject
}

func newChecks(p *presenter) *checks {
	c := &checks{form: newForm(p.deps.Session.Runner())}
	c.numbered = numbered[model.MockAssertion]{p: p, edits: lang.L("mock check"), removes: lang.L("remove mock check"),
		of: func(m *model.MockSettings) *[]model.MockAssertion { return &m.Assertions }}
	c.rules = newRules(p, func() []model.MockRule { return c.chosen().Rules }, func(edit func([]model.MockRule) []model.MockRule) {
		c.edit(func(a *model.MockAssertion) { a.Rules = edit(a.Rules) })
	})
	c.rules.form.inside = c.form
	p.target.forms = append(p.target.forms, c.form, c.rules.form)
	c.list = kit.NewOutline(c)
	c.list.OnSelect = func(string) { c.form.leave(); c.rules.form.leave(); c.rules.list.Select(""); c.show() }
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
	f.note(func() string {
		if a, i, ok := c.at(c.list.Selected()); ok {
			if v, ok := c.outcome(a, i); ok {
				return v.Text
			}
		}
		return ""
	})
	c.text(f, lang.L("Name"), lang.L("what is meant"), func(a *model.MockAssertion) *string { return &a.Name })
	c.text(f, lang.L("Method"), lang.L("any"), func(a *model.MockAssertion) *string { return &a.Method })
	c.text(f, lang.L("Path"), lang.L("any; such as /users/:id"), func(a *model.MockAssertion) *string { return &a.Path })
	c.text(f, lang.L("Answered by route"), lang.L("any, or none"), func(a *model.MockAssertion) *string { return &a.Route })
	c.whole(f, lang.L("At least"), "0", 0, func(a *model.MockAssertion) *int { return &a.Min })
	f.text(lang.L("At most"), lang.L("any number"), func() string {
		if most := c.chosen().Max; most != nil {
			return strconv.Itoa(*most)
		}
		return ""
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
	}).when(c.some)
	f.object("", c.rules.content, c.rules.show).when(c.some)
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

// Row implements kit.OutlineSource.
func (c *checks) Row(id string) kit.OutlineRow {
	a, i, ok := c.at(id)
	if !ok {
		return kit.OutlineRow{}
	}
	row := kit.OutlineRow{Label: a.Title(), Icon: theme.Icon(theme.IconFilter), Detail: a.Wanted()}
	if v, ok := c.outcome(a, i); ok {
		row.Detail = fmt.Sprintf(lang.L("%s, got %d"), a.Wanted(), v.Count)
		switch {
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

// outcome is what the last check found; false where it was about something else: the check was edited since.
func (c *checks) outcome(a model.MockAssertion, i int) (model.MockVerified, bool) {
	if i >= len(c.found) || !reflect.DeepEqual(c.found[i].Assertion, a) {
		return model.MockVerified{}, false
	}
	return c.found[i], true
}

// expect adds what the mock is expected to get.
func (p *presenter) expect(a model.MockAssertion) {
	p.target.flush()
	p.setHere(lang.L("add mock check"), func(m *model.MockSettings) { m.Assertions = append(m.Assertions, a) })
}

func errNoChecks() error {
	return errors.New(lang.L("there is nothing to check: add what the mock is expected to get"))
}

func (c *checks) verify() {
	c.p.target.flush()
	if len(c.p.settings().Assertions) == 0 {
		c.p.deps.Dialogs.Note("", errNoChecks())
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
	if len(c.p.settings().Assertions) == 0 {
		c.p.deps.Dialogs.Note("", errNoChecks())
		return
	}
	data, err := json.MarshalIndent(map[string]any{"assertions": c.p.settings().Assertions}, "", "  ")
	if err != nil {
		c.p.deps.Dialogs.Note("", err)
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(string(data) + "\n")
	c.p.deps.Dialogs.Note(lang.L("Copied the checks as JSON"), nil)
}
