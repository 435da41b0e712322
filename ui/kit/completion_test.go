package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

// completionField is a field with the focus in a window, with suggestions of every kind.
func completionField(t *testing.T, variant string) (*VarEntry, fyne.Window) {
	floatApp(t, variant)
	v := NewVarEntry()
	v.Variables = testVariables
	v.Names = func() []Suggestion {
		out := []Suggestion{{Text: "baseUrl", Detail: "http://127.0.0.1:4010 · environment local", Kind: SuggestVariable},
			{Text: "basePath", Detail: "/v1\n/with a break · collection Shop", Kind: SuggestVariable},
			{Text: "token", Detail: "•••••• · environment local", Kind: SuggestSecret},
			{Text: "$guid", Detail: "random UUID · 1c3ab6d6-2c1f-4a0e-8a50-2b6ea2ee5c11", Kind: SuggestDynamic}}
		for i := range 20 {
			out = append(out, Suggestion{Text: fmt.Sprint("customer.address.number.", i), Detail: "a value that is much too long to be shown whole in the list of what is offered here", Kind: SuggestVariable})
		}
		return out
	}
	v.Words = func() []Suggestion {
		return []Suggestion{{Text: "Accept", Detail: "media types that are wanted", Kind: SuggestName}, {Text: "Accept-Encoding", Detail: "compressions that are understood", Kind: SuggestName},
			{Text: "application/json", Kind: SuggestWord}}
	}
	w := floatWindow(t, 600, 260, container.NewVBox(v))
	w.Canvas().Focus(v)
	return v, w
}

func TestCompletionImage(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			v, w := completionField(t, variant)
			test.Type(v, "{{")
			test.AssertRendersToImage(t, "completion_variables_"+variant+".png", w.Canvas())
			v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
			v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
			test.AssertRendersToImage(t, "completion_paged_"+variant+".png", w.Canvas())
			v.SetText("")
			test.Type(v, "ac")
			test.AssertRendersToImage(t, "completion_names_"+variant+".png", w.Canvas())
		})
	}
}

func TestCompletionKeys(t *testing.T) {
	v, w := completionField(t, theme.Dark)
	test.Type(v, "{{")
	list := v.completion.list
	for i, step := range []struct {
		key             fyne.KeyName
		selected, first int
	}{
		{fyne.KeyDown, 1, 0}, {fyne.KeyPageDown, 9, 2}, {fyne.KeyPageDown, 17, 10}, {fyne.KeyPageDown, 23, 16}, {fyne.KeyDown, 0, 0},
		{fyne.KeyUp, 23, 16}, {fyne.KeyPageUp, 15, 15}, {fyne.KeyPageUp, 7, 7}, {fyne.KeyPageUp, 0, 0},
	} {
		v.TypedKey(&fyne.KeyEvent{Name: step.key})
		if list.core.selected != step.selected || list.first != step.first {
			t.Fatalf("step %d, %s: row %d of the list from %d, want %d from %d", i, step.key, list.core.selected, list.first, step.selected, step.first)
		}
	}
	if w.Canvas().Focused() != fyne.Focusable(v) {
		t.Error("the list took the keyboard")
	}
	test.Type(v, "base")
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if !v.completion.IsOpen() || len(completionTexts(v.completion)) != 2 {
		t.Errorf("erasing a letter leaves %v", completionTexts(v.completion))
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if v.Text() != "{{baseUrl}}" {
		t.Errorf("text %q", v.Text())
	}
}

func TestCompletionEnterIsTheFieldsWhereNothingIsSelected(t *testing.T) {
	v, _ := completionField(t, theme.Dark)
	sent := ""
	v.OnSubmitted = func(text string) { sent = text }
	test.Type(v, "acc")
	if !v.completion.IsOpen() {
		t.Fatal("nothing is offered")
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if sent != "acc" || v.completion.IsOpen() {
		t.Errorf("sent %q", sent)
	}
}

func TestCompletionScrollsAndHovers(t *testing.T) {
	v, _ := completionField(t, theme.Dark)
	test.Type(v, "{{")
	list := v.completion.list
	for range 40 {
		list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	}
	if list.first != 16 {
		t.Errorf("scrolled to %d", list.first)
	}
	e := &desktop.MouseEvent{}
	e.Position = fyne.NewPos(30, tipPadY+completionRow*2+3)
	list.MouseMoved(e)
	if list.core.selected != 18 {
		t.Errorf("the pointer is at %d", list.core.selected)
	}
	e.Position.Y = 0
	if list.MouseMoved(e); list.core.selected != 18 {
		t.Error("the edge is a row")
	}
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(30, tipPadY+completionRow*3+3)})
	if v.Text() != "{{customer.address.number.15}}" {
		t.Errorf("text %q", v.Text())
	}
}

// Below the field there may be no room.
func TestCompletionStandsAbove(t *testing.T) {
	floatApp(t, theme.Dark)
	v := NewVarEntry()
	v.Names = func() []Suggestion { return []Suggestion{{Text: "a"}, {Text: "b"}} }
	w := floatWindow(t, 400, 200, container.NewBorder(nil, v, nil, nil))
	w.Canvas().Focus(v)
	test.Type(v, "{{")
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(v).Y
	list := v.completion.list
	if bottom := fyne.CurrentApp().Driver().AbsolutePositionForObject(list).Y + list.Size().Height; bottom > top+1 {
		t.Errorf("the list ends at %v, the field begins at %v", bottom, top)
	}
}
