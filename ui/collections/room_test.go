package collections

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

func TestRenameReachesFileTabAndUndo(t *testing.T) {
	r := newRig(t)
	r.open("cart")
	r.item("cart", "Rename")
	r.rename(" Basket ")
	r.check("Shop(products(List(OK) One) Basket) Weather")
	if tab := r.session.Active(); tab.Request.Name != "Basket" || tab.Dirty {
		t.Errorf("tab %q, dirty %v", tab.Request.Name, tab.Dirty)
	}
	r.undo()
	r.check(whole)
	if tab := r.session.Active(); tab.Request.Name != "Cart" || tab.Dirty {
		t.Errorf("after undo: tab %q, dirty %v", tab.Request.Name, tab.Dirty)
	}
	log := len(r.file.Log)
	r.presenter.rename("cart", "Cart")
	r.presenter.rename("cart", "  ")
	r.presenter.rename("gone", "x")
	r.queue.Drain()
	if len(r.file.Log) != log {
		t.Errorf("nothing was renamed, yet: %v", r.file.Log[log:])
	}
}

func TestRenameLeavesADraftAlone(t *testing.T) {
	r := newRig(t)
	r.open("cart")
	r.session.Edit(r.session.Active(), func(q *model.Request) { q.URL = "http://draft" })
	r.presenter.rename("cart", "Basket")
	r.queue.Drain()
	saved, _ := r.file.Request("cart")
	if tab := r.session.Active(); saved.URL != "http://cart" || saved.Name != "Basket" || tab.Request.URL != "http://draft" || tab.Request.Name != "Basket" || !tab.Dirty {
		t.Errorf("saved %q %q, draft %q", saved.Name, saved.URL, tab.Request.URL)
	}
}

func TestDuplicateIsDeepAndWithNewIDs(t *testing.T) {
	r := newRig(t)
	r.item("shop", "Duplicate")
	r.check("Shop(products(List(OK) One) Cart) Shop_copy(products(List(OK) One) Cart) Weather")
	tree := r.session.Tree()
	twin := tree.Children(model.RootID)[1]
	seen := map[model.ID]bool{}
	for h := range tree.Walk(model.RootID) {
		if seen[h.ID] {
			t.Errorf("%s is there twice", h.ID)
		}
		seen[h.ID] = true
		if e, err := r.presenter.entity(h.ID); err != nil || e.Head() != h {
			t.Errorf("%s: stored under another ID: %v", h.Name, err)
		}
	}
	c, _ := r.file.Collection(twin)
	example := tree.Children(tree.Children(tree.Children(twin)[0])[0])[0]
	if c.Mock.Port != 0 || len(c.Mock.Pins) != 1 || c.Mock.Pins["GET /"] != example || len(c.Variables) != 1 {
		t.Errorf("the copy has port %d, pins %v, variables %v", c.Mock.Port, c.Mock.Pins, c.Variables)
	}
	if r.file.Text(example) != "body" {
		t.Errorf("the example of the copy holds %q", r.file.Text(example))
	}
	if r.session.Active().ID != twin {
		t.Error("the copy is not shown")
	}
	r.undo()
	r.check(whole)
	r.outline.Select("one")
	r.Duplicate()
	r.check("Shop(products(List(OK) One One_copy) Cart) Weather")
	if r.Selected() != r.session.Active().ID {
		t.Errorf("selected %q, shown %q", r.Selected(), r.session.Active().ID)
	}
}

func TestMoveUpAndDown(t *testing.T) {
	r := newRig(t)
	r.item("cart", "Move up")
	r.check("Shop(Cart products(List(OK) One)) Weather")
	r.item("cart", "Move up") // there is no higher place
	r.check("Shop(Cart products(List(OK) One)) Weather")
	r.item("cart", "Move down")
	r.check(whole)
	r.item("shop", "Move down")
	r.check("Weather Shop(products(List(OK) One) Cart)")
	r.undo()
	r.check(whole)
	if n := len(r.file.Log); n != 4 {
		t.Errorf("%d changes: %v", n, r.file.Log)
	}
}

