package kit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

// jsonFake is a source for tests: a value is a list of its children, or nil for a scalar.
type jsonFake struct {
	root  *fakeValue
	asked int64 // children that were handed out
}

type fakeValue struct {
	key  string
	kids []*fakeValue
	text string
	kind ValueKind
}

func (f *jsonFake) node(v *fakeValue, index int64) JSONNode {
	return JSONNode{Key: v.key, Named: v.key != "", Index: index, Kind: v.kind, Tag: v}
}

func (f *jsonFake) Root() JSONNode            { return f.node(f.root, 0) }
func (f *jsonFake) Count(n JSONNode) int64    { return int64(len(n.Tag.(*fakeValue).kids)) }
func (f *jsonFake) Preview(n JSONNode) string { return n.Tag.(*fakeValue).text }
func (f *jsonFake) Children(n JSONNode, from, count int64) (out []JSONNode) {
	kids := n.Tag.(*fakeValue).kids
	for i := from; i < min(from+count, int64(len(kids))); i++ {
		out = append(out, f.node(kids[i], i))
		f.asked++
	}
	return out
}

func fakeScalar(key, text string, kind ValueKind) *fakeValue {
	return &fakeValue{key: key, text: text, kind: kind}
}

func fakeObject(key string, kids ...*fakeValue) *fakeValue {
	return &fakeValue{key: key, kids: kids, kind: ValueObject, text: "{…}"}
}

func fakeArray(key string, kids ...*fakeValue) *fakeValue {
	return &fakeValue{key: key, kids: kids, kind: ValueArray, text: "[…]"}
}

// fakeShop is an object with a list of products, as an API answers.
func fakeShop() *jsonFake {
	product := func(id, name string) *fakeValue {
		return fakeObject("", fakeScalar("id", id, ValueNumber), fakeScalar("name", `"`+name+`"`, ValueString),
			fakeArray("tags", fakeScalar("", `"new"`, ValueString)), fakeScalar("stock", "null", ValueLiteral))
	}
	return &jsonFake{root: fakeObject("", fakeScalar("page", "1", ValueNumber),
		fakeArray("items", product("789", "Tea pot"), product("790", "A cup with a name that does not fit into the row of a tree that is this narrow")),
		fakeObject("links"), fakeScalar("last", "true", ValueLiteral))}
}

// fakeLong is an array of n objects with three members each.
func fakeLong(n int) *jsonFake {
	root := fakeArray("")
	for i := range n {
		root.kids = append(root.kids, fakeObject("", fakeScalar("id", fmt.Sprint(i), ValueNumber), fakeScalar("a", "1", ValueNumber), fakeScalar("b", "2", ValueNumber)))
	}
	return &jsonFake{root: root}
}

type jsonRig struct {
	*JSONTree
	window fyne.Window
}

func newJSONRig(t *testing.T, variant string, src JSONSource, width, height float32) *jsonRig {
	t.Helper()
	floatApp(t, variant)
	r := &jsonRig{JSONTree: NewJSONTree()}
	r.SetSource(src)
	r.window = floatWindow(t, width, height, r.JSONTree)
	r.window.Canvas().Focus(r.JSONTree)
	return r
}

func (r *jsonRig) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		r.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func (r *jsonRig) painter() *keyValuePainter {
	return &test.WidgetRenderer(r.JSONTree).(*jsonTreeRenderer).painter
}

// here is the selected value, as keys and indexes from the root down.
func (r *jsonRig) here() string {
	text := "$"
	for _, n := range r.Selected()[min(1, len(r.Selected())):] {
		if n.Named {
			text += "." + n.Key
		} else {
			text += fmt.Sprintf("[%d]", n.Index)
		}
	}
	return text
}

