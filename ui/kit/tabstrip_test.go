package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

type tabBench struct {
	*TabStrip
	win fyne.Window
	log []string
}

func newTabBench(t *testing.T, width float32, tabs ...Tab) *tabBench {
	t.Helper()
	outlineTestApp(t, theme.Dark)
	b := &tabBench{TabStrip: NewTabStrip()}
	note := func(format string, args ...any) { b.log = append(b.log, fmt.Sprintf(format, args...)) }
	b.OnSelect = func(id string) { note("select %s", id) }
	b.OnClose = func(id string) { note("close %s", id) }
	b.OnNew = func() { note("new") }
	b.OnMove = func(id string, index int) { note("move %s %d", id, index) }
	b.OnMenu = func(id string) []*fyne.MenuItem {
		note("menu %q", id)
		return []*fyne.MenuItem{fyne.NewMenuItem("Close", func() {})}
	}
	b.win = outlineTestWindow(t, b.TabStrip, width, tabHeight)
	b.SetTabs(tabs)
	return b
}

func (b *tabBench) take() string {
	s := strings.Join(b.log, "; ")
	b.log = nil
	return s
}

// on returns a place on a tab, dx from its left edge, or from its right edge if negative.
func (b *tabBench) on(i int, dx float32) fyne.Position {
	if dx < 0 {
		dx += b.run.widths[i]
	}
	return fyne.NewPos(b.run.left(i)+dx, 16)
}

func (b *tabBench) mouse(f func(*desktop.MouseEvent), p fyne.Position, button desktop.MouseButton) {
	e := &desktop.MouseEvent{Button: button}
	e.Position = p
	f(e)
}

func tabNames(names ...string) (tabs []Tab) {
	for _, n := range names {
		tabs = append(tabs, Tab{ID: n, Label: n, Badge: "GET", BadgeColor: theme.Method("GET")})
	}
	return tabs
}

func TestTabStripClicks(t *testing.T) {
	b := newTabBench(t, 600, tabNames("one", "two", "three")...)
	b.SetActive("one")
	test.TapAt(b.TabStrip, b.on(1, 20))
	test.TapAt(b.TabStrip, b.on(1, 20)) // is active already
	test.TapAt(b.TabStrip, b.on(0, -10))
	test.TapAt(b.TabStrip, fyne.NewPos(b.run.total()+10, 16))
	test.TapAt(b.TabStrip, fyne.NewPos(590, 16))
	if got, want := b.take(), "select two; close one; new"; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
	if b.Active() != "two" {
		t.Fatalf("active %q", b.Active())
	}
}

func TestTabStripMiddleClickCloses(t *testing.T) {
	b := newTabBench(t, 600, tabNames("one", "two", "three")...)
	middle := desktop.MouseButtonTertiary
	b.mouse(b.MouseDown, b.on(2, 20), middle)
	b.mouse(b.MouseUp, b.on(2, 30), middle)
	b.mouse(b.MouseDown, b.on(1, 20), middle)
	b.mouse(b.MouseUp, b.on(2, 30), middle) // let go elsewhere
	b.mouse(b.MouseDown, b.on(0, 20), desktop.MouseButtonPrimary)
	b.mouse(b.MouseUp, b.on(0, 30), desktop.MouseButtonPrimary)
	if got, want := b.take(), "close three"; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
}

func TestTabStripMenu(t *testing.T) {
	b := newTabBench(t, 600, tabNames("one", "two")...)
	test.TapSecondaryAt(b.TabStrip, b.on(1, 20))
	test.TapSecondaryAt(b.TabStrip, fyne.NewPos(500, 16))
	if got, want := b.take(), `menu "two"; menu ""`; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
}