func TestDragRules(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct {
		id, to string
		can    bool
	}{
		{"cart", "products", true}, {"cart", "weather", true}, {"cart", "", false}, {"cart", "list", false}, {"cart", "ok", false},
		{"products", "weather", true}, {"products", "products", false}, {"products", "list", false}, {"products", "", false},
		{"shop", "", true}, {"shop", "weather", false}, {"shop", "products", false},
		{"ok", "one", true}, {"ok", "products", false}, {"gone", "shop", false}, {"cart", "gone", false},
	} {
		if got := r.outline.CanMove(c.id, c.to); got != c.can {
			t.Errorf("%s to %q: %v", c.id, c.to, got)
		}
	}
	r.outline.OnMove("cart", "weather", 0)
	r.check("Shop(products(List(OK) One)) Weather(Cart)")
	if r.Selected() != "cart" {
		t.Errorf("selected %q", r.Selected())
	}
	r.outline.OnMove("ok", "one", 0)
	r.check("Shop(products(List One(OK))) Weather(Cart)")
	r.outline.OnMove("one", "products", 0)
	r.check("Shop(products(One(OK) List)) Weather(Cart)")
	r.outline.OnMove("shop", "", 1)
	r.check("Weather(Cart) Shop(products(One(OK) List))")
	r.outline.OnMove("shop", "products", 0) // refused by CanMove, and here as well
	for range 4 {
		r.undo()
	}
	r.check(whole)
}

func TestDeleteAndUndo(t *testing.T) {
	r := newRig(t)
	r.open("list")
	r.outline.Select("products")
	r.Delete()
	r.check("Shop(Cart) Weather")
	if !slices.ContainsFunc(r.dialogs.Notes, func(s string) bool { return strings.Contains(s, `"products" is in the trash`) }) || r.session.Tab("list") != nil {
		t.Errorf("said %q, tab %v", r.dialogs.Said(), r.session.Tab("list"))
	}
	if r.Selected() != "cart" {
		t.Errorf("selected %q", r.Selected())
	}
	r.undo()
	r.check(whole)
}

func TestFailedChangeIsSaid(t *testing.T) {
	r := newRig(t)
	r.file.Fail = errors.New("disk full")
	r.item("cart", "Delete")
	if !strings.Contains(r.dialogs.Said(), "disk full") || r.tree() != whole {
		t.Errorf("said %q, tree %s", r.dialogs.Said(), r.tree())
	}
}

func TestNewEntities(t *testing.T) {
	r := newRig(t)
	r.outline.Select("one")
	r.NewRequest()
	r.check("Shop(products(List(OK) One New_request) Cart) Weather")
	if tab := r.session.Active(); tab.Request.Name != "New request" || r.Selected() != tab.ID || tab.Dirty {
		t.Errorf("shown %q, selected %q", tab.Request.Name, r.Selected())
	}
	r.item("weather", "New folder")
	r.rename("Europe")
	r.check("Shop(products(List(OK) One New_request) Cart) Weather(Europe)")
	r.NewCollection()
	r.queue.Drain()
	r.rename("Mine")
	r.check("Shop(products(List(OK) One New_request) Cart) Weather(Europe) Mine")
	r.outline.Select("")
	r.NewFolder() // nothing is selected: into the last collection
	r.queue.Drain()
	r.rename("F")
	r.check("Shop(products(List(OK) One New_request) Cart) Weather(Europe) Mine(F)")
	r.open("ok")
	r.outline.Select("ok")
	r.NewRequest() // beside the request of the example
	r.check("Shop(products(List(OK) One New_request New_request) Cart) Weather(Europe) Mine(F)")
}

func TestFirstSteps(t *testing.T) {
	r := newRig(t, func(*testspace.Workspace) {})
	if r.stack.Objects[0] != r.empty {
		t.Error("an empty workspace does not say what to do")
	}
	r.NewRequest()
	if tab := r.session.Active(); tab == nil || tab.Saved != nil {
		t.Error("no request that is saved nowhere")
	}
	r.NewFolder() // there is nothing to put it into
	r.queue.Drain()
	r.rename("First")
	r.check("First")
	if r.stack.Objects[0] != fyne.CanvasObject(r.outline) {
		t.Error("the tree is not shown")
	}
	r.undo()
	r.undo()
	r.check("")
	if r.stack.Objects[0] != r.empty {
		t.Error("after undo the tree is still shown")
	}
}

func TestTreeFollowsTheActiveTab(t *testing.T) {
	r := newRig(t)
	r.open("one")
	if r.Selected() != "one" || !slices.Equal(r.outline.Expanded(), []string{"products", "shop"}) {
		t.Errorf("selected %q, open %v", r.Selected(), r.outline.Expanded())
	}
	r.open("cart")
	r.session.Show("one")
	if r.Selected() != "one" {
		t.Errorf("selected %q", r.Selected())
	}
	r.outline.Select("ok")
	r.open("ok") // an example: its request is shown, the example stays selected
	if r.Selected() != "ok" || r.session.Active().ID != "list" {
		t.Errorf("selected %q", r.Selected())
	}
	r.session.OpenNew(model.Request{})
	if r.Selected() != "ok" {
		t.Errorf("an unsaved request selects %q", r.Selected())
	}
}

