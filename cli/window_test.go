package cli

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"postern/workbench"
)

// openWindow has a workspace open as the window has it, with the store API in it, and counts the copies
// that are left.
func openWindow(t *testing.T) (path string, handed *[]string) {
	t.Helper()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	path, handed = filepath.Join(t.TempDir(), "w.db"), new([]string)
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
	return path, handed
}

func TestReadingWhileWindowIsOpen(t *testing.T) {
	path, _ := openWindow(t)
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
	path, _ := openWindow(t)
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
	if !strings.Contains(stderr.String(), "serving a copy of it") || strings.Count(stdout.String(), "listening on") != 2 {
		t.Errorf("%s\n%s", stdout.String(), stderr.String())
	}
}

func TestWritingWhileWindowIsOpen(t *testing.T) {
	path, _ := openWindow(t)
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
