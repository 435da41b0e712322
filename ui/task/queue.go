package task

import (
	"context"
	"slices"
	"time"
)

// Queue is the Runner of tests: it holds jobs and steps through them on the goroutine that asks, so a
// test needs no sleep, has no race, and can look at the screen between request and answer.
type Queue struct {
	jobs   []func()
	timers []*timer
	now    time.Duration
}

type timer struct {
	at time.Duration
	f  func()
}

// Start implements [Runner]: the job waits for Step.
func (q *Queue) Start(ctx context.Context, work func(context.Context), done func()) {
	q.jobs = append(q.jobs, func() { work(ctx); done() })
}

// Post implements [Runner].
func (q *Queue) Post(f func()) { q.jobs = append(q.jobs, f) }

// After implements [Runner]: the timer waits for Advance.
func (q *Queue) After(d time.Duration, f func()) (cancel func()) {
	t := &timer{at: q.now + d, f: f}
	q.timers = append(q.timers, t)
	return func() { q.timers = slices.DeleteFunc(q.timers, func(x *timer) bool { return x == t }) }
}

// Waiting tells how many jobs have not run yet.
func (q *Queue) Waiting() int { return len(q.jobs) }

// Step runs the oldest job and tells whether there was one.
func (q *Queue) Step() bool {
	if len(q.jobs) == 0 {
		return false
	}
	job := q.jobs[0]
	q.jobs = q.jobs[1:]
	job()
	return true
}

// Drain runs jobs until none is left, those included that they start.
func (q *Queue) Drain() {
	for q.Step() {
	}
}

// Advance lets d pass: all jobs run, and timers that are due in order, each with the jobs that it
// starts.
func (q *Queue) Advance(d time.Duration) {
	end := q.now + d
	q.Drain()
	for {
		slices.SortStableFunc(q.timers, func(a, b *timer) int { return int(a.at - b.at) })
		if len(q.timers) == 0 || q.timers[0].at > end {
			break
		}
		t := q.timers[0]
		q.timers = q.timers[1:]
		q.now = t.at
		t.f()
		q.Drain()
	}
	q.now = end
}
