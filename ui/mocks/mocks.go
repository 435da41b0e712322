// Package mocks is the room of the mock servers: start and stop, the address, routes with their
// examples and hits, and the live log that tells for every answer why it was given.
package mocks

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
)

// Servers runs the mocks of collections.
type Servers interface {
	StartMock(ctx context.Context, collection model.ID, port int) (model.MockStatus, error)
	StopMock(collection model.ID) error
	MockStatus(collection model.ID) model.MockStatus
	// MockPreview tells what a mock would serve that does not run. It may take a while.
	MockPreview(collection model.ID) model.MockStatus
	State
	Insight
	Offers
}

// State is what a running mock remembers.
type State interface {
	SwitchScenario(collection model.ID, name string) error
	ResetMock(collection model.ID)
	SnapshotMock(collection model.ID) ([]byte, error)
	RestoreMock(collection model.ID, snapshot []byte) error
}

// Insight tells what mocks did.
type Insight interface {
	MockEntries(collection model.ID, since uint64, max int) []model.MockEntry
	MockLatencies(collection model.ID, route string) model.MockLatencies
	VerifyMock(collection model.ID, assertions []model.MockAssertion) ([]model.MockVerified, error)
	// Replay sends a request of the journal again, to the mock or to its upstream.
	Replay(ctx context.Context, collection model.ID, e model.MockEntry, upstream bool) (model.Exchange, error)
}

// Offers turns answers of upstreams, and requests that found none, into examples.
type Offers interface {
	MockOffers(collection model.ID) []model.MockPassed
	ForgetOffer(collection, example model.ID)
	PassedChange(collection model.ID, p model.MockPassed) (model.Change, error)
	EntryExample(collection model.ID, e model.MockEntry) (model.MockPassed, error)
}

// Dialogs asks the user.
type Dialogs interface {
	Ask(title, label, value string, ok func(string))
	Confirm(title, text, action string, ok func())
	ChooseFile(ok func(path string))
	SaveFile(name string, ok func(path string))
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Servers Servers
	Dialogs Dialogs
	// FreePort returns the port that an error of StartMock offers instead of a taken one, or 0.
	FreePort func(err error) int
	// WriteFile fills a file, whole or not at all.
	WriteFile func(path string, write func(io.Writer) error) error
	// Opened hears that a request, or an example in the editor of its request, was opened.
	Opened func()
	// Changed hears that a mock was started or stopped.
	Changed func()
	// Stash keeps what is shown at times within reach of a change of theme; may be nil.
	Stash func(fyne.CanvasObject)
}

// Room is the sidebar of collections and the page of the chosen one. Both are made when they are first shown;
// mocks are started, stopped and switched without them.
type Room struct {
	presenter *presenter
	view      *kit.Lazy[*view]
	turn      int // counts how often it was shown or hidden
	tick      func()
}

// view is what the room shows.
type view struct {
	list    *kit.Outline
	sidebar fyne.CanvasObject
	page    *page
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{presenter: &presenter{deps: d, stale: true}}
	r.presenter.target.p = r.presenter
	r.presenter.render = r.render
	r.view = kit.NewLazy(r.build)
	r.presenter.choose(model.ID(d.Session.Layout().Selected[layoutName]))
	d.Session.Listen(func(e session.Event) {
		if e&(session.TreeChanged|session.EntityChanged|session.EnvironmentsChanged) != 0 {
			r.presenter.stale = true
			r.presenter.status()
			r.render()
		}
	})
	return r
}

