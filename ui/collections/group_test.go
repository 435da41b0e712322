package collections

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// pause lets the delay of an edit pass.
func (r *rig) pause() { r.queue.Advance(groupDelay) }

// docs types over the docs of what is shown.
func (r *rig) docs(text string) {
	r.t.Helper()
	e := r.group.docs.Code
	r.group.sections.Select("docs")
	r.group.folder.Select("docs")
	r.window.Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	for _, c := range text {
		e.TypedRune(c)
	}
}

// variable types the name of a new variable of a collection.
func (r *rig) variable(row int, text string) {
	r.t.Helper()
	r.group.sections.Select("variables")
	table := r.group.variables
	r.window.Resize(r.window.Canvas().Size())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(table)
	test.TapCanvas(r.window.Canvas(), at.AddXY(theme.SizeRow+20, 26+float32(row)*theme.SizeRow+8))
	for _, c := range text {
		r.window.Canvas().Focused().TypedRune(c)
	}
}

func (r *rig) shop() model.Collection {
	r.t.Helper()
	c, err := r.file.Collection("shop")
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

func TestGroupShowsCollectionAndFolder(t *testing.T) {
	r := newRig(t)
	r.open("shop")
	g := r.group
	if g.title.Text != "Shop" || len(g.variables.Rows()) != 1 || g.docs.Text() != "" || g.stack.Objects[0] != fyne.CanvasObject(g.sections) || g.authBox.Objects[0] != fyne.CanvasObject(g.topAuth) {
		t.Errorf("collection: %q, %v, %q", g.title.Text, g.variables.Rows(), g.docs.Text())
	}
	r.open("products")
	if g.title.Text != "products" || g.docs.Text() != "about products" || g.stack.Objects[0] != fyne.CanvasObject(g.folder) || g.authBox.Objects[0] != fyne.CanvasObject(g.auth) {
		t.Errorf("folder: %q, %q", g.title.Text, g.docs.Text())
	}
	r.pause()
	if len(r.file.Log) != 0 {
		t.Errorf("looking changed something: %v", r.file.Log)
	}
	if state, _ := g.auth.Variables("known"); state != kit.VarOK {
		t.Error("variables of the place are not known")
	}
	if state, _ := g.auth.Variables("other"); state != kit.VarMissing {
		t.Error("a missing variable is not shown as such")
	}
}

func TestGroupEditIsOneChangeAndCanBeUndone(t *testing.T) {
	r := newRig(t)
	before := r.shop()
	r.open("shop")
	r.docs("new docs")
	r.variable(1, "token")
	r.group.topAuth.OnChanged("bearer", map[string]string{"token": "{{token}}"})
	if len(r.file.Log) != 0 {
		t.Errorf("stored before the pause: %v", r.file.Log)
	}
	r.pause()
	if len(r.file.Log) != 1 {
		t.Errorf("changes: %v", r.file.Log)
	}
	want := before.Clone()
	want.Docs, want.Auth = "new docs", model.Auth{Type: model.AuthBearer, Params: map[string]string{"token": "{{token}}"}}
	want.Variables = append(want.Variables, model.Variable{Key: "token"})
	if diff := cmp.Diff(want, r.shop()); diff != "" {
		t.Error(diff)
	}
	r.undo()
	if r.group.docs.Text() != "" || len(r.group.variables.Rows()) != 1 {
		t.Errorf("after undo: docs %q, %d variables", r.group.docs.Text(), len(r.group.variables.Rows()))
	}
	if diff := cmp.Diff(before, r.shop()); diff != "" {
		t.Error(diff)
	}
}

func TestGroupEditGoesToTheRightOne(t *testing.T) {
	r := newRig(t)
	r.open("shop")
	r.docs("of shop")
	r.open("products") // before the pause
	r.docs("of products")
	r.open("weather")
	r.variable(0, "w")
	r.session.Show("shop")
	if r.group.docs.Text() != "of shop" {
		t.Errorf("back at the shop: %q", r.group.docs.Text())
	}
	r.open("cart") // the editor is not shown any more
	r.pause()
	f, _ := r.file.Folder("products")
	w, _ := r.file.Collection("weather")
	if c := r.shop(); c.Docs != "of shop" || len(c.Variables) != 1 || f.Docs != "of products" || w.Docs != "" || len(w.Variables) != 1 || w.Variables[0].Key != "w" {
		t.Errorf("shop %q %v, products %q, weather %q %v", c.Docs, c.Variables, f.Docs, w.Docs, w.Variables)
	}
	if len(r.file.Log) != 3 {
		t.Errorf("changes: %v", r.file.Log)
	}
}

// TestGroupReadsBackWhatIsOnItsWay goes away and comes back before the file has heard of the edit.
func TestGroupReadsBackWhatIsOnItsWay(t *testing.T) {
	r := newRig(t)
	r.open("shop")
	r.open("weather")
	r.session.Show("shop")
	r.docs("first")
	r.session.Show("weather")
	r.session.Show("shop")
	if r.group.docs.Text() != "first" {
		t.Errorf("shown %q", r.group.docs.Text())
	}
	r.variable(1, "v")
	r.pause()
	if c := r.shop(); c.Docs != "first" || len(c.Variables) != 2 {
		t.Errorf("docs %q, variables %v", c.Docs, c.Variables)
	}
}

func TestGroupLeavesNameAndMockAlone(t *testing.T) {
	r := newRig(t)
	r.open("shop")
	r.docs("typed")
	c := r.shop()
	c.Mock.Port, c.Mock.Pins, c.Name = 5000, map[string]model.ID{"GET /x": "ok"}, "Store"
	r.session.Do(model.Change{Edits: []model.Edit{model.Put{Entity: &c}}}, nil)
	r.queue.Drain()
	if r.group.docs.Text() != "typed" {
		t.Errorf("what was being typed became %q", r.group.docs.Text())
	}
	r.pause()
	if got := r.shop(); got.Docs != "typed" || got.Name != "Store" || got.Mock.Port != 5000 || got.Mock.Pins["GET /x"] != "ok" {
		t.Errorf("stored %+v", got)
	}
	if r.group.title.Text != "Store" {
		t.Errorf("title %q", r.group.title.Text)
	}
}

func TestGroupFollowsTheFile(t *testing.T) {
	r := newRig(t)
	r.open("shop")
	r.presenter.rename("shop", "Store")
	r.queue.Drain()
	if r.group.title.Text != "Store" {
		t.Errorf("title %q", r.group.title.Text)
	}
	r.docs("late")
	r.presenter.trash("shop")
	r.queue.Drain()
	r.pause()
	r.check("Weather")
	r.undo() // the edit of what is in the trash
	r.undo()
	if got := r.tree(); got != strings.Replace(whole, "Shop", "Store", 1) {
		t.Errorf("tree %s", got)
	}
}

func TestGroupOfWhatIsUndoneWhileItIsEdited(t *testing.T) {
	r := newRig(t)
	r.NewCollection()
	r.queue.Drain()
	added := r.Selected()
	r.open(added)
	r.session.Undo(nil) // still on its way while the user types
	r.docs("half")
	r.pause()
	r.check(whole)
	if _, err := r.file.Collection(added); err == nil {
		t.Error("the collection came back out of the editor")
	}
}

func TestUndoTakesBackWhatIsStillBeingTyped(t *testing.T) {
	r := newRig(t)
	r.open("shop")
	before, _ := r.file.Collection("shop")
	r.docs("half")
	r.undo()
	if c, _ := r.file.Collection("shop"); c.Docs != before.Docs {
		t.Errorf("docs %q", c.Docs)
	}
	r.pause()
	if c, _ := r.file.Collection("shop"); c.Docs != before.Docs {
		t.Errorf("what was undone came back: docs %q", c.Docs)
	}
	if name, ok := r.session.CanRedo(); !ok || name != "edit Shop" {
		t.Errorf("can redo %q", name)
	}
}

func TestFailedGroupEditIsSaidAndKept(t *testing.T) {
	r := newRig(t)
	r.open("shop")
	r.docs("typed")
	r.file.Fail = errors.New("disk full")
	r.pause()
	if !strings.Contains(r.dialogs.Said(), "disk full") || r.group.docs.Text() != "typed" {
		t.Errorf("said %q, shown %q", r.dialogs.Said(), r.group.docs.Text())
	}
	r.file.Fail = nil
	r.docs("typed again")
	r.pause()
	if got := r.shop().Docs; got != "typed again" {
		t.Errorf("stored %q", got)
	}
}
