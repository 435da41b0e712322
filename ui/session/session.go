// Package session holds what is open in the window: the tree of the workspace, tabs with their drafts,
// the chosen environment, undo. Rooms meet here and nowhere else. Everything runs on the UI goroutine;
// work for the workspace file leaves it through a task.Runner, one step at a time and in order.
package session

import (
	"fmt"

	"postern/model"
	"postern/ui/task"
)

// Changes is the one way to edit the file. Steps are kept in it, across restarts.
type Changes interface {
	Apply(c model.Change) (inverse model.Change, err error)
	// ApplyWith applies the change that build makes of what the file holds, which nobody else changes in
	// between, and returns it.
	ApplyWith(build func() (model.Change, error)) (applied model.Change, err error)
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
	written   []byte // the layout as the file has it
	keepers   []func(*Layout)
	listeners []func(Event)
	closers   []func()
	closed    []closedTab
	returned  model.ID // what the last change that was followed brought into the tree, or ""
	// OnReturn hears what undo or redo has brought back into the tree, once its tabs are open again; nil for
	// nobody.
	OnReturn func(model.ID)
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
