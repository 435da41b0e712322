package history

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
)

// past is a history in memory, newest first.
type past struct {
	all     []model.Exchange
	queries []string
	fail    error
}

func (p *past) History(query string, limit int) ([]model.Exchange, error) {
	p.queries = append(p.queries, query)
	if p.fail != nil {
		return nil, p.fail
	}
	var out []model.Exchange
	for _, e := range p.all {
		if strings.Contains(e.Request.URL, query) && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

func (p *past) Exchange(id model.ID) (model.Exchange, error) {
	for _, e := range p.all {
		if e.ID == id {
			return e, nil
		}
	}
	return model.Exchange{}, model.ErrNotFound
}

func (p *past) ClearHistory() error {
	if p.fail != nil {
		return p.fail
	}
	p.all = nil
	return nil
}

type rig struct {
	*Room
	t       *testing.T
	past    *past
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
}

func exchange(id, method, url string) model.Exchange {
	return model.Exchange{ID: model.ID(id), Time: time.Now(), Request: model.WireRequest{Method: method, URL: url}, Response: &model.WireResponse{Status: 200}}
}

func newRig(t *testing.T, all ...model.Exchange) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, past: &past{all: all}, queue: &task.Queue{}, dialogs: &testspace.Dialogs{}}
	file := testspace.New()
	file.Add(model.RootID, &model.Collection{ID: "c", Name: "C"})
	file.Add("c", &model.Request{ID: "saved", Name: "Saved", URL: "http://saved"})
	var err error
	if r.session, err = session.New(r.queue, file, file, file); err != nil {
		t.Fatal(err)
	}
	r.Room = New(Deps{Session: r.session, Past: r.past, Dialogs: r.dialogs})
	r.window = test.NewTempWindow(t, r.Content())
	r.window.Resize(fyne.NewSize(300, 400))
	return r
}

func (r *rig) listed() string { return strings.Join(r.Children(""), " ") }

func TestHistoryIsReadOnlyWhileShown(t *testing.T) {
	r := newRig(t, exchange("a", "GET", "http://h/a"))
	sent := func() {
		r.session.Changed(nil)
		r.queue.Advance(time.Second)
	}
	sent()
	if len(r.past.queries) != 0 {
		t.Error("read while hidden")
	}
	r.Shown(true)
	r.queue.Drain()
	if r.listed() != "a" {
		t.Errorf("listed %q", r.listed())
	}
	r.past.all = append([]model.Exchange{exchange("b", "GET", "http://h/b")}, r.past.all...)
	sent()
	if r.listed() != "b a" || len(r.past.queries) != 2 {
		t.Errorf("listed %q after %d reads", r.listed(), len(r.past.queries))
	}
	r.session.Changed(nil)
	r.session.Changed(nil) // progress of a long answer: one read is enough
	r.Shown(false)
	r.queue.Advance(time.Second)
	sent()
	if len(r.past.queries) != 2 {
		t.Errorf("%d reads", len(r.past.queries))
	}
}

