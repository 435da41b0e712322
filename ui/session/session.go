// Package session holds what is open in the window: the tree of the workspace, tabs with their drafts,
// the chosen environment, undo. Rooms meet here and nowhere else. Everything runs on the UI goroutine;
// work for the workspace file leaves it through a task.Runner, one step at a time and in order.
package session

import (
	"encoding/json"
	"fmt"
	"time"

	"postern/model"
	"postern/ui/task"
)

// Changes is the one way to edit the file. Steps are kept in it, across restarts.
type Changes interface {
	Apply(c model.Change) (inverse model.Change, err error)
	// Undo and Redo return what they applied.
	Undo() (applied model.Change, err error)
	Redo() (applied model.Change, err error)
	// Steps returns the names of what can be undone and redone, the next to go first.
	Steps() (undo, redo []string, err error)
}

// Workspace is the file behind the window.
type Workspace interface {
	Changes
	Tree() (*model.Tree, error)
	Settings() (model.Settings, error)
	State(key string) ([]byte, error)
	PutState(key string, value []byte) error
}

// Entities reads single entities of the workspace.
type Entities interface {
	Collection(id model.ID) (model.Collection, error)
	Folder(id model.ID) (model.Folder, error)
	Request(id model.ID) (model.Request, error)
	Example(id model.ID) (model.Example, error)
	Environment(id model.ID) (model.Environment, error)
}

// Drafts keeps edits that are not saved yet.
type Drafts interface {
	PutDraft(r model.Request) error
	DeleteDraft(id model.ID) error
	Drafts() ([]model.Request, error)
}

// Event tells listeners what changed. Several may come at once.
type Event uint

// The events.
const (
	TreeChanged         Event = 1 << iota // names, order, trash
	TabsChanged                           // which tabs there are, their marks and names
	ActiveChanged                         // another tab is shown
	EntityChanged                         // the shown entity changed other than by its own editor
	ExchangeChanged                       // the answer or sending state of a tab
	EnvironmentsChanged                   // the chosen environment, or variables anywhere
	SettingsChanged
	LayoutChanged // room, sidebar, orientation
)

// Session is the state of one window.
type Session struct {
	run      task.Runner
	file     Workspace
	entities Entities
	drafts   Drafts

	tree      *model.Tree
	settings  model.Settings
	tabs      []*Tab
	active    *Tab
	queue     queue
	history   history
	layout    Layout
	saving    func() // cancels the waiting save of the layout
	listeners []func(Event)
	closers   []func()
	// Report receives errors that no caller waits for, in words for people.
	Report func(error)
}

// New opens a session on a workspace: it reads the tree, the settings, drafts and the state of the last
// window.
func New(run task.Runner, file Workspace, entities Entities, drafts Drafts) (*Session, error) {
	s := &Session{run: run, file: file, entities: entities, drafts: drafts, Report: func(error) {}}
	var err error
	if s.tree, err = file.Tree(); err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	if s.settings, err = file.Settings(); err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	if s.history, err = readHistory(file); err != nil {
		return nil, fmt.Errorf("read what can be undone: %w", err)
	}
	if err := s.restore(); err != nil {
		return nil, err
	}
	return s, nil
}

// Tree returns the workspace's tree. Only the session changes it.
func (s *Session) Tree() *model.Tree { return s.tree }

// Entities reads single entities.
func (s *Session) Entities() Entities { return s.entities }

// Runner returns the door to other goroutines.
func (s *Session) Runner() task.Runner { return s.run }

// Settings returns the workspace's settings.
func (s *Session) Settings() model.Settings { return s.settings }

// Listen calls f on every change from now on, for the life of the session. Only rooms that live as
// long as the window listen.
func (s *Session) Listen(f func(Event)) { s.listeners = append(s.listeners, f) }

// OnClose calls f when the window closes, before the file does, and before something is undone or redone:
// rooms store then what they hold back while the user types.
func (s *Session) OnClose(f func()) { s.closers = append(s.closers, f) }

func (s *Session) notify(e Event) {
	for _, f := range s.listeners {
		f(e)
	}
}

// Layout is how the window looks: kept across restarts.
type Layout struct {
	Room        string              `json:"room"`
	Environment model.ID            `json:"environment,omitempty"`
	Expanded    []string            `json:"expanded,omitempty"`
	Tabs        []TabState          `json:"tabs,omitempty"`
	Active      model.ID            `json:"active,omitempty"`
	Splits      map[string]float64  `json:"splits,omitempty"` // by the name of the split
	Scroll      map[string]float32  `json:"scroll,omitempty"` // by the name of the view
	Hidden      bool                `json:"hidden,omitempty"` // the sidebar
	Stacked     bool                `json:"stacked,omitempty"`
	Width       float32             `json:"width,omitempty"`
	Height      float32             `json:"height,omitempty"`
	Sections    map[string]string   `json:"sections,omitempty"` // chosen sub-tab by room
	Modes       map[model.ID]string `json:"modes,omitempty"`    // "mock" for requests that go to the mock
}

