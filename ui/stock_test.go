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
		for _, word := range stock {
			if strings.Contains(string(source), word) {
				t.Errorf("%s uses %s: use kit.CodeView", path, word)
			}
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Errorf("%d sources seen, error %v", seen, err)
	}
}
