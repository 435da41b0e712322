package testspace

import (
	"testing"

	"postern/ui/session"
	"postern/ui/task"
)

// Session opens a session on a workspace. What it reports, because nobody waits for it, fails the test.
func Session(t testing.TB, run task.Runner, w *Workspace) *session.Session {
	t.Helper()
	s, err := session.New(run, w, w, w)
	if err != nil {
		t.Fatal(err)
	}
	s.Report = func(err error) { t.Errorf("reported: %v", err) }
	return s
}

// Undo takes the last change back and waits for that; an error fails the test.
func Undo(t testing.TB, q *task.Queue, s *session.Session) {
	t.Helper()
	s.Undo(func(err error) {
		if err != nil {
			t.Errorf("undo: %v", err)
		}
	})
	q.Drain()
}
