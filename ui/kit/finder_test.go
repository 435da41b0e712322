package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

func findings(log *string) []Finding {
	run := func(name string) func() { return func() { *log += name } }
	return []Finding{
		{Badge: "GET", BadgeColor: theme.ColorMethodGet, Label: "List products", Detail: "Store API / products", From: 5, To: 13, Note: "name", Run: run("list")},
		{Badge: "POST", BadgeColor: theme.ColorMethodPost, Label: "Add to cart", Detail: "Store API / cart", Note: "body",
			Text: `{"a": 1, "product": 12345, "quantity": 2, "and a long tail": "that does not fit into the row of the finder at all, not even nearly so"}`, From: 10, To: 17, Run: run("add")},
		{Badge: "ENV", Label: "local", Detail: "Environments", Text: "host = https://product.example.com", From: 15, To: 22, Note: "variable", Run: run("env")},
	}
}

func TestFinder(t *testing.T) {
	b := newPaletteBench(t)
	typed, closed, log := "", 0, ""
	f := ShowFinder(b.win.Canvas(), "Search", "Type to search", func(text string) { typed = text }, func() { closed++ })
	b.write("prod")
	if typed != "prod" || f.Text() != "prod" || f.Closed() {
		t.Fatalf("typed %q, text %q", typed, f.Text())
	}
	f.Show(findings(&log), "")
	b.keys(fyne.KeyDown, fyne.KeyReturn)
	if log != "add" || closed != 1 || !f.Closed() || b.open() != nil {
		t.Fatalf("opened %q, closed %d times", log, closed)
	}
	if b.win.Canvas().Focused() != fyne.Focusable(b.entry) {
		t.Error("the focus did not come back")
	}
	ShowFinder(b.win.Canvas(), "Search", "Type to search", func(string) {}, func() { closed++ })
	b.keys(fyne.KeyReturn, fyne.KeyEscape)
	if closed != 2 || log != "add" {
		t.Fatalf("enter on nothing, then escape: closed %d times, log %q", closed, log)
	}
}

func TestFinderLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		outlineTestApp(t, variant)
		log := ""
		w := outlineTestWindow(t, outlineOn(theme.ColorSidebar, NewEmpty(theme.IconSearch, "", "")), 800, 320)
		f := ShowFinder(w.Canvas(), "Search", "Type to search", func(string) {}, nil)
		f.Show(findings(&log), "")
		test.AssertImageMatches(t, "finder_"+variant+".png", w.Canvas().Capture())
	}
}

func TestFinderWindow(t *testing.T) {
	long := strings.Repeat("é", 60) + "hit" + strings.Repeat("x", 1000)
	before, match, after := finderWindow(long, 120, 123)
	if before != "…"+strings.Repeat("é", finderBefore) || match != "hit" || len(after) != outlineLineLimit {
		t.Errorf("%q %q %d", before, match, len(after))
	}
	for _, span := range [][2]int{{-1, 2}, {3, 3}, {5, 4}, {1, 4}, {0, 1}, {0, 9000}} { // 1 and the end 1 are inside a rune
		if _, match, _ := finderWindow(long, span[0], span[1]); match != "" {
			t.Errorf("%v matches %q", span, match)
		}
	}
	if before, match, after = finderWindow("\t  a\nb", 3, 4); before != "" || match != "a" || after != " b" {
		t.Errorf("%q %q %q", before, match, after)
	}
}