func TestDirtyMarks(t *testing.T) {
	r := newRig(t)
	r.open("one")
	source := rows{r.session}
	r.session.Edit(r.session.Active(), func(q *model.Request) { q.URL = "x" })
	if !source.Row("one").Dirty || source.Row("cart").Dirty {
		t.Error("wrong marks")
	}
	if r.dots() != 1 {
		t.Errorf("%d marks are painted", r.dots())
	}
	r.session.CloseTab("one") // the last tab: its draft is dropped
	if r.dots() != 0 {
		t.Error("the mark of a closed tab is still painted")
	}
}

// dots counts the marks of unsaved work in the tree.
func (r *rig) dots() int {
	n := 0
	for _, o := range test.WidgetRenderer(r.outline).Objects() {
		if c, ok := o.(*canvas.Circle); ok && c.Visible() {
			n++
		}
	}
	return n
}

func TestRowsTellKindsApart(t *testing.T) {
	r := newRig(t, sample, func(w *testspace.Workspace) {
		w.Add("weather", &model.Request{ID: "blank", Name: " "})
		w.Add("blank", &model.Example{ID: "odd", Name: "Odd"})
	})
	s := rows{r.session}
	for id, want := range map[string]kit.OutlineRow{
		"list":  {Label: "List", Badge: "GET", BadgeColor: theme.ColorMethodGet, Container: true},
		"one":   {Label: "One", Badge: "GET", BadgeColor: theme.ColorMethodGet},
		"ok":    {Label: "OK", Badge: "200", BadgeColor: theme.ColorStatusOK, Faint: true},
		"blank": {Label: "(request)", Badge: "GET", BadgeColor: theme.ColorMethodGet, Container: true, Faint: true},
		"odd":   {Label: "Odd", Badge: "—", BadgeColor: theme.ColorFaint, Faint: true},
		"gone":  {Label: "(item)", Faint: true},
	} {
		if diff := cmp.Diff(want, s.Row(id)); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	if got := s.Row("shop"); !got.Container || got.Icon == nil {
		t.Errorf("collection: %+v", got)
	}
}

func TestFilter(t *testing.T) {
	r := newRig(t)
	test.Type(r.search, "one")
	if got := r.painted(); got != "Shop products One" {
		t.Errorf("filtered: %s", got)
	}
	if r.outline.Expanded() != nil {
		t.Errorf("the filter opened %v", r.outline.Expanded())
	}
	r.outline.Select("one")
	r.NewCollection() // its name does not match: the filter must not hide it
	r.queue.Drain()
	r.rename("Mine")
	r.check(whole + " Mine")
	if r.search.Text != "" {
		t.Errorf("the filter still says %q", r.search.Text)
	}
}

// painted are the labels of the tree that are shown.
func (r *rig) painted() string {
	var out []string
	for _, o := range test.WidgetRenderer(r.outline).Objects() {
		if x, ok := o.(*canvas.Text); ok && x.Visible() && x.TextSize == theme.SizeText && x.Text != "" {
			out = append(out, x.Text)
		}
	}
	return strings.Join(out, " ")
}

func TestMenus(t *testing.T) {
	r := newRig(t)
	labels := func(id string) string {
		var out []string
		for _, i := range r.menu(id) {
			if !i.IsSeparator {
				out = append(out, i.Label)
			}
		}
		return strings.Join(out, ", ")
	}
	if got := labels(""); got != "New request, New folder, New collection, Import…" {
		t.Errorf("empty area: %s", got)
	}
	if got := labels("one"); got != "Open, Rename, Duplicate, Move up, Move down, Delete" {
		t.Errorf("request: %s", got)
	}
	r.item("shop", "Start or stop mock")
	r.item("shop", "Export…")
	r.item("", "Import…")
	if diff := cmp.Diff([]string{"mock shop", "export shop", "import"}, r.called); diff != "" {
		t.Error(diff)
	}
	r.item("shop", "Expand all")
	if !slices.Equal(r.outline.Expanded(), []string{"list", "products", "shop"}) {
		t.Errorf("open %v", r.outline.Expanded())
	}
	r.item("shop", "Edit auth, variables and docs")
	if r.session.Active().ID != "shop" {
		t.Error("the collection is not shown")
	}
	r.outline.OnOpen("gone")
	if len(r.dialogs.Errors) != 1 {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestStateOfTheTreeIsRemembered(t *testing.T) {
	r := newRig(t)
	r.outline.ExpandAll("shop")
	r.outline.Select("cart")
	r.session.SetLayout(func(*session.Layout) {})
	r.queue.Advance(time.Second)
	if got := r.session.Layout().Expanded; !slices.Equal(got, []string{"list", "products", "shop"}) {
		t.Errorf("remembered %v", got)
	}
	again := New(r.presenter.deps)
	if got := again.outline.Expanded(); len(got) != 3 || again.Selected() != "cart" {
		t.Errorf("after a restart %v are open, %q is selected", got, again.Selected())
	}
}
