package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLongTextsAreShownByOurView looks through the sources of the window for the widgets of Fyne that collapse under
// long texts: kit.CodeView shows and edits everything that is longer than a line.
func TestLongTextsAreShownByOurView(t *testing.T) {
	// Labels that wrap lay all of their text out too. In these files it is a sentence or two of ours, or bounded by
	// kit.Brief; what comes from outside whole is shown by kit.Passage.
	wrapping := map[string]bool{"kit/faint.go": true, "kit/empty.go": true, "kit/form.go": true, "kit/authform.go": true,
		"backups/content.go": true, "backups/recovery.go": true, "environments/editor.go": true, "settings/settings.go": true,
		"dialogs.go": true, "request/auth.go": true, "mocks/form.go": true, "response/body.go": true, "response/structureview.go": true}
	stock := []string{"NewMultiLineEntry", "MultiLine = true", "MultiLine: true", "RichText", "TextGrid"}
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen++
		if strings.Contains(string(source), "fyne.TextWrapWord") || strings.Contains(string(source), "fyne.TextWrapBreak") {
			if !wrapping[filepath.ToSlash(path)] {
				t.Errorf("%s has a text that wraps: use kit.Passage, or say in this test why it is short", path)
			}
			delete(wrapping, filepath.ToSlash(path))
		}
		for _, word := range stock {
			if strings.Contains(string(source), word) {
				t.Errorf("%s uses %s: use kit.CodeView", path, word)
			}
		}
		return nil
	})
	for path := range wrapping {
		t.Errorf("nothing wraps in %s: take it out of this test", path)
	}
	if err != nil || seen < 50 {
		t.Errorf("%d sources seen, error %v", seen, err)
	}
}
