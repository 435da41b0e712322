package collections

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
)

// groupDelay is how long typing rests before an edit of a collection or folder is stored.
const groupDelay = 300 * time.Millisecond

// Group edits what a collection or folder gives to all that is in it: auth, variables, docs. Edits are
// changes of the workspace at once.
type Group struct {
	p         *presenter
	title     *widget.Label
	auth      *kit.AuthForm
	topAuth   *kit.AuthForm
	authBox   *fyne.Container
	variables *kit.KeyValueTable
	docs      *fields.Text
	sections  *kit.Sections // of a collection
	folder    *kit.Sections // of a folder, which has no variables
	stack     *fyne.Container
	content   fyne.CanvasObject
	shown     *session.Tab
	revision  int
	entity    model.Entity
	keep      func()
	flights   fields.Flights[model.Entity]
	loading   bool
	reach     fields.Reach
}

// NewGroup builds the editor.
func NewGroup(r *Room) *Group {
	g := &Group{p: r.presenter, title: widget.NewLabel("")}
	g.title.TextStyle.Bold = true
	g.title.Truncation = fyne.TextTruncateEllipsis
	set := func(kind string, params map[string]string) {
		g.edit(func(e model.Entity) {
			switch e := e.(type) {
			case *model.Collection:
				e.Auth = fields.WithAuth(e.Auth, kind, params)
			case *model.Folder:
				e.Auth = fields.WithAuth(e.Auth, kind, params)
			}
		})
	}
	g.auth, g.topAuth = kit.NewAuthForm(fields.AuthKinds(true)), kit.NewAuthForm(fields.AuthKinds(false))
	g.auth.OnChanged, g.topAuth.OnChanged = set, set
	g.auth.Variables, g.topAuth.Variables = g.variable, g.variable
	g.auth.Names, g.topAuth.Names = g.names, g.names
	g.variables = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Variable"), ValueLabel: lang.L("Value"), Description: true, Secrets: true})
	g.variables.Variables, g.variables.Names = g.variable, g.names
	g.variables.OnChanged = func(rows []kit.KeyValue) {
		g.sections.SetCount("variables", len(rows))
		g.edit(func(e model.Entity) {
			if c, ok := e.(*model.Collection); ok {
				c.Variables = fields.Variables(rows)
			}
		})
	}
	g.docs = fields.NewText(r.presenter.deps.Session.Runner(), lang.L("Describe it in Markdown"), lang.L("This is no text and is not edited here."))
	g.docs.Edit = func() func(string) { return g.setDocs }
	g.authBox = container.NewStack(g.auth)
	auth := kit.Section{ID: "auth", Label: lang.L("Auth"), Content: container.NewPadded(g.authBox)}
	docs := kit.Section{ID: "docs", Label: lang.L("Docs"), Content: g.docs.Content()}
	g.sections = kit.NewSections(kit.Section{ID: "variables", Label: lang.L("Variables"), Content: g.variables}, auth, docs)
	g.folder = kit.NewSections(auth, docs)
	g.stack = container.NewStack(g.sections)
	g.content = container.NewBorder(container.NewPadded(g.title), nil, nil, nil, kit.WithStash(g.stack, g.sections, g.folder, g.auth, g.topAuth))
	r.presenter.deps.Session.OnClose(g.flush)
	r.presenter.deps.Session.Listen(func(e session.Event) {
		if e&(session.EnvironmentsChanged|session.TreeChanged) != 0 {
			g.reach.Forget()
			g.variables.Refresh()
		}
		if e&(session.ActiveChanged|session.EntityChanged|session.TreeChanged) != 0 {
			g.Render()
		}
	})
	return g
}

// Content returns the editor.
func (g *Group) Content() fyne.CanvasObject { return g.content }

// Render shows the active collection or folder.
func (g *Group) Render() {
	t := g.p.deps.Session.Active()
	if t == nil || t.Kind != model.KindCollection && t.Kind != model.KindFolder {
		g.flush()
		g.shown = nil
		return
	}
	_, flying := g.flights.Newest(t.ID)
	if t == g.shown && (t.Revision == g.revision || g.keep != nil || flying) {
		return // an edit of ours that is on its way is shown already
	}
	g.flush()
	g.load(t)
}

func (g *Group) load(t *session.Tab) {
	e, flying := g.flights.Newest(t.ID)
	var err error
	if flying {
		e = twin(e)
	} else {
		e, err = g.p.entity(t.ID)
	}
	if err != nil {
		g.shown, g.entity = nil, nil
		g.p.deps.Dialogs.Note("", err)
		return
	}
	g.shown, g.revision, g.entity = t, t.Revision, e
	g.fill()
}

