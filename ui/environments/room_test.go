package environments

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
)

// rig is the sidebar and the editor side by side, with the environments "local" and "prod".
type rig struct {
	*Room
	t       *testing.T
	editor  *Editor
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
}

func newRig(t *testing.T) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}}
	r.file.Add(model.EnvironmentsID, &model.Environment{ID: "local", Name: "Local", Variables: []model.Variable{{Key: "base", Value: "http://localhost"}, {Key: "token", Value: "t0ken", Secret: true}}},
		&model.Environment{ID: "prod", Name: "Production", Variables: []model.Variable{{Key: "base", Value: "https://example.com", Extra: model.Extra{"postman": []byte("{}")}}}})
	r.session = testspace.Session(t, r.queue, r.file)
	d := Deps{Session: r.session, Dialogs: r.dialogs, Globals: r.file.Globals}
	r.Room, r.editor = New(d), NewEditor(d)
	r.window = test.NewTempWindow(t, kit.NewFloatLayer(container.NewHSplit(r.Content(), r.editor.Content()), r.queue.After))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(1200, 500))
	return r
}

func (r *rig) open(id model.ID) {
	r.t.Helper()
	if err := r.session.Open(id); err != nil {
		r.t.Fatal(err)
	}
	r.queue.Drain()
}

func (r *rig) pause() { r.queue.Advance(editDelay) }

func (r *rig) undo() { r.t.Helper(); testspace.Undo(r.t, r.queue, r.session) }

// write types a key and a value into a row of the table.
func (r *rig) write(row int, key, value string) {
	r.t.Helper()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.editor.table)
	test.TapCanvas(r.window.Canvas(), at.AddXY(theme.SizeRow+20, 26+float32(row)*theme.SizeRow+8))
	for i, text := range []string{key, value} {
		if i > 0 {
			r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
		}
		f := r.window.Canvas().Focused()
		f.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
		for _, c := range text {
			f.TypedRune(c)
		}
	}
}

