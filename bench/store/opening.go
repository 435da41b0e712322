package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"postern/bench/figure"
	"postern/ui/session"
	"postern/ui/task"
	"postern/workbench"

	"context"
)

// opening measures a process of its own that opens the workspace as the window does, beside one that
// opens an empty one; and the walk over the keys alone, which is the floor of it.
func opening(large, empty string) error {
	var big, small, memory []float64
	for i := range 8 {
		a, err := look(large)
		if err != nil {
			return err
		}
		b, err := look(empty)
		if err != nil {
			return err
		}
		if i > 0 { // the first pair warms up
			big, small, memory = append(big, a.ms), append(small, b.ms), append(memory, a.mib-b.mib)
		}
	}
	walk, err := keysOnly(large)
	if err != nil {
		return err
	}
	figure.AtMost("open-10000-20000", figure.Median(big), "ms", 100)
	figure.Print("open-empty", figure.Median(small), "ms")
	figure.Print("open-floor-keys-only", walk, "ms")
	figure.AtMost("open-memory-over-empty", figure.Median(memory), "MiB", 60)
	return nil
}

type looked struct{ ms, mib float64 }

// look runs this program once more on a workspace.
func look(path string) (l looked, err error) {
	out, err := exec.Command(os.Args[0], "-look", path).Output()
	if err != nil {
		return l, fmt.Errorf("open %s: %w", path, err)
	}
	_, err = fmt.Sscan(string(out), &l.ms, &l.mib)
	return l, err
}

// lookAt opens a workspace with a session on it and prints the time in milliseconds and the resident memory
// in MiB.
func lookAt(path string) error {
	begin := time.Now()
	b, err := workbench.Open(context.Background(), path, workbench.Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	if _, err := session.New(&task.Queue{}, b, b, b); err != nil {
		return err
	}
	took := time.Since(begin)
	mib, err := resident()
	if err != nil {
		return err
	}
	_, err = fmt.Println(figure.Milliseconds(took), mib)
	return err
}

// resident returns the resident memory of this process in MiB.
func resident() (float64, error) {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	var kib float64
	_, err = fmt.Sscan(rest, &kib)
	return kib / 1024, err
}

func keysOnly(path string) (float64, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var all []float64
	for range 7 {
		all = append(all, figure.Time(func() {
			err = db.View(func(tx *bbolt.Tx) error {
				return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
					c := b.Cursor()
					for k, _ := c.First(); k != nil; k, _ = c.Next() {
					}
					return nil
				})
			})
		}))
	}
	return figure.Median(all), err
}
