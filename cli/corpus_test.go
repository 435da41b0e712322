package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"postern/internal/corpus"
)

// TestCheckCorpus runs import --check over real collections: each gives one well-formed line and none
// makes a workspace.
func TestCheckCorpus(t *testing.T) {
	files, err := corpusFiles(corpus.Dir(t, "postman"))
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	workspace := filepath.Join(t.TempDir(), "w.db")
	args := append([]string{"import", "--check", "--json", "--workspace", workspace}, files...)
	code, stdout, stderr := runCLI(t, Env{}, args...)
	if code != ExitOK && code != ExitFailed || stderr != "" {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	lines := bytes.Split(bytes.TrimSpace([]byte(stdout)), []byte("\n"))
	if len(lines) != len(files) {
		t.Fatalf("%d lines for %d files", len(lines), len(files))
	}
	read, requests := 0, 0
	for i, raw := range lines {
		var line struct {
			importLine
			Error *fault `json:"error"`
		}
		if err := json.Unmarshal(raw, &line); err != nil || line.File != files[i] {
			t.Errorf("line %d is %s (%v), want one of %s", i+1, raw, err, files[i])
		}
		switch {
		case line.Error != nil && line.Error.Text == "":
			t.Errorf("%s failed without a word", line.File)
		case line.Error == nil:
			read, requests = read+1, requests+line.Requests
			if line.Warnings == nil {
				t.Errorf("%s: warnings are null", line.File)
			}
		}
	}
	t.Logf("%d of %d files read, %d requests", read, len(files), requests)
	if read*2 < len(files) || requests == 0 {
		t.Errorf("only %d of %d files were read", read, len(files))
	}
	if _, err := os.Stat(workspace); err == nil {
		t.Error("--check made a workspace")
	}
}

func corpusFiles(dir string) (files []string, err error) {
	err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	return files, err
}