// TabState is what comes back of a tab on the next start.
type TabState struct {
	ID   model.ID   `json:"id"`
	Kind model.Kind `json:"kind"`
}

// Layout returns the layout as it is.
func (s *Session) Layout() Layout { return s.layout }

// SetLayout changes the layout and keeps it. Listeners hear only of a change of room, sidebar or
// orientation.
func (s *Session) SetLayout(edit func(*Layout)) {
	before := s.layout
	edit(&s.layout)
	s.keepLayout()
	if before.Room != s.layout.Room || before.Hidden != s.layout.Hidden || before.Stacked != s.layout.Stacked {
		s.notify(LayoutChanged)
	}
}

// Split returns the remembered offset of a split, or otherwise.
func (s *Session) Split(name string, otherwise float64) float64 {
	if v, ok := s.layout.Splits[name]; ok {
		return v
	}
	return otherwise
}

// SetSplit remembers the offset of a split.
func (s *Session) SetSplit(name string, offset float64) {
	s.SetLayout(func(l *Layout) { set(&l.Splits, name, offset) })
}

// Section returns the remembered sub-tab of a room, or otherwise.
func (s *Session) Section(room, otherwise string) string {
	if v, ok := s.layout.Sections[room]; ok {
		return v
	}
	return otherwise
}

// SetSection remembers the sub-tab of a room.
func (s *Session) SetSection(room, section string) {
	s.SetLayout(func(l *Layout) { set(&l.Sections, room, section) })
}

func set[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[k] = v
}

// ToMock tells whether a request is sent to the running mock.
func (s *Session) ToMock(id model.ID) bool { return s.layout.Modes[id] == "mock" }

// SetToMock chooses between the running mock and the address of the request.
func (s *Session) SetToMock(id model.ID, mock bool) {
	s.SetLayout(func(l *Layout) {
		if mock {
			set(&l.Modes, id, "mock")
		} else {
			delete(l.Modes, id)
		}
	})
	s.notify(ActiveChanged)
}

// Environment returns the chosen environment, or "".
func (s *Session) Environment() model.ID {
	if _, ok := s.tree.Head(s.layout.Environment); !ok || s.tree.Parent(s.layout.Environment) == "" {
		return ""
	}
	return s.layout.Environment
}

// ChooseEnvironment makes the variables of an environment hold; "" chooses none.
func (s *Session) ChooseEnvironment(id model.ID) {
	s.SetLayout(func(l *Layout) { l.Environment = id })
	s.notify(EnvironmentsChanged)
}

const layoutKey = "session"

// keepDelay is how long the layout and drafts rest before they are written: long enough to batch
// typing, short enough that a crash loses less than a second.
const keepDelay = 400 * time.Millisecond

func (s *Session) keepLayout() {
	if s.saving != nil {
		return // what waits will write the newest layout
	}
	s.saving = s.run.After(keepDelay, func() {
		s.saving = nil
		s.writeLayout()
	})
}

func (s *Session) writeLayout() {
	data, err := s.layoutData()
	if err != nil {
		s.Report(err)
		return
	}
	s.background(func() error { return s.file.PutState(layoutKey, data) })
}

func (s *Session) layoutData() ([]byte, error) {
	s.layout.Tabs = s.layout.Tabs[:0]
	for _, t := range s.tabs {
		s.layout.Tabs = append(s.layout.Tabs, TabState{ID: t.ID, Kind: t.Kind})
	}
	s.layout.Active = ""
	if s.active != nil {
		s.layout.Active = s.active.ID
	}
	return json.Marshal(s.layout)
}

// Close writes at once what still waits: edits, drafts and the layout. The window calls it last.
func (s *Session) Close() error {
	s.queue.closing = true
	s.storeHeldBack()
	if err := s.drain(); err != nil {
		return err
	}
	if s.saving != nil {
		s.saving()
		s.saving = nil
	}
	for _, t := range s.tabs {
		if t.keep == nil {
			continue
		}
		t.keep()
		t.keep = nil
		if err := s.drafts.PutDraft(*t.Request); err != nil {
			return fmt.Errorf("keep the draft of %q: %w", t.Request.Name, err)
		}
	}
	data, err := s.layoutData()
	if err != nil {
		return err
	}
	return s.file.PutState(layoutKey, data)
}
