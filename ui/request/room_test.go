package request

import (
	"context"
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

// rig is the room in a window, on a workspace in memory: collection "c" with the folder "f", and in it
// the requests "a" and "b".
type rig struct {
	*Room
	t       *testing.T
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	sender  *sender
	window  fyne.Window
	status  model.MockStatus
}

// sender keeps the jobs that it is given and answers what the test says.
type sender struct {
	jobs   []Job
	answer func(ctx context.Context, j Job) model.Exchange
}

func (s *sender) Send(ctx context.Context, j Job) model.Exchange {
	s.jobs = append(s.jobs, j)
	if s.answer != nil {
		return s.answer(ctx, j)
	}
	return model.Exchange{ID: "e", Response: &model.WireResponse{Status: 200}}
}

// scopes knows one variable.
type scopes struct{}

func (scopes) Variables(_, environment model.ID) *vars.Set {
	return vars.New(vars.Scope{Name: "globals", Variables: []model.Variable{{Key: "base", Value: "http://h"}, {Key: "token", Value: "s3cret", Secret: true}}})
}

func (r *rig) MockStatus(model.ID) model.MockStatus { return r.status }

func newRig(t *testing.T, requests ...model.Request) *rig {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}, sender: &sender{}}
	r.file.Add(model.RootID, &model.Collection{ID: "c", Name: "Shop"})
	r.file.Add("c", &model.Folder{ID: "f", Name: "Products"})
	if len(requests) == 0 {
		requests = []model.Request{{ID: "a", Name: "A", Method: "GET", URL: "http://a/x"}, {ID: "b", Name: "B", Method: "POST", URL: "http://b/y"}}
	}
	for i := range requests {
		r.file.Add("f", &requests[i])
	}
	r.session = testspace.Session(t, r.queue, r.file)
	r.Room = New(Deps{Session: r.session, Sender: r.sender, Scopes: scopes{}, Mocks: r, Dialogs: r.dialogs, Body: r.file.Body})
	r.window = test.NewTempWindow(t, kit.NewFloatLayer(container.NewBorder(r.Bar(), nil, nil, nil, r.Editor()), r.queue.After))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(900, 600))
	r.open(requests[0].ID)
	return r
}

func (r *rig) open(id model.ID) {
	r.t.Helper()
	if err := r.session.Open(id); err != nil {
		r.t.Fatal(err)
	}
	r.queue.Drain()
}

// draft is the request that is shown.
func (r *rig) draft() *model.Request { return r.session.Active().Request }

func (r *rig) undo() { r.t.Helper(); testspace.Undo(r.t, r.queue, r.session) }

// typing focuses an entry with all its text selected and types.
func (r *rig) typing(e fyne.Focusable, text string) {
	r.t.Helper()
	r.window.Canvas().Focus(e)
	e.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if code, ok := e.(*kit.CodeView); ok && text != "" { // what is typed would be indented and closed
		clip := test.NewClipboard()
		clip.SetContent(text)
		code.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
		return
	}
	if text == "" {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	for _, c := range text {
		if c == '\n' {
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			continue
		}
		e.TypedRune(c)
	}
}

// paste replaces the text of an entry in one step.
func (r *rig) paste(e fyne.Focusable, text string) {
	r.t.Helper()
	clipboard := test.NewClipboard()
	clipboard.SetContent(text)
	r.window.Canvas().Focus(e)
	e.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	e.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
}

// cell clicks on the key of a row of a table and types what is given: key, value and description of one
// row, a tab between them.
func (r *rig) cell(table *kit.KeyValueTable, row int, texts ...string) {
	r.t.Helper()
	r.cellAt(table, row, theme.SizeRow+20, texts...)
}

// cellAt is cell with the distance from the left.
func (r *rig) cellAt(table *kit.KeyValueTable, row int, x float32, texts ...string) {
	r.t.Helper()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(table)
	test.TapCanvas(r.window.Canvas(), at.AddXY(x, 26+float32(row)*theme.SizeRow+8))
	for i, text := range texts {
		focused := r.window.Canvas().Focused()
		if focused == nil {
			r.t.Fatalf("the click gave the keyboard to nothing (cell %d of row %d)", i, row)
		}
		if i > 0 {
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
			focused = r.window.Canvas().Focused()
		}
		r.typing(focused, text)
	}
}

func (r *rig) section(id string) { r.ShowSection(id); r.window.Resize(r.window.Canvas().Size()) }
