package mocks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
)

// servers stands for the mocks of the collections.
type servers struct {
	status  map[model.ID]model.MockStatus
	journal map[model.ID][]model.MockEntry
	taken   map[int]int // port: the free one instead
	starts  []string
	reads   int
	stopErr error
	// What the room did.
	said     []string
	offers   []model.MockPassed
	verified []model.MockVerified
	latency  model.MockLatencies
	reply    model.Exchange
	restored string
}

func (s *servers) MockPreview(c model.ID) model.MockStatus { return s.status[c] }

func (s *servers) SwitchScenario(c model.ID, name string) error {
	s.said = append(s.said, "switch "+name)
	st := s.status[c]
	st.Scenario, st.Switched = name, true
	s.status[c] = st
	return nil
}

func (s *servers) ResetMock(c model.ID) { s.said = append(s.said, "reset "+string(c)) }

func (s *servers) SnapshotMock(model.ID) ([]byte, error) { return []byte("the state"), nil }

func (s *servers) RestoreMock(_ model.ID, data []byte) error {
	s.restored = string(data)
	return nil
}

func (s *servers) MockLatencies(model.ID, string) model.MockLatencies { return s.latency }

func (s *servers) VerifyMock(_ model.ID, all []model.MockAssertion) ([]model.MockVerified, error) {
	s.said = append(s.said, fmt.Sprintf("verify %d", len(all)))
	return s.verified, nil
}

func (s *servers) Replay(_ context.Context, _ model.ID, e model.MockEntry, upstream bool) (model.Exchange, error) {
	s.said = append(s.said, fmt.Sprint("replay ", e.Path, " ", upstream))
	return s.reply, nil
}

func (s *servers) MockOffers(model.ID) []model.MockPassed { return s.offers }

func (s *servers) ForgetOffer(_, example model.ID) {
	s.offers = slices.DeleteFunc(slices.Clone(s.offers), func(p model.MockPassed) bool { return p.Example.ID == example })
}

func (s *servers) PassedChange(_ model.ID, p model.MockPassed) (model.Change, error) {
	e := p.Example.Clone()
	return model.Change{Name: "keep", Edits: []model.Edit{model.Put{Entity: &e}, model.Place{ID: e.ID, Parent: p.Request, Index: -1}}}, nil
}

func (s *servers) EntryExample(_ model.ID, e model.MockEntry) (model.MockPassed, error) {
	return model.MockPassed{Request: "a", Example: model.Example{ID: "made", Name: "of " + e.Path, Status: 200}}, nil
}

// portTaken is the error that offers another port.
type portTaken struct{ port, free int }

func (e portTaken) Error() string { return fmt.Sprintf("port %d is taken", e.port) }

func (s *servers) StartMock(_ context.Context, c model.ID, port int) (model.MockStatus, error) {
	s.starts = append(s.starts, fmt.Sprint(c, " ", port))
	if port == 0 {
		port = model.DefaultMockPort
	}
	if free, ok := s.taken[port]; ok {
		return model.MockStatus{}, portTaken{port, free}
	}
	st := s.status[c]
	st.Collection, st.Running, st.URL, st.Served, st.Unmatched = c, true, fmt.Sprintf("http://127.0.0.1:%d", port), 0, 0
	s.status[c], s.journal[c] = st, nil
	return st, nil
}

func (s *servers) StopMock(c model.ID) error {
	if s.stopErr != nil {
		return s.stopErr
	}
	st := s.status[c]
	st.Running, st.URL = false, ""
	s.status[c] = st
	return nil
}

func (s *servers) MockStatus(c model.ID) model.MockStatus { return s.status[c] }

func (s *servers) MockEntries(c model.ID, since uint64, max int) []model.MockEntry {
	s.reads++
	var out []model.MockEntry
	for _, e := range s.journal[c] {
		if e.Seq > since && len(out) < max {
			out = append(out, e)
		}
	}
	return out
}

// serve answers a request to the mock of a collection.
func (s *servers) serve(c model.ID, method, path string, status int, example string) {
	e := model.MockEntry{Seq: uint64(len(s.journal[c]) + 1), Time: time.Now(), Method: method, Path: path, Status: status, ExampleName: example, Reason: "because of " + path}
	st := s.status[c]
	if example == "" {
		st.Unmatched++
	} else {
		e.Example = "ok"
		st.Served++
	}
	s.journal[c], s.status[c] = append(s.journal[c], e), st
}

type rig struct {
	*Room
	*view
	t       *testing.T
	servers *servers
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
	opened  int
	changed int
}

// newRig has the collections "shop" with one route of two examples, and "weather".
func newRig(t *testing.T, empty ...bool) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}}
	routes := []model.MockRoute{{Key: "GET /v1/a", Method: "GET", Path: "/v1/a", Hits: 3, Request: "a", Examples: []model.MockChoice{{ID: "ok", Name: "OK", Status: 200, Hits: 3}, {ID: "bad", Name: "Bad", Status: 400}}}}
	r.servers = &servers{status: map[model.ID]model.MockStatus{"shop": {Routes: routes}}, journal: map[model.ID][]model.MockEntry{}, taken: map[int]int{}}
	if len(empty) == 0 {
		r.file.Add(model.RootID, &model.Collection{ID: "shop", Name: "Shop", Docs: "d", Mock: model.MockSettings{Port: 4321}}, &model.Collection{ID: "weather", Name: "Weather"})
		r.file.Add("shop", &model.Request{ID: "a", Name: "A"})
		r.file.Add("a", &model.Example{ID: "ok", Name: "OK", Status: 200}, &model.Example{ID: "bad", Name: "Bad", Status: 400})
	}
	r.session = testspace.Session(t, r.queue, r.file)
	r.Room = New(Deps{Session: r.session, Servers: r.servers, Dialogs: r.dialogs, Opened: func() { r.opened++ }, Changed: func() { r.changed++ },
		WriteFile: func(path string, write func(io.Writer) error) error {
			f, err := os.Create(path)
			if err == nil {
				err = errors.Join(write(f), f.Close())
			}
			return err
		},
		FreePort: func(err error) int {
			if e, ok := errors.AsType[portTaken](err); ok {
				return e.free
			}
			return 0
		}})
	r.view = r.Room.view.Get()
	r.window = test.NewTempWindow(t, kit.NewFloatLayer(container.NewHSplit(r.Sidebar(), r.Page()), r.queue.After))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(1200, 700))
	return r
}

// start starts the mock of a collection and shows it.
func (r *rig) start(c model.ID) {
	r.t.Helper()
	r.Choose(c)
	test.Tap(r.page.start)
	r.queue.Drain()
	if !r.servers.status[c].Running {
		r.t.Fatalf("%s does not run: %s", c, r.dialogs.Said())
	}
}

func (r *rig) typing(e fyne.Focusable, text string) {
	r.t.Helper()
	r.window.Canvas().Focus(e)
	e.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if text == "" {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	for _, c := range text {
		e.TypedRune(c)
	}
}

func (r *rig) mock(c model.ID) model.MockSettings {
	r.t.Helper()
	x, err := r.file.Collection(c)
	if err != nil {
		r.t.Fatal(err)
	}
	return x.Mock
}

func (r *rig) why() string {
	return r.page.log.why.Text()
}

func (r *rig) undo() { r.t.Helper(); testspace.Undo(r.t, r.queue, r.session) }
