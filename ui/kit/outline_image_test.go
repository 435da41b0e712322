package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

// outlineOn puts content on a background of the theme, as a golden image shows it.
func outlineOn(name fyne.ThemeColorName, content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(canvas.NewRectangle(theme.Color(name)), content)
}

func TestOutlineLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			outlineTestApp(t, variant)
			tree := newOutlineTree()
			tree.rows["p1"] = OutlineRow{Label: "A very long name of a request that does not fit", Badge: "GET", BadgeColor: theme.Method("GET"), Dirty: true}
			tree.rows["q"] = OutlineRow{Label: "Settings", Badge: "OPTIONS", BadgeColor: theme.Method("OPTIONS"), Detail: "mocked", Dirty: true}
			tree.rows["w1"] = OutlineRow{Label: "Forecast", Icon: theme.Icon(theme.IconExample), Faint: true, Detail: "200"}
			o := NewOutline(tree)
			o.OnMove = func(string, string, int) {}
			o.OnRename = func(string, string) {}
			w := outlineTestWindow(t, outlineOn(theme.ColorSidebar, o), 260, 280)
			o.ExpandAll("")
			o.Select("p2")
			o.setHover(5)
			test.AssertImageMatches(t, "outline_"+variant+".png", w.Canvas().Capture())

			w.Canvas().Focus(o)
			o.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(90, 5*26+2)}, Dragged: fyne.NewDelta(0, 48)})
			test.AssertImageMatches(t, "outline_drag_"+variant+".png", w.Canvas().Capture())
			o.cancelDrag()
			o.DragEnd()

			o.StartRename("c1")
			test.AssertImageMatches(t, "outline_rename_"+variant+".png", w.Canvas().Capture())
		})
	}
}

// outlineBig is a source of n requests in folders of a hundred.
func outlineBig(n int) *outlineTree {
	t := &outlineTree{kids: map[string][]string{}, rows: map[string]OutlineRow{}}
	methods := []string{"GET", "POST", "PUT", "PATCH", "DELETE"}
	for i := range n {
		folder := fmt.Sprintf("f%d", i/100)
		if i%100 == 0 {
			t.add("", folder, outlineFolder("Collection "+folder))
			continue
		}
		m := methods[i%len(methods)]
		t.add(folder, fmt.Sprintf("r%d", i), outlineRequest(m, fmt.Sprintf("Request Number %d of the store", i)))
	}
	return t
}

func TestOutlineKeepsFewObjectsAlive(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	o := NewOutline(outlineBig(10_000))
	outlineTestWindow(t, o, 260, 800)
	o.ExpandAll("")
	for i := range 400 {
		o.SetScrollOffset(float32(i) * 333)
	}
	if len(o.model.rows) != 10_000 {
		t.Fatalf("%d rows", len(o.model.rows))
	}
	visible := 0
	all := test.WidgetRenderer(o).Objects()
	for _, obj := range all {
		if obj.Visible() {
			visible++
		}
	}
	if len(all) > 300 || visible > 120 {
		t.Fatalf("%d objects, %d of them visible, for 31 visible rows", len(all), visible)
	}
}

func BenchmarkOutlineFilter(b *testing.B) {
	outlineTestApp(b, theme.Dark)
	o := NewOutline(outlineBig(10_000))
	o.Resize(fyne.NewSize(260, 800))
	for b.Loop() {
		if o.SetFilter("get number 5") == 0 {
			b.Fatal("no match")
		}
		o.SetFilter("")
	}
}

func BenchmarkOutlineScroll(b *testing.B) {
	outlineTestApp(b, theme.Dark)
	o := NewOutline(outlineBig(10_000))
	o.Resize(fyne.NewSize(260, 800))
	o.ExpandAll("")
	i := 0
	for b.Loop() {
		i++
		o.SetScrollOffset(float32(i * 30 % 200_000))
	}
}

func BenchmarkOutlineJump(b *testing.B) {
	outlineTestApp(b, theme.Dark)
	o := NewOutline(outlineBig(10_000))
	o.Resize(fyne.NewSize(260, 800))
	i := 0
	for b.Loop() { // the closed folders, then requests only: every icon changes
		i++
		o.ExpandAll("")
		o.SetScrollOffset(float32(i * 7919 % 200_000))
		o.CollapseAll()
	}
}

func BenchmarkOutlineReload(b *testing.B) {
	outlineTestApp(b, theme.Dark)
	o := NewOutline(outlineBig(10_000))
	o.Resize(fyne.NewSize(260, 800))
	o.ExpandAll("")
	o.Select("r9999")
	for b.Loop() {
		o.Reload()
	}
}
