package mocks

import (
	"slices"
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

// rules edits a tree of rules: a row for each, groups with what they join below them, and the fields of
// the selected one.
type rules struct {
	p       *presenter
	get     func() []model.MockRule
	set     func(edit func([]model.MockRule) []model.MockRule)
	now     []model.MockRule
	list    *kit.Outline
	frame   *fyne.Container // around the list, hidden where there are no rules
	form    *form
	content fyne.CanvasObject
}

// rulesHeight is the height of the list.
const rulesHeight = 150

func newRules(p *presenter, get func() []model.MockRule, set func(func([]model.MockRule) []model.MockRule)) *rules {
	r := &rules{p: p, get: get, set: set, form: newForm(p.deps.Session.Runner())}
	r.list = kit.NewOutline(r)
	r.list.ParentOf = parentRule
	r.list.OnSelect = func(string) { r.form.leave(); r.show() }
	r.list.OnDelete = func(string) { r.remove() }
	title := widget.NewLabel(lang.L("Rules: all of them must hold"))
	title.TextStyle.Bold = true
	r.frame = container.New(kit.Fixed(0, rulesHeight), r.list)
	bar := container.NewHBox(
		kit.NewToolButton(theme.IconPlus, lang.L("Add a rule"), func() {
			r.add(model.MockRule{Source: model.MockQuery, Operator: model.MockEquals})
		}),
		kit.NewToolButton(theme.IconFolder, lang.L("Add a group: one of several rules, or none of them"), func() { r.add(model.MockRule{Group: model.MockAny}) }),
		kit.NewToolButton(theme.IconTrash, lang.L("Remove the selected rule"), r.remove))
	r.fields()
	r.content = container.NewVBox(container.NewBorder(nil, nil, title, bar), r.frame, r.form.column)
	return r
}

// fields adds the form of the selected rule.
func (r *rules) fields() {
	f := r.form
	single := func() bool { x := r.selected(); return x != nil && x.Group == "" }
	now := func() model.MockRule {
		if x := r.selected(); x != nil {
			return *x
		}
		return model.MockRule{}
	}
	groups := []model.MockGroup{model.MockAny, model.MockAll, model.MockNone}
	f.choice(lang.L("Group"), words(groups, groupWords), func() int { return indexOf(groups, now().Group) },
		func(i int) { r.edit(func(x *model.MockRule) { x.Group = groups[i] }) }).when(func() bool { return now().Group != "" })
	f.choice(lang.L("Looks at"), words(model.MockSources, sourceWords), func() int { return indexOf(model.MockSources, now().Source) },
		func(i int) { r.edit(func(x *model.MockRule) { x.Source = model.MockSources[i] }) }).when(single)
	f.text(lang.L("Which one"), "", func() string { return now().Key }, func(text string) error {
		r.edit(func(x *model.MockRule) { x.Key = strings.TrimSpace(text) })
		return nil
	}).when(func() bool { return single() && keyHints[now().Source] != "" })
	f.note(func() string {
		if !single() || now().Source != model.MockJSON && now().Source != model.MockXML {
			return ""
		}
		return lang.L(keyHints[now().Source])
	})
	operators := make([]string, len(model.MockOperators))
	for i, o := range model.MockOperators {
		operators[i] = lang.L(string(o))
	}
	f.choice(lang.L("Operator"), operators, func() int { return indexOf(model.MockOperators, now().Operator) },
		func(i int) { r.edit(func(x *model.MockRule) { x.Operator = model.MockOperators[i] }) }).when(single)
	f.text(lang.L("Value"), "", func() string { return now().Value }, func(text string) error {
		r.edit(func(x *model.MockRule) { x.Value = text })
		return nil
	}).when(func() bool {
		return single() && now().Operator != model.MockExists && now().Operator != model.MockNotExists
	})
	f.check(lang.L("In force"), func() bool { return !now().Disabled }, func(on bool) {
		r.edit(func(x *model.MockRule) { x.Disabled = !on })
	}).when(func() bool { return r.selected() != nil })
}

// show reads the rules and shows them.
func (r *rules) show() {
	if r.p.pending > 0 {
		return
	}
	r.now = r.get()
	if some := len(r.now) > 0; some != r.frame.Visible() {
		if some {
			r.frame.Show()
		} else {
			r.frame.Hide()
		}
		r.form.arrange()
	}
	r.list.Reload()
	for _, id := range r.groups("", r.now) {
		r.list.Expand(id, true)
	}
	r.form.show()
}

// groups lists the rows of groups.
func (r *rules) groups(parent string, of []model.MockRule) (out []string) {
	for i := range of {
		if of[i].Group != "" {
			id := below(parent, i)
			out = append(append(out, id), r.groups(id, of[i].Rules)...)
		}
	}
	return out
}

// below is the ID of a row: the places of the rule and of the groups that it is in, "2.0.1".
func below(parent string, i int) string {
	if parent == "" {
		return strconv.Itoa(i)
	}
	return parent + "." + strconv.Itoa(i)
}

func parentRule(id string) string {
	if at := strings.LastIndexByte(id, '.'); at >= 0 {
		return id[:at]
	}
	return ""
}

// ruleAt finds the list that a rule is in and its place there; false where there is none.
func ruleAt(all *[]model.MockRule, id string) (in *[]model.MockRule, i int, ok bool) {
	in = all
	parts := strings.Split(id, ".")
	for n, part := range parts {
		at, err := strconv.Atoi(part)
		if err != nil || at < 0 || at >= len(*in) {
			return nil, 0, false
		}
		if n == len(parts)-1 {
			return in, at, true
		}
		in = &(*in)[at].Rules
	}
	return nil, 0, false
}

func (r *rules) selected() *model.MockRule {
	in, i, ok := ruleAt(&r.now, r.list.Selected())
	if !ok {
		return nil
	}
	return &(*in)[i]
}

// edit changes the selected rule.
func (r *rules) edit(edit func(*model.MockRule)) {
	id := r.list.Selected()
	r.set(func(all []model.MockRule) []model.MockRule {
		if in, i, ok := ruleAt(&all, id); ok {
			edit(&(*in)[i])
		}
		return all
	})
}

// add puts a rule after the selected one, into the selected group, or at the end, and selects it.
func (r *rules) add(rule model.MockRule) {
	r.form.flush()
	id := r.list.Selected()
	where := func(all *[]model.MockRule) (*[]model.MockRule, int, string) {
		in, i, ok := ruleAt(all, id)
		switch {
		case !ok:
			return all, len(*all), below("", len(*all))
		case (*in)[i].Group != "":
			group := &(*in)[i].Rules
			return group, len(*group), below(id, len(*group))
		}
		return in, i + 1, below(parentRule(id), i+1)
	}
	_, _, next := where(&r.now)
	r.set(func(all []model.MockRule) []model.MockRule {
		in, i, _ := where(&all)
		*in = slices.Insert(*in, i, rule)
		return all
	})
	r.list.Select(next)
}

func (r *rules) remove() {
	id := r.list.Selected()
	if r.selected() == nil {
		return
	}
	r.set(func(all []model.MockRule) []model.MockRule {
		if in, i, ok := ruleAt(&all, id); ok {
			*in = slices.Delete(*in, i, i+1)
		}
		return all
	})
}

// Children implements kit.OutlineSource.
func (r *rules) Children(id string) []string {
	of := r.now
	if id != "" {
		in, i, ok := ruleAt(&r.now, id)
		if !ok {
			return nil
		}
		of = (*in)[i].Rules
	}
	out := make([]string, len(of))
	for i := range of {
		out[i] = below(id, i)
	}
	return out
}

// Row implements kit.OutlineSource.
func (r *rules) Row(id string) kit.OutlineRow {
	in, i, ok := ruleAt(&r.now, id)
	if !ok {
		return kit.OutlineRow{}
	}
	x := (*in)[i]
	row := kit.OutlineRow{Label: ruleText(x), Faint: x.Disabled, Container: x.Group != "", Icon: theme.Icon(theme.IconFilter)}
	if x.Group != "" {
		row.Icon = theme.Icon(theme.IconFolder)
	}
	if x.Disabled {
		row.Detail = lang.L("not in force")
	}
	return row
}

// ruleText writes a rule as one line.
func ruleText(r model.MockRule) string {
	if r.Group != "" {
		return lang.L(groupWords[r.Group])
	}
	text := lang.L(sourceWords[r.Source])
	if r.Key != "" && keyHints[r.Source] != "" { // one that was left by another source is not looked at
		text += " " + r.Key
	}
	text += " " + lang.L(string(r.Operator))
	switch r.Operator {
	case model.MockExists, model.MockNotExists:
		return text
	case model.MockSubset, model.MockSchema: // JSON is hard to read in quotes
		return text + " " + strings.Join(strings.Fields(r.Value), " ")
	}
	return text + " " + strconv.Quote(r.Value)
}