func TestJSONTreeKeys(t *testing.T) {
	r := newJSONRig(t, theme.Dark, fakeShop(), 300, 400)
	told := 0
	r.OnSelect = func() { told++ }
	for _, c := range []struct {
		keys string
		want string
		rows int64
	}{
		{"Down", "$.page", 5}, {"Down", "$.items", 5}, {"Right", "$.items", 7}, {"Right", "$.items[0]", 7}, {"Right", "$.items[0]", 11},
		{"Down", "$.items[0].id", 11}, {"Left", "$.items[0]", 11}, {"Space", "$.items[0]", 7}, {"Left", "$.items", 7}, {"End", "$.last", 7},
		{"Up", "$.links", 7}, {"Right", "$.links", 7}, {"Right", "$.links", 7}, {"Home", "$", 7}, {"Next", "$.last", 7}, {"Prior", "$", 7}, {"Up", "$", 7},
	} {
		r.press(fyne.KeyName(c.keys))
		if r.here() != c.want || r.model.rows() != c.rows {
			t.Fatalf("%s: at %s with %d rows, want %s with %d", c.keys, r.here(), r.model.rows(), c.want, c.rows)
		}
	}
	if told != 11 {
		t.Errorf("told of %d selections", told)
	}
	r.TypedRune('*')
	if r.model.rows() != 17 {
		t.Errorf("all open has %d rows", r.model.rows())
	}
	r.TypedRune('2')
	if r.model.rows() != 7 || r.here() != "$" {
		t.Errorf("two levels have %d rows, at %s", r.model.rows(), r.here())
	}
	r.TypedRune('-')
	if r.model.rows() != 1 {
		t.Errorf("closed has %d rows", r.model.rows())
	}
}

func TestJSONTreeClosingTakesTheSelectionAlong(t *testing.T) {
	r := newJSONRig(t, theme.Dark, fakeShop(), 300, 400)
	r.Reveal([]int64{1, 1, 2, 0})
	if r.here() != "$.items[1].tags[0]" {
		t.Fatalf("revealed %s", r.here())
	}
	items := jsonPlace{r.model.at(1).in, 1}
	r.toggle(items)
	if r.here() != "$.items" || r.model.rows() != 5 {
		t.Errorf("after closing at %s with %d rows", r.here(), r.model.rows())
	}
	r.Reveal([]int64{1, 99})
	if r.here() != "$.items" {
		t.Errorf("an index that is not there reveals %s", r.here())
	}
}

// TestJSONTreeRowsByProperty compares the counting of rows with a list of all rows, over random openings.
func TestJSONTreeRowsByProperty(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var grow func(depth int) *fakeValue
	grow = func(depth int) *fakeValue {
		v := fakeArray("")
		for range rng.IntN(5) * min(1, depth) {
			v.kids = append(v.kids, grow(depth-1))
		}
		return v
	}
	m := newJSONModel(&jsonFake{root: grow(6)})
	var all func(p jsonPlace) []jsonPlace
	all = func(p jsonPlace) []jsonPlace {
		out := []jsonPlace{p}
		if o, _ := p.in.find(p.index); o != nil {
			for i := range o.count {
				out = append(out, all(jsonPlace{o, i})...)
			}
		}
		return out
	}
	for step := range 600 {
		want := all(jsonPlace{m.top, 0})
		if m.rows() != int64(len(want)) {
			t.Fatalf("step %d: %d rows, want %d", step, m.rows(), len(want))
		}
		for row, p := range want {
			next := jsonPlace{}
			if row+1 < len(want) {
				next = want[row+1]
			}
			if m.at(int64(row)) != p || m.rowOf(p) != int64(row) || m.next(p) != next {
				t.Fatalf("step %d: row %d is %v, its place is row %d", step, row, m.at(int64(row)), m.rowOf(p))
			}
		}
		p := want[rng.IntN(len(want))]
		if m.isOpen(p) && rng.IntN(3) == 0 {
			m.collapse(p)
		} else {
			m.expand(p)
		}
	}
}