func (r *rig) rename(text string) {
	r.t.Helper()
	f := r.window.Canvas().Focused()
	f.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	for _, c := range text {
		f.TypedRune(c)
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.queue.Drain()
}

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

// listed are the names in the sidebar; the chosen one has a star.
func (r *rig) listed() string {
	var out []string
	s := rows{r.session}
	for _, id := range s.Children("") {
		row := s.Row(id)
		if row.Detail != "" {
			row.Label += "*"
		}
		out = append(out, row.Label)
	}
	return strings.Join(out, ", ")
}

func (r *rig) check(want string) {
	r.t.Helper()
	if got := r.listed(); got != want {
		r.t.Errorf("listed %s, want %s", got, want)
	}
	for _, err := range r.dialogs.Errors {
		r.t.Errorf("said: %v", err)
	}
}

func (r *rig) stored(id model.ID) []model.Variable {
	r.t.Helper()
	e, err := r.file.Environment(id)
	if err != nil {
		r.t.Fatal(err)
	}
	return e.Variables
}

func TestNewRenameDuplicateDelete(t *testing.T) {
	r := newRig(t)
	r.check("Globals, Local, Production")
	r.New()
	r.queue.Drain()
	r.rename("Staging")
	r.check("Globals, Local, Production, Staging")
	if added := r.session.Active(); added == nil || r.list.Selected() != string(added.ID) || r.editor.title.Text != "Staging" {
		t.Errorf("the new one is not shown: %q", r.editor.title.Text)
	}
	r.item("local", "Rename")
	r.rename("Laptop")
	r.item("local", "Duplicate")
	r.check("Globals, Laptop, Laptop copy, Production, Staging")
	twin := r.session.Tree().Children(model.EnvironmentsID)[1]
	if diff := cmp.Diff(r.stored("local"), r.stored(twin)); diff != "" || twin == "local" {
		t.Errorf("the copy: %s", diff)
	}
	r.open("prod")
	r.item("prod", "Delete")
	r.check("Globals, Laptop, Laptop copy, Staging")
	if r.session.Tab("prod") != nil {
		t.Error("the tab of a deleted environment is open")
	}
	r.undo()
	r.check("Globals, Laptop, Laptop copy, Production, Staging")
	log := len(r.file.Log)
	r.list.OnRename("local", "  ")
	r.list.OnRename(string(model.GlobalsID), "x")
	r.trash(model.GlobalsID)
	r.queue.Drain()
	if len(r.file.Log) != log {
		t.Errorf("changed: %v", r.file.Log[log:])
	}
	if got := len(r.menu(string(model.GlobalsID))); got != 1 {
		t.Errorf("the globals can do %d things", got)
	}
}

func TestMoveEnvironments(t *testing.T) {
	r := newRig(t)
	if r.list.CanMove("globals", "") || !r.list.CanMove("prod", "") || r.list.CanMove("prod", "local") {
		t.Error("wrong rules")
	}
	r.list.OnMove("prod", "", 1) // after the globals, which are no environment of the tree
	r.queue.Drain()
	r.check("Globals, Production, Local")
	r.list.OnMove("local", "", 0) // before the globals there is no place
	r.queue.Drain()
	r.check("Globals, Local, Production")
	r.list.OnMove("local", "", 2)
	r.queue.Drain()
	r.check("Globals, Production, Local")
}

func TestChooseEnvironment(t *testing.T) {
	r := newRig(t)
	r.item("prod", "Use")
	r.check("Globals, Local, Production*")
	r.open("prod")
	if !r.editor.use.Disabled() || r.editor.use.Text != "In use" {
		t.Errorf("the button says %q", r.editor.use.Text)
	}
	r.open("local")
	if r.editor.use.Disabled() {
		t.Error("an environment that is not in use cannot be chosen")
	}
	test.Tap(r.editor.use)
	r.check("Globals, Local*, Production")
	if r.session.Environment() != "local" || !r.editor.use.Disabled() {
		t.Error("the button did not choose")
	}
	r.item("local", "Delete")
	if r.session.Environment() != "" {
		t.Error("a deleted environment is in use")
	}
	r.undo()
	r.check("Globals, Local*, Production")
	r.open(model.GlobalsID)
	if r.editor.use.Visible() {
		t.Error("the globals can be chosen")
	}
}

func TestEditVariables(t *testing.T) {
	r := newRig(t)
	before := r.stored("local")
	r.open("local")
	if rows := r.editor.table.Rows(); !rows[1].Secret || rows[0].Secret {
		t.Errorf("rows %+v", rows)
	}
	r.write(0, "base", "http://127.0.0.1")
	r.write(2, "new", "{{base}}/x")
	if len(r.file.Log) != 0 {
		t.Errorf("stored before the pause: %v", r.file.Log)
	}
	r.pause()
	rows := r.editor.table.Rows()
	rows[2].Secret, rows[1].Disabled = true, true // the buttons of the row
	r.editor.table.SetRows(rows)
	r.editor.table.OnChanged(rows)
	r.pause()
	want := []model.Variable{{Key: "base", Value: "http://127.0.0.1"}, {Key: "token", Value: "t0ken", Secret: true, Disabled: true}, {Key: "new", Value: "{{base}}/x", Secret: true}}
	if diff := cmp.Diff(want, r.stored("local")); diff != "" || len(r.file.Log) != 2 {
		t.Errorf("stored %s, changes %v", diff, r.file.Log)
	}
	r.undo()
	r.undo()
	if diff := cmp.Diff(before, r.stored("local")); diff != "" {
		t.Error(diff)
	}
	if rows := r.editor.table.Rows(); len(rows) != 2 || rows[0].Value != "http://localhost" || rows[1].Disabled {
		t.Errorf("after undo the table shows %+v", rows)
	}
}

func TestVariablesGoToTheRightEnvironment(t *testing.T) {
	r := newRig(t)
	r.open("local")
	r.write(0, "base", "L")
	r.open("prod") // before the pause
	r.write(0, "base", "P")
	r.session.Show("local")
	if got := r.editor.table.Rows()[0].Value; got != "L" {
		t.Errorf("back at local: %q", got)
	}
	r.pause()
	if l, p := r.stored("local"), r.stored("prod"); l[0].Value != "L" || p[0].Value != "P" || len(l) != 2 || len(p) != 1 || p[0].Extra == nil {
		t.Errorf("local %v, prod %v", l, p)
	}
	if len(r.file.Log) != 2 {
		t.Errorf("changes %v", r.file.Log)
	}
}

func TestEditingBeforeTheFileHasHeard(t *testing.T) {
	r := newRig(t)
	r.open("prod")
	r.open("local")
	r.write(0, "base", "L")
	r.session.Show("prod")
	r.session.Show("local") // the file still has the old value
	if got := r.editor.table.Rows()[0].Value; got != "L" {
		t.Errorf("shown %q", got)
	}
	r.write(2, "k", "v")
	r.pause()
	if l := r.stored("local"); len(l) != 3 || l[0].Value != "L" {
		t.Errorf("stored %v", l)
	}
}

func TestRenameWhileVariablesWait(t *testing.T) {
	r := newRig(t)
	r.open("local")
	r.write(0, "base", "L")
	r.list.OnRename("local", "Laptop")
	r.queue.Drain()
	if got := r.editor.table.Rows()[0].Value; got != "L" {
		t.Errorf("what was typed became %q", got)
	}
	r.pause()
	if e, _ := r.file.Environment("local"); e.Name != "Laptop" || e.Variables[0].Value != "L" || r.editor.title.Text != "Laptop" {
		t.Errorf("stored %q %v, title %q", e.Name, e.Variables, r.editor.title.Text)
	}
}

func TestGlobals(t *testing.T) {
	r := newRig(t)
	r.open(model.GlobalsID)
	if r.editor.title.Text != "Globals" || len(r.editor.table.Rows()) != 0 {
		t.Errorf("shown %q", r.editor.title.Text)
	}
	r.write(0, "g", "1")
	r.pause()
	if got := r.stored(model.GlobalsID); len(got) != 1 || got[0].Value != "1" {
		t.Errorf("stored %v", got)
	}
	r.check("Globals, Local, Production")
	r.undo()
	if len(r.editor.table.Rows()) != 0 || len(r.stored(model.GlobalsID)) != 0 {
		t.Errorf("after undo %v are shown, %v stored", r.editor.table.Rows(), r.stored(model.GlobalsID))
	}
	r.write(0, "h", "2")
	r.pause()
	if got := r.stored(model.GlobalsID); len(got) != 1 || got[0].Key != "h" {
		t.Errorf("stored %v", got)
	}
}

func TestEnvironmentThatIsUndoneWhileItIsEdited(t *testing.T) {
	r := newRig(t)
	r.New()
	r.queue.Drain()
	r.rename("Staging")
	added := r.session.Active().ID
	r.undo()            // the name
	r.session.Undo(nil) // the environment, still on its way while the user types
	r.write(0, "k", "v")
	r.pause()
	if _, err := r.file.Environment(added); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the environment came back out of the editor: %v", err)
	}
}

