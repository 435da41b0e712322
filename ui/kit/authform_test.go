package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// authRig is a form in a window; heard is what OnChanged was told.
type authRig struct {
	*AuthForm
	heard  []string
	window fyne.Window
}

func newAuthRig(t *testing.T) *authRig {
	t.Helper()
	floatApp(t, theme.Dark)
	r := &authRig{AuthForm: NewAuthForm([]AuthKind{
		{ID: "", Label: "Inherit"},
		{ID: "basic", Label: "Basic", Fields: []AuthField{{ID: "user", Label: "User"}, {ID: "password", Label: "Password", Secret: true}}},
		{ID: "key", Label: "API key", Fields: []AuthField{{ID: "value", Label: "Value", Secret: true}, {ID: "in", Label: "Add to", Choices: []string{"header", "query"}}}},
	})}
	r.OnChanged = func(kind string, params map[string]string) { r.heard = append(r.heard, fmt.Sprint(kind, params)) }
	r.window = floatWindow(t, 500, 300, r.AuthForm)
	return r
}

// entries are the entries of the form, from the top.
func (r *authRig) entries() []*VarEntry {
	var out []*VarEntry
	for _, o := range test.LaidOutObjects(r.AuthForm) {
		switch e := o.(type) {
		case *VarEntry:
			out = append(out, e)
		case *Secret:
			out = append(out, &e.VarEntry)
		}
	}
	return out
}

func (r *authRig) check(t *testing.T, want ...string) {
	t.Helper()
	if fmt.Sprint(r.heard) != fmt.Sprint(want) {
		t.Errorf("heard %v, want %v", r.heard, want)
	}
	r.heard = nil
}

func TestAuthFormFillIsQuiet(t *testing.T) {
	r := newAuthRig(t)
	for _, kind := range []string{"basic", "key", "", "odd", "basic", "basic"} {
		r.Fill(kind, map[string]string{"user": "u", "password": "p", "in": "query", "rest": "kept"})
	}
	r.check(t)
	e := r.entries()
	if len(e) != 2 || e[0].Text() != "u" || e[1].Text() != "p" || !e[1].Password || e[0].Password {
		t.Fatalf("%d entries", len(e))
	}
	test.Type(e[0], "x")
	r.check(t, "basicmap[in:query password:p rest:kept user:xu]")
}

func TestAuthFormFillLeavesTheKeyboardAlone(t *testing.T) {
	r := newAuthRig(t)
	r.Fill("basic", map[string]string{"user": "u"})
	r.window.Canvas().Focus(r.entries()[0])
	test.Type(r.entries()[0], "x")
	r.Fill("basic", map[string]string{"user": "xu"}) // what it shows already
	if r.window.Canvas().Focused() != fyne.Focusable(r.entries()[0]) {
		t.Error("the entry lost the keyboard")
	}
	r.Fill("basic", map[string]string{"user": "other"})
	if got := r.entries()[0].Text(); got != "other" {
		t.Errorf("shown %q", got)
	}
}

func TestAuthFormChoosing(t *testing.T) {
	r := newAuthRig(t)
	params := map[string]string{"user": "u", "password": "p"}
	r.Fill("basic", params)
	r.choice.SetSelectedIndex(2)
	r.check(t, "keymap[]")
	for _, o := range test.LaidOutObjects(r.AuthForm) {
		if s, ok := o.(*widget.Select); ok && s != r.choice {
			if s.Selected != "header" {
				t.Errorf("default %q", s.Selected)
			}
			s.SetSelected("query")
		}
	}
	r.check(t, "keymap[in:query]")
	r.choice.SetSelectedIndex(1) // back: nothing was lost
	r.check(t, "basicmap[password:p user:u]")
	r.choice.SetSelectedIndex(1)
	r.check(t)
	r.choice.SetSelectedIndex(0)
	r.check(t, "map[]")
	if len(r.entries()) != 0 || params["user"] != "u" {
		t.Error("inheriting has fields, or the caller's map was changed")
	}
	r.Fill("basic", nil)
	if got := r.entries()[0].Text(); got != "" {
		t.Errorf("the parameters of another request are shown: %q", got)
	}
}

func TestAuthFormKeepsUnknownKinds(t *testing.T) {
	r := newAuthRig(t)
	r.Fill("hawk", map[string]string{"authId": "1"})
	r.check(t)
	note := ""
	for _, o := range test.LaidOutObjects(r.AuthForm) {
		if l, ok := o.(*widget.Label); ok {
			note += l.Text
		}
	}
	if r.choice.PlaceHolder != "hawk" || r.choice.Selected != "" || !strings.Contains(note, "is kept") {
		t.Errorf("shown %q %q: %s", r.choice.PlaceHolder, r.choice.Selected, note)
	}
	if shown := test.WidgetRenderer(r.choice).Objects(); !showsText(shown, "hawk") {
		t.Error("the kind is not painted")
	}
	r.Fill("basic", nil)
	if len(r.entries()) != 2 || r.choice.Selected != "Basic" {
		t.Error("a known kind after it is not shown")
	}
}

func showsText(objects []fyne.CanvasObject, text string) bool {
	for _, o := range objects {
		if rich, ok := o.(*widget.RichText); ok && strings.Contains(rich.String(), text) {
			return true
		}
	}
	return false
}
