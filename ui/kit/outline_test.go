package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

// outlineTree is a source for tests: ids by container, and what rows show.
type outlineTree struct {
	kids map[string][]string
	rows map[string]OutlineRow
}

func (t *outlineTree) Children(id string) []string { return t.kids[id] }
func (t *outlineTree) Row(id string) OutlineRow    { return t.rows[id] }

func (t *outlineTree) parentOf(id string) string {
	for p, kids := range t.kids {
		if slices.Contains(kids, id) {
			return p
		}
	}
	return ""
}

func (t *outlineTree) add(parent, id string, row OutlineRow) {
	t.kids[parent] = append(t.kids[parent], id)
	t.rows[id] = row
}

func outlineFolder(name string) OutlineRow {
	return OutlineRow{Label: name, Container: true, Icon: theme.Icon(theme.IconFolder)}
}

func outlineRequest(method, name string) OutlineRow {
	return OutlineRow{Label: name, Badge: method, BadgeColor: theme.Method(method)}
}

// newOutlineTree is
//
//	store             id s
//	  products           p
//	    GET list         p1
//	    DELETE one       p2
//	  cart               c
//	    POST add item    c1
//	  PATCH settings     q
//	weather           id w
//	  GET forecast       w1
func newOutlineTree() *outlineTree {
	t := &outlineTree{kids: map[string][]string{}, rows: map[string]OutlineRow{}}
	t.add("", "s", outlineFolder("Store"))
	t.add("s", "p", outlineFolder("Products"))
	t.add("p", "p1", outlineRequest("GET", "List"))
	t.add("p", "p2", outlineRequest("DELETE", "One"))
	t.add("s", "c", outlineFolder("Cart"))
	t.add("c", "c1", outlineRequest("POST", "Add item"))
	t.add("s", "q", outlineRequest("PATCH", "Settings"))
	t.add("", "w", outlineFolder("Weather"))
	t.add("w", "w1", outlineRequest("GET", "Forecast"))
	return t
}

type outlineBench struct {
	*Outline
	tree *outlineTree
	win  fyne.Window
	log  []string
}

// take returns what was reported since the last call.
func (b *outlineBench) take() string {
	s := strings.Join(b.log, "; ")
	b.log = nil
	return s
}

func (b *outlineBench) shown() string {
	var out []string
	for _, r := range b.model.rows {
		out = append(out, r.id)
	}
	return strings.Join(out, " ")
}

// point returns the place of a row: x counts from its indentation.
func (b *outlineBench) point(id string, x, part float32) fyne.Position {
	i := b.model.indexOf(id)
	return fyne.NewPos(outlineIndent(b.model.rows[i].depth)+x, b.rowTop(i)+outlineRowHeight*part)
}

