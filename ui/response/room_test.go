package response

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
)

// rig is the room in a window with the request "a" open.
type rig struct {
	*Room
	t       *testing.T
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
	written map[string]string
	sent    int
	started int
}

func newRig(t *testing.T) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}, written: map[string]string{}}
	r.file.Add(model.RootID, &model.Collection{ID: "c", Name: "C"})
	r.file.Add("c", &model.Request{ID: "a", Name: "A", URL: "http://a"}, &model.Request{ID: "b", Name: "B", URL: "http://b"})
	r.session = testspace.Session(t, r.queue, r.file)
	r.Room = New(Deps{Session: r.session, Dialogs: r.dialogs, Send: func() { r.sent++ }, StartMock: func() { r.started++ },
		Example: func(e model.Exchange, q model.Request, name string) (model.Example, error) {
			return model.Example{ID: "x", Name: name, Status: e.Response.Status, Saved: q.Snapshot(), Body: e.Response.Body}, nil
		},
		WriteFile: func(path string, write func(io.Writer) error) error {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				return err
			}
			r.written[path] = b.String()
			return nil
		}})
	r.window = test.NewTempWindow(t, kit.NewFloatLayer(r.Content(), r.queue.After))
	r.window.Resize(fyne.NewSize(800, 600))
	r.open("a")
	return r
}

func (r *rig) open(id model.ID) {
	r.t.Helper()
	if err := r.session.Open(id); err != nil {
		r.t.Fatal(err)
	}
	r.queue.Drain()
}

// answer gives the active tab an exchange; what it takes to show it waits in the queue.
func (r *rig) answer(e model.Exchange) *model.Exchange {
	t := r.session.Active()
	t.Exchange, t.Sending = &e, false
	r.session.Changed(t)
	return &e
}

// ok makes an exchange with a body.
func ok(kind string, body model.Content) model.Exchange {
	return model.Exchange{Request: model.WireRequest{Method: "GET", URL: "http://h/a"},
		Response: &model.WireResponse{Status: 200, Reason: "OK", Proto: "HTTP/2.0", Body: body, Headers: []model.Field{{Key: "Content-Type", Value: kind}}}}
}

// text is what the code view holds.
func (r *rig) text() string {
	return r.bodyView.code.Text()
}

// place is what stands where the body is.
func (r *rig) place() fyne.CanvasObject { return r.bodyView.stack.Objects[0] }

func (r *rig) inCode() bool { return r.place() == fyne.CanvasObject(r.bodyView.code) }

func (r *rig) shows(o fyne.CanvasObject) bool { return r.stack.Objects[0] == o }

func TestFailedSendIsExplained(t *testing.T) {
	r := newRig(t)
	r.answer(model.Exchange{Failure: &model.Failure{Kind: model.FailDNS, Text: "no such host: nowhere.example", Hint: "Check the name."}})
	f := r.failure
	if !r.shows(f.content) || f.title.Text != "The host was not found" || f.text.Text() != "No such host: nowhere.example" || f.hint.Text() != "Check the name." || f.hint.Hidden {
		t.Errorf("title %q, text %q, hint %q", f.title.Text, f.text.Text(), f.hint.Text())
	}
	for _, o := range test.LaidOutObjects(f.content) {
		if b, ok := o.(*widget.Button); ok {
			test.Tap(b)
		}
	}
	if r.sent != 1 || r.started != 1 {
		t.Errorf("sent again %d times, started the mock %d times", r.sent, r.started)
	}
	r.answer(model.Exchange{Failure: &model.Failure{Kind: "odd", Text: "Odd"}})
	if f.title.Text != "The request failed" || !f.hint.Hidden {
		t.Errorf("title %q, hint hidden %v", f.title.Text, f.hint.Hidden)
	}
	r.answer(model.Exchange{}) // a damaged entry of the history
	if f.text.Text() != "" {
		t.Errorf("text %q", f.text.Text())
	}
	for _, kind := range []model.FailureKind{model.FailInvalid, model.FailVariable, model.FailFile, model.FailDNS, model.FailConnect, model.FailTLS, model.FailTimeout,
		model.FailCanceled, model.FailRedirect, model.FailRead, model.FailProtocol, model.FailDisk} {
		if failureTitle(&model.Failure{Kind: kind}) == "The request failed" {
			t.Errorf("%s has no title of its own", kind)
		}
	}
}