// twin returns a copy of a collection or folder.
func twin(e model.Entity) model.Entity {
	switch e := e.(type) {
	case *model.Collection:
		return new(e.Clone())
	case *model.Folder:
		return new(e.Clone())
	}
	return e
}

// variable colours {{name}} by what holds at the shown entity.
func (g *Group) variable(name string) (kit.VarState, string) {
	if g.shown == nil || g.p.deps.Variables == nil {
		return kit.VarMissing, name
	}
	return fields.State(g.reach.Set(g.shown.ID, g.p.deps.Session.Environment(), g.p.deps.Variables), name)
}

// names offers the variables that hold at the shown entity.
func (g *Group) names() []kit.Suggestion {
	if g.shown == nil || g.p.deps.Variables == nil {
		return nil
	}
	return fields.Names(g.reach.Set(g.shown.ID, g.p.deps.Session.Environment(), g.p.deps.Variables))
}

func (g *Group) fill() {
	g.loading = true
	defer func() { g.loading = false }()
	h := g.entity.Head()
	g.title.SetText(h.Name)
	switch e := g.entity.(type) {
	case *model.Collection:
		kind, params := e.Auth.Type, e.Auth.Params
		if kind == model.AuthInherit {
			kind, params = model.AuthNone, nil // there is nothing above to inherit from
		}
		g.topAuth.Fill(string(kind), params)
		g.authBox.Objects = []fyne.CanvasObject{g.topAuth}
		g.variables.SetRows(fields.VariableRows(e.Variables))
		g.docs.Show(e.Docs, "markdown")
		g.sections.SetCount("variables", len(e.Variables))
		g.stack.Objects = []fyne.CanvasObject{g.sections}
	case *model.Folder:
		g.auth.Fill(string(e.Auth.Type), e.Auth.Params)
		g.authBox.Objects = []fyne.CanvasObject{g.auth}
		g.docs.Show(e.Docs, "markdown")
		g.stack.Objects = []fyne.CanvasObject{g.folder}
	}
	g.authBox.Refresh()
	g.stack.Refresh()
}

func (g *Group) setDocs(text string) {
	g.edit(func(e model.Entity) {
		switch e := e.(type) {
		case *model.Collection:
			e.Docs = text
		case *model.Folder:
			e.Docs = text
		}
	})
}

func (g *Group) edit(change func(model.Entity)) {
	if g.loading || g.entity == nil {
		return
	}
	change(g.entity)
	if g.keep == nil {
		g.keep = g.p.deps.Session.Runner().After(groupDelay, g.flush)
	}
}

// flush stores an edit that waits: only what this editor edits, on top of what the workspace holds.
func (g *Group) flush() {
	g.docs.Flush()
	if g.keep == nil {
		return
	}
	g.keep()
	g.keep = nil
	id := g.entity.Head().ID
	if _, ok := g.p.tree().Head(id); !ok {
		return // it went for good while the edit waited
	}
	mine := twin(g.entity)
	g.flights.Leave(id, twin(mine))
	g.p.deps.Session.DoWith("edit "+g.title.Text, func(from session.Entities) (model.Change, error) {
		now, err := entity(from, mine.Head().Kind, id)
		if errors.Is(err, model.ErrNotFound) {
			return model.Change{}, nil // it went for good while the edit was on its way
		}
		merge(now, mine)
		return model.Change{Typing: true, Edits: []model.Edit{model.Put{Entity: now}}}, err
	}, func(err error) { g.arrived(id, err) })
}

// merge puts what this editor edits into what the workspace holds.
func merge(now, mine model.Entity) {
	switch e := mine.(type) {
	case *model.Collection:
		c := now.(*model.Collection)
		c.Auth, c.Variables, c.Docs = e.Auth, e.Variables, e.Docs
	case *model.Folder:
		f := now.(*model.Folder)
		f.Auth, f.Docs = e.Auth, e.Docs
	}
}

// arrived shows what the file holds now: it may be more than what this editor stored.
func (g *Group) arrived(id model.ID, err error) {
	g.flights.Arrive(id)
	if err != nil {
		g.p.deps.Dialogs.Note("", err)
		return
	}
	if _, flying := g.flights.Newest(id); !flying && g.keep == nil && g.shown != nil && g.shown.ID == id {
		g.load(g.shown)
	}
}
