package backups

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
)

// files stands for the backups of a workspace.
type files struct {
	list    []model.Backup
	content map[string]model.BackupContent
	reads   []string
	took    []string
	err     error  // of listing and making backups
	takeErr error  // of restoring one
	during  func() // happens while the next content is read
}

func (f *files) Backups() ([]model.Backup, error) { return f.list, f.err }

func (f *files) BackupNow() (model.Backup, error) {
	if f.err != nil {
		return model.Backup{}, f.err
	}
	b := model.Backup{Path: "now", Kind: model.BackupManual, Time: time.Now(), Size: 2000}
	f.list = append([]model.Backup{b}, f.list...)
	f.content["now"] = model.BackupContent{Backup: b, Tree: model.NewTree()}
	return b, nil
}

func (f *files) BackupContent(path string) (model.BackupContent, error) {
	f.reads = append(f.reads, path)
	if f.during != nil {
		during := f.during
		f.during = nil
		during()
	}
	c, ok := f.content[path]
	if !ok {
		return c, fmt.Errorf("read %s: %w", path, model.ErrDamaged)
	}
	return c, nil
}

func (f *files) RestoreChange(path string, only ...model.ID) (model.Change, error) {
	f.took = append(f.took, fmt.Sprint(path, only))
	if f.takeErr != nil {
		return model.Change{}, f.takeErr
	}
	c := &model.Collection{ID: "back", Name: "Back"}
	return model.Change{Name: "restore backup", Edits: []model.Edit{model.Put{Entity: c}, model.Place{ID: c.ID, Parent: model.RootID, Index: -1}}}, nil
}

type rig struct {
	*Room
	t       *testing.T
	files   *files
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
	left    int
}

// newRig has the backups new and old; new holds shop(list) and weather and an environment.
func newRig(t *testing.T) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}, files: &files{content: map[string]model.BackupContent{}}}
	r.file.Add(model.RootID, &model.Collection{ID: "fresh", Name: "Fresh"})
	then := testspace.New()
	then.Add(model.RootID, &model.Collection{ID: "shop", Name: "Shop"}, &model.Collection{ID: "weather", Name: "Weather"})
	then.Add("shop", &model.Request{ID: "list", Name: "List"})
	then.Add(model.EnvironmentsID, &model.Environment{ID: "local", Name: "Local"})
	tree, err := then.Tree()
	if err != nil {
		t.Fatal(err)
	}
	head := func(id model.ID) model.Head { h, _ := tree.Head(id); return h }
	r.files.list = []model.Backup{{Path: "new", Kind: model.BackupHourly, Time: time.Now().Add(-time.Hour), Size: 5000}, {Path: "old", Kind: "yearly", Time: time.Now().Add(-48 * time.Hour), Size: 3000}}
	r.files.content["new"] = model.BackupContent{Backup: r.files.list[0], Tree: tree, Count: model.Counts{Requests: 1},
		Added: []model.Head{head("shop"), head("list"), head("weather")}, Missing: []model.Head{{ID: "fresh", Kind: model.KindCollection, Name: "Fresh"}}}
	r.files.content["old"] = model.BackupContent{Backup: r.files.list[1], Tree: model.NewTree()}
	if r.session, err = session.New(r.queue, r.file, r.file, r.file); err != nil {
		t.Fatal(err)
	}
	r.Room = New(Deps{Session: r.session, Copies: r.files, Dialogs: r.dialogs, Leave: func() { r.left++ }})
	r.window = test.NewTempWindow(t, kit.NewFloatLayer(r.Content(), r.queue.After))
	r.window.Resize(fyne.NewSize(1000, 600))
	return r
}

func (r *rig) show() {
	r.Shown(true)
	r.queue.Drain()
}

func (r *rig) key(k fyne.KeyName) {
	r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	r.queue.Drain()
}

func TestShowsTheNewestFirst(t *testing.T) {
	r := newRig(t)
	r.show()
	if r.list.Selected() != "new" || r.presenter.content == nil || r.words.Text() != "2 copies · 8 KB" {
		t.Fatalf("selected %q, %q", r.list.Selected(), r.words.Text())
	}
	if got := r.content.sum.Text; got != "Against the workspace as it is now: 3 only in the backup, 0 different, 1 not in the backup." {
		t.Errorf("it says %q", got)
	}
	if row := (copies{r.presenter}).Row("old"); row.Label != "2 days ago" || row.Detail != "Yearly · 3 KB" {
		t.Errorf("an unknown kind is shown as %+v", row)
	}
	if row := (held{r.presenter}).Row("shop"); row.Detail != "1 request" || row.Check != kit.CheckOff {
		t.Errorf("shop is shown as %+v", row)
	}
	if got := (changes{r.presenter}).Children(""); !cmp.Equal(got, []string{groupAdded, groupMissing}) {
		t.Errorf("groups %q", got)
	}
	if row := (changes{r.presenter}).Row("added/list"); row.Label != "List" || row.Detail != "Shop" {
		t.Errorf("list is shown as %+v", row)
	}
	r.Focus()
	r.key(fyne.KeyDown)
	if r.presenter.at != "old" || r.content.sum.Text != "The workspace is the same as this backup." {
		t.Errorf("at %q: %q", r.presenter.at, r.content.sum.Text)
	}
	r.key(fyne.KeyEscape)
	if r.left != 1 {
		t.Errorf("left %d times", r.left)
	}
}

