// Package task is the only door between goroutines and widgets: presenters leave the UI goroutine
// through a [Runner] and come back by it. Nothing else under ui starts a goroutine.
package task

import (
	"context"
	"sync"
	"time"
)

// Runner is how presenters leave the UI goroutine and come back.
type Runner interface {
	// Start runs work elsewhere, then done on the UI goroutine; done also runs when ctx was canceled.
	Start(ctx context.Context, work func(context.Context), done func())
	// Post runs f on the UI goroutine, after what is waiting there already.
	Post(f func())
	// After runs f on the UI goroutine once d has passed, unless the returned function was called on
	// the UI goroutine before.
	After(d time.Duration, f func()) (cancel func())
}

// Live returns the Runner of a real window. do must run a function on the UI goroutine and be callable
// from any goroutine, as fyne.Do is.
func Live(do func(func())) *LiveRunner { return &LiveRunner{do: do} }

// LiveRunner is the Runner of a real window.
type LiveRunner struct {
	do   func(func())
	jobs sync.WaitGroup
}

// Start implements [Runner].
func (l *LiveRunner) Start(ctx context.Context, work func(context.Context), done func()) {
	l.jobs.Go(func() {
		work(ctx)
		l.do(done)
	})
}

// Post implements [Runner].
func (l *LiveRunner) Post(f func()) { l.jobs.Go(func() { l.do(f) }) }

// After implements [Runner].
func (l *LiveRunner) After(d time.Duration, f func()) (cancel func()) {
	stopped := false // touched on the UI goroutine only
	t := time.AfterFunc(d, func() {
		l.do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		t.Stop()
	}
}

// Wait returns when no work is under way any more, or after d. It must not be called on the UI
// goroutine while work waits for it.
func (l *LiveRunner) Wait(d time.Duration) {
	idle := make(chan struct{})
	go func() {
		l.jobs.Wait()
		close(idle)
	}()
	select {
	case <-idle:
	case <-time.After(d):
	}
}
