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

// fakeTable is a source of n rows for tests.
type fakeTable struct {
	columns []string
	n       int
	asked   int
}

func (f *fakeTable) Columns() []string { return f.columns }
func (f *fakeTable) Len() int          { return f.n }
func (f *fakeTable) Row(i int) (int64, []DataCell) {
	f.asked++
	cells := make([]DataCell, len(f.columns))
	for c, name := range f.columns {
		cells[c] = DataCell{Text: fmt.Sprintf("%s %d", name, i), Kind: ValueString}
	}
	if len(cells) > 0 {
		cells[0] = DataCell{Text: fmt.Sprint(1000 + i), Kind: ValueNumber}
	}
	return int64(i), cells
}

type dataRig struct {
	*DataTable
	window fyne.Window
	heard  []string
}

func newDataRig(t *testing.T, variant string, src DataSource, width, height float32) *dataRig {
	t.Helper()
	floatApp(t, variant)
	r := &dataRig{DataTable: NewDataTable()}
	r.OnSort = func(column int, descending bool) {
		r.heard = append(r.heard, fmt.Sprint("sort ", column, " ", descending))
	}
	r.OnHide = func(hidden []bool) { r.heard = append(r.heard, fmt.Sprint("hide ", hidden)) }
	r.OnSelect = func(row, column int) { r.heard = append(r.heard, fmt.Sprint("at ", row, " ", column)) }
	r.OnOpen = func(row, column int) { r.heard = append(r.heard, fmt.Sprint("open ", row, " ", column)) }
	r.OnCopy = func(row, column int) { r.heard = append(r.heard, fmt.Sprint("copy ", row, " ", column)) }
	r.SetSource(src)
	r.window = floatWindow(t, width, height, r.DataTable)
	r.window.Canvas().Focus(r.DataTable)
	return r
}

// said returns what was reported since the last time.
func (r *dataRig) said() string {
	text := strings.Join(r.heard, ", ")
	r.heard = nil
	return text
}

func (r *dataRig) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		r.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// tapHead taps the name of a column.
func (r *dataRig) tapHead(column int) {
	x := r.numbers() - r.left + r.columns.x(column) + r.columns[column].width/2
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 10)})
}

func (r *dataRig) painter() *keyValuePainter {
	return &test.WidgetRenderer(r.DataTable).(*dataRenderer).painter
}

// painted returns the texts that are painted.
func (r *dataRig) painted() string {
	var out []string
	p := r.painter()
	for _, text := range p.texts[:p.usedTexts] {
		out = append(out, text.Text)
	}
	return strings.Join(out, "|")
}

func TestDataTableKeys(t *testing.T) {
	r := newDataRig(t, theme.Dark, &fakeTable{columns: []string{"id", "name", "city"}, n: 100}, 400, 300)
	r.press(fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyHome, fyne.KeyUp)
	r.TypedShortcut(&fyne.ShortcutCopy{})
	if got := r.said(); got != "at 1 0, at 1 1, at 1 2, at 1 1, at 99 1, open 99 1, at 0 1, copy 0 1" {
		t.Errorf("keys say %q", got)
	}
	r.press(fyne.KeyPageDown)
	if row, _, _ := r.Selected(); row < 5 || row > 15 {
		t.Errorf("a page goes to row %d", row)
	}
	r.TypedRune('s')
	if got := r.said(); !strings.HasSuffix(got, "sort 1 false") {
		t.Errorf("s says %q", got)
	}
}

func TestDataTableSortsByTheHeader(t *testing.T) {
	r := newDataRig(t, theme.Dark, &fakeTable{columns: []string{"id", "name"}, n: 5}, 400, 300)
	r.tapHead(1)
	r.tapHead(1)
	r.tapHead(1)
	r.tapHead(0)
	if got := r.said(); got != "sort 1 false, sort 1 true, sort -1 false, sort 0 false" {
		t.Errorf("taps say %q", got)
	}
	if column, descending := r.Order(); column != 0 || descending {
		t.Errorf("order %d, %v", column, descending)
	}
	r.SetSource(&fakeTable{columns: []string{"x"}, n: 1})
	if column, _ := r.Order(); column != -1 {
		t.Errorf("another table is sorted by %d", column)
	}
}

func TestDataTableHidesColumns(t *testing.T) {
	r := newDataRig(t, theme.Dark, &fakeTable{columns: []string{"id", "name", "city"}, n: 5}, 600, 300)
	r.goTo(0, 1)
	r.said()
	pick := func(items []*fyne.MenuItem, label string) {
		t.Helper()
		at := slices.IndexFunc(items, func(m *fyne.MenuItem) bool { return m.Label == label })
		if at < 0 {
			t.Fatalf("no %q in the menu", label)
		}
		if items[at].ChildMenu != nil {
			items = items[at].ChildMenu.Items
			at = 0
		}
		items[at].Action()
	}
	pick(r.columnMenu(1), "Hide column")
	if got := r.said(); got != "hide [false true false]" || strings.Contains(r.painted(), "name") {
		t.Errorf("said %q, painted %s", got, r.painted())
	}
	if _, column, _ := r.Selected(); column != 2 {
		t.Errorf("the cursor is in column %d", column)
	}
	r.press(fyne.KeyLeft)
	if _, column, _ := r.Selected(); column != 0 {
		t.Errorf("left goes to column %d", column)
	}
	pick(r.columnMenu(0), "Hide column")
	r.hide(2, true) // the last one stays
	if got := r.Hidden(); !cmp.Equal(got, []bool{true, true, false}) {
		t.Errorf("hidden: %v", got)
	}
	pick(r.columnMenu(2), "Show column")
	if got := r.Hidden(); !cmp.Equal(got, []bool{false, true, false}) {
		t.Errorf("hidden: %v", got)
	}
}

