package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

type paletteBench struct {
	win   fyne.Window
	entry *widget.Entry
	log   []string
}

func newPaletteBench(t *testing.T) *paletteBench {
	t.Helper()
	outlineTestApp(t, theme.Dark)
	b := &paletteBench{entry: widget.NewEntry()}
	b.win = outlineTestWindow(t, b.entry, 800, 600)
	b.win.Canvas().Focus(b.entry)
	return b
}

func (b *paletteBench) commands() []Command {
	var out []Command
	add := func(group, name, key string, enabled func() bool) {
		out = append(out, Command{ID: name, Name: name, Key: key, Group: group, Enabled: enabled, Run: func() {
			where := "elsewhere"
			if b.win.Canvas().Focused() == fyne.Focusable(b.entry) && b.open() == nil {
				where = "back"
			}
			b.log = append(b.log, name+" "+where)
		}})
	}
	add("Request", "Send request", "Ctrl+Enter", nil)
	add("Request", "New request", "Ctrl+N", nil)
	add("Mocks", "Start server", "Ctrl+M", nil)
	add("Edit", "Undo", "Ctrl+Z", func() bool { return false })
	return out
}

// open returns the palette that is open, or nil.
func (b *paletteBench) open() *palette {
	p, _ := b.win.Canvas().Overlays().Top().(*palette)
	return p
}

func (b *paletteBench) names() string {
	var out []string
	for _, h := range b.open().hits {
		out = append(out, b.open().items[h.item].name)
	}
	return strings.Join(out, ", ")
}

func (b *paletteBench) write(text string) {
	for _, r := range text {
		b.win.Canvas().Focused().TypedRune(r)
	}
}

func (b *paletteBench) keys(names ...fyne.KeyName) {
	for _, n := range names {
		b.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestPaletteRunsAfterClosing(t *testing.T) {
	b := newPaletteBench(t)
	ShowPalette(b.win.Canvas(), b.commands())
	if got, want := b.names(), "Send request, New request, Start server, Undo"; got != want {
		t.Fatalf("offers %q, want %q", got, want)
	}
	b.write("nr")
	if got := b.names(); got != "New request, Send request" {
		t.Fatalf("nr finds %q", got)
	}
	b.keys(fyne.KeyReturn)
	if len(b.log) != 1 || b.log[0] != "New request back" {
		t.Fatalf("ran %q", b.log)
	}
	if b.entry.Text != "" {
		t.Fatalf("the entry below got %q", b.entry.Text)
	}
}

func TestPaletteKeys(t *testing.T) {
	tests := []struct {
		name string
		keys []fyne.KeyName
		want string
	}{
		{"down", []fyne.KeyName{fyne.KeyDown, fyne.KeyEnter}, "New request back"},
		{"up goes around", []fyne.KeyName{fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn}, "Start server back"},
		{"page down and up", []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyReturn}, "Send request back"},
		{"disabled", []fyne.KeyName{fyne.KeyUp, fyne.KeyReturn}, ""},
		{"esc", []fyne.KeyName{fyne.KeyDown, fyne.KeyEscape}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newPaletteBench(t)
			ShowPalette(b.win.Canvas(), b.commands())
			b.keys(tt.keys...)
			if got := strings.Join(b.log, "; "); got != tt.want {
				t.Errorf("ran %q, want %q", got, tt.want)
			}
			if open := b.open() != nil; open != (tt.name == "disabled") {
				t.Errorf("open: %v", open)
			}
		})
	}
}

func TestPaletteTaps(t *testing.T) {
	b := newPaletteBench(t)
	c := b.win.Canvas()
	ShowPalette(c, b.commands())
	box, size := b.open().box()
	test.TapCanvas(c, box.AddXY(3, 3)) // between the edge and the entry
	if b.open() == nil || c.Focused() != fyne.Focusable(b.open().entry) {
		t.Fatal("a click into the box took the focus or closed it")
	}
	test.TapCanvas(c, box.AddXY(40, size.Height-palettePad-3.5*paletteRowSize))
	if len(b.log) != 1 || b.log[0] != "Send request back" {
		t.Fatalf("ran %q", b.log)
	}
	ShowPalette(c, b.commands())
	test.TapCanvas(c, fyne.NewPos(5, 590))
	if b.open() != nil || c.Focused() != fyne.Focusable(b.entry) {
		t.Fatal("a click beside the box did not close it")
	}
}

func TestPaletteOpensOnce(t *testing.T) {
	b := newPaletteBench(t)
	ShowPalette(b.win.Canvas(), b.commands())
	ShowPalette(b.win.Canvas(), b.commands())
	if n := len(b.win.Canvas().Overlays().List()); n != 1 {
		t.Fatalf("%d overlays", n)
	}
	b.keys(fyne.KeyEscape)
	if b.win.Canvas().Focused() != fyne.Focusable(b.entry) {
		t.Fatal("the focus did not come back")
	}
}

