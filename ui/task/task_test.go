package task

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestLiveComesBackThroughDo(t *testing.T) {
	var mu sync.Mutex
	var order []string
	do := func(f func()) { mu.Lock(); defer mu.Unlock(); f() }
	l := Live(do)
	finished := make(chan struct{})
	l.Start(t.Context(), func(context.Context) {
		mu.Lock()
		order = append(order, "work")
		mu.Unlock()
	}, func() { order = append(order, "done"); close(finished) })
	<-finished
	l.Wait(time.Minute)
	if !slices.Equal(order, []string{"work", "done"}) {
		t.Fatalf("order = %v", order)
	}
}

func TestLiveAfterCanBeCanceled(t *testing.T) {
	ui := make(chan func(), 8)
	l := Live(func(f func()) { ui <- f })
	fired := false
	cancel := l.After(time.Nanosecond, func() { fired = true })
	f := <-ui // the timer has gone off, its function waits for the UI goroutine
	cancel()
	f()
	if fired {
		t.Fatal("a canceled timer fired")
	}
}

func TestQueueStepsAndAdvances(t *testing.T) {
	q := &Queue{}
	var got []string
	note := func(s string) func() { return func() { got = append(got, s) } }
	q.After(2*time.Second, note("late"))
	q.After(time.Second, func() { note("early")(); q.Post(note("posted")) })
	cancel := q.After(time.Second, note("canceled"))
	cancel()
	q.Start(t.Context(), func(context.Context) { note("work")() }, note("done"))
	if len(got) != 0 || q.Waiting() != 1 {
		t.Fatalf("ran early: %v", got)
	}
	q.Drain()
	q.Advance(time.Second)
	q.Advance(5 * time.Second)
	want := []string{"work", "done", "early", "posted", "late"}
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}
