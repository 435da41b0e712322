package workbench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"postern/instance"
	"postern/store"
)

// serve lets other starts find a bench until the test ends.
func serve(t *testing.T, b *Bench, front func(context.Context, []string) error) {
	t.Helper()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	l, err := b.Serve(front)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestHandOver(t *testing.T) {
	b := newBench(t)
	if err := HandOver(t.Context(), b.Path(), nil); !errors.Is(err, instance.ErrNone) {
		t.Errorf("nobody listens: %v", err)
	}
	var got []string
	fault := error(nil)
	serve(t, b, func(_ context.Context, files []string) error { got = files; return fault })
	if err := HandOver(t.Context(), b.Path(), []string{"a file.json"}); err != nil {
		t.Fatal(err)
	}
	if want, _ := filepath.Abs("a file.json"); !slices.Equal(got, []string{want}) {
		t.Errorf("%q", got)
	}
	fault = errors.New("its window does not react")
	err := HandOver(t.Context(), b.Path(), nil)
	if err == nil || !strings.Contains(err.Error(), b.Path()+" is open in another Postern") || !strings.Contains(err.Error(), "does not react. Close it") {
		t.Error(err)
	}
}

// TestStart is a start of the program in a process of its own, for TestStartsRace. It opens the workspace
// until its input ends, and tells each file that is handed to it; or it tells that it handed its own over.
func TestStart(t *testing.T) {
	path := os.Getenv("POSTERN_START")
	if path == "" {
		t.Skip("not started by TestStartsRace")
	}
	b, err := OpenOrHandOver(t.Context(), path, []string{"handed.json"}, Options{})
	if err != nil || b == nil {
		fmt.Println("start: handed over:", err)
		return
	}
	l, err := b.Serve(func(_ context.Context, files []string) error {
		fmt.Println("start: got", filepath.Base(files[0]))
		return nil
	})
	fmt.Println("start: won:", err)
	io.Copy(io.Discard, os.Stdin)
	fmt.Println("start: closed:", errors.Join(l.Close(), b.Close()))
}

// Of several processes that start at once one gets the workspace, and the files of all others.
func TestStartsRace(t *testing.T) {
	const n = 4
	path := filepath.Join(t.TempDir(), "w.db")
	lines := make(chan string)
	var inputs []io.Closer
	env := append(os.Environ(), "POSTERN_START="+path, "XDG_RUNTIME_DIR="+t.TempDir())
	for range n {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestStart$", "-test.v")
		cmd.Env, cmd.Stderr = env, os.Stderr
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, in)
		go func() {
			for s := bufio.NewScanner(out); s.Scan(); {
				if line, ok := strings.CutPrefix(s.Text(), "start: "); ok {
					lines <- line
				}
			}
			if err := cmd.Wait(); err != nil {
				lines <- err.Error()
			}
		}()
	}
	count := map[string]int{}
	for range 1 + 2*(n-1) {
		count[<-lines]++
	}
	for _, in := range inputs {
		in.Close()
	}
	count[<-lines]++
	if want := map[string]int{"won: <nil>": 1, "got handed.json": n - 1, "handed over: <nil>": n - 1, "closed: <nil>": 1}; !maps.Equal(count, want) {
		t.Errorf("%v", count)
	}
}

func TestRequestSnapshot(t *testing.T) {
	b := newBench(t)
	api := addStore(t, b, "Store", "http://127.0.0.1")
	serve(t, b, func(context.Context, []string) error { return errors.New("nobody asked for the window") })
	path, err := RequestSnapshot(t.Context(), b.Path())
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	s, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if r, err := s.Request(api.request.ID); err != nil || r.Name != api.request.Name {
		t.Errorf("%+v, %v", r, err)
	}
	if bundle, err := s.Bundle(api.collection.ID); err != nil || string(bundle.Items[0].Items[0].Examples[0].Body.Data) != `{"id":1}` {
		t.Errorf("%+v, %v", bundle, err)
	}
}
