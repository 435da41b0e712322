package session

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"postern/model"
)

// Tab is one open entity.
type Tab struct {
	ID   model.ID
	Kind model.Kind // KindRequest, KindCollection, KindFolder or KindEnvironment
	// Request is the draft that the editor shows; Saved is what the workspace holds, nil for a request
	// that is saved nowhere yet. Both are nil for other kinds, whose editors write through at once.
	Request, Saved *model.Request
	Dirty          bool
	// Revision grows when the shown entity changed other than by its editor.
	Revision int
	// Exchange is the last answer; Sending says that one is under way, Received and Expected (-1:
	// unknown) how much of it has come.
	Exchange           *model.Exchange
	Sending            bool
	Received, Expected int64
	Cancel             context.CancelFunc
	// Turn counts the sends of this tab: a late answer of an old turn is dropped.
	Turn int
	// Home is where a request that is saved nowhere takes auth and variables from, or "".
	Home model.ID
	// Example is the example that the editor should show, or "".
	Example model.ID

	keep   func() // cancels the waiting write of the draft
	queued bool   // a write of the draft waits for its turn in the queue
}

// Tabs returns the open tabs in order. The slice must not be changed.
func (s *Session) Tabs() []*Tab { return s.tabs }

// Active returns the tab that is shown, or nil.
func (s *Session) Active() *Tab { return s.active }

