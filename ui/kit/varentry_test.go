package kit

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

func TestVarEntrySpans(t *testing.T) {
	for text, want := range map[string][]string{
		"":                          nil,
		"plain {x}":                 nil,
		"{{a}}":                     {"{{a}} a"},
		"x{{ a b }}y{{c}}":          {"{{ a b }} a b", "{{c}} c"},
		"{{}} {{ }}":                nil,
		"{{a":                       nil,
		"{{a}":                      nil,
		"{{a}b}}{{c}}":              {"{{c}} c"},
		"{{{a}}}":                   {"{{a}} a"},
		"{{a{{b}}":                  {"{{b}} b"},
		"{{a\n}}{{b}}":              {"{{b}} b"},
		"{{é}}/{{日}}":               {"{{é}} é", "{{日}} 日"},
		strings.Repeat("{", 50):     nil,
		strings.Repeat("{{a}}", 3):  {"{{a}} a", "{{a}} a", "{{a}} a"},
		"{{a{b}}c}}{{$randomInt}}}": {"{{$randomInt}} $randomInt"},
	} {
		var got []string
		for _, s := range varEntrySpans(text) {
			got = append(got, text[s.start:s.end]+" "+s.name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestVarEntryPrefix(t *testing.T) {
	for _, c := range []struct {
		before, prefix string
		ok             bool
	}{
		{"{{", "", true}, {"é{{ba", "ba", true}, {"{{a}}", "", false}, {"{{a b", "", false}, {"ab", "", false}, {"{", "", false},
		{"{{a}}{{b", "b", true}, {"{{{x", "x", true}, {"{{" + strings.Repeat("x", varEntryName+1), "", false},
	} {
		if prefix, ok := varEntryPrefix(c.before); prefix != c.prefix || ok != c.ok {
			t.Errorf("%q: %q, %v", c.before, prefix, ok)
		}
	}
}

// testVariables knows token as a secret, nope as missing and everything else as defined.
func testVariables(name string) (VarState, string) {
	switch name {
	case "token":
		return VarSecret, "token\nsecret of environment local"
	case "nope":
		return VarMissing, "nope is not defined"
	}
	return VarOK, name + " = value\nfrom environment local"
}

func varEntryWindow(t *testing.T, text string) (*VarEntry, fyne.Window) {
	floatApp(t, theme.Dark)
	v := NewVarEntry()
	v.Variables = testVariables
	v.SetText(text)
	return v, floatWindow(t, 500, 200, v)
}

// testRuns returns the painted runs of text as "text colour".
func (v *VarEntry) testRuns() []string {
	names := map[color.Color]string{theme.Color(base.ColorNameForeground): "plain"}
	for _, name := range []fyne.ThemeColorName{theme.ColorVarOK, theme.ColorVarMissing, theme.ColorVarSecret} {
		names[theme.Color(name)] = string(name[strings.LastIndex(string(name), ".")+1:])
	}
	var out []string
	for _, o := range test.WidgetRenderer(v.self).(*varEntryRenderer).inside.Objects {
		if text, ok := o.(*canvas.Text); ok {
			out = append(out, text.Text+" "+names[text.Color])
		}
	}
	return out
}

func TestVarEntryColours(t *testing.T) {
	v, _ := varEntryWindow(t, "{{host}}/a/{{nope}}?k={{token}}")
	want := []string{"{{host}} ok", "/a/ plain", "{{nope}} missing", "?k= plain", "{{token}} secret"}
	if diff := cmp.Diff(want, v.testRuns()); diff != "" {
		t.Error(diff)
	}
	v.SetText("plain")
	if diff := cmp.Diff([]string{"plain plain"}, v.testRuns()); diff != "" {
		t.Error(diff)
	}
	v.Variables = nil
	v.SetText("{{host}}")
	if diff := cmp.Diff([]string{"{{host}} plain"}, v.testRuns()); diff != "" {
		t.Error(diff)
	}
}

func TestVarEntryScrollsAndPaintsOnlyWhatIsSeen(t *testing.T) {
	v, w := varEntryWindow(t, strings.Repeat("0123456789", 2000)+"{{c}}")
	w.Canvas().Focus(v)
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	runs := v.testRuns()
	if len(runs) > 4 || runs[len(runs)-1] != "{{c}} ok" {
		t.Errorf("painted %v", runs)
	}
	if x := v.xOf(v.caretAt()); x > v.Size().Width-v.pad() || x < v.Size().Width-60 {
		t.Errorf("the end of the text is at %v of %v", x, v.Size().Width)
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if runs = v.testRuns(); v.left != 0 || !strings.HasPrefix(runs[0], "0123456789") || len(runs) > 4 {
		t.Errorf("at the beginning %v is scrolled out, painted %v", v.left, runs)
	}
}

func TestVarEntrySetTextIsSilent(t *testing.T) {
	v, _ := varEntryWindow(t, "")
	var heard []string
	v.OnChanged = func(text string) { heard = append(heard, text) }
	v.SetText("new")
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	test.Type(v, "er")
	if diff := cmp.Diff([]string{"newe", "newer"}, heard); diff != "" {
		t.Error(diff)
	}
}

func TestVarEntryCompletes(t *testing.T) {
	v, w := varEntryWindow(t, "")
	v.Names = func() []Suggestion { return []Suggestion{{Text: "baseUrl"}, {Text: "basePath"}, {Text: "token"}} }
	var heard []string
	w.Canvas().Focus(v)
	test.Type(v, "x{{ba")
	if got := completionTexts(v.completion); !slices.Equal(got, []string{"baseUrl", "basePath"}) {
		t.Fatalf("offered %v", got)
	}
	if !v.AcceptsTab() {
		t.Error("an open list leaves the tab key to the window")
	}
	v.OnChanged = func(text string) { heard = append(heard, text) }
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if v.Text() != "x{{basePath}}" || v.completion.IsOpen() || len(floating(w)) != 0 {
		t.Errorf("text %q, open %v", v.Text(), v.completion.IsOpen())
	}
	if diff := cmp.Diff([]string{"x{{basePath}}"}, heard); diff != "" {
		t.Error(diff)
	}
	v.TypedShortcut(&fyne.ShortcutUndo{})
	if v.Text() != "x{{ba" {
		t.Errorf("undoing the completion leaves %q", v.Text())
	}
}

func completionTexts(c *Completion) []string {
	var out []string
	for _, s := range c.core.found {
		out = append(out, s.Text)
	}
	return out
}

func TestVarEntryCompletesByMouseAndClosesBracesOnce(t *testing.T) {
	v, w := varEntryWindow(t, "{{}}/rest")
	v.Names = func() []Suggestion { return []Suggestion{{Text: "token"}} }
	w.Canvas().Focus(v)
	v.selectText(2, 2)
	test.Type(v, "t")
	list := v.completion.list
	list.MouseDown(&desktop.MouseEvent{}) // as the driver does: press, unfocus, release
	w.Canvas().Unfocus()
	list.MouseUp(&desktop.MouseEvent{})
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, tipPadY+2)})
	if v.Text() != "{{token}}/rest" || w.Canvas().Focused() != fyne.Focusable(v) {
		t.Errorf("text %q, focused %v", v.Text(), w.Canvas().Focused())
	}
	test.Type(v, "{{")
	w.Canvas().Unfocus()
	if v.completion.IsOpen() {
		t.Error("the list stays when the keyboard leaves")
	}
}

func TestVarEntryEscapeAndCaretCloseTheList(t *testing.T) {
	v, w := varEntryWindow(t, "")
	v.Names = func() []Suggestion { return []Suggestion{{Text: "token"}} }
	w.Canvas().Focus(v)
	for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyLeft} {
		v.SetText("")
		test.Type(v, "{{")
		if !v.completion.IsOpen() {
			t.Fatal("no list")
		}
		v.TypedKey(&fyne.KeyEvent{Name: key})
		if v.completion.IsOpen() {
			t.Errorf("%s leaves the list open", key)
		}
	}
}

func TestVarEntryMaskedOffersVariablesOnly(t *testing.T) {
	v, w := varEntryWindow(t, "")
	v.Names = func() []Suggestion { return []Suggestion{{Text: "token"}} }
	v.Words = func() []Suggestion { return []Suggestion{{Text: "hunter2"}} }
	v.Password = true
	w.Canvas().Focus(v)
	test.Type(v, "hun")
	if v.completion.IsOpen() {
		t.Error("words are offered for what is masked")
	}
	test.Type(v, "{{t")
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if v.Text() != "hun{{token}}" {
		t.Errorf("text %q", v.Text())
	}
	clip := test.NewClipboard()
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
	v.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	v.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	if clip.Content() != "" || v.SelectedText() != "" || v.Text() != "hun{{token}}" {
		t.Errorf("a masked text gives %q away", clip.Content())
	}
}

func TestVarEntryAsksForSuggestions(t *testing.T) {
	v, w := varEntryWindow(t, "")
	v.Words = func() []Suggestion { return []Suggestion{{Text: "gzip"}, {Text: "br"}} }
	w.Canvas().Focus(v)
	ask := &desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierControl}
	v.OnShortcut = func(fyne.Shortcut) bool { return true }
	v.TypedShortcut(ask)
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Type(v, ", b")
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if v.Text() != "gzip, br" {
		t.Errorf("text %q", v.Text())
	}
}

