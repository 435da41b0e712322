package collections

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
	"postern/vars"
)

// rig is the room and the editor of groups side by side in a window.
type rig struct {
	*Room
	t       *testing.T
	group   *Group
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
	called  []string
}

// newRig shows shop(products(list(ok) one) cart) weather.
func newRig(t *testing.T, fill ...func(*testspace.Workspace)) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}}
	if len(fill) == 0 {
		fill = append(fill, sample)
	}
	for _, f := range fill {
		f(r.file)
	}
	r.session = testspace.Session(t, r.queue, r.file)
	call := func(what string) func(model.ID) {
		return func(id model.ID) { r.called = append(r.called, what+string(id)) }
	}
	r.Room = New(Deps{Session: r.session, Dialogs: r.dialogs, Import: func() { r.called = append(r.called, "import") }, Export: call("export "), StartMock: call("mock "),
		Variables: func(parent, _ model.ID) *vars.Set {
			return vars.New(vars.Scope{Name: string(parent), Variables: []model.Variable{{Key: "known"}}})
		}})
	r.group = NewGroup(r.Room)
	split := container.NewHSplit(r.Content(), r.group.Content())
	r.window = test.NewTempWindow(t, kit.NewFloatLayer(split, r.queue.After))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(1000, 500))
	return r
}

func sample(w *testspace.Workspace) {
	w.Add(model.RootID, &model.Collection{ID: "shop", Name: "Shop", Mock: model.MockSettings{Port: 4321, Pins: map[string]model.ID{"GET /": "ok"}}, Variables: []model.Variable{{Key: "base", Value: "http://h"}}},
		&model.Collection{ID: "weather", Name: "Weather"})
	w.Add("shop", &model.Folder{ID: "products", Name: "products", Docs: "about products"}, &model.Request{ID: "cart", Name: "Cart", Method: "POST", URL: "http://cart"})
	w.Add("products", &model.Request{ID: "list", Name: "List", URL: "http://list"}, &model.Request{ID: "one", Name: "One", URL: "http://one"})
	w.Add("list", &model.Example{ID: "ok", Name: "OK", Status: 200, Body: model.Bytes([]byte("body"))})
}

// tree writes the names in the workspace as "Shop(products(List(OK) One) Cart) Weather".
func (r *rig) tree() string {
	r.t.Helper()
	stored, err := r.file.Tree()
	if err != nil {
		r.t.Fatal(err)
	}
	now := names(stored, model.RootID)
	if got := names(r.session.Tree(), model.RootID); got != now {
		r.t.Errorf("the file holds %s, the window %s", now, got)
	}
	return now
}

func names(tree *model.Tree, id model.ID) string {
	var out []string
	for _, k := range tree.Children(id) {
		h, _ := tree.Head(k)
		text := strings.ReplaceAll(h.Name, " ", "_")
		if below := names(tree, k); below != "" {
			text += "(" + below + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

const whole = "Shop(products(List(OK) One) Cart) Weather"

func (r *rig) check(want string) {
	r.t.Helper()
	r.queue.Drain()
	if got := r.tree(); got != want {
		r.t.Errorf("tree %s, want %s", got, want)
	}
	for _, err := range r.dialogs.Errors {
		r.t.Errorf("said: %v", err)
	}
}

func (r *rig) undo() { r.t.Helper(); testspace.Undo(r.t, r.queue, r.session) }

func (r *rig) open(id model.ID) {
	r.t.Helper()
	if err := r.session.Open(id); err != nil {
		r.t.Fatal(err)
	}
	r.queue.Drain()
}

// item chooses from the context menu of an entity.
func (r *rig) item(id, label string) {
	r.t.Helper()
	for _, i := range r.menu(id) {
		if i.Label == label {
			i.Action()
			r.queue.Drain()
			return
		}
	}
	r.t.Fatalf("%s has no %q", id, label)
}

// rename types over what is in the focused entry and leaves it with Enter.
func (r *rig) rename(text string) {
	r.t.Helper()
	f := r.window.Canvas().Focused()
	e, ok := f.(fyne.Shortcutable)
	if !ok {
		r.t.Fatalf("%T has the keyboard", f)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	for _, c := range text {
		f.TypedRune(c)
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.queue.Drain()
}
