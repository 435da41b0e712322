package cli

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"postern/model"
	"postern/workbench"
)

// openWindow has a workspace open as the window has it, with the store API in it, and counts the copies
// that are left.
func openWindow(t *testing.T) (b *workbench.Bench, handed *[]string) {
	t.Helper()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	path, handed := filepath.Join(t.TempDir(), "w.db"), new([]string)
	if code, _, stderr := runCLI(t, Env{}, "--workspace", path, "import", "testdata/store.json"); code != ExitOK {
		t.Fatal(stderr)
	}
	b, err := workbench.Open(t.Context(), path, workbench.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	l, err := b.Serve(func(_ context.Context, files []string) error { *handed = append(*handed, files...); return nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if left, err := filepath.Glob(filepath.Join(b.TempDir(), "*")); err != nil || len(left) > 0 {
			t.Errorf("copies left behind: %v, %v", left, err)
		}
		if err := errors.Join(l.Close(), b.Close()); err != nil {
			t.Error(err)
		}
	})
	return b, handed
}

func TestReadingWhileWindowIsOpen(t *testing.T) {
	b, _ := openWindow(t)
	path := b.Path()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"list"}, "Store API\n"},
		{[]string{"list", "Store API"}, "GET list products"},
		{[]string{"export", "Store API"}, `"list products"`},
		{[]string{"find", "list", "products"}, "list products"},
	} {
		code, stdout, stderr := runCLI(t, Env{}, append([]string{"--workspace", path}, c.args...)...)
		if code != ExitOK || !strings.Contains(stdout, c.want) {
			t.Errorf("%q: exit code %d, %s%s", c.args, code, stdout, stderr)
		}
	}
}

func TestMockWhileWindowIsOpen(t *testing.T) {
	b, _ := openWindow(t)
	path := b.Path()
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // it ends as soon as it has begun
	var stdout, stderr strings.Builder
	code := Run(ctx, Env{Args: []string{"--workspace", path, "mock", "testdata/store.json", "--port", "0"}, Stdout: &stdout, Stderr: &stderr})
	if code != ExitOK || strings.Contains(stderr.String(), "copy") {
		t.Errorf("a file needs no window: exit code %d, %s", code, stderr.String())
	}
	a := &app{env: Env{Stdout: &stdout, Stderr: &stderr}, ctx: t.Context(), workspace: path}
	if err := a.mock(ctx, "Store API", mockOptions{host: "127.0.0.1"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stderr.String(), "serving a copy of it, taken anew within 2s of a change") || strings.Count(stdout.String(), "listening on") != 2 {
		t.Errorf("%s\n%s", stdout.String(), stderr.String())
	}
}

// TestMockFollowsTheWindow changes a collection in an open window, deletes it and brings it back, and goes on
// when the window is closed.
func TestMockFollowsTheWindow(t *testing.T) {
	b, _ := openWindow(t)
	f, stop := followed(t, &app{ctx: t.Context(), workspace: b.Path()}, "Store API")
	tree, err := b.Tree()
	if err != nil {
		t.Fatal(err)
	}
	var example model.Example
	for h := range tree.Walk(model.RootID) {
		if h.Kind == model.KindExample && example.ID == "" {
			if example, err = b.Example(h.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	apply := func(edits ...model.Edit) {
		t.Helper()
		if _, err := b.Apply(model.Change{Name: "test", Edits: edits}); err != nil {
			t.Fatal(err)
		}
	}
	const path = "/v1/products?page=1"
	f.is("untouched", path, `[{"id":1},{"id":2}]`)
	settings, err := b.Settings()
	if err != nil {
		t.Fatal(err)
	}
	settings.Theme = model.ThemeLight
	apply(model.PutSettings{Settings: settings})
	f.is("something else has changed", path, `[{"id":1},{"id":2}]`)
	example.Body = model.Bytes([]byte("edited"))
	apply(model.Put{Entity: &example})
	f.is("edited", path, "edited")
	collection := tree.Children(model.RootID)[0]
	apply(model.Trash{ID: collection})
	f.is("deleted", path, "edited")
	if _, err := b.Undo(); err != nil {
		t.Fatal(err)
	}
	example.Body = model.Bytes([]byte("once more"))
	apply(model.Put{Entity: &example})
	f.is("back again", path, "once more")
	stop()
	if got := f.told.String(); strings.Count(got, `the collection "Store API" is in service anew: 4 routes`) != 2 ||
		strings.Count(got, "it is not in the workspace any more; the mock goes on") != 1 || strings.Count(got, "\n") != 3 {
		t.Errorf("told %s", got)
	}
}

// TestMockFollowsAClosedWorkspace changes the workspace from the command line, with no window open.
func TestMockFollowsAClosedWorkspace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.db")
	imported := func(body string) {
		t.Helper()
		if code, _, stderr := runCLI(t, Env{}, "--workspace", path, "import", mockFile(t, "one.json", oneAnswer(body))); code != ExitOK {
			t.Fatal(stderr)
		}
	}
	imported("first")
	f, stop := followed(t, &app{ctx: t.Context(), workspace: path}, "One")
	f.is("untouched", "/a", "first")
	st, err := open(path, path, false)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := st.Tree()
	if err != nil {
		t.Fatal(err)
	}
	for h := range tree.Walk(model.RootID) {
		if h.Kind != model.KindExample {
			continue
		}
		example := model.Example{ID: h.ID, Name: "a", Status: 200, Body: model.Bytes([]byte("changed"))}
		if _, err := st.Apply(model.Change{Name: "test", Edits: []model.Edit{model.Put{Entity: &example}}}); err != nil {
			t.Fatal(err)
		}
	}
	f.is("held by another process without a window", "/a", "first")
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	f.is("set free", "/a", "changed")
	stop()
}

func TestWritingWhileWindowIsOpen(t *testing.T) {
	b, _ := openWindow(t)
	path := b.Path()
	code, _, stderr := runCLI(t, Env{}, "--workspace", path, "import", "testdata/store.json")
	if code != ExitFailed || !strings.Contains(stderr, "is open in another Postern") || !strings.Contains(stderr, "hands it files to import") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

func TestWindowTakesFiles(t *testing.T) {
	var got WindowOptions
	env := Env{Window: func(o WindowOptions) error { got = o; return nil }}
	if code, _, stderr := runCLI(t, env, "testdata/store.json", "testdata/staging.json"); code != ExitOK || len(got.Files) != 2 {
		t.Errorf("exit code %d, %+v, %s", code, got, stderr)
	}
	for arg, want := range map[string]string{"lisst": "Did you mean this?\n\tlist", "nothing.json": "there is no file nothing.json", "-": `unknown command "-"`} {
		if code, _, stderr := runCLI(t, env, arg); code != ExitUsage || !strings.Contains(stderr, want) {
			t.Errorf("%q: exit code %d, %s", arg, code, stderr)
		}
	}
}
