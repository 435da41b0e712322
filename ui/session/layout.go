package session

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"time"

	"postern/model"
)

// Layout is how the window looks: kept across restarts.
type Layout struct {
	Room        string             `json:"room"`
	Environment model.ID           `json:"environment,omitempty"`
	Expanded    []string           `json:"expanded,omitempty"`
	Tabs        []TabState         `json:"tabs,omitempty"`
	Active      model.ID           `json:"active,omitempty"`
	Splits      map[string]float64 `json:"splits,omitempty"` // by the name of the split
	// Scroll and Selected are by the name of the view. What belongs to one tab is named "view:ID", such as
	// "response:4kx…", and goes with the tab.
	Scroll   map[string]float32  `json:"scroll,omitempty"`
	Selected map[string]string   `json:"selected,omitempty"` // the ID of the selected row
	Hidden   bool                `json:"hidden,omitempty"`   // the sidebar
	Stacked  bool                `json:"stacked,omitempty"`
	Width    float32             `json:"width,omitempty"`
	Height   float32             `json:"height,omitempty"`
	Zoom     float64             `json:"zoom,omitempty"`     // of the text of all text views; 1 and 0 are the usual
	Sections map[string]string   `json:"sections,omitempty"` // chosen sub-tab by room
	Modes    map[model.ID]string `json:"modes,omitempty"`    // "mock" for requests that go to the mock
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

// Keep remembers how far a view is scrolled and the ID of the row that is selected in it, "" for none. A
// view of one tab is named "view:ID".
func (l *Layout) Keep(view string, scroll float32, selected string) {
	set(&l.Scroll, view, scroll)
	set(&l.Selected, view, selected)
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
	if bytes.Equal(data, s.written) {
		return
	}
	s.written = data
	s.background(func() error { return s.file.PutState(layoutKey, data) })
}

// OnKeep calls f just before the layout is written, for what a view need not tell at every step: how far
// it is scrolled, which row is selected. f must not call SetLayout.
func (s *Session) OnKeep(f func(*Layout)) { s.keepers = append(s.keepers, f) }

// maxExpanded bounds how many expanded folders are remembered, so that the layout stays small.
const maxExpanded = 2000

// prune forgets what belongs to tabs and entities that are gone.
func (s *Session) prune() {
	l := &s.layout
	ofClosed := func(view string) bool {
		_, id, ofTab := strings.Cut(view, ":")
		return ofTab && s.Tab(model.ID(id)) == nil
	}
	maps.DeleteFunc(l.Scroll, func(view string, _ float32) bool { return ofClosed(view) })
	maps.DeleteFunc(l.Selected, func(view, _ string) bool { return ofClosed(view) })
	maps.DeleteFunc(l.Modes, func(id model.ID, _ string) bool {
		_, exists := s.tree.Head(id)
		return !exists && s.Tab(id) == nil
	})
	l.Expanded = l.Expanded[:min(len(l.Expanded), maxExpanded)]
}

func (s *Session) layoutData() ([]byte, error) {
	for _, f := range s.keepers {
		f(&s.layout)
	}
	s.prune()
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
