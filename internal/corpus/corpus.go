// Package corpus finds the real files that tests read beside those of testdata.
package corpus

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns a folder, or file, of the corpus: below the folder that POSTERN_CORPUS names, or else below shared/corpus
// beside the project. The test is skipped, saying so, where it is absent.
func Dir(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("POSTERN_CORPUS")
	if root == "" {
		root = filepath.Join(project(t), "..", "shared", "corpus")
	}
	path := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the corpus of real files (POSTERN_CORPUS) lacks %s: %v", filepath.Join(parts...), err)
	}
	return path
}

// project is the folder of go.mod, at or above the one in which the test runs.
func project(t testing.TB) string {
	t.Helper()
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at
		}
		above := filepath.Dir(at)
		if above == at {
			t.Fatal("the test does not run inside of the project")
		}
		at = above
	}
}