func TestComparesAnewWithAChangedWorkspace(t *testing.T) {
	r := newRig(t)
	r.show()
	before := len(r.files.reads)
	r.session.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: "fresh"}}}, nil)
	r.queue.Drain()
	if len(r.files.reads) != before+1 {
		t.Fatalf("read %q", r.files.reads)
	}
	r.Shown(false)
	r.session.Undo(nil)
	r.queue.Drain()
	if len(r.files.reads) != before+1 {
		t.Fatalf("read while nobody looks: %q", r.files.reads)
	}
}

func TestRestoreAllAndUndo(t *testing.T) {
	r := newRig(t)
	r.show()
	test.Tap(r.content.all)
	if q := r.dialogs.Questions; len(q) != 1 || !strings.Contains(q[0].Text, "can be undone") {
		t.Fatalf("asked %+v", q)
	}
	r.dialogs.Answer("")
	r.queue.Drain()
	if _, ok := r.session.Tree().Head("back"); !ok || !cmp.Equal(r.files.took, []string{"new[]"}) {
		t.Fatalf("took %q", r.files.took)
	}
	if name, _ := r.session.CanUndo(); name != "restore backup" {
		t.Errorf("can undo %q", name)
	}
	if r.presenter.working || len(r.files.reads) != 2 {
		t.Errorf("the backup was not compared anew: %q", r.files.reads)
	}
}

func TestRestoreChosenCollections(t *testing.T) {
	r := newRig(t)
	r.show()
	if !r.content.some.Disabled() {
		t.Fatal("nothing is chosen, and can be restored")
	}
	r.content.focus()
	r.key(fyne.KeyEnd)
	r.key(fyne.KeySpace) // opens the environments, which have no box together
	r.key(fyne.KeyDown)
	r.key(fyne.KeySpace)
	r.key(fyne.KeyHome)
	r.key(fyne.KeyDown)
	r.key(fyne.KeySpace)
	if r.content.some.Text != "Restore 2 chosen…" {
		t.Fatalf("the button says %q", r.content.some.Text)
	}
	r.key(fyne.KeyEnd)
	r.key(fyne.KeySpace)
	if r.content.some.Disabled() || r.content.some.Text != "Restore 1 chosen…" {
		t.Fatalf("the button says %q", r.content.some.Text)
	}
	test.Tap(r.content.some)
	r.dialogs.Answer("")
	r.queue.Drain()
	if !cmp.Equal(r.files.took, []string{"new[weather]"}) || len(r.presenter.chosen()) != 0 {
		t.Fatalf("took %q, still chosen %q", r.files.took, r.presenter.chosen())
	}
}

func TestLateContentIsDropped(t *testing.T) {
	r := newRig(t)
	r.files.during = func() { r.presenter.choose("old") }
	r.show()
	if r.presenter.at != "old" || r.presenter.content.Backup.Path != "old" || !cmp.Equal(r.files.reads, []string{"new", "old"}) {
		t.Fatalf("shows %q of %q", r.presenter.content.Backup.Path, r.files.reads)
	}
}

func TestCancelReading(t *testing.T) {
	r := newRig(t)
	r.files.during = func() {
		if r.content.note.Text() != "Reading the backup…" || !r.content.all.Disabled() {
			t.Errorf("while reading it says %q", r.content.note.Text())
		}
		test.Tap(r.content.again)
	}
	r.show()
	if r.presenter.content != nil || r.content.note.Text() != "This backup was not read." {
		t.Fatalf("says %q", r.content.note.Text())
	}
	test.Tap(r.content.again)
	r.queue.Drain()
	if r.presenter.content == nil {
		t.Fatal("it cannot be read again")
	}
}

func TestErrorsStandInPlace(t *testing.T) {
	r := newRig(t)
	delete(r.files.content, "new")
	r.show()
	if r.content.note.Text() != "Read new: damaged" || r.stackShows() != r.content.message {
		t.Fatalf("says %q", r.content.note.Text())
	}
	r.files.err = errors.New("the folder is gone")
	r.presenter.load()
	r.queue.Drain()
	if r.body.Objects[0] != r.failure || r.failed.Text() != "The folder is gone" {
		t.Fatalf("says %q", r.failed.Text())
	}
}

func (r *rig) stackShows() fyne.CanvasObject { return r.content.stack.Objects[0] }

func TestBackUpNow(t *testing.T) {
	r := newRig(t)
	r.files.list = nil
	r.show()
	if r.body.Objects[0] != r.empty {
		t.Fatal("the empty room does not say so")
	}
	r.BackUp()
	if !r.now.Disabled() {
		t.Error("a second backup can be started")
	}
	r.queue.Drain()
	if r.list.Selected() != "now" || r.now.Disabled() || r.dialogs.Said() != "Backed up: 2 KB" {
		t.Fatalf("selected %q, said %q", r.list.Selected(), r.dialogs.Said())
	}
	r.files.err = errors.New("disk full")
	r.BackUp()
	r.queue.Drain()
	if len(r.dialogs.Errors) != 1 || r.now.Disabled() {
		t.Errorf("said %v", r.dialogs.Errors)
	}
}

func TestFailedRestoreSaysSo(t *testing.T) {
	r := newRig(t)
	r.show()
	r.files.takeErr = errors.New("damaged meanwhile")
	test.Tap(r.content.all)
	r.dialogs.Answer("")
	r.queue.Drain()
	if len(r.dialogs.Errors) != 1 || r.presenter.working || r.content.all.Disabled() {
		t.Fatalf("said %v, working %v", r.dialogs.Errors, r.presenter.working)
	}
	if got := r.session.Tree().Children(model.RootID); !cmp.Equal(got, []model.ID{"fresh"}) {
		t.Errorf("the workspace holds %q", got)
	}
}