func TestPaneFollowsTheTab(t *testing.T) {
	r := newRig(t)
	if !r.shows(r.empty) {
		t.Error("an unsent request shows something")
	}
	tab := r.session.Active()
	tab.Sending = true
	r.session.Changed(tab)
	if !r.shows(r.waiting.content) || r.waiting.text.Text != "Waiting for the answer…" || r.waiting.bar.Visible() {
		t.Errorf("waiting says %q", r.waiting.text.Text)
	}
	tab.Received, tab.Expected = 1200, -1
	r.session.Changed(tab)
	if r.waiting.text.Text != "1.2 KB received" || r.waiting.bar.Visible() {
		t.Errorf("waiting says %q", r.waiting.text.Text)
	}
	tab.Expected = 4800
	r.session.Changed(tab)
	if r.waiting.text.Text != "1.2 KB of 4.8 KB" || r.waiting.bar.Value != 0.25 {
		t.Errorf("waiting says %q, %v", r.waiting.text.Text, r.waiting.bar.Value)
	}
	r.answer(ok("text/plain", model.Bytes([]byte("of a"))))
	r.queue.Drain()
	if !r.shows(r.answerPane()) || r.text() != "of a" {
		t.Errorf("answer %q", r.text())
	}
	r.open("b")
	if !r.shows(r.empty) || r.text() != "" {
		t.Errorf("another tab shows %q", r.text())
	}
	r.session.Show("a")
	r.queue.Drain()
	if r.text() != "of a" {
		t.Errorf("back: %q", r.text())
	}
	r.open("c") // a collection
	r.session.CloseTab("a")
	r.session.CloseTab("b")
	if !r.shows(r.empty) {
		t.Error("a closed tab is still shown")
	}
}

func (r *rig) answerPane() fyne.CanvasObject { return r.Room.answer }

func TestSummary(t *testing.T) {
	r := newRig(t)
	e := ok("text/plain", model.Bytes([]byte("12345")))
	e.Timings.Total = 34 * time.Millisecond
	e.Mocked = true
	e.Response.Headers = append(e.Response.Headers, model.Field{Key: "x-mock-example", Value: "Empty cart"})
	r.answer(e)
	s := r.summary
	got := []string{s.status.Text(), s.time.Text(), s.size.Text(), s.proto.Text(), s.source.Text()}
	if diff := cmp.Diff([]string{"200 OK", "34 ms", "5 B", "h2", "mock: Empty cart"}, got); diff != "" {
		t.Error(diff)
	}
	e = ok("text/plain", model.Bytes([]byte("part")))
	e.Failure, e.Response.Proto = &model.Failure{Kind: model.FailRead, Text: "The answer broke off"}, "HTTP/9"
	r.answer(e)
	if s.source.Text() != "incomplete: The answer broke off" || !s.source.Visible() || s.proto.Text() != "HTTP/9" {
		t.Errorf("a cut answer: %q, %q", s.source.Text(), s.proto.Text())
	}
	r.answer(ok("text/plain", model.Bytes([]byte("all"))))
	if s.source.Visible() {
		t.Error("an ordinary answer has a source")
	}
}

// TestNoSecretsAreShown looks at all that is told of an exchange beside its body.
func TestNoSecretsAreShown(t *testing.T) {
	r := newRig(t)
	e := ok("text/plain", model.Bytes([]byte("x")))
	e.Secrets = []string{"hunter2"}
	e.Request.URL = "http://h/hunter2?k=hunter2"
	e.Request.Headers = []model.Field{{Key: "Authorization", Value: "Bearer other"}, {Key: "X-Own", Value: "a hunter2 b"}}
	e.Redirects = []model.Redirect{{Status: 302, URL: "http://h/?hunter2", Location: "/hunter2"}}
	e.Response.Headers = append(e.Response.Headers, model.Field{Key: "X-Echo", Value: "hunter2!"})
	e.Response.Cookies = []model.Cookie{{Name: "sid", Value: "hunter2"}, {Name: "lang", Value: "de", Path: "/", HTTPOnly: true}}
	e.Failure = &model.Failure{Kind: model.FailRead, Text: "broke off after hunter2"}
	r.answer(e)
	var told strings.Builder
	for _, row := range append(r.headers.Rows(), r.cookies.Rows()...) {
		told.WriteString(row.Key + ": " + row.Value + " " + row.Description + "\n")
	}
	told.WriteString(r.timeline.facts.Text() + r.summary.source.Text())
	failed := model.Exchange{Secrets: e.Secrets, Request: e.Request, Failure: &model.Failure{Text: "no hunter2", Hint: "hunter2?"}}
	r.answer(failed)
	told.WriteString(r.failure.text.Text() + r.failure.hint.Text() + r.failure.timeline.facts.Text())
	all := told.String()
	if strings.Contains(all, "hunter2") || strings.Contains(all, "Bearer other") {
		t.Errorf("a secret is shown:\n%s", all)
	}
	for _, want := range []string{"GET http://h/" + model.Mask, "X-Own: a " + model.Mask + " b", "X-Echo: " + model.Mask + "!", "lang: de Path=/; HttpOnly", "302 "} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in:\n%s", want, all)
		}
	}
	if !strings.Contains(e.Request.URL, "hunter2") {
		t.Error("the exchange itself was changed")
	}
}