func (b *outlineBench) keys(names ...fyne.KeyName) {
	for _, n := range names {
		b.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func newOutlineBench(t *testing.T) *outlineBench {
	t.Helper()
	outlineTestApp(t, theme.Dark)
	b := &outlineBench{tree: newOutlineTree()}
	note := func(format string, args ...any) { b.log = append(b.log, fmt.Sprintf(format, args...)) }
	b.Outline = NewOutline(b.tree)
	b.ParentOf = b.tree.parentOf
	b.OnSelect = func(id string) { note("select %s", id) }
	b.OnOpen = func(id string) { note("open %s", id) }
	b.OnExpand = func(id string, open bool) { note("expand %s %v", id, open) }
	b.OnDelete = func(id string) { note("delete %s", id) }
	b.OnRename = func(id, name string) { note("rename %s %q", id, name) }
	b.OnMove = func(id, parent string, index int) { note("move %s to %q %d", id, parent, index) }
	b.OnMenu = func(id string) []*fyne.MenuItem {
		note("menu %q", id)
		return []*fyne.MenuItem{fyne.NewMenuItem("Rename", func() { note("menu item") })}
	}
	b.win = outlineTestWindow(t, b.Outline, 260, 300)
	return b
}

// outlineTestApp starts a test application with our theme.
func outlineTestApp(t testing.TB, variant string) {
	t.Helper()
	app := test.NewApp()
	app.Settings().SetTheme(theme.New(variant))
	t.Cleanup(app.Quit)
}

func outlineTestWindow(t testing.TB, content fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewWindow(content)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

func TestOutlineTapsSelectToggleAndOpen(t *testing.T) {
	b := newOutlineBench(t)
	test.TapAt(b.Outline, b.point("s", 40, .5))
	test.TapAt(b.Outline, b.point("p", 5, .5)) // the arrow
	if got, want := b.shown(), "s p p1 p2 c q w"; got != want {
		t.Fatalf("rows %q, want %q", got, want)
	}
	if got, want := b.take(), "select s; expand s true; expand p true"; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
	test.TapAt(b.Outline, b.point("p2", 40, .5))
	test.TapAt(b.Outline, b.point("s", 5, .5)) // hides the selected row
	if got, want := b.take(), "select p2; open p2; select s; expand s false"; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
	test.TapAt(b.Outline, fyne.NewPos(50, 200)) // empty area
	if got := b.take(); got != "" || b.Selected() != "s" {
		t.Fatalf("the empty area reported %q", got)
	}
}

func TestOutlineKeys(t *testing.T) {
	b := newOutlineBench(t)
	b.win.Canvas().Focus(b.Outline)
	steps := []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyReturn, ""},
		{fyne.KeyDown, "select s"},
		{fyne.KeyLeft, ""},
		{fyne.KeyRight, "expand s true"},
		{fyne.KeyRight, "select p"},
		{fyne.KeyDown, "select c"},
		{fyne.KeySpace, "expand c true"},
		{fyne.KeyDown, "select c1"},
		{fyne.KeyReturn, "open c1"},
		{fyne.KeyLeft, "select c"},
		{fyne.KeyLeft, "expand c false"},
		{fyne.KeyLeft, "select s"},
		{fyne.KeyEnter, "open s"},
		{fyne.KeyEnd, "select w"},
		{fyne.KeyPageUp, "select s"},
		{fyne.KeyUp, ""},
		{fyne.KeyPageDown, "select w"},
		{fyne.KeyHome, "select s"},
		{fyne.KeyDelete, "delete s"},
		{fyne.KeyF10, ""},
	}
	for i, s := range steps {
		b.keys(s.key)
		if got := b.take(); got != s.want {
			t.Fatalf("step %d, %s: reported %q, want %q", i, s.key, got, s.want)
		}
	}
}

func TestOutlineMenus(t *testing.T) {
	b := newOutlineBench(t)
	over := func() int { return len(b.win.Canvas().Overlays().List()) }
	test.TapSecondaryAt(b.Outline, b.point("w", 40, .5))
	if got := b.take(); got != `select w; menu "w"` || over() != 1 {
		t.Fatalf("right click reported %q with %d overlays", got, over())
	}
	b.keys(fyne.KeyDown, fyne.KeyReturn)
	if got := b.take(); got != "menu item" || over() != 0 {
		t.Fatalf("the menu reported %q with %d overlays", got, over())
	}
	test.TapSecondaryAt(b.Outline, fyne.NewPos(50, 200))
	if got := b.take(); got != `menu ""` {
		t.Fatalf("the empty area reported %q", got)
	}
	b.keys(fyne.KeyEscape)
	b.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.keys(fyne.KeyF10, fyne.KeyEscape)
	b.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.keys(fyne.KeyF10, desktop.KeyMenu)
	if got := b.take(); got != `menu "w"; menu "w"` {
		t.Fatalf("the keys reported %q", got)
	}
}

func TestOutlineSelectOpensAncestorsAndScrolls(t *testing.T) {
	b := newOutlineBench(t)
	b.win.Resize(fyne.NewSize(260, 3*outlineRowHeight))
	b.Select("w1")
	if got, want := b.shown(), "s w w1"; got != want || b.Selected() != "w1" {
		t.Fatalf("rows %q, want %q", got, want)
	}
	b.ExpandAll("s")
	b.Select("w1")
	if got, want := b.ScrollOffset(), float32(6*outlineRowHeight); got != want {
		t.Fatalf("offset %v, want %v", got, want)
	}
	b.Select("s")
	if b.ScrollOffset() != 0 {
		t.Fatalf("offset %v after selecting the first row", b.ScrollOffset())
	}
	if got := b.take(); got != "" {
		t.Fatalf("methods reported %q", got)
	}
}

func TestOutlineExpansion(t *testing.T) {
	b := newOutlineBench(t)
	b.ExpandAll("")
	if diff := cmp.Diff([]string{"c", "p", "s", "w"}, b.Expanded()); diff != "" {
		t.Fatal(diff)
	}
	b.CollapseAll()
	if got := b.shown(); got != "s w" || len(b.Expanded()) != 0 {
		t.Fatalf("rows %q", got)
	}
	b.SetExpanded([]string{"c", "s"})
	b.Expand("w", true)
	if got, want := b.shown(), "s p c c1 q w w1"; got != want {
		t.Fatalf("rows %q, want %q", got, want)
	}
}

func TestOutlineReload(t *testing.T) {
	b := newOutlineBench(t)
	b.ExpandAll("")
	b.Select("p1")
	b.tree.kids["p"] = []string{"p2", "p1"}
	b.Reload()
	if b.Selected() != "p1" {
		t.Fatalf("a moved row lost the selection to %q", b.Selected())
	}
	b.tree.kids["p"] = []string{"p2"}
	b.Reload()
	if b.Selected() != "c" {
		t.Fatalf("%q took the place of the removed row, want c", b.Selected())
	}
	b.Select("w1")
	b.tree.kids["w"] = nil
	b.Reload()
	if b.Selected() != "w" {
		t.Fatalf("%q took the place of the removed last row, want w", b.Selected())
	}
	b.tree.kids = map[string][]string{}
	b.Reload()
	if b.Selected() != "" || b.shown() != "" {
		t.Fatalf("an empty tree has %q selected", b.Selected())
	}
}

func TestOutlineReloadKeepsAHiddenSelection(t *testing.T) {
	b := newOutlineBench(t)
	b.Select("c1")
	b.tree.kids["c"], b.tree.kids["w"] = nil, []string{"w1", "c1"} // moved into a closed container
	b.Reload()
	if b.Selected() != "c1" {
		t.Fatalf("selected %q, want c1", b.Selected())
	}
}

func TestOutlineFilter(t *testing.T) {
	tests := []struct {
		text, rows string
		matches    int
	}{
		{"one", "s p p2", 1},
		{"GET", "s p p1 w w1", 2},
		{"get LIST", "s p p1", 1},
		{"i", "s p p1 c c1 q", 3},
		{"cart", "s c c1", 1},
		{"products o", "s p p1 p2", 1},
		{"nothing", "", 0},
	}
	b := newOutlineBench(t)
	b.Expand("s", true)
	for _, tt := range tests {
		if n := b.SetFilter(tt.text); n != tt.matches || b.shown() != tt.rows {
			t.Errorf("%q: %d matches, rows %q; want %d, %q", tt.text, n, b.shown(), tt.matches, tt.rows)
		}
	}
	b.SetFilter("i")
	b.win.Canvas().Focus(b.Outline)
	b.Select("p")
	b.keys(fyne.KeyLeft)
	if got, want := b.shown(), "s p c c1 q"; got != want {
		t.Errorf("closing while filtering: rows %q, want %q", got, want)
	}
	if n := b.SetFilter("  "); n != 0 || b.shown() != "s p c q w" {
		t.Errorf("without filter: rows %q", b.shown())
	}
	if got := b.take(); got != "" {
		t.Errorf("reported %q", got)
	}
}

func TestOutlineSurvivesASourceThatContainsItself(t *testing.T) {
	b := newOutlineBench(t)
	b.tree.kids["w"] = []string{"w"}
	b.Expand("w", true)
	b.ExpandAll("w")
	b.SetFilter("weather")
	if len(b.model.rows) > 300 {
		t.Fatalf("%d rows", len(b.model.rows))
	}
}
