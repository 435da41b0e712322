package collections

import (
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
	docs      *widget.Entry
	sections  *kit.Sections // of a collection
	folder    *kit.Sections // of a folder, which has no variables
	stack     *fyne.Container
	content   fyne.CanvasObject
	shown     *session.Tab
	revision  int
	entity    model.Entity
	keep      func()
	loading   bool
}

// NewGroup builds the editor.
func NewGroup(r *Room) *Group {
	g := &Group{p: r.presenter, title: widget.NewLabel("")}
	g.title.TextStyle.Bold = true
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
	g.variables = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Variable"), ValueLabel: lang.L("Value"), Description: true, Secrets: true})
	g.variables.OnChanged = func(rows []kit.KeyValue) {
		g.edit(func(e model.Entity) {
			if c, ok := e.(*model.Collection); ok {
				c.Variables = fields.Variables(rows)
			}
		})
	}
	g.docs = widget.NewMultiLineEntry()
	g.docs.Wrapping = fyne.TextWrapWord
	g.docs.SetPlaceHolder(lang.L("Describe it in Markdown"))
	g.docs.OnChanged = func(text string) { g.setDocs(text) }
	g.authBox = container.NewStack(g.auth)
	auth := kit.Section{ID: "auth", Label: lang.L("Auth"), Content: container.NewPadded(g.authBox)}
	docs := kit.Section{ID: "docs", Label: lang.L("Docs"), Content: g.docs}
	g.sections = kit.NewSections(kit.Section{ID: "variables", Label: lang.L("Variables"), Content: g.variables}, auth, docs)
	g.folder = kit.NewSections(auth, docs)
	g.stack = container.NewStack(g.sections)
	g.content = container.NewBorder(container.NewPadded(g.title), nil, nil, nil, kit.WithStash(g.stack, g.sections, g.folder, g.auth, g.topAuth))
	r.presenter.deps.Session.Listen(func(e session.Event) {
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
	if t == g.shown && (t.Revision == g.revision || g.keep != nil) {
		return
	}
	g.flush()
	e, err := g.p.entity(t.ID)
	if err != nil {
		g.p.deps.Dialogs.Note("", err)
		return
	}
	g.shown, g.revision, g.entity = t, t.Revision, e
	g.fill()
}

func (g *Group) fill() {
	g.loading = true
	defer func() { g.loading = false }()
	h := g.entity.Head()
	g.title.SetText(h.Name)
	switch e := g.entity.(type) {
	case *model.Collection:
		g.topAuth.Fill(string(e.Auth.Type), e.Auth.Params)
		if e.Auth.Type == model.AuthInherit {
			g.topAuth.Fill(string(model.AuthNone), nil)
		}
		g.authBox.Objects = []fyne.CanvasObject{g.topAuth}
		g.variables.SetRows(fields.VariableRows(e.Variables))
		g.docs.SetText(e.Docs)
		g.sections.SetCount("variables", len(e.Variables))
		g.stack.Objects = []fyne.CanvasObject{g.sections}
	case *model.Folder:
		g.auth.Fill(string(e.Auth.Type), e.Auth.Params)
		g.authBox.Objects = []fyne.CanvasObject{g.auth}
		g.docs.SetText(e.Docs)
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
	if g.keep == nil {
		return
	}
	g.keep()
	g.keep = nil
	now, err := g.p.entity(g.entity.Head().ID)
	if err != nil {
		g.p.deps.Dialogs.Note("", err)
		return
	}
	switch e := g.entity.(type) {
	case *model.Collection:
		c, mine := now.(*model.Collection), e.Clone()
		c.Auth, c.Variables, c.Docs = mine.Auth, mine.Variables, mine.Docs
	case *model.Folder:
		f, mine := now.(*model.Folder), e.Clone()
		f.Auth, f.Docs = mine.Auth, mine.Docs
	}
	g.revision++ // our own change is shown already
	g.p.do("edit "+now.Head().Name, nil, model.Put{Entity: now})
}