func TestSearch(t *testing.T) {
	r := newRig(t, exchange("a", "GET", "http://h/users"), exchange("b", "GET", "http://h/cart"))
	r.Shown(true)
	r.queue.Drain()
	test.Type(r.search, "user")
	r.queue.Advance(searchDelay)
	if diff := cmp.Diff([]string{"", "user"}, r.past.queries); diff != "" || r.listed() != "a" {
		t.Errorf("listed %q, %s", r.listed(), diff)
	}
	test.Type(r.search, "x")
	r.queue.Advance(searchDelay)
	if r.listed() != "" || r.stack.Objects[0] == r.empty {
		t.Error("a search without result says that nothing was ever sent")
	}
	r.past.fail = errors.New("damaged")
	r.search.SetText("")
	r.queue.Advance(searchDelay)
	if !strings.Contains(r.dialogs.Said(), "damaged") {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestLateSearchIsDropped(t *testing.T) {
	r := newRig(t, exchange("a", "GET", "http://h/users"), exchange("b", "GET", "http://h/cart"))
	r.Shown(true)
	r.search.SetText("cart")
	r.load() // both are under way
	r.queue.Step()
	if r.listed() != "" {
		t.Errorf("an old search is shown: %q", r.listed())
	}
	r.queue.Step()
	if r.listed() != "b" {
		t.Errorf("listed %q", r.listed())
	}
}

func TestOpenAsATab(t *testing.T) {
	e := exchange("a", "POST", "http://h/1?x=2")
	e.RequestID = "saved"
	e.Draft = &model.Request{ID: "saved", Name: "Saved", Method: "POST", URL: "{{base}}/:id", Query: []model.Field{{Key: "x", Value: "2"}}, PathParams: []model.Field{{Key: "id", Value: "1"}}}
	e.Response.Body = model.Bytes([]byte("answer"))
	plain := exchange("b", "PUT", "http://h/p?q=1")
	r := newRig(t, e, plain)
	r.Shown(true)
	r.queue.Drain()
	if err := r.session.Open("saved"); err != nil {
		t.Fatal(err)
	}
	r.list.OnOpen("a")
	tab := r.session.Active()
	want := e.Draft.Clone()
	want.ID = tab.ID
	if diff := cmp.Diff(want, *tab.Request); diff != "" || tab.ID == "saved" || tab.Saved != nil {
		t.Errorf("tab %s: %s", tab.ID, diff)
	}
	if home := r.session.Tree().Parent("saved"); tab.Home == "" || tab.Home != home {
		t.Errorf("takes variables from %q, want %q", tab.Home, home)
	}
	if tab.Exchange == nil || string(tab.Exchange.Response.Body.Data) != "answer" {
		t.Errorf("exchange %+v", tab.Exchange)
	}
	if r.session.Tab("saved").Request.URL != "http://saved" {
		t.Error("the saved request changed")
	}
	r.list.OnMenu("b")[0].Action()
	tab = r.session.Active()
	if tab.Request.Name != "PUT http://h/p?q=1" || tab.Request.Method != "PUT" || tab.Request.URL != "http://h/p" || len(tab.Request.Query) != 1 || len(r.session.Tabs()) != 3 {
		t.Errorf("without a draft: %+v", tab.Request)
	}
	r.list.OnOpen("gone")
	if !errors.Is(r.dialogs.Errors[0], model.ErrNotFound) {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestClearAsksFirst(t *testing.T) {
	r := newRig(t, exchange("a", "GET", "http://h/a"))
	r.Shown(true)
	r.queue.Drain()
	items := r.list.OnMenu("")
	items[len(items)-1].Action()
	if len(r.past.all) != 1 || len(r.dialogs.Questions) != 1 || !strings.Contains(r.dialogs.Questions[0].Text, "cannot be undone") {
		t.Fatalf("asked %+v", r.dialogs.Questions)
	}
	r.past.fail = errors.New("locked")
	r.dialogs.Answer("")
	r.queue.Drain()
	if !strings.Contains(r.dialogs.Said(), "locked") || r.listed() != "a" {
		t.Errorf("said %q", r.dialogs.Said())
	}
	r.past.fail = nil
	r.Clear()
	r.dialogs.Answer("")
	r.queue.Drain()
	if len(r.past.all) != 0 || r.listed() != "" || r.stack.Objects[0] != r.empty {
		t.Errorf("listed %q", r.listed())
	}
}

func TestRows(t *testing.T) {
	old := exchange("old", "GET", "http://h/old")
	old.Time = time.Date(2020, 2, 3, 14, 5, 0, 0, time.Local)
	failed := model.Exchange{ID: "failed", Time: time.Now(), Request: model.WireRequest{Method: "DELETE", URL: "not a url"}, Failure: &model.Failure{Kind: model.FailDNS}}
	odd := model.Exchange{ID: "odd", Time: old.Time}
	r := newRig(t, old, failed, odd)
	r.Shown(true)
	r.queue.Drain()
	if row := r.Row("old"); row.Label != "/old  h" || row.Badge != "GET" || row.Detail != "200 · 3 Feb 14:05" {
		t.Errorf("old: %+v", row)
	}
	if row := r.Row("failed"); row.Label != "not a url" || !strings.HasPrefix(row.Detail, "dns · ") {
		t.Errorf("failed: %+v", row)
	}
	if row := r.Row("odd"); row.Detail != "3 Feb 14:05" {
		t.Errorf("odd: %+v", row)
	}
	if row := r.Row("gone"); row.Label != "" || r.Children("old") != nil {
		t.Errorf("gone: %+v", row)
	}
	if !slices.Equal(r.Children(""), []string{"old", "failed", "odd"}) {
		t.Errorf("listed %v", r.Children(""))
	}
}
