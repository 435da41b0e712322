package session

import (
	"context"
	"errors"
	"time"
)

// queue sends work for the workspace file out one piece at a time, in order: a draft that is dropped
// after it was written can never come back.
type queue struct {
	waiting  []job
	running  bool
	closing  bool          // work only waits, for drain
	finished chan struct{} // closes when the running work has been done, before its done is called
}

// job is one piece of work for the file. begin, which may be nil, runs on the UI goroutine just before
// and says whether there is anything to do; done runs there after it.
type job struct {
	begin func() bool
	work  func() error
	done  func(error)
}

func (s *Session) enqueue(j job) {
	s.queue.waiting = append(s.queue.waiting, j)
	s.next()
}

func (s *Session) next() {
	for !s.queue.running && !s.queue.closing && len(s.queue.waiting) > 0 {
		j := s.queue.waiting[0]
		s.queue.waiting = s.queue.waiting[1:]
		if j.begin != nil && !j.begin() {
			continue
		}
		s.queue.running = true
		var err error
		finished := make(chan struct{})
		s.queue.finished = finished
		s.run.Start(context.Background(), func(context.Context) { defer close(finished); err = j.work() }, func() {
			s.queue.running = false
			j.done(err)
			s.next()
		})
	}
}

// closeWait bounds how long closing the window waits for the file.
const closeWait = 10 * time.Second

var errSlowFile = errors.New("the workspace file did not answer in time: the last edits may be missing")

// drain does all waiting work at once, on this goroutine: the window is about to close.
func (s *Session) drain() error {
	if s.queue.running {
		select {
		case <-s.queue.finished:
		case <-time.After(closeWait):
			return errSlowFile
		}
	}
	for len(s.queue.waiting) > 0 {
		j := s.queue.waiting[0]
		s.queue.waiting = s.queue.waiting[1:]
		if j.begin == nil || j.begin() {
			j.done(j.work())
		}
	}
	return nil
}

// background does work whose outcome nobody waits for; its error goes to Report.
func (s *Session) background(work func() error) {
	s.enqueue(job{work: work, done: s.reportFault})
}
