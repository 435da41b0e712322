package model

import (
	"math/bits"
	"time"
)

// MockLatencies counts answers by how long they took. The buckets are four to each doubling, so that a
// value is known to a quarter, from microseconds to minutes.
type MockLatencies struct {
	// Counts has MockLatencyBuckets entries, or none where nothing was answered yet.
	Counts []uint64
}

// MockLatencyBuckets is the number of buckets; what takes more than two minutes is in the last one.
const MockLatencyBuckets = 112

// MockLatencyBucket returns the bucket of a duration.
func MockLatencyBucket(d time.Duration) int {
	us := uint64(max(d.Microseconds(), 1))
	e := bits.Len64(us) - 1
	return min(4*e+int(us<<2>>e)&3, MockLatencyBuckets-1)
}

// MockLatencyBound returns the longest duration of a bucket.
func MockLatencyBound(bucket int) time.Duration {
	e := bucket / 4
	us := (uint64(bucket%4) + 5) << e >> 2
	return time.Duration(max(us, 1)) * time.Microsecond
}

// Count returns the number of answers.
func (l MockLatencies) Count() uint64 {
	sum := uint64(0)
	for _, n := range l.Counts {
		sum += n
	}
	return sum
}

// Percentile returns what at least p percent of the answers took at most, a quarter too much at the
// worst; 0 where there are no answers.
func (l MockLatencies) Percentile(p float64) time.Duration {
	count := l.Count()
	seen, want := uint64(0), max(1, uint64(float64(count)*p/100+0.999999))
	for i, n := range l.Counts {
		if seen += n; n > 0 && seen >= want {
			return MockLatencyBound(i)
		}
	}
	return 0
}
