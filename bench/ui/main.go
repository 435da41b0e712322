// Command ui measures what a workspace of 10,000 requests in 500 folders costs the window, beside an
// empty one in the same run: the time from start to the first frame (the real binary under a virtual X
// server) and the time a keystroke in the filter takes (the real room on the software canvas).
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"postern/bench/figure"
	"postern/bench/screen"
	"postern/model"
	"postern/store"
)

func main() {
	bin := flag.String("bin", "build/postern", "the binary with the window")
	runs := flag.Int("runs", 7, "counted runs of each side")
	flag.Parse()
	if err := run(*bin, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(bin string, runs int) error {
	dir, err := os.MkdirTemp("", "postern-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	empty, large := filepath.Join(dir, "empty.db"), filepath.Join(dir, "large.db")
	if err := generate(empty, 0, 0); err != nil {
		return err
	}
	if err := generate(large, 500, 20); err != nil {
		return err
	}
	x, err := screen.Start(1280, 800)
	if err != nil {
		return err
	}
	defer x.Close()
	var small, big []float64
	for i := range runs + 1 { // the first pair warms up
		a, err := start(bin, empty, x, dir)
		if err != nil {
			return err
		}
		b, err := start(bin, large, x, dir)
		if err != nil {
			return err
		}
		if i > 0 {
			small, big = append(small, a), append(big, b)
		}
	}
	figure.Print("window-empty-first-frame", figure.Median(small), "ms")
	figure.Print("window-10000-first-frame", figure.Median(big), "ms")
	figure.AtMost("window-10000-over-empty", figure.Median(big)-figure.Median(small), "ms", 1000)
	return filter(large)
}

// generate makes a workspace of one collection with folders of requests.
func generate(path string, folders, requests int) error {
	s, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	methods := []string{"GET", "POST", "PUT", "DELETE", "PATCH"}
	b := model.Bundle{Collection: model.Collection{ID: model.NewID(), Name: "Generated"}}
	for f := range folders {
		item := model.Item{Folder: &model.Folder{ID: model.NewID(), Name: fmt.Sprintf("folder %03d", f)}}
		for r := range requests {
			item.Items = append(item.Items, model.Item{Request: &model.Request{ID: model.NewID(),
				Name: fmt.Sprintf("request %03d-%02d", f, r), Method: methods[r%len(methods)],
				URL:     fmt.Sprintf("{{baseUrl}}/v1/things/%d/parts/%d", f, r),
				Headers: []model.Field{{Key: "Accept", Value: "application/json"}},
				Body:    model.Body{Mode: model.BodyJSON, Text: strings.Repeat(`{"name": "value"} `, 40)}}})
		}
		b.Items = append(b.Items, item)
	}
	_, err = s.Apply(b.Change())
	return err
}

// start opens the window and returns the milliseconds from the start of the process to its first frame,
// as seen from outside.
func start(bin, workspace string, x *screen.Screen, dir string) (float64, error) {
	ready := filepath.Join(dir, "ready-"+strconv.FormatInt(time.Now().UnixNano(), 36))
	cmd := exec.Command(bin, "--workspace", workspace)
	cmd.Env = append(x.Env(), "POSTERN_READY="+ready)
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() { cmd.Process.Kill(); cmd.Wait() }()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		if _, err := os.Stat(ready); err == nil {
			return float64(time.Since(begin).Microseconds()) / 1000, nil
		}
		if time.Since(begin) > time.Minute {
			return 0, fmt.Errorf("the window of %s did not open within a minute", workspace)
		}
	}
	return 0, nil
}