// Tab returns the open tab of an entity, or nil.
func (s *Session) Tab(id model.ID) *Tab {
	for _, t := range s.tabs {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// Open shows an entity in a tab: its own, or a new one beside the active. An example opens its request.
func (s *Session) Open(id model.ID) error {
	example := model.ID("")
	if h, _ := s.tree.Head(id); h.Kind == model.KindExample {
		example, id = id, s.tree.Parent(id)
	}
	t := s.Tab(id)
	if t == nil {
		var err error
		if t, err = s.tabOf(id); err != nil {
			return err
		}
		s.insert(t)
	}
	t.Example = example
	s.show(t, TabsChanged)
	return nil
}

// tabOf makes the tab of an entity that has none.
func (s *Session) tabOf(id model.ID) (*Tab, error) {
	h, ok := s.tree.Head(id)
	if !ok && id != model.GlobalsID {
		return nil, fmt.Errorf("open %q: %w", id, model.ErrNotFound)
	}
	if id == model.GlobalsID {
		h.Kind = model.KindEnvironment
	}
	t := &Tab{ID: id, Kind: h.Kind}
	if h.Kind == model.KindRequest {
		r, err := s.entities.Request(id)
		if err != nil {
			return nil, fmt.Errorf("open %q: %w", h.Name, err)
		}
		draft := r.Clone()
		t.Saved, t.Request = &r, &draft
	}
	return t, nil
}

// OpenNew shows a request that is not saved anywhere.
func (s *Session) OpenNew(r model.Request) *Tab {
	r = r.Clone()
	if r.ID == "" || s.Tab(r.ID) != nil {
		r.ID = model.NewID()
	}
	if _, taken := s.tree.Head(r.ID); taken {
		r.ID = model.NewID()
	}
	t := &Tab{ID: r.ID, Kind: model.KindRequest, Request: &r}
	s.insert(t)
	s.mark(t)
	s.keepDraft(t)
	s.show(t, TabsChanged)
	return t
}

func (s *Session) insert(t *Tab) {
	at := len(s.tabs)
	if s.active != nil {
		at = slices.Index(s.tabs, s.active) + 1
	}
	s.tabs = slices.Insert(s.tabs, at, t)
}

// Show makes a tab the active one.
func (s *Session) Show(id model.ID) {
	if t := s.Tab(id); t != nil && t != s.active {
		s.show(t, 0)
	}
}

// Step shows the next tab (1) or the one before (-1), around the ends.
func (s *Session) Step(by int) {
	if n := len(s.tabs); n > 0 {
		i := (slices.Index(s.tabs, s.active) + by + n) % n
		s.show(s.tabs[i], 0)
	}
}

func (s *Session) show(t *Tab, events Event) {
	s.active = t
	s.keepLayout()
	s.notify(events | ActiveChanged)
}

// MoveTab moves a tab to another place in the row.
func (s *Session) MoveTab(id model.ID, index int) {
	i := slices.IndexFunc(s.tabs, func(t *Tab) bool { return t.ID == id })
	if i < 0 {
		return
	}
	t := s.tabs[i]
	s.tabs = slices.Delete(s.tabs, i, i+1)
	s.tabs = slices.Insert(s.tabs, min(max(index, 0), len(s.tabs)), t)
	s.keepLayout()
	s.notify(TabsChanged)
}

// CloseTab closes a tab and cancels what it sends. Its draft is dropped: ask before closing a dirty one.
func (s *Session) CloseTab(id model.ID) {
	t := s.Tab(id)
	if t == nil {
		return
	}
	s.drop(t)
	if t.Kind == model.KindRequest && (t.Dirty || t.Saved == nil) {
		s.forgetDraft(id)
	}
	s.keepLayout()
	s.notify(TabsChanged | ActiveChanged)
}

func (s *Session) drop(t *Tab) {
	if t.keep != nil {
		t.keep()
		t.keep = nil
	}
	if t.Cancel != nil {
		t.Cancel()
	}
	Discard(t.Exchange)
	i := slices.Index(s.tabs, t)
	s.tabs = slices.Delete(s.tabs, i, i+1)
	if s.active != t {
		return
	}
	s.active = nil
	if len(s.tabs) > 0 {
		s.active = s.tabs[min(i, len(s.tabs)-1)]
	}
}

// Edit changes the draft of a request tab. The draft reaches the file within a second.
func (s *Session) Edit(t *Tab, edit func(*model.Request)) {
	edit(t.Request)
	wasDirty := t.Dirty
	s.mark(t)
	s.keepDraft(t)
	if wasDirty != t.Dirty {
		s.notify(TabsChanged)
	}
}

func (s *Session) mark(t *Tab) {
	t.Dirty = t.Kind == model.KindRequest && (t.Saved == nil || !model.SameRequest(*t.Saved, *t.Request))
}

func (s *Session) keepDraft(t *Tab) {
	if t.keep != nil {
		return // what waits will write the newest draft
	}
	t.keep = s.run.After(keepDelay, func() {
		t.keep = nil
		s.queueDraft(t)
		s.keepLayout() // with the draft come caret and scrolling
	})
}

// queueDraft writes the draft as it is when its turn comes. Where the file is slow, no more than one
// write of a tab waits, however much is typed meanwhile.
func (s *Session) queueDraft(t *Tab) {
	if t.queued {
		return
	}
	t.queued = true
	var draft model.Request
	var dirty bool
	s.enqueue(job{begin: func() bool {
		t.queued = false
		draft, dirty = t.Request.Clone(), t.Dirty
		return s.Tab(t.ID) == t // one that was closed has forgotten its draft
	}, work: func() error {
		if dirty {
			return s.drafts.PutDraft(draft)
		}
		return s.drafts.DeleteDraft(draft.ID)
	}, done: s.reportFault})
}

func (s *Session) forgetDraft(id model.ID) {
	s.background(func() error { return s.drafts.DeleteDraft(id) })
}

// Save stores the draft of a request tab. A request that is saved nowhere goes to the end of parent;
// otherwise parent is ignored.
func (s *Session) Save(t *Tab, parent model.ID, done func(error)) {
	r := t.Request.Clone()
	c := model.Change{Name: "save " + r.Name, Edits: []model.Edit{model.Put{Entity: &r}}}
	if t.Saved == nil {
		c.Edits = append(c.Edits, model.Place{ID: r.ID, Parent: parent, Index: -1})
	}
	if t.keep != nil || t.queued { // an older draft must not come back over what is saved, should the program end right after
		draft := r.Clone()
		s.background(func() error { return s.drafts.PutDraft(draft) })
	}
	s.Do(c, func(err error) {
		if err == nil {
			saved := r.Clone()
			t.Saved = &saved
			s.mark(t)
			s.keepDraft(t)
			s.notify(TabsChanged)
		}
		if done != nil {
			done(err)
		} else if err != nil {
			s.Report(err)
		}
	})
}

// Revert drops the draft of a tab and shows what is saved.
func (s *Session) Revert(t *Tab) {
	if t.Saved == nil {
		return
	}
	r := t.Saved.Clone()
	t.Request = &r
	t.Revision++
	s.mark(t)
	s.keepDraft(t)
	s.notify(TabsChanged | EntityChanged)
}

// Changed tells listeners that the exchange or the sending state of a tab changed.
func (s *Session) Changed(*Tab) { s.notify(ExchangeChanged) }

func (s *Session) restore() error {
	data, err := s.file.State(layoutKey)
	if err != nil {
		return fmt.Errorf("read the state of the window: %w", err)
	}
	if len(data) > 0 && json.Unmarshal(data, &s.layout) != nil {
		s.layout = Layout{} // a layout of another version is no reason not to start
	}
	drafts, err := s.drafts.Drafts()
	if err != nil {
		return fmt.Errorf("read drafts: %w", err)
	}
	byID := map[model.ID]model.Request{}
	for _, d := range drafts {
		byID[d.ID] = d
	}
	for _, ts := range s.layout.Tabs {
		s.restoreTab(ts, byID)
		delete(byID, ts.ID)
	}
	for _, d := range drafts { // a crash before the layout was written
		if _, left := byID[d.ID]; left {
			s.restoreTab(TabState{ID: d.ID, Kind: model.KindRequest}, byID)
		}
	}
	if s.active = s.Tab(s.layout.Active); s.active == nil && len(s.tabs) > 0 {
		s.active = s.tabs[0]
	}
	return nil
}

func (s *Session) restoreTab(ts TabState, drafts map[model.ID]model.Request) {
	t := &Tab{ID: ts.ID, Kind: ts.Kind}
	inTree := len(s.tree.Path(ts.ID)) > 0 || ts.ID == model.GlobalsID
	if ts.Kind != model.KindRequest {
		if inTree {
			s.tabs = append(s.tabs, t)
		}
		return
	}
	if inTree {
		if r, err := s.entities.Request(ts.ID); err == nil {
			draft := r.Clone()
			t.Saved, t.Request = &r, &draft
		}
	}
	if d, ok := drafts[ts.ID]; ok {
		t.Request = &d
	}
	if t.Request == nil {
		return
	}
	s.mark(t)
	s.tabs = append(s.tabs, t)
}
