package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"postern/model"
	"postern/ui/task"
)

// TestDraftsKeepUpWithTyping types without a pause: every key is in the file within a second.
func TestDraftsKeepUpWithTyping(t *testing.T) {
	const key = 50 * time.Millisecond
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	if err := s.Open("a"); err != nil {
		t.Fatal(err)
	}
	for n := range 100 {
		s.Edit(s.Active(), func(r *model.Request) { r.URL = fmt.Sprint(n) })
		q.Advance(key)
		if late := n - int(time.Second/key); late >= 0 {
			var kept int
			if _, err := fmt.Sscan(f.drafts["a"].URL, &kept); err != nil || kept < late {
				t.Fatalf("after key %d the file has %q", n, f.drafts["a"].URL)
			}
		}
	}
	drafts := 0
	for _, line := range f.log {
		if strings.HasPrefix(line, "draft ") {
			drafts++
		}
	}
	if drafts > 20 { // 5 s of typing
		t.Errorf("%d drafts were written", drafts)
	}
}

// slow is a runner whose work is done when the test says so.
type slow struct {
	*task.Queue
	held []func()
}

func (s *slow) Start(ctx context.Context, work func(context.Context), done func()) {
	s.held = append(s.held, func() { work(ctx); done() })
}

// finish ends the work that is under way.
func (s *slow) finish() bool {
	if len(s.held) == 0 {
		return false
	}
	f := s.held[0]
	s.held = s.held[1:]
	f()
	return true
}

// TestSlowFileGetsTheNewestDraftOnly types on while the file is busy with the layout.
func TestSlowFileGetsTheNewestDraftOnly(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	run := &slow{Queue: &task.Queue{}}
	s, err := New(run, f, f, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []model.ID{"a", "b"} {
		if err := s.Open(id); err != nil {
			t.Fatal(err)
		}
	}
	f.log = nil
	for n := range 20 {
		for _, tab := range s.Tabs() {
			s.Edit(tab, func(r *model.Request) { r.URL = fmt.Sprint(r.ID, n) })
		}
		run.Advance(time.Second)
	}
	for run.finish() {
	}
	if want := []string{"draft a19", "draft b19"}; !slices.Equal(f.log, want) {
		t.Errorf("written: %v, want %v", f.log, want)
	}
	if len(s.queue.waiting) > 0 {
		t.Errorf("%d jobs are left", len(s.queue.waiting))
	}
}

// TestClosedTabLeavesNoDraft closes a tab while its draft waits for the file.
func TestClosedTabLeavesNoDraft(t *testing.T) {
	f := newFile()
	run := &slow{Queue: &task.Queue{}}
	s, err := New(run, f, f, f)
	if err != nil {
		t.Fatal(err)
	}
	s.background(func() error { return nil }) // keeps the file busy
	tab := s.OpenNew(model.Request{ID: "n", URL: "http://n"})
	run.Advance(time.Second)
	s.CloseTab(tab.ID)
	for run.finish() {
	}
	run.Advance(time.Second)
	for run.finish() {
	}
	if len(f.drafts) > 0 {
		t.Errorf("left %v", f.drafts)
	}
}
