package request

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/ui/kit"
)

func TestSettingsKeepTheOldValueOnBadInput(t *testing.T) {
	r := newRig(t, model.Request{ID: "a", URL: "http://a", Settings: model.RequestSettings{Timeout: new(2 * time.Second), MaxRedirects: new(3)}})
	if r.settings.timeout.Text != "2" || r.settings.most.Text != "3" {
		t.Errorf("shown: %q, %q", r.settings.timeout.Text, r.settings.most.Text)
	}
	for _, bad := range []string{"x", "-1", "NaN", "inf", "86401", "1e9", "1.2.3"} {
		r.settings.timeout.SetText(bad)
		r.settings.most.SetText(bad)
		if s := r.draft().Settings; *s.Timeout != 2*time.Second || *s.MaxRedirects != 3 {
			t.Errorf("%q was taken: %v, %d", bad, *s.Timeout, *s.MaxRedirects)
		}
		if r.settings.timeout.Validate() == nil || r.settings.most.Validate() == nil {
			t.Errorf("%q is not shown as wrong", bad)
		}
	}
	r.settings.timeout.SetText(" 1,5 ")
	r.settings.most.SetText("0")
	if s := r.draft().Settings; *s.Timeout != 1500*time.Millisecond || *s.MaxRedirects != 0 {
		t.Errorf("%v, %d", *s.Timeout, *s.MaxRedirects)
	}
	r.settings.timeout.SetText("")
	r.settings.most.SetText("")
	r.settings.redirects.SetSelectedIndex(2)
	r.settings.tls.SetSelectedIndex(1)
	r.settings.trust.SetSelectedIndex(1)
	r.settings.bodyOnGet.SetChecked(true)
	want := model.RequestSettings{FollowRedirects: new(false), VerifyTLS: new(true), TrustMocks: new(true), BodyOnGet: true}
	if diff := cmp.Diff(want, r.draft().Settings); diff != "" {
		t.Error(diff)
	}
	r.settings.redirects.SetSelectedIndex(0)
	if r.draft().Settings.FollowRedirects != nil {
		t.Error("\"as the workspace\" is a value of its own")
	}
}

func TestSettingsFollowTheWorkspace(t *testing.T) {
	r := newRig(t)
	s := r.session.Settings()
	s.FollowRedirects, s.MaxRedirects, s.Timeout = false, 7, 9*time.Second
	r.session.Do(model.Change{Edits: []model.Edit{model.PutSettings{Settings: s}}}, nil)
	r.queue.Drain()
	if got := r.settings.redirects.Selected; !strings.Contains(got, "(no)") {
		t.Errorf("redirects: %q", got)
	}
	if !strings.Contains(r.settings.most.PlaceHolder, "7") || !strings.Contains(r.settings.timeout.PlaceHolder, "9") {
		t.Errorf("hints: %q, %q", r.settings.most.PlaceHolder, r.settings.timeout.PlaceHolder)
	}
	if r.session.Active().Dirty {
		t.Error("the request became dirty")
	}
}

func TestAuthTellsWhatIsInherited(t *testing.T) {
	r := newRig(t)
	note := func() string { return r.auth.note.Text }
	if !strings.Contains(note(), "Nothing to inherit") {
		t.Errorf("without: %q", note())
	}
	put := func(e model.Entity) {
		r.session.Do(model.Change{Edits: []model.Edit{model.Put{Entity: e}}}, nil)
		r.queue.Drain()
	}
	put(&model.Collection{ID: "c", Name: "Shop", Auth: model.Auth{Type: model.AuthBearer}})
	if note() != "Inherits Bearer token from Shop" {
		t.Errorf("from the collection: %q", note())
	}
	put(&model.Folder{ID: "f", Name: "Products", Auth: model.Auth{Type: model.AuthBasic}})
	if note() != "Inherits Basic from Products" {
		t.Errorf("from the folder: %q", note())
	}
	r.auth.editor.OnChanged(string(model.AuthNone), nil)
	if note() != "" || r.draft().Auth.Type != model.AuthNone {
		t.Errorf("with its own: %q", note())
	}
	r.open("b")
	if note() != "Inherits Basic from Products" {
		t.Errorf("another request: %q", note())
	}
}