// build makes what is seen.
func (r *Room) build() *view {
	p := r.presenter
	p.seen = true
	v := &view{list: kit.NewOutline(p)}
	v.list.OnSelect = func(id string) { r.Choose(model.ID(id)) }
	v.list.OnMenu = func(id string) []*fyne.MenuItem {
		if id == "" {
			return nil
		}
		return []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Start or stop mock"), func() { r.Toggle(model.ID(id)) })}
	}
	title := widget.NewLabel(lang.L("Mock servers"))
	title.TextStyle.Bold = true
	v.sidebar = container.NewBorder(title, nil, nil, nil, v.list)
	v.page = newPage(p)
	s := p.deps.Session
	s.OnClose(v.page.flush)
	s.OnClose(p.target.flush)
	v.list.SetScrollOffset(s.Layout().Scroll[layoutName])
	s.OnKeep(r.keep)
	if p.deps.Stash != nil {
		p.deps.Stash(v.sidebar)
		p.deps.Stash(v.page.whole)
	}
	p.status()
	v.show(p)
	return v
}

// show brings what is seen up to date.
func (v *view) show(p *presenter) {
	v.list.Reload()
	v.page.show()
	if chosen := string(p.chosen); v.list.Selected() != chosen {
		v.list.Select(chosen)
	}
}

// layoutName is the name of the list of collections in the layout.
const layoutName = "mocks"

// keep remembers which collection is chosen, and how far the list is scrolled.
func (r *Room) keep(l *session.Layout) {
	offset := l.Scroll[layoutName]
	if v, made := r.view.Made(); made {
		offset = v.list.ScrollOffset()
	}
	l.Keep(layoutName, offset, string(r.presenter.chosen))
}

// Sidebar returns the list of collections.
func (r *Room) Sidebar() fyne.CanvasObject { return r.view.Get().sidebar }

// Page returns the page of the chosen collection.
func (r *Room) Page() fyne.CanvasObject { return r.view.Get().page.whole }

// Focus puts the keys into the list.
func (r *Room) Focus() { kit.Focus(r.view.Get().list) }

// Choose shows the mock of a collection.
func (r *Room) Choose(collection model.ID) {
	if collection == r.presenter.chosen {
		return
	}
	r.presenter.choose(collection)
	r.presenter.deps.Session.SetLayout(r.keep)
	r.render()
}

// Toggle starts or stops the mock of a collection.
func (r *Room) Toggle(collection model.ID) { r.presenter.toggle(collection) }

// PinSelected pins the selected example of a route, or takes its pin off.
func (r *Room) PinSelected() { r.view.Get().page.routes.pinSelected() }

// Scenarios lists the names of the scenarios of the chosen mock.
func (r *Room) Scenarios() []string { return r.presenter.scenarioNames() }

// SwitchScenario puts a scenario of the chosen mock in force, "" for none.
func (r *Room) SwitchScenario(name string) { r.presenter.switchScenario(name) }

// ShowSection shows a part of the page: "log", "details", "behaviour", "scenarios", "resources",
// "upstream" or "checks".
func (r *Room) ShowSection(id string) { r.view.Get().page.sections.Select(id); r.render() }

// ResetState takes the state of the chosen mock back to the start.
func (r *Room) ResetState() { r.view.Get().page.resources.reset() }

// Verify checks what the chosen mock was expected to get.
func (r *Room) Verify() { r.ShowSection("checks"); r.view.Get().page.checks.verify() }

// refreshEvery is how often a shown page reads journal and counters: four times a second.
const refreshEvery = 250 * time.Millisecond

// Shown tells the room whether it is on the screen: only then it follows the journal.
func (r *Room) Shown(on bool) {
	r.turn++
	if r.tick != nil {
		r.tick()
		r.tick = nil
	}
	if !on {
		return
	}
	if r.presenter.refresh() {
		r.render()
	}
	r.await(r.turn)
}

// await follows the mock after a while, unless the room has been hidden or shown anew since that turn.
func (r *Room) await(turn int) {
	if turn != r.turn {
		return
	}
	r.tick = r.presenter.deps.Session.Runner().After(refreshEvery, func() {
		r.presenter.follow(func(changed bool) {
			if changed {
				r.render()
			}
			r.await(turn)
		})
	})
}

func (r *Room) render() {
	if v, made := r.view.Made(); made {
		v.show(r.presenter)
	}
}
