// Package history is the room of past exchanges: searchable, kept across restarts, each one can be
// opened again as a tab.
package history

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// Past reads and clears the history of the workspace.
type Past interface {
	History(query string, limit int) ([]model.Exchange, error)
	Exchange(id model.ID) (model.Exchange, error)
	ClearHistory() error
}

// Dialogs asks the user.
type Dialogs interface {
	Confirm(title, text, action string, ok func())
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Past    Past
	Dialogs Dialogs
}

// limit is how many exchanges are listed at once.
const limit = 500

// searchDelay is how long typing rests before the history is searched.
const searchDelay = 120 * time.Millisecond

// Room is the sidebar.
type Room struct {
	deps    Deps
	search  *widget.Entry
	list    *kit.Outline
	rows    []model.Exchange
	byID    map[string]int
	ids     []string
	turn    int
	wait    func()
	shown   bool
	content fyne.CanvasObject
	stack   *fyne.Container
	empty   fyne.CanvasObject
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{deps: d, search: widget.NewEntry()}
	r.search.SetPlaceHolder(lang.L("Search history"))
	r.search.Icon = theme.Icon(theme.IconSearch)
	r.search.OnChanged = func(string) { r.later() }
	r.list = kit.NewOutline(r)
	r.list.OnOpen = func(id string) { r.Open(model.ID(id)) }
	r.list.OnMenu = func(id string) []*fyne.MenuItem {
		items := []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Clear history…"), r.Clear)}
		if id != "" {
			items = append([]*fyne.MenuItem{fyne.NewMenuItem(lang.L("Open as a new tab"), func() { r.Open(model.ID(id)) })}, items...)
		}
		return items
	}
	clear := kit.NewToolButton(theme.IconTrash, lang.L("Clear history…"), r.Clear)
	r.empty = kit.NewEmpty(theme.IconHistory, lang.L("Nothing sent yet"), lang.L("Every request that is sent is listed here, newest first."))
	r.stack = container.NewStack(r.list)
	r.content = container.NewBorder(container.NewPadded(container.NewBorder(nil, nil, nil, clear, r.search)), nil, nil, nil, kit.WithStash(r.stack, r.list, r.empty))
	d.Session.Listen(func(e session.Event) {
		if e&session.ExchangeChanged != 0 && r.shown {
			r.later()
		}
	})
	return r
}

// Content returns the sidebar.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Shown tells the room whether it is on the screen: only then it follows what is sent.
func (r *Room) Shown(on bool) {
	r.shown = on
	if r.wait != nil {
		r.wait()
		r.wait = nil
	}
	if on {
		r.load()
	}
}

// Focus puts the caret into the search field.
func (r *Room) Focus() { kit.Focus(r.search) }

func (r *Room) later() {
	if r.wait != nil {
		r.wait()
	}
	r.wait = r.deps.Session.Runner().After(searchDelay, r.load)
}

func (r *Room) load() {
	r.turn++
	turn, query := r.turn, r.search.Text
	var found []model.Exchange
	var err error
	r.deps.Session.Runner().Start(context.Background(), func(context.Context) { found, err = r.deps.Past.History(query, limit) }, func() {
		if turn != r.turn {
			return
		}
		if err != nil {
			r.deps.Dialogs.Note("", err)
			return
		}
		r.show(found)
	})
}

func (r *Room) show(found []model.Exchange) {
	r.rows, r.byID, r.ids = found, map[string]int{}, nil
	for i, e := range found {
		r.byID[string(e.ID)] = i
		r.ids = append(r.ids, string(e.ID))
	}
	shown := fyne.CanvasObject(r.list)
	if len(found) == 0 && r.search.Text == "" {
		shown = r.empty
	}
	r.stack.Objects = []fyne.CanvasObject{shown}
	r.stack.Refresh()
	r.list.Reload()
}

// Children implements kit.OutlineSource.
func (r *Room) Children(id string) []string {
	if id != "" {
		return nil
	}
	return r.ids
}

// Row implements kit.OutlineSource.
func (r *Room) Row(id string) kit.OutlineRow {
	i, ok := r.byID[id]
	if !ok {
		return kit.OutlineRow{}
	}
	e := r.rows[i]
	return kit.OutlineRow{Label: shortURL(e.Request.URL), Badge: e.Request.Method, BadgeColor: theme.Method(e.Request.Method), Detail: outcome(e)}
}

// shortURL shows what tells addresses apart in a narrow row: path and query, then the host.
func shortURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.RequestURI() + "  " + u.Host
}

// outcome tells status and time of an exchange: "200 · 14:03".
func outcome(e model.Exchange) string {
	when := e.Time.Local()
	text := when.Format("15:04")
	if time.Since(when) > 20*time.Hour {
		text = when.Format("2 Jan 15:04")
	}
	switch {
	case e.Failure != nil:
		return string(e.Failure.Kind) + " · " + text
	case e.Response != nil:
		return strconv.Itoa(e.Response.Status) + " · " + text
	}
	return text
}

// Open shows an exchange with the request that was sent in a tab of its own, saved nowhere.
func (r *Room) Open(id model.ID) {
	e, err := r.deps.Past.Exchange(id)
	if err != nil {
		r.deps.Dialogs.Note("", err)
		return
	}
	request := model.Request{Name: e.Request.Method + " " + e.Request.URL, Method: e.Request.Method}
	request.SetAddress(e.Request.URL)
	if e.Draft != nil {
		request = e.Draft.Clone()
	}
	request.ID = ""
	t := r.deps.Session.OpenNew(request)
	t.Exchange = &e
	t.Home = r.deps.Session.Tree().Parent(e.RequestID)
	r.deps.Session.Changed(t)
}

// Clear empties the history after asking.
func (r *Room) Clear() {
	r.deps.Dialogs.Confirm(lang.L("Clear history"), lang.L("All past exchanges are deleted. This cannot be undone."), lang.L("Clear"), func() {
		var err error
		r.deps.Session.Runner().Start(context.Background(), func(context.Context) { err = r.deps.Past.ClearHistory() }, func() {
			if err != nil {
				r.deps.Dialogs.Note("", err)
			}
			r.load()
		})
	})
}
