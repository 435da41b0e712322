package response

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"postern/model"
)

const shop = `{"page":1,"items":[{"id":789,"name":"Tea pot","price":{"amount":24.50}},{"id":790,"name":"Cup"},{"id":12,"sale":true}],"token":"eyJh.bcd.efg","total":2}`

// inFile is a body in a temporary file.
func inFile(t *testing.T, text string) model.Content {
	path := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return model.Content{Path: path, Size: int64(len(text))}
}

// showing answers with JSON and shows a view of it.
func showing(t *testing.T, body model.Content, mode int) *rig {
	t.Helper()
	r := newRig(t)
	r.answer(ok("application/json", body))
	r.queue.Drain()
	r.choose(mode)
	return r
}

// here is where the chosen value is.
func (r *rig) here() string { return strings.Join(r.bodyView.values.crumbs.Labels(), " ") }

// key types keys into the tree.
func (r *rig) keys(keys ...fyne.KeyName) {
	for _, k := range keys {
		r.bodyView.values.tree.tree.TypedKey(&fyne.KeyEvent{Name: k})
	}
	r.queue.Drain()
}

// pick does what an item of the menu of the chosen value does.
func (r *rig) pick(label string) {
	r.t.Helper()
	s := r.bodyView.values
	items := s.menu()
	switch {
	case s.mode == viewTable:
		items = s.table.menu()
	case s.tree.shown() == fyne.CanvasObject(s.tree.results):
		items = s.tree.resultMenu()
	}
	for _, m := range items {
		if m.Label == label {
			m.Action()
			r.queue.Drain()
			return
		}
	}
	r.t.Fatalf("there is no %q in the menu", label)
}

func clipboard() string { return fyne.CurrentApp().Clipboard().Content() }

func TestTreeOfMemoryAndFile(t *testing.T) {
	for name, body := range map[string]model.Content{"memory": model.Bytes([]byte(shop)), "file": inFile(t, shop)} {
		r := showing(t, body, viewTree)
		if r.place() != r.bodyView.values.content || r.here() != "$" || r.text() != "" {
			t.Fatalf("%s: %T at %q", name, r.place(), r.here())
		}
		r.keys(fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown)
		if r.here() != "$ items [0] name" {
			t.Errorf("%s: at %q", name, r.here())
		}
		r.pick("Copy value")
		if clipboard() != "Tea pot" {
			t.Errorf("%s: the value is %q", name, clipboard())
		}
		r.pick("Copy JSONPath")
		jsonPath := clipboard()
		r.pick("Copy jq path")
		if jsonPath != "$.items[0].name" || clipboard() != ".items[0].name" {
			t.Errorf("%s: paths %q and %q", name, jsonPath, clipboard())
		}
		r.keys(fyne.KeyDown)
		r.pick("Copy value")
		if clipboard() != `{"amount":24.50}` {
			t.Errorf("%s: an object is copied as %q", name, clipboard())
		}
		r.bodyView.values.crumbs.OnTapped(1)
		if r.here() != "$ items" {
			t.Errorf("%s: the crumb leads to %q", name, r.here())
		}
	}
}

func TestStructureLetsGoOfTheFile(t *testing.T) {
	long := `[` + strings.Repeat(`{"a":1},`, 50_000) + `{}]`
	for name, leave := range map[string]func(*rig){
		"another answer": func(r *rig) { r.answer(ok("application/json", model.Bytes([]byte("[]")))) },
		"another tab":    func(r *rig) { r.open("b") },
		"a closed tab":   func(r *rig) { r.session.CloseTab("a") },
	} {
		r := showing(t, inFile(t, long), viewTree)
		file := r.bodyView.values.data.file
		if _, err := file.File.Stat(); err != nil || r.here() != "$" {
			t.Fatalf("the file is not open: %v", err)
		}
		leave(r)
		r.queue.Drain()
		if _, err := file.File.Stat(); err == nil {
			t.Errorf("%s: the file is still open", name)
		}
		if name == "another answer" && (r.bodyView.mode.Selected() != viewTree || r.here() != "$") {
			t.Errorf("the next answer shows view %d at %q", r.bodyView.mode.Selected(), r.here())
		}
	}
}

