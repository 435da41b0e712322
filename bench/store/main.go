// Command store measures the promise that nothing is lost: how long a keystroke takes to the disk and what
// that costs the typing, and what a workspace of 10,000 requests and 20,000 examples with 200 MB of
// bodies costs to open, to save in, to search and to back up. What it compares with runs in turn with it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	look := flag.String("look", "", "open this workspace, print what that took, and end (for the program itself)")
	flag.Parse()
	err := error(nil)
	if *look != "" {
		err = lookAt(*look)
	} else {
		err = run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "postern-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	large, empty := filepath.Join(dir, "large.db"), filepath.Join(dir, "empty.db")
	if err := generate(large, 10_000, 20_000, 200<<20); err != nil {
		return fmt.Errorf("generate: %w", err)
	}
	if err := generate(empty, 0, 0, 0); err != nil {
		return err
	}
	for _, part := range []func(large, empty string) error{opening, saving, typing, searching, backingUp} {
		if err := part(large, empty); err != nil {
			return err
		}
	}
	return nil
}
