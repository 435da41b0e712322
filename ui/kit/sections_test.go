package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

func newTestSections() *Sections {
	return NewSections(
		Section{ID: "params", Label: "Params", Count: 3, Content: widget.NewLabel("the params")},
		Section{ID: "headers", Label: "Headers", Content: widget.NewLabel("the headers")},
		Section{ID: "body", Label: "Body", Mark: true, Content: widget.NewEntry()},
	)
}

// sectionsShown returns which contents are in the tree.
func sectionsShown(s *Sections) (ids []string) {
	for _, o := range test.WidgetRenderer(s).Objects() {
		for _, x := range s.sections {
			if x.Content == o {
				ids = append(ids, x.ID)
			}
		}
	}
	return ids
}

func TestSectionsShowOnlyTheSelectedContent(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	s := newTestSections()
	outlineTestWindow(t, s, 400, 200)
	for _, id := range []string{"params", "body", "headers", "nothing"} {
		s.Select(id)
		if id == "nothing" {
			id = "headers"
		}
		if got := sectionsShown(s); len(got) != 1 || got[0] != id || s.Selected() != id {
			t.Errorf("select %s: shown %v, selected %q", id, got, s.Selected())
		}
	}
	label := widget.NewLabel("other")
	s.SetContent("headers", label)
	if got := sectionsShown(s); len(got) != 1 || label.Size().Width != 400 {
		t.Errorf("shown %v, the new content is %v wide", got, label.Size())
	}
}

func TestSectionsTapsAndKeys(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	s := newTestSections()
	var log []string
	s.OnSelect = func(id string) { log = append(log, id) }
	w := outlineTestWindow(t, s, 400, 200)
	test.TapAt(s.bar, fyne.NewPos(s.bar.run.left(1)+20, 10))
	w.Canvas().Focus(s.bar)
	for _, key := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeyHome, fyne.KeyLeft, fyne.KeyEnd} {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	s.Select("params")
	want := []string{"headers", "body", "headers", "params", "body"}
	if len(log) != len(want) {
		t.Fatalf("reported %v, want %v", log, want)
	}
	for i := range want {
		if log[i] != want[i] {
			t.Fatalf("reported %v, want %v", log, want)
		}
	}
}

func TestSectionsGetWiderWithACountAndAMark(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	s := newTestSections()
	outlineTestWindow(t, s, 400, 200)
	bare := s.bar.run.widths[1]
	s.SetCount("headers", 12)
	counted := s.bar.run.widths[1]
	s.SetMark("headers", true)
	if marked := s.bar.run.widths[1]; !(bare < counted && counted < marked) {
		t.Fatalf("widths %v, %v, %v", bare, counted, marked)
	}
	s.SetCount("headers", 0)
	s.SetMark("headers", false)
	if got := s.bar.run.widths[1]; got != bare {
		t.Fatalf("width %v, want %v again", got, bare)
	}
}

func TestSectionsThatDoNotFit(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	s := newTestSections()
	w := outlineTestWindow(t, s, 130, 200)
	if !s.bar.run.overflows() {
		t.Fatal("all fit")
	}
	for width := s.bar.run.total(); width > 100; width-- { // every width, one after the other
		w.Resize(fyne.NewSize(width, 200))
		if want := width - tabButtonWidth; s.bar.run.overflows() && s.bar.run.view != want {
			t.Fatalf("view %v at width %v, want %v", s.bar.run.view, width, want)
		}
	}
	w.Resize(fyne.NewSize(130, 200))
	s.Select("body")
	if l := s.bar.run.left(2); l < 0 || l+s.bar.run.widths[2] > s.bar.run.view {
		t.Fatalf("the selected section is at %v of %v", l, s.bar.run.view)
	}
	test.TapAt(s.bar, fyne.NewPos(s.bar.run.view+5, 10))
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.Selected() != "params" || s.bar.run.offset != 0 {
		t.Fatalf("selected %q at offset %v", s.Selected(), s.bar.run.offset)
	}
}

func TestSectionsAsABar(t *testing.T) {
	outlineTestApp(t, theme.Dark)
	s := NewSections(Section{ID: "a", Label: "A"}, Section{ID: "b", Label: "B"})
	button := widget.NewButton("Clear", nil)
	s.SetTrailing(button)
	outlineTestWindow(t, s, 300, 40)
	if want := max(sectionsHeight, button.MinSize().Height); s.MinSize().Height != want {
		t.Fatalf("height %v, want %v", s.MinSize().Height, want)
	}
	if right := button.Position().X + button.Size().Width; right != 296 {
		t.Fatalf("the trailing object ends at %v", right)
	}
	NewSections().Resize(fyne.NewSize(100, 30)) // nothing at all is fine
}

func TestSectionsLooks(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			outlineTestApp(t, variant)
			s := newTestSections()
			s.SetContent("params", canvas.NewRectangle(theme.Color(theme.ColorCode)))
			s.SetTrailing(widget.NewButton("Clear", nil))
			w := outlineTestWindow(t, outlineOn(fynetheme.ColorNameBackground, s), 380, 60)
			s.bar.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(s.bar.run.left(1)+9, 9)}})
			test.AssertImageMatches(t, "sections_"+variant+".png", w.Canvas().Capture())
			w.Canvas().Focus(s.bar)
			test.AssertImageMatches(t, "sections_focus_"+variant+".png", w.Canvas().Capture())
			w.Resize(fyne.NewSize(200, 60))
			test.AssertImageMatches(t, "sections_narrow_"+variant+".png", w.Canvas().Capture())
		})
	}
}
