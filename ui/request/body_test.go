package request

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/ui/kit"
)

// mode chooses a body mode as the user does.
func (r *rig) mode(m model.BodyMode) { r.body.mode.SetSelectedIndex(slices.Index(model.BodyModes, m)) }

func TestSwitchingModesLosesNothing(t *testing.T) {
	whole := model.Body{Mode: model.BodyJSON, Text: `{"a":1}`, Variables: `{"v":2}`, File: "/tmp/x.bin", Form: []model.Field{{Key: "f", Value: "1"}},
		Parts: []model.Part{{Field: model.Field{Key: "p", Value: "text"}}, {Field: model.Field{Key: "q"}, IsFile: true, Files: []string{"/a", "/b"}, FileName: "n", ContentType: "image/png"}}}
	r := newRig(t, model.Request{ID: "a", URL: "http://h", Body: whole})
	for _, m := range append(slices.Clone(model.BodyModes), model.BodyJSON) {
		r.mode(m)
		if r.draft().Body.Mode != m {
			t.Errorf("mode %q, want %q", r.draft().Body.Mode, m)
		}
		got := r.draft().Body
		got.Mode = whole.Mode
		if diff := cmp.Diff(whole, got); diff != "" {
			t.Errorf("after mode %q: %s", m, diff)
		}
	}
	if r.session.Active().Dirty {
		t.Error("going round the modes left the draft dirty")
	}
	if r.body.text.Text() != whole.Text || r.body.format.Hidden {
		t.Errorf("the editor shows %q", r.body.text.Text())
	}
}

func TestBodyIsEditedInItsMode(t *testing.T) {
	r := newRig(t)
	r.section("body")
	r.mode(model.BodyJSON)
	r.typing(r.body.text.Code, `[1,{"b":2.50}]`)
	if got := r.draft().Body.Text; got != `[1,{"b":2.50}]` {
		t.Errorf("text %q", got)
	}
	test.Tap(r.body.format)
	r.queue.Drain()
	if got, want := r.draft().Body.Text, "[\n  1,\n  {\n    \"b\": 2.50\n  }\n]"; got != want || r.body.text.Text() != want {
		t.Errorf("formatted %q, shown %q", got, r.body.text.Text())
	}
	r.typing(r.body.text.Code, "{\n\"a\": }")
	test.Tap(r.body.format)
	r.queue.Drain()
	if first, n := r.body.text.Code.Problems(); n != 1 || r.body.text.Text() != "{\n\"a\": }" || r.body.text.Code.Caret().Off != 7 {
		t.Errorf("a broken body: %q, %d problems, the caret at %d, shown %q", first, n, r.body.text.Code.Caret().Off, r.body.text.Text())
	}
	r.mode(model.BodyURLEncoded)
	r.cell(r.body.form, 0, "k", "v")
	r.mode(model.BodyGraphQL)
	r.typing(r.body.variables.Code, `{"x":1}`)
	r.typing(r.body.text.Code, "{ shop }")
	if b := r.draft().Body; b.Form[0].Value != "v" || b.Variables != `{"x":1}` || b.Text != "{ shop }" {
		t.Errorf("body %+v", b)
	}
}

// TestLongBodiesAreEdited types into texts that are too long to be taken at every key, and leaves them by every way.
func TestLongBodiesAreEdited(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	for name, leave := range map[string]func(*rig){
		"another tab": func(r *rig) { r.session.Show("a") },
		"send":        func(r *rig) { r.Send() },
		"rest":        func(r *rig) { r.queue.Advance(time.Second) },
		"close":       func(r *rig) { _ = r.session.Close() },
	} {
		r := newRig(t, model.Request{ID: "a", URL: "http://a", Body: model.Body{Mode: model.BodyJSON, Text: "short"}},
			model.Request{ID: "b", URL: "http://b", Body: model.Body{Mode: model.BodyGraphQL, Text: long, Variables: long}})
		r.open("b")
		r.section("body")
		for _, code := range []*kit.CodeView{r.body.text.Code, r.body.variables.Code} {
			for _, c := range "abc" {
				code.TypedRune(c)
			}
		}
		if !r.session.Tab("b").Dirty {
			t.Errorf("%s: the draft is not dirty at once", name)
		}
		leave(r)
		if b := r.session.Tab("b").Request.Body; b.Text != "abc"+long || b.Variables != "abc"+long {
			t.Errorf("%s: the draft begins with %.5q and %.5q", name, b.Text, b.Variables)
		}
		if got := r.session.Tab("a"); got != nil && got.Request.Body.Text != "short" {
			t.Errorf("%s: the other draft became %.20q", name, got.Request.Body.Text)
		}
	}
}

func TestBodyFromFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	r := newRig(t, model.Request{ID: "a", URL: "http://a", Body: model.Body{Mode: model.BodyText, Text: strings.Repeat("x", 1000)}}, model.Request{ID: "b"})
	r.body.loadFile()
	r.dialogs.Answer(write("binary", "\x00\x01"))
	if said := r.dialogs.Said(); !strings.Contains(said, "is no text") || len(r.draft().Body.Text) < 1000 {
		t.Errorf("said %q", said)
	}
	r.body.loadFile()
	r.dialogs.Answer(write("text", "from a file"))
	if r.draft().Body.Text != "from a file" || r.body.text.Text() != "from a file" || !r.body.text.Editable() {
		t.Errorf("text %q, shown %q", r.draft().Body.Text, r.body.text.Text())
	}
	r.body.loadFile()
	r.open("b")
	r.dialogs.Answer(write("late", "late"))
	if r.draft().Body.Text != "" {
		t.Error("a file went into a request that it was not chosen for")
	}
	r.mode(model.BodyFile)
	r.body.chooseFile()
	r.dialogs.Answer("/some/where/data.bin")
	if r.draft().Body.File != "/some/where/data.bin" || !strings.Contains(r.body.file.Text, "data.bin") {
		t.Errorf("file %q, shown %q", r.draft().Body.File, r.body.file.Text)
	}
}

func TestReadTextRefuses(t *testing.T) {
	if _, err := readText(filepath.Join(t.TempDir(), "gone")); err == nil {
		t.Error("a missing file was read")
	}
	path := filepath.Join(t.TempDir(), "huge")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(textLimit + 1); err != nil { // sparse
		t.Fatal(err)
	}
	if _, err := readText(path); err == nil || !strings.Contains(err.Error(), "64 MB") {
		t.Errorf("err = %v", err)
	}
}
