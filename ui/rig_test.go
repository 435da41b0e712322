package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/request"
	"postern/ui/task"
	"postern/vars"
)

// idle stands for the services that the stories here do not need.
type idle struct{}

func (idle) Send(context.Context, request.Job) model.Exchange { return model.Exchange{} }

func (idle) Variables(_, _ model.ID) *vars.Set             { return vars.New() }
func (idle) VariableNames(_, _ model.ID) []string          { return nil }
func (idle) MockStatus(model.ID) (st model.MockStatus)     { return st }
func (idle) StopMock(model.ID) error                       { return nil }
func (idle) ClearHistory() error                           { return nil }
func (idle) History(string, int) ([]model.Exchange, error) { return nil, nil }

func (idle) MockEntries(model.ID, uint64, int) []model.MockEntry { return nil }

func (idle) StartMock(context.Context, model.ID, int) (st model.MockStatus, err error) {
	return st, nil
}

func (idle) Exchange(id model.ID) (model.Exchange, error) {
	return model.Exchange{ID: id, Request: model.WireRequest{Method: "GET", URL: "http://past/" + string(id)}}, nil
}

func (idle) ReadImport(context.Context, string, []byte) (im model.Imported, err error) {
	return im, nil
}

func (idle) ImportChange(model.Imported) (c model.Change, err error) { return c, nil }

func (idle) ExportFile(context.Context, model.ID, string, bool) (r model.Report, err error) {
	return r, nil
}

// rig is a whole window on a workspace in memory.
type rig struct {
	*Window
	t      *testing.T
	file   *testspace.Workspace
	queue  *task.Queue
	window fyne.Window
}

// newRig shows shop(products(list(ok)) cart) and the environment local. set changes the services before
// the window is built.
func newRig(t *testing.T, set ...func(*Services)) *rig {
	t.Helper()
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}}
	r.file.Add(model.RootID, &model.Collection{ID: "shop", Name: "Shop"})
	r.file.Add("shop", &model.Folder{ID: "products", Name: "products"}, &model.Request{ID: "cart", Name: "Cart", Method: "POST", URL: "http://cart"})
	r.file.Add("products", &model.Request{ID: "list", Name: "List", URL: "http://list", Headers: []model.Field{{Key: "Accept", Value: "*/*"}}})
	r.file.Add("list", &model.Example{ID: "ok", Name: "OK", Status: 200})
	r.file.Add(model.EnvironmentsID, &model.Environment{ID: "local", Name: "Local"})
	return r.start(set...)
}

// start opens a window on the file.
func (r *rig) start(set ...func(*Services)) *rig {
	r.t.Helper()
	app := test.NewTempApp(r.t)
	r.window = app.NewWindow("")
	s := Services{Workspace: r.file, Sender: idle{}, Scopes: idle{}, Mocks: idle{}, Past: idle{}, Exchange: idle{}, Body: r.file.Body,
		Globals: r.file.Globals, EmptyTrash: r.file.EmptyTrash}
	for _, f := range set {
		f(&s)
	}
	var err error
	if r.Window, err = New(Options{App: app, Window: r.window, Runner: r.queue}, s); err != nil {
		r.t.Fatal(err)
	}
	r.session.Report = func(err error) { r.t.Errorf("reported: %v", err) }
	r.settle()
	return r
}

// settle lets everything that waits happen.
func (r *rig) settle() { r.queue.Advance(2 * time.Second) }

// command runs a command as the palette does.
func (r *rig) command(id string) {
	r.t.Helper()
	for _, c := range r.commands() {
		if c.id == id {
			c.run()
			r.settle()
			return
		}
	}
	r.t.Fatalf("there is no command %q", id)
}

// menu returns the words of the items of a menu.
func (r *rig) menu(name string) string {
	var out []string
	for _, m := range r.window.MainMenu().Items {
		for _, item := range m.Items {
			if m.Label == name && !item.IsSeparator {
				out = append(out, item.Label)
			}
		}
	}
	return strings.Join(out, ", ")
}

// key presses a key where the focus is.
func (r *rig) key(k fyne.KeyName) {
	r.t.Helper()
	f := r.window.Canvas().Focused()
	if f == nil {
		r.t.Fatalf("nothing has the focus for %s", k)
	}
	f.TypedKey(&fyne.KeyEvent{Name: k})
	r.settle()
}

func (r *rig) write(text string) {
	for _, c := range text {
		r.window.Canvas().Focused().TypedRune(c)
	}
	r.settle()
}

// room is what the window shows.
func (r *rig) room() string { return r.session.Layout().Room }

// says tells whether a label or a note in the window, or in front of it, contains text.
func (r *rig) says(text string) bool {
	roots := append([]fyne.CanvasObject{r.window.Content()}, r.window.Canvas().Overlays().List()...)
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if l, ok := o.(*widget.Label); ok && strings.Contains(l.Text, text) {
				return true
			}
			if p, ok := o.(*kit.Passage); ok && strings.Contains(p.Text(), text) {
				return true
			}
		}
	}
	return strings.Contains(strings.Join(r.dialogs.toasts.Texts(), "\n"), text)
}
