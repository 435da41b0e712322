package mock

import (
	"fmt"
	"sync"
	"testing"

	"postern/model"
)

// TestTracesAreOfTheirOwnRequest lets many requests share what is used again, while the journal is read:
// every trace must be about the path of its entry.
func TestTracesAreOfTheirOwnRequest(t *testing.T) {
	var mu sync.Mutex
	told := map[string]int{}
	s := start(t, "request GET /a/:id\n example a 200 a", ListenOptions{OnEntry: func(e model.MockEntry) {
		mu.Lock()
		defer mu.Unlock()
		told[e.Path]++
		if got := traced(e); got != e.Path {
			t.Errorf("told of %s with the trace of %s", e.Path, got)
		}
	}})
	var wg sync.WaitGroup
	stop := make(chan struct{})
	wg.Go(func() {
		for last := uint64(0); ; {
			for _, e := range s.Journal().Since(last, 50) {
				last = e.Seq
				if got := traced(e); got != e.Path {
					t.Errorf("the entry of %s has the trace of %s", e.Path, got)
				}
			}
			select {
			case <-stop:
				return
			default:
			}
		}
	})
	var clients sync.WaitGroup
	const each = JournalEntries / 2
	for c := range 4 {
		clients.Go(func() {
			for i := range each {
				say(t, s, "GET", fmt.Sprintf("/a/%d-%d", c, i), "")
			}
		})
	}
	clients.Wait()
	close(stop)
	wg.Wait()
	recorded(t, s, 4*each)
	mu.Lock()
	defer mu.Unlock()
	if len(told) != 4*each {
		t.Errorf("told of %d requests", len(told))
	}
}

// traced returns the path that a trace is about.
func traced(e model.MockEntry) string {
	for _, v := range e.Trace {
		if v.What == "path" {
			return v.Got
		}
	}
	return ""
}
