package request

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/ui/kit"
	"postern/vars"
)

// keys joins what a table shows as "key=value".
func keys(t *kit.KeyValueTable) []string {
	var out []string
	for _, row := range t.Rows() {
		text := row.Key + "=" + row.Value
		if row.Disabled {
			text = "//" + text
		}
		out = append(out, text)
	}
	return out
}

func TestAddressAndParametersFollowEachOther(t *testing.T) {
	r := newRig(t)
	r.typing(r.bar.address, "http://h/:id/x?a=1&flag&b=2#top")
	if diff := cmp.Diff([]string{"a=1", "flag=", "b=2"}, keys(r.params.query)); diff != "" {
		t.Errorf("query: %s", diff)
	}
	if diff := cmp.Diff([]string{"id="}, keys(r.params.path)); diff != "" {
		t.Errorf("path: %s", diff)
	}
	if r.bar.address.Text() != "http://h/:id/x?a=1&flag&b=2#top" {
		t.Errorf("typing changed the address to %q", r.bar.address.Text())
	}
	r.window.Resize(fyne.NewSize(900, 601)) // lay the path parameters out
	r.cellAt(r.params.path, 0, 400, "7")    // the value: the key of a path parameter is locked
	r.cell(r.params.query, 0, "aa", "9", "why")
	r.cell(r.params.query, 3, "new", "n")
	if got, want := r.bar.address.Text(), "http://h/:id/x?aa=9&flag&b=2&new=n#top"; got != want {
		t.Errorf("address %q, want %q", got, want)
	}
	want := []model.Field{{Key: "aa", Value: "9", Description: "why"}, {Key: "flag", Bare: true}, {Key: "b", Value: "2"}, {Key: "new", Value: "n"}}
	if diff := cmp.Diff(want, r.draft().Query); diff != "" {
		t.Error(diff)
	}
	r.paste(r.bar.address, "http://h/:id/y?aa=9&b=2")
	if d := r.draft(); d.Query[0].Description != "why" || len(d.Query) != 2 || len(d.PathParams) != 1 || d.PathParams[0].Value != "7" {
		t.Errorf("after another address: %+v, %+v", d.Query, d.PathParams)
	}
}

func TestPathParameterValueIsKept(t *testing.T) {
	r := newRig(t, model.Request{ID: "a", URL: "http://h/:id", PathParams: []model.Field{{Key: "id", Value: "7", Description: "number"}}})
	r.window.Canvas().Focus(r.bar.address)
	r.bar.address.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for _, c := range "/:sub" {
		r.bar.address.TypedRune(c)
	}
	want := []model.Field{{Key: "id", Value: "7", Description: "number"}, {Key: "sub"}}
	if diff := cmp.Diff(want, r.draft().PathParams); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"id=7", "sub="}, keys(r.params.path)); diff != "" {
		t.Error(diff)
	}
}

func TestDisabledAndEmptyRowsDoNotDisturbTheAddress(t *testing.T) {
	r := newRig(t, model.Request{ID: "a", URL: "http://h", Query: []model.Field{{Key: "off", Value: "1", Disabled: true}, {Key: "on", Value: "2"}}})
	if r.bar.address.Text() != "http://h?on=2" {
		t.Errorf("address %q", r.bar.address.Text())
	}
	r.typing(r.bar.address, "http://h?on=3&more=4")
	if diff := cmp.Diff([]string{"//off=1", "on=3", "more=4"}, keys(r.params.query)); diff != "" {
		t.Error(diff)
	}
	r.cell(r.params.query, 2, "") // a row whose text is taken away stays, and says nothing
	r.cell(r.params.query, 2, "", "")
	if got := r.bar.address.Text(); got != "http://h?on=3&" {
		t.Errorf("address with an empty row: %q", got)
	}
	r.cell(r.params.query, 2, "k", "v")
	if got := r.bar.address.Text(); got != "http://h?on=3&k=v" {
		t.Errorf("address with the row filled in: %q", got)
	}
}

func TestTabsShowTheirOwnDrafts(t *testing.T) {
	r := newRig(t)
	r.typing(r.bar.address, "http://a/changed?x=1")
	r.open("b")
	if r.bar.address.Text() != "http://b/y" || r.bar.method.Text != "POST" || len(r.params.query.Rows()) != 0 {
		t.Errorf("b shows %s %s %v", r.bar.method.Text, r.bar.address.Text(), r.params.query.Rows())
	}
	if r.session.Tab("b").Dirty {
		t.Error("showing a tab made it dirty")
	}
	r.typing(r.bar.address, "http://b/z")
	r.session.Show("a")
	if r.bar.address.Text() != "http://a/changed?x=1" || r.bar.method.Text != "GET" || len(r.params.query.Rows()) != 1 {
		t.Errorf("a shows %s %s", r.bar.method.Text, r.bar.address.Text())
	}
	if got := r.session.Tab("b").Request.URL; got != "http://b/z" {
		t.Errorf("the draft of b is %q", got)
	}
	r.queue.Advance(time.Second)
	drafts, _ := r.file.Drafts()
	if len(drafts) != 2 {
		t.Errorf("%d drafts are kept", len(drafts))
	}
}

