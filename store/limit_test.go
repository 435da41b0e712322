//go:build unix

package store

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"postern/model"
)

// TestWritesThatFail runs a child whose files may not grow beyond a limit, at a page edge and inside of a
// page, so that writes fail or end short. What was acknowledged must be there afterwards, and nothing
// half.
func TestWritesThatFail(t *testing.T) {
	if path := os.Getenv("POSTERN_LIMITED"); path != "" {
		writeUntilFull(path)
		return
	}
	for _, more := range []int{-12288, -9000, -5000, -77, 0, 1, 5000, 12288 + 77, 40000} {
		path := filepath.Join(t.TempDir(), "work.db")
		s, err := Open(path, Options{})
		mustRead(t, err)
		fill(t, s)
		mustRead(t, s.Close())
		info, err := os.Stat(path)
		mustRead(t, err)
		cmd := exec.Command(os.Args[0], "-test.run=^TestWritesThatFail$")
		cmd.Env = append(os.Environ(), "POSTERN_LIMITED="+path, fmt.Sprint("POSTERN_LIMIT=", info.Size()+int64(more)))
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("limit %d: %v\n%s", more, err, out)
		}
		_, told, _ := strings.Cut(string(out), "stored=")
		told, refusal, _ := strings.Cut(told, "\n")
		if !strings.Contains(refusal, "nothing was changed") {
			t.Errorf("limit %d: refused with %q", more, refusal)
		}
		s = mustOpen(t, path)
		list, err := s.Drafts()
		if err != nil || fmt.Sprint(len(list)) != told {
			t.Errorf("limit %d: %d drafts are there, %s were acknowledged, %v", more, len(list), told, err)
		}
		if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("limit %d: %v, %v", more, found, err)
		}
	}
}

// writeUntilFull stores drafts until one is refused, sees that reading and smaller changes go on, and
// tells how many it stored and why it ended.
func writeUntilFull(path string) {
	signal.Ignore(syscall.SIGXFSZ)
	s, err := Open(path, Options{})
	exitOn(err)
	var limit uint64
	fmt.Sscan(os.Getenv("POSTERN_LIMIT"), &limit)
	exitOn(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}))
	n := 0
	for ; err == nil && n < 1000; n++ {
		err = s.PutDraft(model.Request{ID: model.ID(fmt.Sprintf("d%03d", n)), Docs: strings.Repeat("x", 3000)})
	}
	n--
	_, readErr := s.Tree()
	exitOn(readErr)
	if _, err := s.Apply(model.Change{Edits: []model.Edit{model.Remove{ID: "nobody"}}}); !errors.Is(err, model.ErrNotFound) {
		exitOn(fmt.Errorf("the store does not go on: %w", err))
	}
	fmt.Printf("stored=%d\n%v\n", n, err)
	exitOn(s.Close())
	os.Exit(0)
}

func exitOn(err error) {
	if err != nil {
		fmt.Println("unexpected:", err)
		os.Exit(3)
	}
}
