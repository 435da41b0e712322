package convert_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"postern/convert"
	"postern/convert/postman"
	"postern/internal/corpus"
	"postern/model"
)

// corpusFile is one line of the corpus's MANIFEST.tsv.
type corpusFile struct{ path, name, kind, expect, note string }

// corpusFiles lists the files of a kind, or skips the test where there is no corpus.
func corpusFiles(t *testing.T, kinds ...string) []corpusFile {
	t.Helper()
	dir := corpus.Dir(t)
	manifest, err := os.ReadFile(filepath.Join(dir, "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var out []corpusFile
	for line := range strings.Lines(string(manifest)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for _, k := range kinds {
			if len(f) > 9 && f[1] == k {
				out = append(out, corpusFile{filepath.Join(dir, f[0]), f[0], f[1], f[8], f[9]})
			}
		}
	}
	if len(out) == 0 {
		t.Fatalf("the corpus has no files of the kinds %v", kinds)
	}
	return out
}

// noted returns the number before a word in a note, 0 where it is not there.
func noted(note, word string) int {
	m := regexp.MustCompile(`(?:^|, )(\d+) ` + word + `(?:$|[,;])`).FindStringSubmatch(note)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// counts are what the notes of the corpus count.
type counts struct {
	Requests, Folders, Examples, Variables, WithScripts, FolderScripts int
}

func countsOf(b *model.Bundle) counts {
	n := b.Count()
	c := counts{Requests: n.Requests, Folders: n.Folders, Examples: n.Examples, Variables: n.Variables}
	b.Walk(func(_ []*model.Folder, it *model.Item) {
		switch {
		case it.Folder != nil && len(it.Folder.Scripts) > 0:
			c.FolderScripts++
		case it.Request != nil:
			c.WithScripts += min(1, len(it.Request.Scripts))
		}
	})
	return c
}

func notedCounts(note string) counts {
	return counts{Requests: noted(note, "requests"), Folders: noted(note, "folders"), Examples: noted(note, "saved examples"),
		Variables: noted(note, "collection vars"), WithScripts: noted(note, "requests with scripts"),
		FolderScripts: noted(note, "folder scripts")}
}

// singleExamples counts the examples that a file writes as one object where a list belongs: the notes
// do not count them, Postern reads them.
var singleExamples = map[string]int{
	"postman/jordanwalsh23__postman-local-mock-server/test/collections/all-request-types.json": 3,
}

// unmarked is a collection without "info" that newman runs and the notes call data.
const unmarked = "inherited-entities.postman_collection.json"

var ignoreIDs = cmpopts.IgnoreTypes(model.ID(""))

// withoutIDs blanks the IDs in bundles, so that two imports can be compared.
func withoutIDs(bundles []model.Bundle) []model.Bundle {
	for i := range bundles {
		b := &bundles[i]
		b.Collection.ID = ""
		b.Walk(func(_ []*model.Folder, it *model.Item) {
			if it.Folder != nil {
				it.Folder.ID = ""
				return
			}
			it.Request.ID = ""
			for i := range it.Examples {
				it.Examples[i].ID = ""
			}
		})
	}
	return bundles
}

func TestCorpusCollections(t *testing.T) {
	for _, f := range corpusFiles(t, "postman", "postman-env") {
		t.Run(f.name, func(t *testing.T) {
			im, err := convert.ReadFile(f.path)
			if f.expect == "invalid-by-design" {
				if !errors.Is(err, model.ErrInvalid) {
					t.Fatalf("got %v, want an error that wraps ErrInvalid", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(f.note, "values, scope") {
				checkEnvironment(t, f, im)
				return
			}
			got, want := countsOf(&im.Bundles[0]), notedCounts(f.note)
			want.Examples += singleExamples[f.name]
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("counts (-noted +got):\n%s", diff)
			}
			checkRoundTrip(t, im)
		})
	}
}

func checkRoundTrip(t *testing.T, im model.Imported) {
	t.Helper()
	var out bytes.Buffer
	if _, err := convert.Write(&out, im.Bundles[0], "postman", convert.WriteOptions{IncludeSecrets: true}); err != nil {
		t.Fatal(err)
	}
	again, err := convert.Read("again", out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	checkShape(t, out.Bytes())
	var twice bytes.Buffer
	if _, err := convert.Write(&twice, again.Bundles[0], "postman", convert.WriteOptions{IncludeSecrets: true}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), twice.Bytes()) {
		t.Error("a second export differs from the first")
	}
	first, second := withoutIDs(im.Bundles), withoutIDs(again.Bundles)
	if !reflect.DeepEqual(first, second) { // cmp.Diff takes minutes for the largest collections
		t.Errorf("imported again (-first +second):\n%.4000s", cmp.Diff(first, second))
	}
}

// shape is the skeleton that the v2.1 schema asks of a collection.
type shape struct {
	Info    struct{ Name, Schema string }
	Item    *[]shape
	Request *struct {
		Method string
		Header *[]struct{ Key, Value any }
	}
}

func checkShape(t *testing.T, text []byte) {
	t.Helper()
	var root shape
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	if root.Info.Name == "" || root.Info.Schema != postman.Schema || root.Item == nil {
		t.Errorf("the root has name %q, schema %q, items %v", root.Info.Name, root.Info.Schema, root.Item != nil)
	}
	checkItems(t, root)
}

func checkItems(t *testing.T, s shape) {
	t.Helper()
	for _, item := range *s.Item {
		switch {
		case item.Item != nil:
			checkItems(t, item)
		case item.Request == nil || item.Request.Method == "" || item.Request.Header == nil:
			t.Errorf("an item is neither a folder nor a whole request: %+v", item)
		}
	}
}

func checkEnvironment(t *testing.T, f corpusFile, im model.Imported) {
	t.Helper()
	want := convertFormat(f.note)
	if im.Format != want || len(im.Environments) != 1 || len(im.Environments[0].Variables) != noted(f.note, "values") {
		t.Fatalf("got %s with %d variables, want %s with %d", im.Format, im.Count().Variables, want, noted(f.note, "values"))
	}
	var out bytes.Buffer
	if _, err := postman.WriteEnvironment(&out, im.Environments[0], postman.Options{IncludeSecrets: true}); err != nil {
		t.Fatal(err)
	}
	again, err := convert.Read("again", out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(im.Environments, again.Environments, ignoreIDs); diff != "" || again.Format != im.Format {
		t.Errorf("imported again as %s (-first +second):\n%s", again.Format, diff)
	}
}

func convertFormat(note string) string {
	if strings.Contains(note, "scope globals") {
		return "postman-globals"
	}
	return "postman-environment"
}

func TestCorpusOthersAreRefused(t *testing.T) {
	for _, f := range corpusFiles(t, "postman-v1", "postman-data") {
		t.Run(f.name, func(t *testing.T) {
			im, err := convert.ReadFile(f.path)
			if filepath.Base(f.path) == unmarked {
				if n := im.Count(); err != nil || n.Requests == 0 || n.Folders == 0 {
					t.Fatalf("got %v and %v, want requests and folders", n, err)
				}
				return
			}
			var fault *model.InputError
			if !errors.As(err, &fault) {
				t.Fatalf("got %v and %v, want an *InputError", im.Count(), err)
			}
			if f.kind == "postman-v1" && !strings.Contains(fault.Text, "v1") {
				t.Errorf("%q does not say that it is v1", fault.Text)
			}
		})
	}
}
