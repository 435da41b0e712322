package fields

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/task"
	"postern/vars"
)

func TestFlights(t *testing.T) {
	var f Flights[string]
	f.Arrive("nobody")
	f.Leave("a", "1")
	f.Leave("a", "2")
	f.Leave("b", "3")
	f.Arrive("a")
	if got, ok := f.Newest("a"); !ok || got != "2" {
		t.Errorf("a: %q, %v", got, ok)
	}
	f.Arrive("a")
	if _, ok := f.Newest("a"); ok || !f.Any() {
		t.Error("a has arrived, b has not")
	}
	f.Arrive("b")
	if f.Any() {
		t.Error("all have arrived")
	}
}

func TestRowsComeBackWhole(t *testing.T) {
	extra := model.Extra{"postman": []byte(`{"type":"x"}`)}
	in := []model.Field{{Key: "a", Value: "1", Description: "d", Extra: extra}, {Key: "flag", Bare: true}, {Key: "off", Disabled: true}}
	if diff := cmp.Diff(in, Fields(Rows(in, false))); diff != "" {
		t.Error(diff)
	}
	if rows := Rows(in, true); !rows[0].Locked {
		t.Error("rows are not locked")
	}
	rows := Rows(in, false)
	rows[1].Value = "now"
	rows = append(rows, kit.KeyValue{Key: "new"})
	if got := Fields(rows); got[1].Bare || got[3].Key != "new" {
		t.Errorf("edited: %+v", got)
	}
	if Fields(nil) != nil || Variables(nil) != nil || Parts(nil) != nil {
		t.Error("no rows are no list")
	}
}

func TestPartsComeBackWhole(t *testing.T) {
	in := []model.Part{{Field: model.Field{Key: "t", Value: "text"}, ContentType: "text/plain"},
		{Field: model.Field{Key: "f"}, IsFile: true, Files: []string{"/a", "/b"}, FileName: "n"}, {Field: model.Field{Key: "none"}, IsFile: true}}
	rows := PartRows(in)
	if diff := cmp.Diff(in, Parts(rows)); diff != "" {
		t.Error(diff)
	}
	rows[1].Value = "/c"
	rows[2].Kind = kit.KindText
	rows[2].Value = "v"
	got := Parts(rows)
	if diff := cmp.Diff([]string{"/c"}, got[1].Files); diff != "" || got[2].IsFile || got[2].Value != "v" {
		t.Errorf("%s, %+v", diff, got[2])
	}
}

func TestVariablesComeBackWhole(t *testing.T) {
	in := []model.Variable{{Key: "a", Value: "1", Description: "d", Extra: model.Extra{"x": nil}}, {Key: "s", Value: "2", Secret: true, Disabled: true}}
	if diff := cmp.Diff(in, Variables(VariableRows(in))); diff != "" {
		t.Error(diff)
	}
}

func TestStateTellsOriginAndMasksSecrets(t *testing.T) {
	test.NewTempApp(t)
	set := vars.New(vars.Scope{Name: "environment local", Variables: []model.Variable{{Key: "a", Value: "1"}, {Key: "s", Value: "hunter2", Secret: true}, {Key: "uses", Value: "x{{s}}"}}})
	for name, want := range map[string]kit.VarState{"a": kit.VarOK, "s": kit.VarSecret, "uses": kit.VarSecret, "nope": kit.VarMissing, "$guid": kit.VarOK} {
		state, hover := State(set, name)
		if state != want || !strings.HasPrefix(hover, name) || strings.Contains(hover, "hunter2") {
			t.Errorf("%s: %v %q", name, state, hover)
		}
	}
	if state, _ := State(nil, "a"); state != kit.VarMissing {
		t.Errorf("without variables: %v", state)
	}
}

func TestAuth(t *testing.T) {
	test.NewTempApp(t)
	kinds := AuthKinds(false)
	if kinds[0].ID == string(model.AuthInherit) || len(AuthKinds(true)) != len(kinds)+1 || AuthName("digest") != "digest" {
		t.Errorf("kinds %+v", kinds)
	}
	for _, k := range kinds {
		for _, f := range k.Fields {
			if f.Secret != model.SecretParam(f.ID) {
				t.Errorf("%s %s: secret %v", k.ID, f.ID, f.Secret)
			}
		}
	}
	old := model.Auth{Type: model.AuthBasic, Params: map[string]string{"username": "u"}, Extra: model.Extra{"postman": []byte("{}")}}
	if got := WithAuth(old, "basic", map[string]string{"username": "v"}); got.Extra == nil || got.Params["username"] != "v" {
		t.Errorf("same type: %+v", got)
	}
	if got := WithAuth(old, "bearer", nil); got.Extra != nil || got.Type != model.AuthBearer {
		t.Errorf("another type: %+v", got)
	}
}

func TestTextIsEditedAtAnyLength(t *testing.T) {
	test.NewTempApp(t)
	queue := &task.Queue{}
	x := NewText(queue, "hint", "no text")
	var heard []string
	asked := 0
	x.Edit = func() func(string) {
		asked++
		return func(s string) { heard = append(heard, s) }
	}
	w := test.NewTempWindow(t, x.Content())
	w.Resize(fyne.NewSize(300, 200))
	for _, c := range []struct {
		text     string
		editable bool
	}{{"short", true}, {strings.Repeat("x", takeAtOnce+1), true}, {"\x00", false}, {"", true}, {"again", true}} {
		x.Show(c.text, "json")
		if x.Editable() != c.editable || x.Text() != c.text {
			t.Errorf("%d bytes: editable %v, text %.20q", len(c.text), x.Editable(), x.Text())
		}
	}
	if len(heard) != 0 {
		t.Errorf("showing was heard as typing: %d times", len(heard))
	}
	test.Type(x.Code, "!")
	x.Show(x.Text(), "") // the same text leaves the caret alone
	test.Type(x.Code, "?")
	if !slices.Equal(heard, []string{"!again", "!?again"}) || asked != 2 {
		t.Errorf("heard %q, asked %d times", heard, asked)
	}
	long := strings.Repeat("x", takeAtOnce)
	x.Show(long, "")
	heard = nil
	test.Type(x.Code, "abc")
	if len(heard) != 1 || heard[0] != "a"+long {
		t.Errorf("of a long text %d were heard at once", len(heard))
	}
	queue.Advance(takePace)
	if len(heard) != 2 || heard[1] != "abc"+long {
		t.Errorf("of a long text %d were heard", len(heard))
	}
	test.Type(x.Code, "de")
	x.Show("other", "")
	if len(heard) != 4 || heard[3] != "abcde"+long {
		t.Errorf("another text came, and %d were heard", len(heard))
	}
}