func TestEditMarksAndGoingBackUnmarks(t *testing.T) {
	r := newRig(t, model.Request{ID: "a", URL: "http://a/x"})
	tab := r.session.Active()
	check := func(what string, dirty bool) {
		t.Helper()
		if tab.Dirty != dirty {
			t.Errorf("%s: dirty %v", what, tab.Dirty)
		}
	}
	check("untouched", false)
	r.typing(r.bar.address, "http://a/xy?z")
	check("address", true)
	r.typing(r.bar.address, "http://a/x")
	check("address back", false)
	r.typing(r.bar.method, "post")
	check("method", true)
	if r.draft().Method != "POST" {
		t.Errorf("method %q", r.draft().Method)
	}
	r.typing(r.bar.method, "GET")
	check("method back", false)
	r.section("headers")
	r.cell(r.headers.table, 0, "Accept", "*/*")
	check("header", true)
	r.headers.table.OnChanged(nil)
	check("header removed", false)
	r.body.mode.SetSelectedIndex(1)
	check("body mode", true)
	r.body.mode.SetSelectedIndex(0)
	check("body mode back", false)
	r.settings.timeout.SetText("5")
	check("timeout", true)
	r.settings.timeout.SetText("")
	check("timeout back", false)
}

func TestSavedAndRevertedDraftsAreShown(t *testing.T) {
	r := newRig(t)
	r.typing(r.bar.address, "http://a/new")
	r.Save()
	r.queue.Drain()
	if saved, _ := r.file.Request("a"); saved.URL != "http://a/new" || r.session.Active().Dirty {
		t.Errorf("saved %q, dirty %v", saved.URL, r.session.Active().Dirty)
	}
	r.undo()
	if r.bar.address.Text() != "http://a/x" {
		t.Errorf("after undo the address is %q", r.bar.address.Text())
	}
	r.typing(r.bar.address, "http://a/other")
	r.session.Revert(r.session.Active())
	if r.bar.address.Text() != "http://a/x" {
		t.Errorf("after revert the address is %q", r.bar.address.Text())
	}
}

func TestSavingAnUnsavedRequestAsksWhere(t *testing.T) {
	r := newRig(t)
	r.session.OpenNew(model.Request{Method: "PUT", URL: "http://h/a/b"})
	id := r.session.Active().ID
	r.Save()
	r.session.Show("a") // the answer is for the tab that was asked about
	r.dialogs.Answer("f")
	r.queue.Drain()
	saved, err := r.file.Request(id)
	if err != nil || saved.Name != "PUT /a/b" || r.session.Tree().Parent(id) != "f" {
		t.Errorf("saved %+v under %q: %v", saved, r.session.Tree().Parent(id), err)
	}
}

func TestAddressCompletesAndColoursVariables(t *testing.T) {
	r := newRig(t)
	if state, hover := r.bar.address.Variables("token"); state != kit.VarSecret || hover == "" || containsSecret(hover) {
		t.Errorf("token: %v %q", state, hover)
	}
	if state, _ := r.bar.address.Variables("nope"); state != kit.VarMissing {
		t.Errorf("nope: %v", state)
	}
	got := r.bar.address.Names()
	if len(got) < 3 || got[1].Text != "token" || got[1].Kind != kit.SuggestSecret || containsSecret(got[1].Detail) || got[0].Detail != "http://h · globals" {
		t.Errorf("names: %v", got)
	}
}

// changing is a place whose variables change, and counts how often it is asked.
type changing struct {
	value string
	asked int
}

func (c *changing) Variables(_, _ model.ID) *vars.Set {
	c.asked++
	return vars.New(vars.Scope{Name: "globals", Variables: []model.Variable{{Key: "base", Value: c.value}}})
}

func TestVariablesAreReadOnceUntilTheyChange(t *testing.T) {
	r := newRig(t)
	scopes := &changing{value: "old"}
	r.presenter.deps.Scopes = scopes
	hover := func() string {
		_, hover := r.bar.address.Variables("base")
		return hover
	}
	r.presenter.reach.Forget()
	for range 5 {
		if !strings.Contains(hover(), "= old") {
			t.Fatalf("hover %q", hover())
		}
	}
	if scopes.asked != 1 {
		t.Errorf("read %d times", scopes.asked)
	}
	scopes.value = "new"
	r.session.Do(model.Change{Edits: []model.Edit{model.Put{Entity: &model.Environment{ID: "e", Name: "E"}}, model.Place{ID: "e", Parent: model.EnvironmentsID}}}, nil)
	r.queue.Drain()
	if !strings.Contains(hover(), "= new") {
		t.Errorf("after a change: %q", hover())
	}
}
