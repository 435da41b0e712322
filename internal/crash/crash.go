// Package crash proves that an acknowledged edit is never lost. A child process edits a workspace the way
// the window does, through a session, and says on its standard output what was acknowledged; the
// parent kills it at a random moment, takes its disk or its right to write away, and compares what the
// file then holds with a workspace that made the same steps in peace.
//
// The steps are drawn from numbers that parent and child share, so the parent knows what the child was
// doing without being told: after N acknowledged steps the file must hold the state after N steps, or
// after N+1, since the step that was under way may have arrived.
package crash

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"postern/model"
	"postern/ui/session"
	"postern/ui/task"
	"postern/workbench"
)

// typingID is the request, saved nowhere, that the child types into all the time.
const typingID model.ID = "typing"

// numbers returns the source of one step's choices, the same for child and parent.
func numbers(seed, round, step uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, round<<32|step))
}

// desk is a workspace with a session on it, as the window has them.
type desk struct {
	bench *workbench.Bench
	*session.Session
}

func openDesk(path string, run task.Runner) (*desk, error) {
	bench, err := workbench.Open(context.Background(), path, workbench.Options{TempDir: filepath.Dir(path)})
	if err != nil {
		return nil, err
	}
	s, err := session.New(run, bench, bench, bench)
	if err != nil {
		return nil, fmt.Errorf("open the session: %w", err)
	}
	return &desk{bench: bench, Session: s}, nil
}

// reference is the workspace that makes the same steps in peace.
type reference struct {
	*desk
	queue *task.Queue
	now   uint64 // steps of the current round that were made
}

func newReference(dir string) (*reference, error) {
	queue := &task.Queue{}
	d, err := openDesk(filepath.Join(dir, "reference.db"), queue)
	if err != nil {
		return nil, err
	}
	return &reference{desk: d, queue: queue}, nil
}

// advance makes steps until n of the round are made.
func (r *reference) advance(seed, round, n uint64) {
	for ; r.now < n; r.now++ {
		r.step(numbers(seed, round, r.now+1), round, r.now+1, func(error) {})
		r.queue.Drain()
	}
}

// peaceful is where the reference is kept: it needs no disk that survives.
func peaceful(otherwise string) string {
	if dir, err := os.MkdirTemp("/dev/shm", "postern-crash-"); err == nil {
		return dir
	}
	return otherwise
}

// keystroke is how long the child waits between two keys.
const keystroke = 4 * time.Millisecond
