package store

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

var update = flag.Bool("update", false, "write the golden file of the newest version anew")

// goldenListing is what every golden file of testdata holds, in words.
var goldenListing = filepath.Join("testdata", "golden.txt")

// fillGolden stores something of every kind. It must never change: the golden files of older versions
// hold the same.
func fillGolden(t *testing.T, s *Store) {
	t.Helper()
	fill(t, s)
	settings := model.DefaultSettings()
	settings.Theme, settings.HistoryEntries = model.ThemeDark, 77
	mustApply(t, s, slices.Concat(
		putAt(&model.Request{ID: "r2", Name: "update", Method: "PUT", URL: "https://example.com/b",
			Auth: model.Auth{Type: model.AuthBearer, Params: map[string]string{model.AuthToken: "planted-token-1"}},
			Body: model.Body{Mode: model.BodyJSON, Text: `{"a": 1}`}}, "c"),
		putAt(&model.Example{ID: "x2", Name: "the same body", Status: 201, Body: model.Bytes([]byte("body of x"))}, "r2"),
		putAt(&model.Folder{ID: "f2", Name: "old things"}, "c"),
		putAt(&model.Request{ID: "r3", Name: "gone"}, "f2"),
		putAt(&model.Environment{ID: "e2", Name: "production", Variables: []model.Variable{
			{Key: "host", Value: "example.com"}, {Key: "key", Value: "planted-secret-1", Secret: true}}}, model.EnvironmentsID),
		[]model.Edit{
			model.Put{Entity: &model.Environment{ID: model.GlobalsID, Variables: []model.Variable{{Key: "g", Value: "1"}}}},
			model.Trash{ID: "f2"},
			model.PutSettings{Settings: settings}})...)
	for _, err := range []error{s.PutDraft(model.Request{ID: "r", Name: "half typed", URL: "https://exam"}),
		s.PutState("tabs", []byte(`["r","r2"]`)), s.AddExchange(exchange("h1", 1, "hello")), s.AddExchange(exchange("h2", 2, ""))} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// listing tells in words all that a workspace holds, as its readers see it.
func listing(t *testing.T, s *Store) string {
	t.Helper()
	tree, err := s.Tree()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	line := func(what string, v any) {
		data, err := encode(v)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s %s\n", what, data)
	}
	show := func(id model.ID) {
		h, _ := tree.Head(id)
		fmt.Fprintf(&out, "%s %s under %s:\n", h.Kind, id, tree.Parent(id))
		e, err := entityOf(s, h)
		if err != nil {
			t.Fatal(err)
		}
		line("  ", e)
	}
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		for h := range tree.Walk(root) {
			show(h.ID)
		}
	}
	for _, x := range tree.Trash() {
		fmt.Fprintf(&out, "trash %s of %s at %d, %s\n", x.Head.ID, x.Parent, x.Index, x.Time.UTC().Format(time.RFC3339))
		show(x.Head.ID)
		for h := range tree.Walk(x.Head.ID) {
			show(h.ID)
		}
	}
	globals, err := s.Globals()
	mustRead(t, err)
	line("globals", globals)
	settings, err := s.Settings()
	mustRead(t, err)
	fmt.Fprintf(&out, "settings: theme %s, timeout %s, history %d\n", settings.Theme, settings.Timeout, settings.HistoryEntries)
	drafts, err := s.Drafts()
	mustRead(t, err)
	line("drafts", drafts)
	tabs, err := s.State("tabs")
	mustRead(t, err)
	fmt.Fprintf(&out, "tabs %s\n", tabs)
	history, err := s.History("", 0)
	mustRead(t, err)
	for _, h := range history {
		full, err := s.Exchange(h.ID)
		mustRead(t, err)
		line("exchange", full)
		fmt.Fprintf(&out, "  body %q\n", full.Response.Body.Data)
	}
	return out.String()
}

func mustRead(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// entityOf reads the entity of a head; an example with its body in the place of its docs.
func entityOf(s *Store, h model.Head) (any, error) {
	switch h.Kind {
	case model.KindCollection:
		return s.Collection(h.ID)
	case model.KindFolder:
		return s.Folder(h.ID)
	case model.KindRequest:
		return s.Request(h.ID)
	case model.KindEnvironment:
		return s.Environment(h.ID)
	}
	ex, err := s.Example(h.ID)
	if err != nil || ex.Body.Hash == "" {
		return ex, err
	}
	body, err := s.Body(ex.Body.Hash)
	return struct {
		model.Example
		Text string
	}{ex, string(body)}, err
}

// unpackFile unpacks a golden file to a new place.
func unpackFile(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(name)
	mustRead(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	mustRead(t, err)
	data, err := io.ReadAll(z)
	mustRead(t, err)
	path := filepath.Join(t.TempDir(), "work.db")
	mustRead(t, os.WriteFile(path, data, 0o600))
	return path
}

func packFile(t *testing.T, name, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	mustRead(t, err)
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write(data)
	mustRead(t, z.Close())
	mustRead(t, os.WriteFile(name, b.Bytes(), 0o644))
}

// TestGoldenFiles opens a file of every version there ever was: all of them hold the same. The file of
// the newest version is written anew by -update until it is released.
func TestGoldenFiles(t *testing.T) {
	newestFile := filepath.Join("testdata", fmt.Sprintf("v%d.db.gz", newest(migrations)))
	if *update {
		s := newStore(t)
		fillGolden(t, s)
		mustRead(t, os.MkdirAll("testdata", 0o755))
		if _, err := os.Stat(goldenListing); err != nil {
			mustRead(t, os.WriteFile(goldenListing, []byte(listing(t, s)), 0o644))
		}
		closeChecked(t, s)
		packFile(t, newestFile, s.Path())
	}
	want, err := os.ReadFile(goldenListing)
	mustRead(t, err)
	for version := 1; version <= newest(migrations); version++ {
		t.Run(fmt.Sprint("version ", version), func(t *testing.T) {
			s := mustOpen(t, unpackFile(t, filepath.Join("testdata", fmt.Sprintf("v%d.db.gz", version))))
			if d := cmp.Diff(string(want), listing(t, s)); d != "" {
				t.Error(d)
			}
		})
	}
}
