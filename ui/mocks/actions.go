package mocks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// actions is what can be done about an entry of the log.
type actions struct {
	l       *log
	p       *presenter
	buttons []actionButton
	// loosener is the button that the menu of loosenings hangs from.
	loosener *kit.ToolButton
	content  *fyne.Container
	// replies are what servers said to requests that were sent again, by number of the entry.
	replies map[uint64]string
}

// action is one thing to do about an entry, where it can be done.
type action struct {
	icon, words, tip string
	can              func(e model.MockEntry) bool
	do               func(e model.MockEntry)
}

type actionButton struct {
	action
	button *kit.ToolButton
}

func newActions(l *log) *actions {
	a := &actions{l: l, p: l.p, replies: map[uint64]string{}, content: container.New(layout.NewRowWrapLayout())}
	for _, x := range a.all() {
		b := kit.NewToolButton(x.icon, x.tip, func() {
			if e, ok := l.chosen(); ok && x.can(e) {
				x.do(e)
			}
		})
		b.SetText(x.words)
		if x.icon == theme.IconFilter {
			a.loosener = b
		}
		a.buttons = append(a.buttons, actionButton{x, b})
		a.content.Add(b)
	}
	return a
}

func (a *actions) all() []action {
	return []action{
		{theme.IconExample, lang.L("Open example"), lang.L("Open the example that answered"), func(e model.MockEntry) bool { return e.Example != "" },
			func(e model.MockEntry) { a.p.open(e.Example) }},
		{theme.IconFile, lang.L("Open request"), lang.L("Open the request of the route"), func(e model.MockEntry) bool { return a.p.requestOf(e.Route) != "" },
			func(e model.MockEntry) { a.p.open(a.p.requestOf(e.Route)) }},
		{theme.IconSave, lang.L("Save as example"), lang.L("Answer this request from now on: with 200 and an empty object, for you to fill in"), missed, a.p.saveEntry},
		{theme.IconFilter, lang.L("Loosen…"), lang.L("Let an example answer that nearly did: take a rule out of force, or ignore a key"),
			func(e model.MockEntry) bool { return len(loosenings(e)) > 0 }, a.loosen},
		{theme.IconGlobe, lang.L("Real server"), lang.L("Send this request to the real server"), func(model.MockEntry) bool { return a.p.settings().Upstream.URL != "" },
			func(e model.MockEntry) { a.replay(e, true) }},
		{theme.IconRefresh, lang.L("Replay"), lang.L("Send this request to the mock again"), func(model.MockEntry) bool { return a.p.now.Running },
			func(e model.MockEntry) { a.replay(e, false) }},
		{theme.IconCheck, lang.L("Expect it"), lang.L("Add a check that the mock gets such a request"), func(model.MockEntry) bool { return true }, func(e model.MockEntry) { a.p.expectEntry(e) }},
		{theme.IconCheck, lang.L("Expect its body"), lang.L("Add a check that the mock gets such a request with this body"), func(e model.MockEntry) bool { return len(bodyRules(e)) > 0 },
			func(e model.MockEntry) { a.p.expectEntry(e, bodyRules(e)...) }},
	}
}

// missed tells whether no example, resource or server answered.
func missed(e model.MockEntry) bool {
	return e.Example == "" && !e.Passed && e.Status >= 400 && e.Method != "OPTIONS"
}

// show offers what can be done about an entry.
func (a *actions) show(e model.MockEntry, ok bool) {
	changed := false
	for _, b := range a.buttons {
		if on := ok && b.can(e); on != b.button.Visible() {
			changed = true
			if on {
				b.button.Show()
			} else {
				b.button.Hide()
			}
		}
	}
	if changed {
		a.content.Refresh()
	}
}

// items offers the same in a menu.
func (a *actions) items(e model.MockEntry) []*fyne.MenuItem {
	var out []*fyne.MenuItem
	for _, b := range a.buttons {
		if b.can(e) {
			out = append(out, fyne.NewMenuItem(b.words, func() { b.do(e) }))
		}
	}
	return out
}

// requestOf returns the request of a route.
func (p *presenter) requestOf(route string) model.ID {
	for _, r := range p.now.Routes {
		if r.Key == route {
			return r.Request
		}
	}
	return ""
}

// saveEntry makes an example that answers a request that found none, and opens it.
func (p *presenter) saveEntry(e model.MockEntry) {
	collection := p.chosen
	made, err := p.deps.Servers.EntryExample(collection, e)
	if err != nil {
		p.deps.Dialogs.Note("", err)
		return
	}
	p.change(lang.L("save request as example"), func(session.Entities) ([]model.Edit, error) {
		c, err := p.deps.Servers.PassedChange(collection, made)
		return c.Edits, err
	})
	p.deps.Dialogs.Note(fmt.Sprintf(lang.L("%s is answered with an example now; fill in its body"), e.Method+" "+e.Path), nil)
}

