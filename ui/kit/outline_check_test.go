package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

// checkedOutline shows three rows; the last has no box.
func checkedOutline(t *testing.T, variant string) (o *Outline, opened *string, w fyne.Window) {
	t.Helper()
	outlineTestApp(t, variant)
	tree := &outlineTree{kids: map[string][]string{}, rows: map[string]OutlineRow{}}
	for _, id := range []string{"a", "b", "c"} {
		tree.add("", id, OutlineRow{Label: "row " + id, Badge: "GET", BadgeColor: theme.ColorMethodGet, Check: CheckOff})
	}
	tree.rows["c"] = OutlineRow{Label: "row c"}
	o, opened = NewOutline(tree), new(string)
	o.OnCheck = func(id string) {
		row := tree.rows[id]
		row.Check = CheckOff + CheckOn - row.Check
		tree.rows[id] = row
	}
	o.OnOpen = func(id string) { *opened += id }
	return o, opened, outlineTestWindow(t, outlineOn(theme.ColorSidebar, o), 200, 90)
}

func TestOutlineChecks(t *testing.T) {
	o, opened, w := checkedOutline(t, theme.Dark)
	state := func(id string) Check { return o.model.src.Row(id).Check }
	w.Canvas().Focus(o)
	o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	o.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if state("a") != CheckOn || *opened != "" {
		t.Fatalf("space: %d, opened %q", state("a"), *opened)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(30, 26+13))
	if state("b") != CheckOn || *opened != "" || o.Selected() != "b" {
		t.Fatalf("tap on the box: %d, opened %q, selected %q", state("b"), *opened, o.Selected())
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(120, 26+13))
	if state("b") != CheckOn || *opened != "b" {
		t.Fatalf("tap beside the box: %d, opened %q", state("b"), *opened)
	}
	o.Select("c")
	o.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if state("c") != CheckNone || *opened != "bc" {
		t.Fatalf("space on a row without a box: %d, opened %q", state("c"), *opened)
	}
}

func TestOutlineEscape(t *testing.T) {
	o, _, w := checkedOutline(t, theme.Dark)
	left := 0
	o.OnEscape = func() { left++ }
	w.Canvas().Focus(o)
	o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if left != 1 {
		t.Fatalf("escape was heard %d times", left)
	}
}

func TestOutlineCheckLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		o, _, w := checkedOutline(t, variant)
		o.check("a")
		test.AssertImageMatches(t, "outline_check_"+variant+".png", w.Canvas().Capture())
	}
}
