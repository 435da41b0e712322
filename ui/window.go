package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/backups"
	"postern/ui/collections"
	"postern/ui/environments"
	"postern/ui/history"
	"postern/ui/kit"
	"postern/ui/mocks"
	"postern/ui/request"
	"postern/ui/response"
	"postern/ui/session"
	"postern/ui/settings"
	"postern/ui/theme"
	"postern/ui/trash"
)

// The rooms of the rail.
const (
	roomCollections  = "collections"
	roomEnvironments = "environments"
	roomMocks        = "mocks"
	roomHistory      = "history"
	roomSettings     = "settings"
	roomTrash        = "trash"
	roomBackups      = "backups"
	roomRecovery     = "recovery"
)

// Window is the whole window.
type Window struct {
	options  Options
	services Services
	session  *session.Session
	dialogs  *dialogs

	collections *collections.Room
	mocks       *mocks.Room
	request     *request.Room
	response    *response.Room
	recovery    *backups.Recovery // nil when all was well
	// What is not on the screen at the start is made when it is needed.
	group        *kit.Lazy[*collections.Group]
	environments *kit.Lazy[*environments.Room]
	variables    *kit.Lazy[*environments.Editor]
	history      *kit.Lazy[*history.Room]
	settings     *kit.Lazy[*settings.Room]
	trash        *kit.Lazy[*trash.Room]
	backups      *kit.Lazy[*backups.Room]

	rail    *rail
	tabs    *tabs
	status  *statusBar
	sidebar *fyne.Container
	main    *fyne.Container
	side    *kit.Split
	panes   *kit.Split
	tabPage *fyne.Container
	pages   pages
	stash   *fyne.Container // of what is shown at times
	steps   steps
	hinted  map[model.ID]string // advice that was given, by request
	themed  string
	scale   *theme.Scale
}

// pages are contents of the area below the tabs.
type pages struct{ request, empty fyne.CanvasObject }

// New builds the window on a workspace. Nothing is shown until the caller shows the fyne.Window.
func New(o Options, s Services) (*Window, error) {
	w := &Window{options: o, services: s, stash: kit.Stash(), scale: theme.NewScale()}
	var err error
	if w.session, err = session.New(o.Runner, s.Workspace, s.Workspace, s.Workspace); err != nil {
		return nil, err
	}
	w.applyLook()
	w.dialogs = newDialogs(o.Window, o.Runner, w.session)
	w.session.Report = func(err error) { w.dialogs.Note("", err) }
	w.buildRooms()
	w.build()
	w.session.Listen(w.heard)
	w.session.OnReturn = w.collections.Reveal
	w.showRoom()
	w.showPage()
	w.prepare()
	w.showRecoveryAtStart()
	w.watchDamage(damageFirst)
	return w, nil
}

func (w *Window) buildRooms() {
	s, d := w.services, w.dialogs
	w.collections = collections.New(collections.Deps{Session: w.session, Dialogs: d, Import: w.importFile, Export: w.export,
		StartMock: func(id model.ID) { w.mocks.Toggle(id) }, Variables: s.Scopes.Variables, Opened: func() { w.goTo(roomCollections) }})
	w.group = later(w, func() *collections.Group { return collections.NewGroup(w.collections) })
	env := environments.Deps{Session: w.session, Dialogs: d, Globals: s.Globals}
	w.environments = later(w, func() *environments.Room { return environments.New(env) })
	w.variables = later(w, func() *environments.Editor { return environments.NewEditor(env) })
	w.history = later(w, func() *history.Room { return history.New(history.Deps{Session: w.session, Past: s.Past, Dialogs: d}) })
	w.mocks = mocks.New(mocks.Deps{Session: w.session, Servers: s.Mocks, Dialogs: d, FreePort: s.FreePort, WriteFile: s.WriteFile, Opened: func() { w.goTo(roomCollections) }, Changed: w.mocksChanged, Stash: w.stash.Add})
	w.settings = later(w, func() *settings.Room {
		return settings.New(settings.Deps{Session: w.session, Note: d.Note, File: w.options.File, Version: w.options.Version, Secrets: s.SecretsNotice})
	})
	w.request = request.New(request.Deps{Session: w.session, Sender: s.Sender, Scopes: s.Scopes, Mocks: s.Mocks, Dialogs: d, Body: s.Body, Saved: w.hintSecrets})
	w.response = response.New(response.Deps{Session: w.session, Dialogs: d, Example: s.Example, WriteFile: s.WriteFile,
		Send: w.request.Send, StartMock: w.toggleMock})
	w.buildKeeping()
}

