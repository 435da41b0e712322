package mocks

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// presenter holds what the page shows.
type presenter struct {
	deps    Deps
	render  func()
	chosen  model.ID
	now     model.MockStatus
	entries []model.MockEntry // newest first
	last    uint64
	// turn counts the journals that were shown: numbers of entries mean something in one of them only.
	turn int
	busy bool
	// pending counts the changes of this room that the file has not taken yet.
	pending int
	target  target
	// chosenRow hears that the user selected a route or an example.
	chosenRow func()
	// paused keeps the log as it is; the journal goes on.
	paused bool
	// idle is what the chosen mock would serve; stale says that it must be made anew.
	idle              model.MockStatus
	stale, previewing bool
	// seen says that somebody may look at it.
	seen bool
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
		row.Badge, row.BadgeColor = "ON", theme.ColorStatusOK
	}
	return row
}

func (p *presenter) choose(collection model.ID) {
	p.target.leave()
	p.target.route, p.target.example = "", ""
	p.chosen, p.stale = collection, true
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
		p.chosen, p.stale = "", true
		if all := p.collections(); len(all) > 0 {
			p.chosen = all[0]
		}
		p.forget()
	}
	p.now = model.MockStatus{}
	if p.chosen != "" {
		p.now = p.deps.Servers.MockStatus(p.chosen)
	}
	if p.chosen != "" && !p.now.Running {
		p.preview()
	}
}

// preview shows what the chosen mock would serve, and makes that anew in the background where it is stale.
func (p *presenter) preview() {
	if p.idle.Collection == p.chosen {
		p.now.Routes, p.now.Problems = p.idle.Routes, p.idle.Problems
	}
	if !p.stale || p.previewing || !p.seen {
		return
	}
	p.stale, p.previewing = false, true
	collection := p.chosen
	var made model.MockStatus
	p.deps.Session.Runner().Start(context.Background(), func(context.Context) { made = p.deps.Servers.MockPreview(collection) }, func() {
		p.previewing = false
		p.idle = made
		p.idle.Collection = collection
		p.status()
		p.render()
	})
}

// refresh reads what is new in the journal and tells whether anything is.
func (p *presenter) refresh() bool {
	changed := p.look()
	if !p.reads() {
		return changed
	}
	fresh := p.deps.Servers.MockEntries(p.chosen, p.last, shownEntries)
	slices.Reverse(fresh)
	return p.take(fresh) || changed
}

// follow is refresh that reads in the background: what a busy mock logs takes a while to read.
func (p *presenter) follow(done func(changed bool)) {
	changed := p.look()
	if !p.reads() {
		done(changed)
		return
	}
	collection, since, turn := p.chosen, p.last, p.turn
	var fresh []model.MockEntry
	p.deps.Session.Runner().Start(context.Background(), func(context.Context) {
		fresh = p.deps.Servers.MockEntries(collection, since, shownEntries)
		slices.Reverse(fresh)
	}, func() {
		if turn != p.turn || since != p.last || p.paused { // of another log, or read by somebody else meanwhile
			fresh = nil
		}
		done(p.take(fresh) || changed)
	})
}

// look reads how the chosen mock stands and tells whether anything is new about it.
func (p *presenter) look() bool {
	before := p.now
	p.status()
	if restarted(before, p.now) {
		p.forget()
	}
	return before.Running != p.now.Running || before.URL != p.now.URL || before.Scenario != p.now.Scenario || answers(before) != answers(p.now)
}

// reads tells whether there is a log that is followed.
func (p *presenter) reads() bool { return p.chosen != "" && p.now.Running && !p.paused }

// take puts entries, the newest first, before those that are shown.
func (p *presenter) take(fresh []model.MockEntry) bool {
	if len(fresh) == 0 {
		return false
	}
	p.last = max(p.last, fresh[0].Seq)
	p.entries = append(fresh, p.entries[:min(len(p.entries), shownEntries-len(fresh))]...)
	return true
}

func answers(st model.MockStatus) uint64 { return st.Served + st.Unmatched + st.Passed }

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