func TestPickerIsVirtual(t *testing.T) {
	b := newPaletteBench(t)
	var items []PickerItem
	for i := range 10_000 {
		items = append(items, PickerItem{ID: fmt.Sprint(i), Label: fmt.Sprintf("Request %d", i), Detail: "Store"})
	}
	var picked string
	ShowPicker(b.win.Canvas(), "Go to request", items, func(id string) { picked = id })
	list := b.open().list
	for range 30 {
		b.keys(fyne.KeyPageDown)
	}
	if want := float32(list.at+1)*paletteRowSize - list.Size().Height; list.offset != want {
		t.Errorf("offset %v, want %v for row %d", list.offset, want, list.at)
	}
	if n := len(test.WidgetRenderer(list).Objects()); n > 5*(paletteRows+1)+4 {
		t.Errorf("%d objects", n)
	}
	test.Scroll(b.win.Canvas(), fyne.NewPos(400, 200), 0, 1e7)
	if list.offset != 0 {
		t.Errorf("scrolled to %v", list.offset)
	}
	b.write("store 9876")
	b.keys(fyne.KeyReturn)
	if picked != "9876" {
		t.Errorf("picked %q", picked)
	}
}

func TestPaletteFindsTheBestFirst(t *testing.T) {
	tests := []struct {
		query string
		names []string
		want  string // "" for nothing
	}{
		{"save", []string{"Show average", "Save request"}, "Save request"},
		{"ne", []string{"Open environment", "Next tab", "Send"}, "Next tab"},
		{"ct", []string{"Select", "Close tab"}, "Close tab"},
		{"tab close", []string{"Close window", "Close tab"}, "Close tab"},
		{"gu", []string{"Plugin guide", "getUser"}, "getUser"},
		{"ÜB", []string{"Tüb", "Übersicht"}, "Übersicht"},
		{"new", []string{"Renew the token of this collection", "New"}, "New"},
		{"detail", []string{"Other"}, "Other"},
		{"xyz", []string{"Close"}, ""},
	}
	for _, tt := range tests {
		var items []paletteItem
		for _, n := range tt.names {
			items = append(items, paletteItem{name: n, detail: "the detail"})
		}
		got := ""
		if hits := paletteFind(items, tt.query); len(hits) > 0 {
			got = items[hits[0].item].name
		}
		if got != tt.want {
			t.Errorf("%q finds %q first, want %q", tt.query, got, tt.want)
		}
	}
}

func TestPaletteMarksTheBestMatch(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"Select the Send button", "send", "Select the [Send] button"},
		{"New request", "nr", "[N]ew [r]equest"},
		{"Close tab", "tab cl", "[Cl]ose [tab]"},
		{"Übersicht", "üs", "[Ü]ber[s]icht"},
		{"Close", "x", "Close"},
	}
	for _, tt := range tests {
		marks := paletteMarks(tt.name, tt.query)
		var b strings.Builder
		for i, r := range []rune(tt.name) {
			if marks[i] && !marks[i-1] {
				b.WriteByte('[')
			}
			b.WriteRune(r)
			if marks[i] && !marks[i+1] {
				b.WriteByte(']')
			}
		}
		if b.String() != tt.want {
			t.Errorf("%q marks %q, want %q", tt.query, b.String(), tt.want)
		}
	}
}

func TestPaletteLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			b := newPaletteBench(t)
			fyne.CurrentApp().Settings().SetTheme(theme.New(variant))
			w := outlineTestWindow(t, canvas.NewRectangle(theme.Color(fynetheme.ColorNameBackground)), 560, 260)
			ShowPalette(w.Canvas(), b.commands())
			p := w.Canvas().Overlays().Top().(*palette)
			p.entry.SetText("re")
			p.list.setHover(1)
			w.Canvas().Unfocus() // no caret
			test.AssertImageMatches(t, "palette_"+variant+".png", w.Canvas().Capture())
			p.entry.SetText("")
			p.list.move(2, true)
			test.AssertImageMatches(t, "palette_all_"+variant+".png", w.Canvas().Capture())
			p.entry.SetText("zzz")
			test.AssertImageMatches(t, "palette_none_"+variant+".png", w.Canvas().Capture())
		})
	}
}

func BenchmarkPaletteFind(b *testing.B) {
	var items []paletteItem
	for i := range 10_000 {
		items = append(items, paletteItem{name: fmt.Sprintf("Get the request number %d", i), detail: "Store API / products"})
	}
	for b.Loop() {
		if len(paletteFind(items, "get req 1")) == 0 {
			b.Fatal("nothing found")
		}
	}
}