func TestTabStripDragMoves(t *testing.T) {
	tests := []struct {
		name string
		from int
		by   float32 // in widths of a tab
		want string
	}{
		{"a little", 1, .3, ""},
		{"right by one", 0, .7, "move one 1"},
		{"right by two", 0, 1.8, "move one 2"},
		{"beyond the end", 1, 9, "move two 3"},
		{"left by one", 2, -.7, "move three 1"},
		{"beyond the start", 3, -9, "move four 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newTabBench(t, 600, tabNames("one", "two", "three", "four")...)
			from := b.on(tt.from, 20)
			b.mouse(b.MouseDown, from, desktop.MouseButtonPrimary)
			for _, part := range []float32{.1, .5, 1} {
				to := from.AddXY(tt.by*part*b.run.widths[0], 0)
				b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
			}
			b.DragEnd()
			if got := b.take(); got != tt.want {
				t.Errorf("reported %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTabStripDragEndsWithItsTab(t *testing.T) {
	b := newTabBench(t, 600, tabNames("one", "two", "three")...)
	b.mouse(b.MouseDown, b.on(0, 20), desktop.MouseButtonPrimary)
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.on(2, 20)}})
	b.SetTabs(tabNames("two", "three"))
	b.DragEnd()
	if got := b.take(); got != "" {
		t.Fatalf("reported %q", got)
	}
}

func TestTabStripKeepsTheActiveTabInView(t *testing.T) {
	names := strings.Fields("a b c d e f g h i j k l m n o p")
	b := newTabBench(t, 400, tabNames(names...)...)
	inView := func(when string) {
		t.Helper()
		i := b.index(b.Active())
		if l := b.run.left(i); l < 0 || l+b.run.widths[i] > b.run.view {
			t.Fatalf("%s: tab %s is at %v of %v", when, b.Active(), l, b.run.view)
		}
	}
	b.SetActive("p")
	inView("at the end")
	b.win.Resize(fyne.NewSize(300, tabHeight))
	inView("after a resize")
	b.SetActive("a")
	inView("at the start")
	test.Scroll(b.win.Canvas(), fyne.NewPos(50, 16), 0, -1e5)
	if want := b.run.total() - b.run.view; b.run.offset != want {
		t.Fatalf("scrolled to %v, want %v", b.run.offset, want)
	}
	if n := len(test.WidgetRenderer(b.TabStrip).Objects()); n > 60 {
		t.Fatalf("%d objects for 3 visible tabs", n)
	}
	b.SetActive("c")
	b.SetTabs(tabNames("c", "d"))
	if b.run.offset != 0 {
		t.Fatalf("offset %v although all tabs fit", b.run.offset)
	}
}

func TestTabStripListsAllTabs(t *testing.T) {
	b := newTabBench(t, 300, tabNames(strings.Fields("a b c d e f g h")...)...)
	b.SetActive("a")
	test.TapAt(b.TabStrip, fyne.NewPos(b.run.view+5, 16))
	c := b.win.Canvas()
	for range 7 {
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got, want := b.take(), "select g"; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
}

func TestTabStripSurvivesTheLossOfItsRenderer(t *testing.T) {
	b := newTabBench(t, 300, tabNames("one", "two")...)
	if got := b.CreateRenderer().Objects()[0].Size(); got != b.Size() {
		t.Fatalf("the background of a new renderer is %v, want %v", got, b.Size())
	}
}

func TestTabStripCopiesItsTabs(t *testing.T) {
	tabs := tabNames("one", "two")
	b := newTabBench(t, 300, tabs...)
	tabs[0].Label = "changed"
	b.Tabs()[1].Label = "changed"
	if diff := cmp.Diff(tabNames("one", "two"), b.Tabs()); diff != "" {
		t.Fatal(diff)
	}
}

func TestTabStripLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			outlineTestApp(t, variant)
			s := NewTabStrip()
			s.OnNew, s.OnMove = func() {}, func(string, int) {}
			w := outlineTestWindow(t, outlineOn("background", s), 620, tabHeight)
			s.SetTabs([]Tab{
				{ID: "1", Label: "List products", Badge: "GET", BadgeColor: theme.Method("GET")},
				{ID: "2", Label: "Add to cart", Badge: "POST", BadgeColor: theme.Method("POST"), Dirty: true},
				{ID: "3", Label: "Environment: production of the shop", Dirty: true},
			})
			s.SetActive("2")
			s.setHover(fyne.NewPos(s.run.left(1)-12, 16))
			test.AssertImageMatches(t, "tabstrip_"+variant+".png", w.Canvas().Capture())
			w.Resize(fyne.NewSize(400, tabHeight))
			s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(240, 16)}, Dragged: fyne.NewDelta(200, 0)})
			test.AssertImageMatches(t, "tabstrip_drag_"+variant+".png", w.Canvas().Capture())
		})
	}
}
