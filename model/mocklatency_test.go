package model

import (
	"testing"
	"time"
)

// TestLatencyBuckets compares every duration with the bounds of its bucket and of the one before it.
func TestLatencyBuckets(t *testing.T) {
	for us := 1; us < 3_000_000; us += 1 + us/50 {
		d := time.Duration(us) * time.Microsecond
		i := MockLatencyBucket(d)
		bound := MockLatencyBound(i)
		if d > bound || i > 4 && (d < MockLatencyBound(i-1) || float64(bound) > 1.26*float64(d)) {
			t.Fatalf("%v is in bucket %d up to %v, after one up to %v", d, i, bound, MockLatencyBound(i-1))
		}
	}
	if got := MockLatencyBucket(time.Hour); got != MockLatencyBuckets-1 {
		t.Errorf("an hour is in bucket %d", got)
	}
	if got := MockLatencyBucket(-1); got != 0 {
		t.Errorf("a negative duration is in bucket %d", got)
	}
}

func TestLatencyPercentiles(t *testing.T) {
	var l MockLatencies
	if l.Percentile(50) != 0 || l.Count() != 0 {
		t.Error("no answers have a latency")
	}
	l.Counts = make([]uint64, MockLatencyBuckets)
	for i := range 100 {
		l.Counts[MockLatencyBucket(time.Duration(i+1)*time.Millisecond)]++
	}
	for p, want := range map[float64]time.Duration{1: time.Millisecond, 50: 50 * time.Millisecond, 99: 99 * time.Millisecond, 100: 100 * time.Millisecond} {
		if got := l.Percentile(p); got < want || float64(got) > 1.26*float64(want) {
			t.Errorf("percentile %v is %v, want about %v", p, got, want)
		}
	}
	if l.Count() != 100 {
		t.Errorf("count %d", l.Count())
	}
}
