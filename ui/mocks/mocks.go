// Package mocks is the room of the mock servers: start and stop, the address, routes with their
// examples and hits, and the live log that tells for every answer why it was given.
package mocks

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// Servers starts and stops the mocks of collections and reads what they did.
type Servers interface {
	StartMock(ctx context.Context, collection model.ID, port int) (model.MockStatus, error)
	StopMock(collection model.ID) error
	MockStatus(collection model.ID) model.MockStatus
	MockEntries(collection model.ID, since uint64, max int) []model.MockEntry
}

// Dialogs asks the user.
type Dialogs interface {
	Confirm(title, text, action string, ok func())
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Servers Servers
	Dialogs Dialogs
	// FreePort returns the port that an error of StartMock offers instead of a taken one, or 0.
	FreePort func(err error) int
	// Opened hears that an example was opened in its request's editor.
	Opened func()
	// Changed hears that a mock was started or stopped.
	Changed func()
}

// Room is the sidebar of collections and the page of the chosen one.
type Room struct {
	presenter *presenter
	list      *kit.Outline
	sidebar   fyne.CanvasObject
	page      *page
	shown     bool
	tick      func()
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{presenter: &presenter{deps: d}}
	r.presenter.render = r.render
	r.list = kit.NewOutline(r.presenter)
	r.list.OnSelect = func(id string) { r.Choose(model.ID(id)) }
	r.list.OnMenu = func(id string) []*fyne.MenuItem {
		if id == "" {
			return nil
		}
		return []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Start or stop mock"), func() { r.Toggle(model.ID(id)) })}
	}
	title := widget.NewLabel(lang.L("Mock servers"))
	title.TextStyle.Bold = true
	r.sidebar = container.NewBorder(title, nil, nil, nil, r.list)
	r.page = newPage(r.presenter)
	d.Session.OnClose(r.page.flush)
	d.Session.Listen(func(e session.Event) {
		if e&session.TreeChanged != 0 {
			r.presenter.status()
			r.render()
		}
	})
	r.render()
	return r
}

// Sidebar returns the list of collections.
func (r *Room) Sidebar() fyne.CanvasObject { return r.sidebar }

// Page returns the page of the chosen collection.
func (r *Room) Page() fyne.CanvasObject { return r.page.whole }

// Focus puts the keys into the list.
func (r *Room) Focus() { kit.Focus(r.list) }

// Choose shows the mock of a collection.
func (r *Room) Choose(collection model.ID) {
	if collection == r.presenter.chosen {
		return
	}
	r.presenter.choose(collection)
	r.render()
}

// Toggle starts or stops the mock of a collection.
func (r *Room) Toggle(collection model.ID) { r.presenter.toggle(collection) }

// PinSelected pins the selected example of a route, or takes its pin off.
func (r *Room) PinSelected() { r.page.routes.pinSelected() }

// refreshEvery is how often a shown page reads journal and counters: four times a second.
const refreshEvery = 250 * time.Millisecond

// Shown tells the room whether it is on the screen: only then it follows the journal.
func (r *Room) Shown(on bool) {
	r.shown = on
	if r.tick != nil {
		r.tick()
		r.tick = nil
	}
	if on {
		r.follow()
	}
}

func (r *Room) follow() {
	if r.presenter.refresh() {
		r.render()
	}
	r.tick = r.presenter.deps.Session.Runner().After(refreshEvery, r.follow)
}

func (r *Room) render() {
	r.list.Reload()
	r.page.show()
	if chosen := string(r.presenter.chosen); r.list.Selected() != chosen {
		r.list.Select(chosen)
	}
}

// presenter holds what the page shows.
type presenter struct {
	deps    Deps
	render  func()
	chosen  model.ID
	now     model.MockStatus
	entries []model.MockEntry // newest first
	last    uint64
	// turn counts the journals that were shown: numbers of entries mean something in one of them only.
	turn    int
	busy    bool
	flights fields.Flights[model.Collection]
}

// shownEntries bounds the log in the window; the journal itself keeps its own bound.
const shownEntries = 1000

func (p *presenter) collections() []model.ID { return p.deps.Session.Tree().Children(model.RootID) }

// Children implements kit.OutlineSource.
func (p *presenter) Children(id string) []string {
	if id != "" {
		return nil
	}
	var out []string
	for _, c := range p.collections() {
		out = append(out, string(c))
	}
	return out
}

// Row implements kit.OutlineSource.
func (p *presenter) Row(id string) kit.OutlineRow {
	h, _ := p.deps.Session.Tree().Head(model.ID(id))
	row := kit.OutlineRow{Label: h.Name, Icon: theme.Icon(theme.IconMocks)}
	if st := p.deps.Servers.MockStatus(h.ID); st.Running {
		row.Detail = lang.L("running")
		row.Badge, row.BadgeColor = "ON", theme.ColorStatusOK
	}
	return row
}