// later returns a room that is made when it is needed. Its page is from then on within reach of a change of theme.
func later[T interface{ Content() fyne.CanvasObject }](w *Window, build func() T) *kit.Lazy[T] {
	return kit.NewLazy(func() T {
		room := build()
		w.stash.Add(room.Content())
		return room
	})
}

// shown tells a room whether it is on the screen; one that has not been made yet is not.
func shown[T interface{ Shown(bool) }](l *kit.Lazy[T], on bool) {
	if on {
		l.Get()
	}
	if room, made := l.Made(); made {
		room.Shown(on)
	}
}

func (w *Window) build() {
	layout := w.session.Layout()
	w.tabs = newTabs(w)
	w.status = newStatusBar(w)
	w.rail = newRail(w)
	w.panes = kit.NewSplit(!layout.Stacked, w.request.Editor(), w.response.Content())
	w.panes.SetOffset(w.session.Split("panes", 0.5))
	w.panes.OnChanged = func(v float64) { w.session.SetSplit("panes", v) }
	w.pages = pages{
		request: container.NewBorder(container.NewPadded(w.request.Bar()), nil, nil, nil, w.panes),
		empty:   w.emptyPage(),
	}
	w.tabPage = container.NewStack(w.pages.empty)
	w.sidebar = container.NewStack(w.collections.Content())
	w.main = container.NewStack()
	w.side = kit.NewSideSplit(w.sidebar, roomy(w.main), w.session.Split("sidebar", 260))
	w.side.Wish = func() float32 { return w.main.MinSize().Width }
	w.side.OnChanged = func(v float64) { w.session.SetSplit("sidebar", v) }
	w.side.ShowFirst(!layout.Hidden)
	content := container.NewBorder(nil, w.status.content, w.rail.content, nil, w.side)
	for _, o := range []fyne.CanvasObject{w.collections.Content(), w.tabs.withPage(w.tabPage), w.pages.request, w.pages.empty} {
		w.stash.Add(o)
	}
	w.options.Window.SetContent(kit.NewFloatLayer(container.NewStack(content, w.dialogs.toasts.Layer(), w.stash), w.options.Runner.After))
	w.options.Window.SetMainMenu(w.mainMenu())
	w.options.Window.Canvas().SetOnTypedKey(w.typedKey)
	w.options.Window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
	w.tabs.show()
}

func (w *Window) emptyPage() fyne.CanvasObject {
	return kit.NewEmpty(theme.IconSend, lang.L("Nothing open"), lang.L("Choose a request on the left, press Ctrl+P to find one by name, or Ctrl+K for every command."),
		widget.NewButton(lang.L("New request"), w.collections.NewRequest), widget.NewButton(lang.L("Import…"), w.importFile))
}

// prepare sets what the window needs before it is shown.
func (w *Window) prepare() {
	l := w.session.Layout()
	size := fyne.NewSize(1280, 800)
	if l.Width > 300 && l.Height > 200 {
		size = fyne.NewSize(l.Width, l.Height)
	}
	w.options.Window.SetPadded(false)
	w.options.Window.Resize(size)
	kit.SetCodeZoom(l.Zoom)
	w.session.OnKeep(func(l *session.Layout) {
		size := w.options.Window.Canvas().Size()
		l.Width, l.Height, l.Zoom = size.Width, size.Height, kit.CodeZoom()
	})
	w.options.Window.SetTitle("Postern")
	if w.options.Notice != "" && w.recovery == nil { // its report says more
		w.dialogs.Warn(w.options.Notice)
	}
}

// Close keeps the state of the window for the next start; the caller then closes the workspace.
func (w *Window) Close() error { return w.session.Close() }

