package session

import "context"

// queue sends work for the workspace file out one piece at a time, in order: a draft that is dropped
// after it was written can never come back.
type queue struct {
	waiting []job
	running bool
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
	for !s.queue.running && len(s.queue.waiting) > 0 {
		j := s.queue.waiting[0]
		s.queue.waiting = s.queue.waiting[1:]
		if j.begin != nil && !j.begin() {
			continue
		}
		s.queue.running = true
		var err error
		s.run.Start(context.Background(), func(context.Context) { err = j.work() }, func() {
			s.queue.running = false
			j.done(err)
			s.next()
		})
	}
}

// background does work whose outcome nobody waits for; its error goes to Report.
func (s *Session) background(work func() error) {
	s.enqueue(job{work: work, done: func(err error) {
		if err != nil {
			s.Report(err)
		}
	}})
}
