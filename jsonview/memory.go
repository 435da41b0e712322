package jsonview

import (
	"context"
	"errors"
	"runtime/metrics"
	"time"
)

var errMemory = errors.New("too much memory")

// watchMemory cancels the context it returns once the program holds so many bytes more than now. A jq program
// can ask for any amount, and nothing in it counts; the heap of the whole program is the nearest that can be
// known. Call stop when the work is done.
func watchMemory(ctx context.Context, more uint64) (watched context.Context, stop func()) {
	watched, cancel := context.WithCancelCause(ctx)
	limit := heap() + more
	go func() {
		const often = 20 * time.Millisecond
		tick := time.NewTicker(often)
		defer tick.Stop()
		for {
			select {
			case <-watched.Done():
				return
			case <-tick.C:
				if heap() > limit {
					cancel(errMemory)
					return
				}
			}
		}
	}()
	return watched, func() { cancel(nil) }
}

// heap is how many bytes objects take, garbage that was not collected yet with them.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
