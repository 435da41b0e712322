package main

import (
	"context"
	"sync"
	"time"

	"postern/bench/figure"
	"postern/model"
	"postern/ui/session"
	"postern/ui/task"
	"postern/workbench"
)

const (
	keys  = 400
	pause = 12 * time.Millisecond // between two keys: faster than anybody types
)

// typing measures how long a keystroke takes until the draft that holds it is on the disk, and what one
// costs the goroutine of the window, with the drafts kept and with nobody keeping them.
func typing(large, _ string) error {
	var on, off, durable []float64
	for range 3 {
		a, late, err := typeInto(large, true)
		if err != nil {
			return err
		}
		b, _, err := typeInto(large, false)
		if err != nil {
			return err
		}
		on, off, durable = append(on, a...), append(off, b...), append(durable, late...)
	}
	figure.AtMost("draft-durable-p99", figure.Percentile(durable, 99), "ms", 1000)
	figure.Print("draft-durable-median", figure.Median(durable), "ms")
	figure.Print("key-with-drafts-p99", figure.Percentile(on, 99), "ms")
	figure.Print("key-without-drafts-p99", figure.Percentile(off, 99), "ms")
	figure.AtMost("key-drafts-over-none-median", figure.Median(on)-figure.Median(off), "ms", 0.5)
	return nil
}

// watched notes when a draft has reached the disk; without a workspace it keeps nothing.
type watched struct {
	*workbench.Bench
	keep bool
	mu   sync.Mutex
	at   map[int]time.Time // by the length of the draft's text
}

func (w *watched) PutDraft(r model.Request) error {
	if !w.keep {
		return nil
	}
	err := w.Bench.PutDraft(r)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at[len(r.Docs)] = time.Now()
	return err
}

// typeInto types into a new request and returns, in milliseconds, what each key took on the goroutine
// of the window, waiting included, and how long each took to the disk.
func typeInto(path string, keep bool) (cost, late []float64, err error) {
	b, err := workbench.Open(context.Background(), path, workbench.Options{})
	if err != nil {
		return nil, nil, err
	}
	defer b.Close()
	ui := make(chan func(), 64)
	w := &watched{Bench: b, keep: keep, at: map[int]time.Time{}}
	s, err := session.New(task.Live(func(f func()) { ui <- f }), b, b, w)
	if err != nil {
		return nil, nil, err
	}
	t := s.OpenNew(model.Request{Name: "typing"})
	pressed := make([]time.Time, 0, keys)
	tick := time.NewTicker(pause)
	defer tick.Stop()
	go func() {
		for range tick.C {
			begin := time.Now()
			ui <- func() {
				s.Edit(t, func(r *model.Request) { r.Docs += "x" })
				pressed, cost = append(pressed, begin), append(cost, figure.Milliseconds(time.Since(begin)))
			}
		}
	}()
	for len(pressed) < keys {
		(<-ui)()
	}
	tick.Stop()
	for deadline := time.After(2 * time.Second); keep && w.newest() < keys; {
		select {
		case f := <-ui:
			f()
		case <-deadline:
			return cost, w.late(pressed), nil
		}
	}
	return cost, w.late(pressed), s.Close()
}

func (w *watched) newest() (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for k := range w.at {
		n = max(n, k)
	}
	return n
}

// late returns how long each key took until a draft with it was on the disk; one that never got there
// counts a minute.
func (w *watched) late(pressed []time.Time) (out []float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, at := range pressed {
		first := at.Add(time.Minute)
		for length, t := range w.at {
			if length >= i+1 && t.Before(first) {
				first = t
			}
		}
		out = append(out, figure.Milliseconds(first.Sub(at)))
	}
	return out
}