func TestJSONTreeOfManyNodesCostsAScreenful(t *testing.T) {
	src := fakeLong(100_000)
	r := newJSONRig(t, theme.Dark, src, 400, 600)
	few := newJSONRig(t, theme.Dark, fakeLong(100), 400, 600)
	if got, want := len(r.painter().objects), len(few.painter().objects); got > want+2 {
		t.Errorf("100,000 elements have %d objects, 100 have %d", got, want)
	}
	most := 0
	step := func(what string) {
		most = max(most, len(r.painter().objects))
		if len(r.shown) > jsonRowsKept || len(r.model.pages) > jsonPages {
			t.Fatalf("%s: %d rows and %d pages are kept", what, len(r.shown), len(r.model.pages))
		}
	}
	r.press(fyne.KeyEnd)
	if r.here() != "$[99999]" {
		t.Fatalf("the end is %s", r.here())
	}
	for i := range 300 {
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: float32(i * 20)}})
		r.press(fyne.KeyPageUp, fyne.KeyRight, fyne.KeyDown)
		step("scrolling")
	}
	if most > 220 {
		t.Errorf("%d objects for 27 rows", most)
	}
	if src.asked > 300_000 {
		t.Errorf("%d children were asked for", src.asked)
	}
	r.scroll.to(50_000)
	was := r.scroll.top
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -1}})
	if moved := (r.scroll.top - was) * jsonRowHeight; moved < 0.99 || moved > 1.01 {
		t.Errorf("one pixel in the middle moves %v pixels", moved)
	}
}

func TestJSONTreeOpensNoMoreThanItCan(t *testing.T) {
	r := newJSONRig(t, theme.Dark, fakeLong(3*jsonOpenMost), 400, 300)
	cut := 0
	r.OnCut = func() { cut++ }
	r.TypedRune('2')
	if cut != 1 || r.model.rows() != 1+3*jsonOpenMost+3*(jsonOpenMost-1) {
		t.Errorf("cut %d times, %d rows", cut, r.model.rows())
	}
	deep := fakeScalar("", "1", ValueNumber)
	for range 5000 {
		deep = fakeArray("", deep)
	}
	r.SetSource(&jsonFake{root: deep})
	r.TypedRune('9')
	r.TypedRune('*')
	r.press(fyne.KeyEnd)
	if cut != 1 || len(r.Selected()) < 1000 {
		t.Errorf("cut %d times, %d levels", cut, len(r.Selected()))
	}
}

func TestJSONTreeMouseAndMenu(t *testing.T) {
	r := newJSONRig(t, theme.Dark, fakeShop(), 300, 400)
	copied, asked := 0, 0
	r.OnCopy = func() { copied++ }
	r.OnMenu = func() []*fyne.MenuItem {
		asked++
		return []*fyne.MenuItem{fyne.NewMenuItem("Copy", func() { copied++ })}
	}
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(100, 2*jsonRowHeight+4)})
	if r.here() != "$.items" || r.model.rows() != 5 {
		t.Errorf("a tap goes to %s, %d rows", r.here(), r.model.rows())
	}
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(r.indent(1)+4, 2*jsonRowHeight+4)})
	if r.model.rows() != 7 {
		t.Errorf("the arrow leaves %d rows", r.model.rows())
	}
	test.TapSecondaryAt(r.JSONTree, fyne.NewPos(100, 3*jsonRowHeight+4))
	if asked != 1 || r.here() != "$.items[0]" || r.window.Canvas().Overlays().Top() == nil {
		t.Errorf("a right click at %s asked for %d menus", r.here(), asked)
	}
	r.TypedShortcut(&fyne.ShortcutCopy{})
	r.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	if copied != 1 || asked != 2 {
		t.Errorf("%d copies, %d menus", copied, asked)
	}
	r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, 10)}})
	if r.hover != 0 {
		t.Errorf("the pointer is on row %d", r.hover)
	}
	r.MouseOut()
	r.SetSource(nil)
	r.press(fyne.KeyDown, fyne.KeyEnd, fyne.KeyRight)
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(100, 4)})
	if r.Selected() != nil || r.hover != -1 {
		t.Errorf("an empty tree has %v selected", r.Selected())
	}
}

