package trash

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
)

type rig struct {
	*Room
	t       *testing.T
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
	left    int
}

// newRig has shop(products(list(ok) one) cart) and the environment local, nothing of it in the trash.
func newRig(t *testing.T) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}}
	r.file.Add(model.RootID, &model.Collection{ID: "shop", Name: "Shop"})
	r.file.Add("shop", &model.Folder{ID: "products", Name: "products"}, &model.Request{ID: "cart", Name: "Cart", Method: "POST"})
	r.file.Add("products", &model.Request{ID: "list", Name: "List"}, &model.Request{ID: "one", Name: "One"})
	r.file.Add("list", &model.Example{ID: "ok", Name: "OK", Status: 200})
	r.file.Add(model.EnvironmentsID, &model.Environment{ID: "local", Name: "Local"})
	r.session = testspace.Session(t, r.queue, r.file)
	r.Room = New(Deps{Session: r.session, Dialogs: r.dialogs, EmptyTrash: r.file.EmptyTrash, Leave: func() { r.left++ }})
	r.window = test.NewTempWindow(t, kit.NewFloatLayer(r.Content(), r.queue.After))
	r.window.Resize(fyne.NewSize(900, 500))
	return r
}

func (r *rig) trash(ids ...model.ID) {
	r.t.Helper()
	for _, id := range ids {
		r.session.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: id}}}, nil)
		r.queue.Drain()
	}
}

// names writes what stands below an entity, and what is in the trash: "products cart | local".
func (r *rig) names() string {
	var out []string
	for h := range r.session.Tree().Walk(model.RootID) {
		out = append(out, string(h.ID))
	}
	text := strings.Join(out, " ") + " |"
	for _, t := range r.session.Tree().Trash() {
		text += " " + string(t.Head.ID)
	}
	return text
}

func (r *rig) check(want string) {
	r.t.Helper()
	r.queue.Drain()
	if got := r.names(); got != want {
		r.t.Errorf("%s, want %s", got, want)
	}
	if len(r.dialogs.Errors) > 0 {
		r.t.Errorf("said %v", r.dialogs.Errors)
	}
}

// expire sets after how many days the trash empties by itself.
func (r *rig) expire(days int) {
	set := r.session.Settings()
	set.TrashDays = days
	r.session.Do(model.Change{Name: "settings", Edits: []model.Edit{model.PutSettings{Settings: set}}}, nil)
	r.queue.Drain()
}

func (r *rig) key(k fyne.KeyName) {
	r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	r.queue.Drain()
}

func TestRestoreSeveralAtOnce(t *testing.T) {
	r := newRig(t)
	r.trash("list", "one", "cart", "products")
	r.Focus()
	r.key(fyne.KeyHome)
	for range 4 {
		r.key(fyne.KeySpace)
		r.key(fyne.KeyDown)
	}
	if r.restore.Text != "Restore 4 items" {
		t.Errorf("the button says %q", r.restore.Text)
	}
	test.Tap(r.restore)
	r.check("shop products list ok one cart |")
	if said := r.dialogs.Said(); said != "Restored 4 items" {
		t.Errorf("said %q", said)
	}
	r.session.Undo(nil)
	r.check("shop | cart list one products")
	if got := r.file.Log[len(r.file.Log)-1]; got != "restore 4 items" {
		t.Errorf("the change is called %q", got)
	}
}

func TestRestoreWhatStoodInTheTrash(t *testing.T) {
	r := newRig(t)
	r.trash("one", "products")
	r.presenter.restore("one")
	if q := r.dialogs.Questions; len(q) != 1 || !strings.Contains(q[0].Text, `"One" stood in "products"`) {
		t.Fatalf("asked %+v", q)
	}
	r.dialogs.Answer("")
	r.check("shop products list ok one cart |")
}

func TestRestoreWhereThePlaceIsGone(t *testing.T) {
	r := newRig(t)
	r.trash("one", "ok", "products")
	r.presenter.remove("products")
	if q := r.dialogs.Questions[0]; !strings.Contains(q.Text, `"products" and the 1 thing in it`) {
		t.Errorf("asked %q", q.Text)
	}
	r.dialogs.Answer("")
	r.check("shop cart | ok one")
	r.presenter.restore("one")
	r.dialogs.Answer("shop")
	r.check("shop cart one | ok")
	r.presenter.restore("ok")
	if len(r.dialogs.Errors) != 1 || !strings.Contains(r.dialogs.Errors[0].Error(), "no place without it") {
		t.Errorf("said %v", r.dialogs.Errors)
	}
}

func TestDeleteForGoodAndEmpty(t *testing.T) {
	r := newRig(t)
	r.trash("cart", "local", "products")
	r.Focus()
	r.list.Select("cart")
	r.presenter.at = "cart"
	r.key(fyne.KeyDelete)
	r.dialogs.Answer("")
	r.check("shop | local products")
	if _, err := r.file.Request("cart"); err == nil {
		t.Error("the request is still in the file")
	}
	test.Tap(r.all)
	if q := r.dialogs.Questions; len(q) != 1 || !strings.HasPrefix(q[0].Text, "This deletes 2 items and the 3 things in it") {
		t.Fatalf("asked %+v", q)
	}
	r.dialogs.Answer("")
	r.check("shop |")
	if r.body.Objects[0] != r.empty {
		t.Error("the empty trash does not say so")
	}
}

func TestWords(t *testing.T) {
	r := newRig(t)
	r.trash("one", "products", "local")
	for days, want := range map[int]string{0: "3 items · stays until you empty it", 1: "3 items · each goes for good after 1 day", 30: "3 items · each goes for good after 30 days"} {
		r.expire(days)
		if got := r.words.Text(); got != want {
			t.Errorf("%d days: %q", days, got)
		}
	}
	r.expire(30)
	one, _ := r.presenter.item("one")
	if got := r.presenter.where(one); got != "products (in the trash)" {
		t.Errorf("one stood in %q", got)
	}
	local, _ := r.presenter.item("local")
	if got := r.presenter.where(local); got != "Environments" {
		t.Errorf("local stood in %q", got)
	}
	if got := r.presenter.contents("products"); got != "1 request, 1 example" {
		t.Errorf("products hold %q", got)
	}
	for after, want := range map[time.Duration]string{time.Hour: "in 29 days", 29*24*time.Hour + time.Hour: "within a day", 31 * 24 * time.Hour: "at the next start"} {
		if got := r.presenter.leaves(one, one.Time.Add(after)); got != want {
			t.Errorf("after %v it goes %q, want %q", after, got, want)
		}
	}
}

func TestEscapeLeavesAndPreviewFollows(t *testing.T) {
	r := newRig(t)
	r.trash("cart", "products")
	r.Focus()
	r.key(fyne.KeyHome)
	if got := r.preview.name.Text; got != "products" && got != "Cart" {
		t.Errorf("the preview shows %q", got)
	}
	first := r.preview.name.Text
	r.key(fyne.KeyDown)
	if r.preview.name.Text == first {
		t.Error("the preview does not follow the selection")
	}
	r.key(fyne.KeyEscape)
	if r.left != 1 {
		t.Errorf("left %d times", r.left)
	}
}
