package desk

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/assets"
	"postern/model"
	"postern/secret"
	"postern/ui"
	"postern/ui/task"
	"postern/workbench"
)

// station is a whole window on a real workspace: real file, real sockets, only the screen is painted in
// memory and time passes by hand.
type station struct {
	t      *testing.T
	bench  *workbench.Bench
	window fyne.Window
	ui     *ui.Window
	queue  *task.Queue
}

func open(t *testing.T, db string) *station {
	t.Helper()
	b, err := workbench.Open(t.Context(), db, workbench.Options{Sample: func() ([]byte, error) { return assets.Sample, nil }, TempDir: t.TempDir(),
		Keys: secret.New(secret.Options{Dir: t.TempDir()})})
	if err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	s := &station{t: t, bench: b, queue: &task.Queue{}, window: app.NewWindow("")}
	if s.ui, err = New(b, ui.Options{App: app, Window: s.window, Runner: s.queue, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	t.Cleanup(func() { b.Close() })
	return s
}

// settle lets everything that waits happen.
func (s *station) settle() { s.queue.Advance(2 * time.Second) }

// command runs a command as the palette does: by its name.
func (s *station) command(name string) {
	s.t.Helper()
	for _, m := range s.window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == name || (name == "Undo" || name == "Redo") && strings.HasPrefix(item.Label, name+" ") {
				item.Action()
				s.settle()
				return
			}
		}
	}
	s.t.Fatalf("there is no command %q", name)
}