// Reload shows what the workspace holds now, after it was changed other than through the window.
func (w *Window) Reload() { w.session.Reload() }

func (w *Window) heard(e session.Event) {
	if e&(session.TabsChanged|session.ActiveChanged|session.TreeChanged) != 0 {
		w.tabs.show()
		w.showPage()
	}
	if e&session.LayoutChanged != 0 {
		w.showRoom()
	}
	if e&(session.EnvironmentsChanged|session.TreeChanged) != 0 {
		w.tabs.showEnvironment()
	}
	if e&session.SettingsChanged != 0 {
		w.applyLook()
	}
	if e&(session.TabsChanged|session.ActiveChanged|session.LayoutChanged|session.ExchangeChanged) != 0 {
		w.side.Refresh() // the page may wish for more room, or less
	}
	w.showSteps()
	if e&(session.ExchangeChanged|session.SettingsChanged|session.TreeChanged) != 0 {
		w.status.show()
	}
}

// showRoom puts the chosen room's sidebar and page in place.
func (w *Window) showRoom() {
	room := w.session.Layout().Room
	side, page := fyne.CanvasObject(w.collections.Content()), w.tabs.withPage(w.tabPage)
	switch room {
	case roomEnvironments:
		side = w.environments.Get().Content()
	case roomHistory:
		side = w.history.Get().Content()
	case roomMocks:
		side, page = w.mocks.Sidebar(), w.mocks.Page()
	case roomSettings:
		page = w.settings.Get().Content()
	default:
		if page = w.keepingPage(room); page == nil {
			room, page = roomCollections, w.tabs.withPage(w.tabPage)
		}
	}
	w.sidebar.Objects = []fyne.CanvasObject{side}
	w.sidebar.Refresh()
	w.main.Objects = []fyne.CanvasObject{page}
	w.main.Refresh()
	w.mocks.Shown(room == roomMocks)
	shown(w.history, room == roomHistory)
	shown(w.backups, room == roomBackups)
	shown(w.settings, room == roomSettings)
	w.rail.show(room)
	w.side.ShowFirst(!w.session.Layout().Hidden)
	w.panes.SetHorizontal(!w.session.Layout().Stacked)
}

// showPage puts what the active tab needs below the tabs.
func (w *Window) showPage() {
	page := w.pages.empty
	if t := w.session.Active(); t != nil {
		switch t.Kind {
		case model.KindRequest:
			page = w.pages.request
		case model.KindCollection, model.KindFolder:
			page = w.group.Get().Content()
			w.group.Get().Render()
		case model.KindEnvironment:
			page = w.variables.Get().Content()
			w.variables.Get().Render()
		}
	}
	if w.tabPage.Objects[0] != page {
		w.tabPage.Objects = []fyne.CanvasObject{page}
		w.tabPage.Refresh()
	}
}

func (w *Window) chooseRoom(room string) {
	w.session.SetLayout(func(l *session.Layout) {
		if l.Room == room || room == roomCollections && l.Room == "" {
			l.Hidden = !l.Hidden // a second click on the room hides its sidebar
			return
		}
		l.Room, l.Hidden = room, false
	})
}

// goTo shows a room whatever was shown before.
func (w *Window) goTo(room string) {
	w.session.SetLayout(func(l *session.Layout) { l.Room = room })
}

// collection returns the collection that commands without a target mean: that of the active tab, else
// of the selected entity, else the first.
func (w *Window) collection() model.ID {
	tree := w.session.Tree()
	if t := w.session.Active(); t != nil {
		if c := tree.Collection(t.ID); c != "" {
			return c
		}
	}
	if c := tree.Collection(w.collections.Selected()); c != "" {
		return c
	}
	if all := tree.Children(model.RootID); len(all) > 0 {
		return all[0]
	}
	return ""
}

func (w *Window) toggleMock() {
	c := w.collection()
	if c == "" {
		w.dialogs.Note("", fmt.Errorf("there is no collection to serve: make or import one first"))
		return
	}
	w.mocks.Choose(c)
	w.mocks.Toggle(c)
}

func (w *Window) mocksChanged() {
	w.status.show()
	w.request.Render()
	w.side.Refresh() // the page of a running mock says more
}
