// Package request is the room in which a request is edited and sent: the address bar and the editor
// with its sections. The answer is shown by another room; both meet in the session.
package request

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/vars"
)

// Sender sends requests. It never fails: a failure is part of the exchange.
type Sender interface {
	Send(ctx context.Context, job Job) model.Exchange
}

// Job is what the room asks to be sent.
type Job struct {
	Request model.Request // the draft as it is in the editor
	// Parent is where the request stands or, unsaved, "": auth and variables are inherited from there.
	Parent      model.ID
	Environment model.ID
	Mock        bool // to the running mock instead of the address
	Progress    func(received, total int64)
}

// Scopes tells which variables hold at a place.
type Scopes interface {
	Variables(parent, environment model.ID) *vars.Set
}

// Mocks tells what the mock of a collection does.
type Mocks interface {
	MockStatus(collection model.ID) model.MockStatus
}

// Dialogs asks the user.
type Dialogs interface {
	Ask(title, label, value string, ok func(string))
	Confirm(title, text, action string, ok func())
	ChooseFile(ok func(path string))
	ChooseParent(title string, ok func(parent model.ID))
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Sender  Sender
	Scopes  Scopes
	Mocks   Mocks
	Dialogs Dialogs
	// Body brings the bytes of an example's body from the workspace.
	Body func(hash string) ([]byte, error)
	// Saved hears of a request that the user saved; nil for nobody.
	Saved func(r model.Request)
}

// Room is the address bar and the editor of the active request.
type Room struct {
	presenter *presenter
	bar       *bar
	sections  *kit.Sections
	params    *params
	headers   *headers
	auth      *auth
	body      *body
	settings  *settings
	docs      *docs
	examples  *examples
	rendering bool
	shown     *session.Tab
	revision  int
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{presenter: newPresenter(d)}
	r.bar = newBar(r.presenter, r.edit)
	r.params = newParams(r.presenter, r.edit)
	r.headers = newHeaders(r.presenter, r.edit)
	r.auth = newAuth(r.presenter, r.edit)
	r.body = newBody(r.presenter, r.edit)
	r.settings = newSettings(r.presenter, r.edit)
	r.docs = newDocs(r.presenter, r.edit)
	r.examples = newExamples(r.presenter)
	r.sections = kit.NewSections(sectionList(r)...)
	r.sections.OnSelect = func(id string) { d.Session.SetSection("request", id) }
	r.sections.Select(d.Session.Section("request", "params"))
	d.Session.Listen(r.heard)
	d.Session.OnClose(r.examples.flush)
	d.Session.OnClose(r.flush)
	r.Render()
	return r
}

// Bar returns the address bar.
func (r *Room) Bar() fyne.CanvasObject { return r.bar.content }

// Editor returns the sections.
func (r *Room) Editor() fyne.CanvasObject { return container.NewStack(r.sections) }

// Send sends the active request.
func (r *Room) Send() {
	r.flush()
	r.presenter.send()
}

// Cancel stops the sending of the active request.
func (r *Room) Cancel() { r.presenter.cancel() }

// Save stores the active request, asking for a place where it has none.
func (r *Room) Save() {
	r.flush()
	r.presenter.save()
}

// flush hands over what was typed into long texts.
func (r *Room) flush() {
	r.body.flush()
	r.docs.text.Flush()
}

// ToggleMock switches the active request between its address and the running mock.
func (r *Room) ToggleMock() { r.presenter.toggleMock() }

// FocusAddress puts the caret into the address.
func (r *Room) FocusAddress() { r.bar.focus() }

// ShowSection shows a section by its ID: "params", "headers", "auth", "body", "settings", "docs",
// "examples".
func (r *Room) ShowSection(id string) { r.sections.Select(id) }

func (r *Room) heard(e session.Event) {
	if e&(session.EnvironmentsChanged|session.TreeChanged) != 0 {
		r.presenter.reach.Forget()
		r.colour()
	}
	if e&session.EntityChanged != 0 {
		r.examples.outdated()
	}
	if t := r.presenter.tab(); e&session.SettingsChanged != 0 && t != nil {
		r.quietly(func() { r.settings.show(t.Request) })
	}
	if e&(session.ActiveChanged|session.EntityChanged|session.ExchangeChanged|session.EnvironmentsChanged|session.TreeChanged|session.TabsChanged) != 0 {
		r.Render()
	}
}

// colour paints variables anew: they may resolve otherwise.
func (r *Room) colour() {
	for _, part := range []fyne.CanvasObject{r.bar.address, r.params.query, r.params.path, r.headers.table, r.auth.editor, r.body.form, r.body.parts} {
		part.Refresh()
	}
}

// edit is how every part changes the draft: the parts that show the same thing follow.
func (r *Room) edit(change func(*model.Request)) {
	t := r.presenter.tab()
	if t == nil || r.rendering {
		return
	}
	r.quietly(func() {
		r.presenter.deps.Session.Edit(t, change)
		r.renderCounts(t.Request)
	})
}

// quietly does something during which the parts' own changes of their widgets are no edits.
func (r *Room) quietly(do func()) {
	was := r.rendering
	r.rendering = true
	defer func() { r.rendering = was }()
	do()
}

// Render shows the active request. Parts are written anew only when another request, or the same one
// changed from elsewhere, is to be shown: otherwise their widgets hold it already.
func (r *Room) Render() {
	t := r.presenter.tab()
	if t == nil || r.rendering {
		return
	}
	r.quietly(func() { r.render(t) })
}

func (r *Room) render(t *session.Tab) {
	if t != r.shown || t.Revision != r.revision {
		r.shown, r.revision = t, t.Revision
		q := t.Request
		r.bar.show(q)
		r.params.show(q)
		r.headers.show(q)
		r.auth.show(q)
		r.body.show(q)
		r.settings.show(q)
		r.docs.show(q)
	}
	if t.Example != "" {
		r.examples.choose(t.Example)
		t.Example = ""
		r.sections.Select("examples")
	}
	r.examples.show(t)
	r.bar.state()
	r.auth.state(t.Request)
	r.renderCounts(t.Request)
}

func (r *Room) renderCounts(q *model.Request) {
	c := counts(q, len(r.presenter.examples()))
	for id, n := range c.numbers {
		r.sections.SetCount(id, n)
	}
	for id, on := range c.marks {
		r.sections.SetMark(id, on)
	}
	r.params.follow(q)
	r.bar.follow(q)
}
