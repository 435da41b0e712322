package main

import (
	"context"
	"slices"
	"time"

	"postern/bench/figure"
	"postern/model"
	"postern/workbench"
)

// backingUp measures a backup of the large workspace, and how long the goroutine of the window, which does
// a little every millisecond, is kept waiting meanwhile: beside as long a time without a backup.
func backingUp(large, _ string) error {
	b, err := workbench.Open(context.Background(), large, workbench.Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	var took, stalls, calm []float64
	for range 3 {
		done := make(chan error, 1)
		begin := time.Now()
		go func() {
			_, err := b.Backup(model.BackupManual)
			done <- err
		}()
		stalls = append(stalls, longestGap(func() bool {
			select {
			case err = <-done:
				return true
			default:
				return false
			}
		}))
		if err != nil {
			return err
		}
		length := time.Since(begin)
		took = append(took, figure.Milliseconds(length))
		end := time.Now().Add(length)
		calm = append(calm, longestGap(func() bool { return time.Now().After(end) }))
	}
	figure.Print("backup-200MB", figure.Median(took), "ms")
	figure.AtMost("backup-longest-stall", slices.Max(stalls), "ms", 50)
	figure.Print("no-backup-longest-stall", slices.Max(calm), "ms")
	return nil
}

// longestGap returns the longest time between two ticks of a millisecond until over, in milliseconds.
func longestGap(over func() bool) (longest float64) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	last := time.Now()
	for !over() {
		<-tick.C
		now := time.Now()
		longest = max(longest, figure.Milliseconds(now.Sub(last)))
		last = now
	}
	return longest
}