func TestDataTableEdgesDrag(t *testing.T) {
	r := newDataRig(t, theme.Dark, &fakeTable{columns: []string{"id", "name", "city"}, n: 5}, 600, 300)
	was := r.columns[1].width
	x := r.numbers() + r.columns.x(2)
	at := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 8)}}
	r.MouseMoved(at)
	if r.Cursor() != desktop.HResizeCursor {
		t.Error("no resize cursor")
	}
	r.MouseDown(at)
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x+50, 8)}, Dragged: fyne.Delta{DX: 50}})
	if got := r.columns[1].width; got != was+50 {
		t.Errorf("%v wide, was %v", got, was)
	}
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(0, 8)}})
	r.DragEnd()
	if got := r.columns[1].width; got != dataLeast || r.said() != "" {
		t.Errorf("%v wide at least", got)
	}
}

func TestDataTableOfManyRowsCostsAScreenful(t *testing.T) {
	var names []string
	for i := range 150 {
		names = append(names, fmt.Sprint("column ", i))
	}
	src := &fakeTable{columns: names, n: 1_000_000}
	r := newDataRig(t, theme.Dark, src, 640, 480)
	r.press(fyne.KeyEnd)
	if got := r.painted(); !strings.Contains(got, "1000999") && !strings.Contains(got, "999999") {
		t.Fatalf("the end is not painted: %s", got)
	}
	most := 0
	for i := range 300 {
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DX: float32(-i), DY: float32(i * 1000)}})
		r.press(fyne.KeyRight, fyne.KeyPageUp)
		most = max(most, len(r.painter().objects))
	}
	if most > 300 || src.asked > 40_000 || len(r.rows) > 512 {
		t.Errorf("%d objects, %d rows asked for, %d kept", most, src.asked, len(r.rows))
	}
	r.scroll.to(500_000)
	was := r.scroll.top
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -1}})
	if moved := (r.scroll.top - was) * dataRowHeight; moved < 0.99 || moved > 1.01 {
		t.Errorf("one pixel moves %v pixels", moved)
	}
}

func TestDataTableMouse(t *testing.T) {
	r := newDataRig(t, theme.Dark, &fakeTable{columns: []string{"id", "name"}, n: 50}, 400, 300)
	cell := &fyne.PointEvent{Position: fyne.NewPos(r.numbers()+r.columns.x(1)+5, dataHead+2*dataRowHeight+5)}
	r.Tapped(cell)
	r.Tapped(cell)
	if got := r.said(); got != "at 2 1, open 2 1" {
		t.Errorf("taps say %q", got)
	}
	menus := 0
	r.OnMenu = func(int, int) []*fyne.MenuItem { menus++; return nil }
	test.TapSecondaryAt(r.DataTable, fyne.NewPos(r.numbers()+5, dataHead+5))
	if got := r.said(); got != "at 0 0" || menus != 1 || r.window.Canvas().Overlays().Top() == nil {
		t.Errorf("a right click says %q, %d menus", got, menus)
	}
	r.Reload(&fakeTable{columns: []string{"id", "name"}, n: 0})
	if _, _, ok := r.Selected(); ok {
		t.Error("an empty table has a cell selected")
	}
	r.press(fyne.KeyDown, fyne.KeyReturn, desktop.KeyMenu)
	r.SetSource(nil)
	r.press(fyne.KeyDown, fyne.KeyRight, fyne.KeyEnd)
	r.TypedRune('s')
	r.Tapped(cell)
	if got := r.said(); got != "" {
		t.Errorf("an empty table says %q", got)
	}
}

func TestDataTableLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		r := newDataRig(t, variant, &fakeTable{columns: []string{"id", "a name that is longer than what is below it", "city", "street"}, n: 40}, 520, 240)
		r.tapHead(1)
		r.goTo(3, 1)
		r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(45, 70)}})
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DX: -30, DY: -10}})
		test.AssertImageMatches(t, "datatable_"+variant+".png", r.window.Canvas().Capture())
	}
}

func TestCrumbs(t *testing.T) {
	floatApp(t, theme.Dark)
	c := NewCrumbs()
	floatWindow(t, 300, 60, c)
	tapped := -1
	c.OnTapped = func(i int) { tapped = i }
	c.SetLabels([]string{"$", "statuses", "[3]", "user"})
	last := c.spots[len(c.spots)-1]
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(c.spots[1].x+3, 8)})
	if len(c.spots) != 4 || tapped != 1 || last.x+last.width > c.Size().Width {
		t.Errorf("%d names, tapped %d", len(c.spots), tapped)
	}
	c.SetLabels(append(slices.Repeat([]string{"a long name of a member"}, 9), "end"))
	if c.spots[0].index == 0 || c.spots[len(c.spots)-1].index != 9 {
		t.Errorf("a long place shows %v", c.spots)
	}
	c.SetLabels(nil)
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(8, 8)})
	if tapped != 1 {
		t.Error("a tap on nothing is heard")
	}
}