func TestCountsOnTheLabels(t *testing.T) {
	q := model.Request{Query: []model.Field{{Key: "a"}, {Key: "b", Disabled: true}, {}}, PathParams: []model.Field{{Key: "p"}}, Headers: []model.Field{{Key: "h"}},
		Body: model.Body{Mode: model.BodyJSON}, Docs: "d"}
	got := counts(&q, 4)
	if diff := cmp.Diff(map[string]int{"params": 2, "headers": 1, "examples": 4}, got.numbers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]bool{"auth": false, "body": true, "docs": true, "settings": false}, got.marks); diff != "" {
		t.Error(diff)
	}
	q = model.Request{Auth: model.Auth{Type: model.AuthNone}, Settings: model.RequestSettings{Timeout: new(time.Second)}}
	if diff := cmp.Diff(map[string]bool{"auth": true, "body": false, "docs": false, "settings": true}, counts(&q, 0).marks); diff != "" {
		t.Error(diff)
	}
}

func TestDocs(t *testing.T) {
	r := newRig(t, model.Request{ID: "a", URL: "http://a", Docs: "# Title"}, model.Request{ID: "b", URL: "http://b"})
	r.section("docs")
	r.queue.Drain()
	if r.docs.mode.Selected() != 1 || r.docs.preview.Text() != "Title\n═════" {
		t.Errorf("preview shows %q", r.docs.preview.Text())
	}
	r.open("b")
	if r.docs.mode.Selected() != 0 || r.docs.text.Text() != "" {
		t.Errorf("empty docs show %q", r.docs.text.Text())
	}
	r.typing(r.docs.text.Code, "*new*")
	if r.draft().Docs != "*new*" || r.session.Tab("a").Request.Docs != "# Title" {
		t.Errorf("docs %q", r.draft().Docs)
	}
	r.docs.mode.OnChanged(1)
	r.queue.Drain()
	if r.docs.preview.Text() != "new" {
		t.Errorf("preview shows %q", r.docs.preview.Text())
	}
}

func TestHeadersSuggest(t *testing.T) {
	r := newRig(t)
	r.section("headers")
	has := func(list []kit.Suggestion, text string) bool {
		return slices.ContainsFunc(list, func(s kit.Suggestion) bool { return s.Text == text })
	}
	if !has(r.headers.suggest(0, "key"), "Content-Type") {
		t.Error("no names")
	}
	r.cell(r.headers.table, 0, "content-type", "application/js")
	if !has(r.headers.suggest(0, "value"), "application/json") {
		t.Error("no values")
	}
	if got := r.headers.suggest(9, "value"); got != nil {
		t.Errorf("a row that is not there: %v", got)
	}
	if diff := cmp.Diff([]model.Field{{Key: "content-type", Value: "application/js"}}, r.draft().Headers); diff != "" {
		t.Error(diff)
	}
}

func TestPartsSuggestContentTypes(t *testing.T) {
	if len(suggestParts(0, "type")) == 0 || suggestParts(0, "key") != nil || suggestParts(0, "value") != nil {
		t.Error("content types are offered in their column only")
	}
}

func TestRoomSurvivesOtherTabs(t *testing.T) {
	r := newRig(t)
	r.open("f") // a folder: the room is not shown
	r.Send()
	r.Cancel()
	r.Save()
	r.ToggleMock()
	r.session.CloseTab("f")
	r.session.CloseTab("a")
	r.Render()
	r.queue.Drain()
	if r.session.Active() != nil || len(r.sender.jobs) != 0 {
		t.Error("something was sent without a request")
	}
	r.open("b")
	if r.bar.address.Text() != "http://b/y" {
		t.Errorf("address %q", r.bar.address.Text())
	}
	if r.session.Section("request", "") != "" {
		t.Error("a section was remembered that nobody chose")
	}
	r.sections.OnSelect("body")
	if r.session.Section("request", "") != "body" {
		t.Error("the chosen section is not remembered")
	}
}
