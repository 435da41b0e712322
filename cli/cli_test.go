package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the program: for the scripts, and for the test of signals.
func TestMain(m *testing.M) {
	os.Setenv("POSTERN_KEYRING", "off") // the keyring of the person who runs the tests is not ours
	if os.Getenv("POSTERN_RUN") != "" {
		program()
	}
	testscript.Main(m, map[string]func(){"postern": program})
}

func program() {
	os.Exit(Run(context.Background(), Env{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Version: "1.2.3"}))
}

func TestScripts(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(echo))
	t.Cleanup(server.Close)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			config := filepath.Join(env.WorkDir, "config")
			for _, name := range []string{"XDG_CONFIG_HOME", "HOME", "APPDATA", "CONFIG"} {
				env.Setenv(name, config)
			}
			env.Setenv("SERVER", server.URL)
			env.Setenv("POSTERN_KEYRING", "off")
			for _, name := range []string{"store.json", "staging.json"} {
				data, err := os.ReadFile(filepath.Join("testdata", name))
				if err != nil {
					return err
				}
				data = bytes.ReplaceAll(data, []byte("SERVER"), []byte(server.URL))
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), data, 0o600); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"fails": fails, "cmpline": cmpLine, "damage": damage},
	})
}

// fails runs a command that must end with an exit code: fails CODE COMMAND ARGS.
func fails(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// damage changes a letter in the stored request "list products" of a workspace file.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	spoilt := bytes.ReplaceAll(data, []byte(`"name":"list products"`), []byte(`"name":"list prodXcts"`))
	if bytes.Equal(spoilt, data) {
		ts.Fatalf("%s has no such request", args[0])
	}
	ts.Check(os.WriteFile(path, spoilt, 0o600))
}

// cmpLine compares one line of standard output with a pattern, in which * stands for any text.
func cmpLine(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	lines := strings.Split(ts.ReadFile("stdout"), "\n")
	if n > len(lines) {
		ts.Fatalf("only %d lines", len(lines))
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(args[1]), `\*`, ".*")
	if !regexp.MustCompile("^" + pattern + "$").MatchString(lines[n-1]) {
		ts.Fatalf("line %d:\n%s\ndoes not match\n%s", n, lines[n-1], args[1])
	}
}

// echo tells what it was asked.
func echo(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/teapot":
		w.Header().Set("X-Kind", "teapot")
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(http.StatusTeapot)
		io.WriteString(w, "short and <stout>")
		return
	case "/binary":
		w.Write([]byte{0, 255, 1})
		return
	}
	body, _ := io.ReadAll(r.Body)
	json.NewEncoder(w).Encode(struct {
		Method  string      `json:"method"`
		URI     string      `json:"uri"`
		Headers http.Header `json:"headers"`
		Body    string      `json:"body"`
	}{r.Method, r.RequestURI, r.Header, string(body)})
}

// runCLI runs a command line to its end.
func runCLI(t *testing.T, env Env, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	env.Args, env.Stdout, env.Stderr = args, &out, &errs
	code = Run(t.Context(), env)
	return code, out.String(), errs.String()
}

func TestWindow(t *testing.T) {
	var got WindowOptions
	fault := error(nil)
	env := Env{Version: "7", Window: func(o WindowOptions) error { got = o; return fault }}
	if code, _, stderr := runCLI(t, env, "--workspace", "some.db"); code != ExitOK || got.Workspace != "some.db" || got.Version != "7" {
		t.Errorf("exit code %d, options %+v, %s", code, got, stderr)
	}
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(t.TempDir(), "config"))
	if code, _, _ := runCLI(t, env); code != ExitOK || !strings.HasSuffix(got.Workspace, filepath.Join("postern", "workspace.db")) {
		t.Errorf("exit code %d, default workspace %q", code, got.Workspace)
	}
	fault = errors.New("no display")
	if code, _, stderr := runCLI(t, env); code != ExitFailed || stderr != "postern: no display\n" {
		t.Errorf("a window that fails: exit code %d, %q", code, stderr)
	}
}
