package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"postern/model"
)

// mockLog writes a line for each request that a mock answered. The server calls it from many
// goroutines.
type mockLog struct {
	mu     sync.Mutex
	w      io.Writer
	format string // "text", "json" or "none"
}

// entryLine is the JSON of a line. Its keys are a promise to scripts.
type entryLine struct {
	Seq       uint64    `json:"seq"`
	Time      time.Time `json:"time"`
	Method    string    `json:"method"`
	Path      string    `json:"path"`
	Status    int       `json:"status"`
	LatencyMS float64   `json:"latencyMs"`
	Route     string    `json:"route"`
	Example   string    `json:"example"`
	Reason    string    `json:"reason"`
}

func (l *mockLog) entry(e model.MockEntry) {
	if l.format == "none" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.format == "json" {
		// A line that cannot be written has nowhere to complain to.
		_ = json.NewEncoder(l.w).Encode(entryLine{e.Seq, e.Time, e.Method, e.Path, e.Status, milliseconds(e.Latency),
			e.Route, e.ExampleName, e.Reason})
		return
	}
	what := "(" + printable(e.Reason) + ")"
	if e.ExampleName != "" {
		what = fmt.Sprintf("%q", e.ExampleName)
	}
	fmt.Fprintf(l.w, "%s %s %s %d %s %.1f ms\n", e.Time.Local().Format("15:04:05"), printable(e.Method),
		printable(e.Path), e.Status, what, milliseconds(e.Latency))
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