func TestTimelineTellsOfTheConnection(t *testing.T) {
	e := ok("text/plain", model.Bytes(nil))
	e.Time = time.Now()
	e.Timings = model.Timings{DNS: time.Millisecond, Wait: 2 * time.Millisecond, Download: 3 * time.Millisecond, Total: 6 * time.Millisecond, Reused: true}
	e.Redirects = []model.Redirect{{Status: 301, URL: "http://old", Location: "http://new", CredentialsDropped: true}}
	w := e.Response
	w.LocalAddr, w.RemoteAddr, w.Encoding, w.WireSize = "127.0.0.1:1", "127.0.0.1:2", "gzip", 1234
	w.TLS = &model.TLSInfo{Version: "TLS 1.3", Cipher: "AES", Issuer: "CA"}
	got := facts(&e)
	for _, want := range []string{"301 http://old to http://new  (another host: credentials left out)", "127.0.0.1:1 to 127.0.0.1:2, HTTP/2.0, open connection used again",
		"gzip: 1.2 KB, before decoding", "TLS 1.3, AES, NOT verified, issued by: CA", "total 6 ms"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
	p := phases(e.Timings)
	if len(p) != 3 || p[1].Start != time.Millisecond || p[2].Start != 3*time.Millisecond || p[2].Duration != 3*time.Millisecond {
		t.Errorf("phases %+v", p)
	}
}

func TestSaveAsExample(t *testing.T) {
	r := newRig(t)
	r.SaveAsExample()
	if !strings.Contains(r.dialogs.Said(), "send the request first") {
		t.Errorf("said %q", r.dialogs.Said())
	}
	r.answer(ok("text/plain", model.Bytes([]byte("kept"))))
	r.SaveAsExample()
	if q := r.dialogs.Questions[0]; q.Value != "200 OK" {
		t.Errorf("proposed %q", q.Value)
	}
	r.answer(model.Exchange{Failure: &model.Failure{}}) // sent again while the question is open
	r.dialogs.Answer("Found")
	r.queue.Drain()
	x, err := r.file.Example("x")
	if err != nil || x.Name != "Found" || r.file.Text("x") != "kept" || r.session.Tree().Parent("x") != "a" || x.Saved.URL != "http://a" {
		t.Errorf("example %+v, %v", x, err)
	}
	r.session.OpenNew(model.Request{URL: "http://n"})
	r.answer(ok("text/plain", model.Bytes(nil)))
	r.SaveAsExample()
	r.dialogs.Answer("N")
	if !strings.Contains(r.dialogs.Said(), "save the request first") {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestSaveToFileIsWholeOrNotAtAll(t *testing.T) {
	r := newRig(t)
	r.SaveToFile()
	if !strings.Contains(r.dialogs.Said(), "send the request first") {
		t.Errorf("said %q", r.dialogs.Said())
	}
	path := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(path, []byte("from a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	for to, c := range map[string]struct {
		body model.Content
		said string
	}{
		"memory": {model.Bytes([]byte("in memory")), "Saved 9 B to memory"},
		"file":   {model.Content{Path: path, Size: 11}, "Saved 11 B to file"},
		"short":  {model.Content{Path: path, Size: 12}, "only 11 B of 12 B"},
		"gone":   {model.Content{Path: path + "x", Size: 1}, "save the response to gone"},
		"lost":   {model.Content{Size: 5}, "only 0 B of 5 B"},
	} {
		r.answer(ok("text/plain", c.body))
		r.queue.Drain()
		r.SaveToFile()
		r.dialogs.Answer(to)
		r.queue.Drain()
		if !strings.Contains(r.dialogs.Said(), c.said) {
			t.Errorf("%s: said %q", to, r.dialogs.Said())
		}
	}
	if diff := cmp.Diff(map[string]string{"memory": "in memory", "file": "from a file"}, r.written); diff != "" {
		t.Errorf("written: %s", diff)
	}
	if err := copyBody(model.Bytes([]byte("x")), failing{}); err == nil {
		t.Error("a full disk was not noticed")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestFileNames(t *testing.T) {
	for _, c := range []struct{ url, kind, disposition, want string }{
		{"http://h/a/list", "application/json; charset=utf-8", "", "list.json"},
		{"http://h/a/list.txt?x=1", "application/json", "", "list.txt"},
		{"http://h", "text/html", "", "response.html"},
		{"http://h/", "application/problem+json", "", "response.json"},
		{"http://h/x", "", "", "x.bin"},
		{"http://h/x", "image/png", `attachment; filename="../../etc/passwd"`, "passwd"},
		{"http://h/x", "image/png", `attachment; filename="/"`, "x.png"},
		{"http://h/x", "image/jpeg", `attachment; filename=".."`, "x.jpg"},
		{"http://h/x", "text/csv", "attachment", "x.csv"},
		{"http://h/x", "text/css", "", "x.txt"},
		{"http://h/x", "text/xml", `attachment; filename*=UTF-8''gr%C3%BC%C3%9Fe.xml`, "grüße.xml"},
	} {
		e := ok(c.kind, model.Content{})
		e.Request.URL = c.url
		e.Response.Headers = append(e.Response.Headers, model.Field{Key: "Content-Disposition", Value: c.disposition})
		if got := fileName(&e); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