func TestVarEntryHover(t *testing.T) {
	_, w := varEntryWindow(t, "{{host}}/{{nope}}")
	test.MoveMouse(w.Canvas(), fyne.NewPos(30, 15))
	if diff := cmp.Diff([]string{"host = value", "from environment local"}, floating(w)[0].(*tipBubble).lines); diff != "" {
		t.Error(diff)
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(100, 15))
	if diff := cmp.Diff([]string{"nope is not defined"}, floating(w)[0].(*tipBubble).lines); diff != "" {
		t.Error(diff)
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(400, 15))
	if len(floating(w)) != 0 {
		t.Error("the tip stays beside the variable")
	}
}

func TestVarEntryForwardsShortcuts(t *testing.T) {
	v, w := varEntryWindow(t, "word word")
	w.Canvas().Focus(v)
	var heard []string
	v.OnShortcut = func(s fyne.Shortcut) bool {
		heard = append(heard, s.ShortcutName())
		return true
	}
	send := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	v.TypedShortcut(send)
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
	v.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierShortcutDefault})
	if diff := cmp.Diff([]string{send.ShortcutName()}, heard); diff != "" {
		t.Error(diff)
	}
}

func TestSecretIsMaskedUntilRevealed(t *testing.T) {
	floatApp(t, theme.Dark)
	s := NewSecret()
	s.Variables = testVariables
	s.SetText("hunter{{token}}")
	w := floatWindow(t, 400, 100, s)
	if diff := cmp.Diff([]string{strings.Repeat("•", 15) + " plain"}, s.testRuns()); diff != "" {
		t.Error(diff)
	}
	if markup := test.RenderToMarkup(w.Canvas()); strings.Contains(markup, "hunter") {
		t.Error("the secret is in the picture")
	}
	test.Tap(s.eye)
	if diff := cmp.Diff([]string{"hunter plain", "{{token}} secret"}, s.testRuns()); diff != "" {
		t.Error(diff)
	}
	s.Reveal(false)
	if !s.Password {
		t.Error("the secret is not masked again")
	}
}