func TestReadingIsShownAndEnds(t *testing.T) {
	r := newRig(t)
	r.answer(ok("application/json", inFile(t, shop)))
	r.queue.Drain()
	r.bodyView.choose(viewTree)
	s := r.bodyView.values
	if s.note.Text != "Reading the structure…" || s.middle.Objects[0] != s.noted {
		t.Fatalf("while reading: %q", s.note.Text)
	}
	old := s.data.turn
	r.answer(ok("application/json", model.Bytes([]byte(`{"new":true}`))))
	r.queue.Drain()
	if s.data.turn == old || s.data.doc == nil || s.data.doc.Root().Start != 0 || s.data.file != nil {
		t.Error("the old body is still there")
	}
	r.keys(fyne.KeyDown)
	if r.here() != "$ new" {
		t.Errorf("the new answer is at %q", r.here())
	}
}

func TestBodiesThatAreNoTree(t *testing.T) {
	for _, c := range []struct {
		body model.Content
		note string
	}{
		{model.Content{}, "The answer has no body"},
		{model.Content{Size: 5_000_000}, "Read the body: it was too large for the history"},
		{model.Content{Path: "/nowhere/at/all", Size: 1}, "Open the body"},
		{model.Bytes([]byte("  ,")), "The body is no JSON"},
	} {
		r := showing(t, c.body, viewTree)
		s := r.bodyView.values
		if s.middle.Objects[0] != s.noted || !strings.HasPrefix(s.note.Text, c.note) {
			t.Errorf("note %q, want %q", s.note.Text, c.note)
		}
		r.Extract()
		if !strings.Contains(r.dialogs.Said(), "choose a value in the tree or the table first") {
			t.Errorf("extract says %q", r.dialogs.Said())
		}
	}
	r := showing(t, model.Bytes([]byte(`{"a":1,"b":[2,`)), viewTree)
	r.keys(fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyDown)
	if r.here() != "$ b [0]" {
		t.Errorf("a text that is cut is shown up to %q", r.here())
	}
	r = newRig(t)
	r.answer(ok("text/plain", model.Bytes([]byte("plain"))))
	r.queue.Drain()
	r.ShowTree()
	if got := r.dialogs.Said(); got != "the body is no JSON" || r.bodyView.mode.Selected() != viewPretty {
		t.Errorf("a tree of plain text says %q", got)
	}
}

func TestBodyCommands(t *testing.T) {
	r := newRig(t)
	r.ShowTable()
	r.Extract()
	r.UseAsExample()
	if got := r.dialogs.Said(); strings.Count(got, "send the request first") != 1 || strings.Count(got, "choose a value") != 2 {
		t.Errorf("without an answer: %s", got)
	}
	r.answer(ok("application/json", model.Bytes([]byte(shop))))
	r.queue.Drain()
	r.FilterBody()
	r.queue.Drain()
	if r.window.Canvas().Focused() != fyne.Focusable(r.bodyView.values.tree.bar.entry) {
		t.Errorf("the focus is on %T", r.window.Canvas().Focused())
	}
	r.ShowTree()
	if r.window.Canvas().Focused() != fyne.Focusable(r.bodyView.values.tree.tree) {
		t.Errorf("the tree leaves the focus on %T", r.window.Canvas().Focused())
	}
	r.ShowTable()
	if r.window.Canvas().Focused() != fyne.Focusable(r.bodyView.values.table.table) {
		t.Errorf("the table leaves the focus on %T", r.window.Canvas().Focused())
	}
	r.queue.Drain()
	r.Find()
	if r.window.Canvas().Focused() != fyne.Focusable(r.bodyView.values.table.bar.entry) {
		t.Errorf("find goes to %T", r.window.Canvas().Focused())
	}
	r.ShowPretty()
	r.queue.Drain()
	if !r.inCode() || !strings.Contains(r.text(), "Tea pot") {
		t.Errorf("pretty shows %q", r.text())
	}
}

func TestLongAnswerOpensWithFewRows(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"rows":[`)
	for i := range 100_000 {
		fmt.Fprintf(&b, `{"id":%d,"name":"row %d"},`, i, i)
	}
	b.WriteString(`null]}`)
	r := showing(t, inFile(t, b.String()), viewTree)
	r.keys(fyne.KeyDown, fyne.KeyRight, fyne.KeyEnd)
	if r.here() != "$ rows [100000]" {
		t.Errorf("the end is %q", r.here())
	}
	r.keys(fyne.KeyUp, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown)
	r.pick("Copy value")
	if clipboard() != "row 99999" {
		t.Errorf("the last name is %q", clipboard())
	}
	r.queue.Advance(time.Second)
}