func (p *presenter) choose(collection model.ID) {
	p.chosen = collection
	p.forget()
	p.status()
	p.refresh()
}

// forget begins a new log.
func (p *presenter) forget() {
	p.entries, p.last = nil, 0
	p.turn++
}

func (p *presenter) status() {
	if len(p.deps.Session.Tree().Path(p.chosen)) == 0 {
		p.chosen = ""
		if all := p.collections(); len(all) > 0 {
			p.chosen = all[0]
		}
		p.forget()
	}
	p.now = model.MockStatus{}
	if p.chosen != "" {
		p.now = p.deps.Servers.MockStatus(p.chosen)
	}
}

// refresh reads what is new in the journal and tells whether anything is.
func (p *presenter) refresh() bool {
	before := p.now
	p.status()
	if restarted(before, p.now) {
		p.forget()
	}
	changed := before.Running != p.now.Running || before.URL != p.now.URL || answers(before) != answers(p.now)
	if p.chosen == "" || !p.now.Running {
		return changed
	}
	fresh := p.deps.Servers.MockEntries(p.chosen, p.last, shownEntries)
	for _, e := range fresh {
		p.last = max(p.last, e.Seq)
	}
	for i, j := 0, len(fresh)-1; i < j; i, j = i+1, j-1 {
		fresh[i], fresh[j] = fresh[j], fresh[i]
	}
	p.entries = append(fresh, p.entries...)
	p.entries = p.entries[:min(len(p.entries), shownEntries)]
	return changed || len(fresh) > 0
}

func answers(st model.MockStatus) uint64 { return st.Served + st.Unmatched }

// restarted tells whether a mock counts from 1 again, also where its stop was not seen.
func restarted(before, now model.MockStatus) bool {
	return now.Running && (!before.Running || before.URL != now.URL || answers(now) < answers(before))
}

func (p *presenter) toggle(collection model.ID) {
	if collection == "" || p.busy {
		return
	}
	st := p.deps.Servers.MockStatus(collection)
	if st.Running {
		p.run(func(context.Context) error { return p.deps.Servers.StopMock(collection) }, func(err error) { p.done(err) })
		return
	}
	p.start(collection, 0)
}

func (p *presenter) start(collection model.ID, port int) {
	p.run(func(ctx context.Context) error {
		_, err := p.deps.Servers.StartMock(ctx, collection, port)
		return err
	}, func(err error) {
		free := 0
		if err != nil {
			free = p.deps.FreePort(err)
		}
		if free == 0 {
			p.done(err)
			return
		}
		p.done(nil)
		p.deps.Dialogs.Confirm(lang.L("The port is taken"), err.Error(), fmt.Sprintf(lang.L("Use port %d"), free), func() { p.start(collection, free) })
	})
}

func (p *presenter) run(work func(context.Context) error, done func(error)) {
	p.busy = true
	var err error
	p.deps.Session.Runner().Start(context.Background(), func(ctx context.Context) { err = work(ctx) }, func() {
		p.busy = false
		done(err)
	})
}

func (p *presenter) done(err error) {
	if err != nil {
		p.deps.Dialogs.Note("", err)
	}
	p.refresh()
	p.render()
	p.deps.Changed()
}

// collection reads a collection as it will be once all changes of it by this room have arrived.
func (p *presenter) collection(id model.ID) (model.Collection, error) {
	if c, ok := p.flights.Newest(id); ok {
		return c.Clone(), nil
	}
	return p.deps.Session.Entities().Collection(id)
}

// set changes the settings of a mock in its collection. edit is called twice: for what the room shows
// until the change has arrived, and on another goroutine for what the file then holds.
func (p *presenter) set(collection model.ID, name string, edit func(*model.MockSettings)) {
	c, err := p.collection(collection)
	if err != nil {
		p.deps.Dialogs.Note("", err)
		return
	}
	edit(&c.Mock)
	p.flights.Leave(collection, c)
	p.deps.Session.DoWith(name, func(from session.Entities) (model.Change, error) {
		stored, err := from.Collection(collection)
		edit(&stored.Mock)
		return model.Change{Edits: []model.Edit{model.Put{Entity: &stored}}}, err
	}, func(err error) {
		p.flights.Arrive(collection)
		if err != nil {
			p.deps.Dialogs.Note("", err)
		}
		p.status()
		p.render()
	})
}

// pin forces an example for a route, or takes the pin off where it is set already.
func (p *presenter) pin(route string, example model.ID) {
	p.set(p.chosen, "pin example", func(m *model.MockSettings) {
		if m.Pins == nil {
			m.Pins = map[string]model.ID{}
		}
		if m.Pins[route] == example {
			delete(m.Pins, route)
			return
		}
		m.Pins[route] = example
	})
}
