package request

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/vars"
)

// presenter decides; the view only shows and forwards. It runs on the UI goroutine.
type presenter struct {
	deps  Deps
	reach fields.Reach
}

func newPresenter(d Deps) *presenter { return &presenter{deps: d} }

// tab returns the active tab where it holds a request.
func (p *presenter) tab() *session.Tab {
	if t := p.deps.Session.Active(); t != nil && t.Kind == model.KindRequest {
		return t
	}
	return nil
}

// taking makes what fields.Text.Edit wants: the text goes to the request that was active when the user began to
// edit it, by way of the room while that is shown.
func (p *presenter) taking(edit func(func(*model.Request)), set func(*model.Request, string)) func() func(string) {
	return func() func(string) {
		t := p.tab()
		return func(s string) {
			change := func(r *model.Request) { set(r, s) }
			switch {
			case t == nil || p.deps.Session.Tab(t.ID) != t:
			case t == p.tab():
				edit(change)
			default:
				p.deps.Session.Edit(t, change)
			}
		}
	}
}

// method makes a method of what was typed. GET stays unsaid where the saved request leaves it unsaid, so
// that going back to it leaves nothing changed.
func (p *presenter) method(typed string) string {
	m := strings.ToUpper(strings.TrimSpace(typed))
	if t := p.tab(); m == "GET" && t.Saved != nil && t.Saved.Method == "" {
		return ""
	}
	return m
}

// parent returns where an open request takes auth and variables from.
func (p *presenter) parent(id model.ID) model.ID {
	if t := p.deps.Session.Tab(id); t != nil && t.Saved == nil && t.Home != "" {
		return t.Home
	}
	return p.deps.Session.Tree().Parent(id)
}

// variables returns what {{name}} means at the active request.
func (p *presenter) variables() *vars.Set {
	t := p.tab()
	if t == nil {
		return nil
	}
	return p.reach.Set(p.parent(t.ID), p.deps.Session.Environment(), p.deps.Scopes.Variables)
}

// state colours a variable and tells about it.
func (p *presenter) state(name string) (kit.VarState, string) {
	return fields.State(p.variables(), name)
}

// names offers the variables that hold at the active request.
func (p *presenter) names() []kit.Suggestion {
	if p.tab() == nil {
		return nil
	}
	return fields.Names(p.variables())
}

// send sends the draft of the active tab. The answer belongs to the tab, whichever is shown when it
// comes; sending again cancels what is under way.
func (p *presenter) send() {
	t := p.tab()
	if t == nil {
		return
	}
	if t.Cancel != nil {
		t.Cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := p.deps.Session
	t.Turn++
	turn := t.Turn
	t.Sending, t.Received, t.Expected, t.Cancel = true, 0, -1, cancel
	s.Changed(t)
	job := Job{Request: t.Request.Clone(), Parent: p.parent(t.ID), Environment: s.Environment(), Mock: s.ToMock(t.ID)}
	job.Progress = func(received, total int64) {
		s.Runner().Post(func() {
			if t.Turn == turn && t.Sending {
				t.Received, t.Expected = received, total
				s.Changed(t)
			}
		})
	}
	var exchange model.Exchange
	s.Runner().Start(ctx, func(ctx context.Context) { exchange = p.deps.Sender.Send(ctx, job) }, func() {
		cancel()
		if t.Turn != turn || s.Tab(t.ID) != t {
			session.Discard(&exchange) // sent again or closed meanwhile
			return
		}
		session.Discard(t.Exchange)
		t.Exchange, t.Sending, t.Cancel = &exchange, false, nil
		s.Changed(t)
	})
}

func (p *presenter) cancel() {
	if t := p.tab(); t != nil && t.Cancel != nil {
		t.Cancel()
	}
}

func (p *presenter) save() {
	t := p.tab()
	if t == nil {
		return
	}
	note := func(err error) {
		if err != nil {
			p.deps.Dialogs.Note("", err)
			return
		}
		p.deps.Dialogs.Note(lang.L("Saved"), nil)
		if p.deps.Saved != nil {
			p.deps.Saved(t.Saved.Clone())
		}
	}
	if t.Saved != nil {
		p.deps.Session.Save(t, "", note)
		return
	}
	p.deps.Dialogs.ChooseParent(lang.L("Save request to"), func(parent model.ID) {
		if t.Request.Name == "" {
			t.Request.Name = defaultName(t.Request)
		}
		p.deps.Session.Save(t, parent, note)
	})
}

func defaultName(r *model.Request) string {
	return r.MethodOrGet() + " " + model.RoutePath(r.URL, nil, false)
}

func (p *presenter) toggleMock() {
	if t := p.tab(); t != nil {
		p.deps.Session.SetToMock(t.ID, !p.deps.Session.ToMock(t.ID))
	}
}

// mockState tells whether the active request belongs to a collection with a mock, and whether it runs.
func (p *presenter) mockState() (possible, running bool, address string) {
	t := p.tab()
	if t == nil {
		return false, false, ""
	}
	c := p.deps.Session.Tree().Collection(t.ID)
	if c == "" {
		return false, false, ""
	}
	st := p.deps.Mocks.MockStatus(c)
	return true, st.Running, st.URL
}

// examples returns the heads of the active request's saved examples.
func (p *presenter) examples() []model.Head {
	t := p.tab()
	if t == nil {
		return nil
	}
	tree := p.deps.Session.Tree()
	var out []model.Head
	for _, id := range tree.Children(t.ID) {
		if h, ok := tree.Head(id); ok && h.Kind == model.KindExample {
			out = append(out, h)
		}
	}
	return out
}

// inheritedAuth tells what a request without auth of its own gets, and from whom.
func (p *presenter) inheritedAuth() (a model.Auth, from string) {
	t := p.tab()
	if t == nil {
		return model.Auth{Type: model.AuthNone}, ""
	}
	s := p.deps.Session
	for id := p.parent(t.ID); id != "" && id != model.RootID; id = s.Tree().Parent(id) {
		h, _ := s.Tree().Head(id)
		switch h.Kind {
		case model.KindFolder:
			if f, err := s.Entities().Folder(id); err == nil {
				a = f.Auth
			}
		case model.KindCollection:
			if c, err := s.Entities().Collection(id); err == nil {
				a = c.Auth
			}
		}
		if a.Type != model.AuthInherit {
			return a, h.Name
		}
	}
	return model.Auth{Type: model.AuthNone}, ""
}

// sectionCounts is what the section labels show beside their names.
type sectionCounts struct {
	numbers map[string]int
	marks   map[string]bool
}

func counts(q *model.Request, examples int) sectionCounts {
	return sectionCounts{
		numbers: map[string]int{
			"params":   len(model.Enabled(q.Query)) + len(q.PathParams),
			"headers":  len(model.Enabled(q.Headers)),
			"examples": examples,
		},
		marks: map[string]bool{
			"auth":     q.Auth.Type != model.AuthInherit,
			"body":     q.Body.Mode != model.BodyNone,
			"docs":     q.Docs != "",
			"settings": q.Settings != (model.RequestSettings{}),
		},
	}
}