func TestStructureTips(t *testing.T) {
	r := newJSONRig(t, theme.Dark, fakeShop(), 300, 400)
	r.ExpandLevels(3)
	tip := func() string {
		if len(floating(r.window)) == 0 {
			return ""
		}
		return strings.Join(floating(r.window)[0].(*tipBubble).lines, " ")
	}
	hover := func(o desktop.Hoverable, x, y float32) string {
		o.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
		return tip()
	}
	if got := hover(r, 90, 5*jsonRowHeight+4); got != "" {
		t.Errorf("a value that fits has the tip %q", got)
	}
	if got := hover(r, 90, 10*jsonRowHeight+4); !strings.HasPrefix(got, `"A cup with a name`) || !strings.HasSuffix(got, `narrow"`) {
		t.Errorf("a value that is cut has the tip %q", got)
	}
	r.MouseOut()
	if tip() != "" {
		t.Error("the tip stays")
	}
	table := NewDataTable()
	table.SetSource(&fakeTable{columns: []string{"id", strings.Repeat("long ", 30)}, n: 3})
	r.window = floatWindow(t, 700, 300, table)
	if got := hover(table, table.numbers()+5, dataHead+5); got != "" {
		t.Errorf("a cell that fits has the tip %q", got)
	}
	if got := hover(table, table.numbers()+table.columns.x(1)+5, dataHead+dataRowHeight+5); !strings.HasPrefix(got, "long long") || !strings.HasSuffix(got, " 1") {
		t.Errorf("a cell that is cut has the tip %q", got)
	}
	if table.MouseOut(); tip() != "" {
		t.Error("the tip of the table stays")
	}
}

func TestJSONTreeBarScrolls(t *testing.T) {
	r := newJSONRig(t, theme.Dark, fakeLong(1000), 300, 220)
	x := r.Size().Width - 3
	r.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 5)}})
	r.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: 1e6}})
	r.DragEnd()
	if want := r.scroll.most(); r.scroll.top != want {
		t.Errorf("dragged to %v of %v", r.scroll.top, want)
	}
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 5)})
	if got := r.scroll.most() - r.scroll.top; math.Abs(got-r.scroll.view) > 1e-6 {
		t.Errorf("a tap above the thumb scrolls %v rows", got)
	}
	if !cmp.Equal(r.here(), "$") {
		t.Errorf("scrolling selects %s", r.here())
	}
}

func TestJSONTreeLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		r := newJSONRig(t, variant, fakeShop(), 420, 300)
		r.ExpandLevels(3)
		r.Reveal([]int64{1, 0, 1})
		r.setHover(2)
		test.AssertImageMatches(t, "jsontree_"+variant+".png", r.window.Canvas().Capture())
	}
}

func TestRowScroll(t *testing.T) {
	s := rowScroll{rows: 10, view: 4}
	if s.to(100); s.top != 6 {
		t.Errorf("the end is %v", s.top)
	}
	s.reveal(2)
	if first, end := s.visible(); s.top != 2 || first != 2 || end != 6 {
		t.Errorf("revealed at %v: %d to %d", s.top, first, end)
	}
	s.to(2.5)
	var rows []int64
	for y := float32(0); y < 45; y += 10 {
		rows = append(rows, s.at(y, 10))
	}
	if !slices.Equal(rows, []int64{2, 3, 4, 5, -1}) {
		t.Errorf("rows at heights: %v", rows)
	}
	if top, size := s.thumb(100); size != 40 || top < 24 || top > 26 {
		t.Errorf("the thumb is at %v, %v long", top, size)
	}
}