// expectEntry adds a check for requests of that method and path for which the rules hold.
func (p *presenter) expectEntry(e model.MockEntry, rules ...model.MockRule) {
	path, _, _ := strings.Cut(e.Path, "?")
	p.expect(model.MockAssertion{Method: e.Method, Path: path, Rules: rules, Min: 1})
	p.deps.Dialogs.Note(fmt.Sprintf(lang.L("Added the check that %s comes"), e.Method+" "+path), nil)
}

// bodyRules ask for the body of an entry: for JSON whatever its form is and what else it has. There are none where the
// log does not have the whole body, or it is no text.
func bodyRules(e model.MockEntry) []model.MockRule {
	if len(e.Body) == 0 || len(e.Body) > model.MaxMockRuleText || e.Truncated || !model.Text(e.Body) {
		return nil
	}
	var compact bytes.Buffer
	if json.Compact(&compact, e.Body) == nil {
		return []model.MockRule{{Source: model.MockJSON, Operator: model.MockSubset, Value: compact.String()}}
	}
	return []model.MockRule{{Source: model.MockBody, Operator: model.MockEquals, Value: string(e.Body)}}
}

// loosening is a verdict that kept an example from answering, and that can be taken back.
type loosening struct {
	miss    model.NearMiss
	verdict model.Verdict
}

// loosenings lists what could be loosened so that an example answers.
func loosenings(e model.MockEntry) []loosening {
	var out []loosening
	for _, m := range e.NearMisses {
		for _, v := range m.Verdicts {
			if m.Example != "" && !v.OK && model.Loosens(v) {
				out = append(out, loosening{m, v})
			}
		}
	}
	return out
}

// words says what loosening would do.
func (x loosening) words() string {
	what := fmt.Sprintf(lang.L("ignore %s"), x.verdict.What)
	if rest, ok := strings.CutPrefix(x.verdict.What, "rule "); ok {
		what = fmt.Sprintf(lang.L("take the rule %s %s out of force"), rest, x.verdict.Want)
	}
	return fmt.Sprintf("%q: %s", x.miss.Name, what)
}

// loosen offers what can be loosened; where there is only one thing, it does it.
func (a *actions) loosen(e model.MockEntry) {
	all := loosenings(e)
	if len(all) == 1 {
		a.p.loosen(all[0])
		return
	}
	var items []*fyne.MenuItem
	for _, x := range all {
		items = append(items, fyne.NewMenuItem(x.words(), func() { a.p.loosen(x) }))
	}
	at := a.loosener
	if c := fyne.CurrentApp().Driver().CanvasForObject(at); c != nil {
		widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", items...), c, fyne.NewPos(0, at.Size().Height), at)
	}
}

// loosen takes a verdict back; that can be undone.
func (p *presenter) loosen(x loosening) {
	p.change(lang.L("loosen")+" "+x.miss.Name, func(from session.Entities) ([]model.Edit, error) {
		e, err := from.Example(x.miss.Example)
		if err == nil && !e.Mock.Loosen(x.verdict) {
			err = errors.New(lang.L("the rule is not there any more"))
		}
		return put(&e, err)
	})
	p.deps.Dialogs.Note(x.words(), nil)
}

// replay sends a request of the log again and shows what came back.
func (a *actions) replay(e model.MockEntry, real bool) {
	collection, turn := a.p.chosen, a.p.turn
	var x model.Exchange
	var err error
	a.p.deps.Session.Runner().Start(context.Background(), func(ctx context.Context) {
		x, err = a.p.deps.Servers.Replay(ctx, collection, e, real)
	}, func() {
		if err != nil {
			a.p.deps.Dialogs.Note("", err)
			return
		}
		if collection == a.p.chosen && turn == a.p.turn {
			a.replies[e.Seq] = reply(x, real)
			a.l.list.Select(fmt.Sprint(e.Seq))
			a.l.explain()
		}
	})
}

// maxReply is how much of a body is shown of what came back, in bytes.
const maxReply = 4 << 10

// reply says what came back.
func reply(x model.Exchange, real bool) string {
	who := lang.L("The mock")
	if real {
		who = lang.L("The real server")
	}
	if x.Failure != nil {
		return who + ": " + x.Failure.Text + " " + x.Failure.Hint
	}
	text := fmt.Sprintf(lang.L("%s answered %d %s in %s"), who, x.Response.Status, x.Response.Reason, kit.DurationText(x.Timings.Total))
	if body, err := x.Response.Body.ReadAll(10 << 20); err == nil && model.Text(body) && len(body) > 0 {
		if len(body) > maxReply {
			body = append(body[:maxReply:maxReply], "…"...)
		}
		text += "\n" + string(body)
	}
	return text
}
