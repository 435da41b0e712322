package kit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"postern/internal/corpus"
	"postern/text"
)

// TestParserSuiteIsMarked edits the texts of the parser suite: each that is no JSON has a mark on or right behind one of
// its characters, with words, and is drawn.
func TestParserSuiteIsMarked(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus.Dir(t, "json", "nst__JSONTestSuite", "test_parsing"), "n_*.json"))
	if err != nil || len(files) < 100 {
		t.Fatal(len(files), err)
	}
	r := newEditor(t, "", "json")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r.SetText(string(data), "json")
		r.SetEditable(true, "")
		r.queue.Advance(checkRest)
		r.draw(600, 300)
		if len(strings.TrimSpace(string(data))) == 0 {
			continue // an empty body is not marked while it is written
		}
		if words, n := r.Problems(); n == 0 || words == "" {
			t.Errorf("%s is not marked", filepath.Base(file))
		}
		for _, p := range r.check.problems {
			if p.from < 0 || p.from > int64(len(data)) || p.to < p.from || p.words == "" || text.Snap(r.doc, p.from) != p.from {
				t.Errorf("%s: %+v in %d bytes", filepath.Base(file), p, len(data))
			}
		}
	}
}

// TestDeepNesting edits, folds and checks values in values in values, in one line and in many.
func TestDeepNesting(t *testing.T) {
	const depth = 100_000
	for _, open := range []string{"[", "[\n"} {
		source := strings.Repeat(open, depth) + strings.Repeat("]\n", depth)
		r := newEditor(t, source, "json")
		r.queue.Advance(checkRest)
		if words, n := r.Problems(); n != 0 {
			t.Errorf("%d problems: %s", n, words)
		}
		r.Select(int64(depth*len(open)), int64(depth*len(open)))
		r.typing("1")
		r.draw(600, 300)
		r.FoldAll()
		r.queue.Drain()
		r.draw(600, 300)
		r.UnfoldAll()
		r.Undo()
		r.SelectAll()
		clip := test.NewClipboard()
		if err := r.Copy(clip); err != nil || clip.Content() != source {
			t.Errorf("%d bytes of %d were copied, error %v", len(clip.Content()), len(source), err)
		}
	}
}