// enter types into what has the focus, in front or in the window, and presses Enter.
func (s *station) enter(text string) {
	s.t.Helper()
	f := s.window.Canvas().Focused()
	if f == nil {
		s.t.Fatal("nothing has the focus")
	}
	if sel, ok := f.(fyne.Shortcutable); ok {
		sel.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	for _, r := range text {
		f.TypedRune(r)
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.settle()
}

// typeInto replaces the text of the entry that shows it, and lets no time pass.
func (s *station) typeInto(shown, text string) {
	s.t.Helper()
	for _, o := range test.LaidOutObjects(s.window.Content()) {
		if e, ok := o.(*widget.Entry); ok && e.Text == shown && e.Visible() {
			e.SetText(text)
			return
		}
	}
	s.t.Fatalf("no entry shows %q", shown)
}

func (s *station) find(name string, kind model.Kind) model.ID {
	s.t.Helper()
	tree, err := s.bench.Tree()
	if err != nil {
		s.t.Fatal(err)
	}
	for h := range tree.Walk(model.RootID) {
		if h.Name == name && h.Kind == kind {
			return h.ID
		}
	}
	return ""
}

func (s *station) mockURL(name string) string {
	s.t.Helper()
	st := s.bench.MockStatus(s.find(name, model.KindCollection))
	if !st.Running {
		s.t.Fatalf("the mock of %s is not running", name)
	}
	return st.URL
}

// anyPort frees the sample's mock from its usual port, so that tests run side by side.
func (s *station) anyPort(name string) {
	s.t.Helper()
	if _, err := s.bench.StartMock(s.t.Context(), s.find(name, model.KindCollection), freeTCP(s.t)); err != nil {
		s.t.Fatal(err)
	}
}

func TestSendSaveAsExampleAndServe(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	s.anyPort("Store API")
	s.command("Open request…")
	s.enter("get product")
	s.command("Switch between live and mock")
	s.command("Send request")
	s.command("Save response as example…")
	s.enter("saved here")
	if s.find("saved here", model.KindExample) == "" {
		t.Fatal("the example is not in the tree")
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.mockURL("Store API")+"/v1/products/789", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("x-mock-response-name", "saved here")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 || !strings.Contains(string(body), "Trail lantern") {
		t.Fatalf("%d %s %v", resp.StatusCode, body, err)
	}
	s.command("Undo")
	if s.find("saved here", model.KindExample) != "" {
		t.Fatal("undo left the example in the tree")
	}
}

func TestEverythingComesBack(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	s := open(t, db)
	s.command("Open request…")
	s.enter("forecast")
	s.command("Edit address")
	f := s.window.Canvas().Focused()
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for _, r := range "&more=1" {
		f.TypedRune(r)
	}
	s.settle()
	s.command("Theme: light")
	s.command("Collections")
	s.command("Open request…")
	s.enter("say hello")
	s.command("Show request examples")
	s.typeInto("200 hello", "closed while typing")
	if err := s.ui.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.bench.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, db)
	drafts, err := again.bench.Drafts()
	if err != nil || len(drafts) != 1 || !strings.Contains(drafts[0].Address(), "more=1") {
		t.Fatalf("drafts after the restart: %+v, %v", drafts, err)
	}
	if again.find("closed while typing", model.KindExample) == "" {
		t.Error("what was typed just before the window closed is lost")
	}
	again.command("Previous tab")
	if set, _ := again.bench.Settings(); set.Theme != model.ThemeLight {
		t.Fatalf("theme after the restart: %q", set.Theme)
	}
	again.command("Save request")
	if drafts, _ := again.bench.Drafts(); len(drafts) != 0 {
		t.Fatal("the draft is still there after it was saved")
	}
	r, err := again.bench.Request(again.find("forecast", model.KindRequest))
	if err != nil || !strings.Contains(r.Address(), "more=1") {
		t.Fatalf("%+v %v", r.Address(), err)
	}
}

func TestDeleteUndoAndTrash(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	s.command("Open request…")
	s.enter("say hello")
	s.command("Delete to trash")
	if s.find("say hello", model.KindRequest) != "" {
		t.Fatal("still in the tree")
	}
	s.command("Undo")
	if s.find("say hello", model.KindRequest) == "" {
		t.Fatal("undo did not bring it back")
	}
	s.command("Redo")
	s.command("Trash…")
	f := s.window.Canvas().Focused()
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // Restore
	s.settle()
	if s.find("say hello", model.KindRequest) == "" {
		t.Fatal("restore did not bring it back")
	}
}

func TestNewRequestIsThereAndNamed(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	s.command("New request")
	if s.find("New request", model.KindRequest) == "" {
		t.Fatal("no new request")
	}
	s.command("Undo")
	if s.find("New request", model.KindRequest) != "" {
		t.Fatal("undo left it")
	}
}

func TestImportByDropAndExport(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	im, err := services{s.bench}.ReadImport(context.Background(), "", []byte(`{"info":{"name":"Dropped","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"name":"one","request":"http://127.0.0.1/x"}]}`))
	if err != nil || len(im.Bundles) != 1 {
		t.Fatalf("%+v %v", im, err)
	}
	if _, err := s.bench.Add(im); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.json")
	if _, err := (services{s.bench}).ExportFile(t.Context(), s.find("Dropped", model.KindCollection), out, false); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil || !strings.Contains(string(data), `"one"`) {
		t.Fatalf("%s %v", data, err)
	}
	if _, err := (services{s.bench}).ReadImport(t.Context(), "", []byte("{ broken")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Fatalf("a broken file: %v", err)
	}
}

// What another start hands over is asked about before anything is stored, and stored as one step.
func TestImportHandedOver(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	file := filepath.Join(t.TempDir(), "handed.json")
	text := `{"info":{"name":"Handed","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[]}`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.ui.ImportFiles(nil)
	s.ui.ImportFiles([]string{file})
	s.settle()
	if s.find("Handed", model.KindCollection) != "" {
		t.Fatal("stored without asking")
	}
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // Import
	s.settle()
	if s.find("Handed", model.KindCollection) == "" {
		t.Fatal("not imported")
	}
	s.command("Undo")
	if s.find("Handed", model.KindCollection) != "" {
		t.Fatal("undo left it")
	}
}
