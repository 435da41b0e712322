package workbench

import (
	"context"
	"errors"
	"os"
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
