//go:build unix

package instance

import (
	"context"
	"errors"
	"syscall"
	"testing"
	"time"
)

// A process that hangs is given up after the time of the context.
func TestHungProcess(t *testing.T) {
	path := file(t)
	cmd, input := process(t, path)
	if err := cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := Call(ctx, path, "say", nil, nil); !errors.Is(err, ErrSilent) || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if err := cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	mustAnswer(t, path)
	input.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