func TestFailuresAreSaid(t *testing.T) {
	r := newRig(t)
	r.open("local")
	r.write(0, "base", "L")
	r.file.Fail = errors.New("disk full")
	r.pause()
	if !strings.Contains(r.dialogs.Said(), "disk full") || r.editor.table.Rows()[0].Value != "L" {
		t.Errorf("said %q, shown %v", r.dialogs.Said(), r.editor.table.Rows())
	}
	r.New()
	r.queue.Drain()
	r.list.OnRename("gone", "x")
	r.list.OnOpen("gone")
	r.queue.Drain()
	if len(r.dialogs.Errors) != 4 {
		t.Errorf("said %q", r.dialogs.Said())
	}
	if got := r.listed(); got != "Globals, Local, Production" {
		t.Errorf("listed %s", got)
	}
}

func TestSelectedEnvironmentComesBack(t *testing.T) {
	r := newRig(t)
	r.list.Select("local")
	r.session.SetLayout(func(*session.Layout) {})
	r.queue.Advance(time.Second) // the program ends here
	deps := r.deps
	var err error
	if deps.Session, err = session.New(r.queue, r.file, r.file, r.file); err != nil {
		t.Fatal(err)
	}
	if again := New(deps); again.list.Selected() != "local" {
		t.Errorf("selected %q", again.list.Selected())
	}
}

func TestValuesReferToTheirEnvironment(t *testing.T) {
	r := newRig(t)
	r.open("local")
	r.write(2, "new", "{{base}}/x")
	offered := map[string]string{}
	for _, s := range r.editor.table.Names() {
		offered[s.Text] = s.Detail
	}
	if !strings.Contains(offered["new"], "http://localhost/x") || strings.Contains(offered["token"], "t0ken") || offered["$guid"] == "" {
		t.Errorf("offered %v", offered)
	}
	if state, hover := r.editor.table.Variables("nope"); state != kit.VarMissing || !strings.Contains(hover, "collection") {
		t.Errorf("nope: %v %q", state, hover)
	}
	if state, _ := r.editor.table.Variables("token"); state != kit.VarSecret {
		t.Errorf("token: %v", state)
	}
	r.open("prod")
	if _, hover := r.editor.table.Variables("base"); !strings.Contains(hover, "https://example.com") {
		t.Errorf("base of another environment: %q", hover)
	}
}
