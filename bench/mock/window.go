package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"postern/bench/figure"
	"postern/bench/screen"
	"postern/store"
)

// keysPressed is how often a key is timed while the mock of the window is under load.
const keysPressed = 60

// inWindow compares the mock of a window, with its log in view, with one without a window, and times keys in the
// filter of the log while requests come in.
func inWindow() error {
	if _, err := os.Stat(*window); err != nil {
		fmt.Fprintln(os.Stderr, "bench: the window is left out: there is no", *window)
		return nil
	}
	x, err := screen.Start(1280, 800)
	if err != nil {
		return err
	}
	defer x.Close()
	open, err := openWindow(x)
	if err != nil {
		return err
	}
	defer open.stop()
	closed, err := startChild("mock", 10)
	if err != nil {
		return err
	}
	defer closed.stop()
	paths := []string{path(0, "7"), path(0, "42")}
	a, b := &side{child: closed, paths: paths}, &side{child: open, paths: paths}
	if err := takeTurns(a, b); err != nil {
		return err
	}
	figure.Print("window-open-per-second", figure.Median(b.rates), "1/s")
	figure.AtLeast("window-open-to-closed", ratio(b.rates, a.rates), "ratio", 0.7)
	return keys(x, open.port, paths)
}

// openWindow opens the real window on a workspace with one collection, starts its mock and shows its log.
func openWindow(x *screen.Screen) (*child, error) {
	dir, err := os.MkdirTemp("", "postern-bench-")
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	db, ready := filepath.Join(dir, "workspace.db"), filepath.Join(dir, "ready")
	if err := workspace(db, port); err != nil {
		return nil, err
	}
	c := &child{cmd: exec.Command(*window, "--workspace", db), port: port}
	c.end = func() { c.cmd.Process.Kill(); os.RemoveAll(dir) }
	c.cmd.Env = append(x.Env(), "POSTERN_READY="+ready)
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	if err := within(time.Minute, "the window opens", func() bool { _, err := os.Stat(ready); return err == nil }); err != nil {
		return c, err
	}
	x.Do("search --sync --onlyvisible --name ^Postern$ windowfocus")
	<-time.After(time.Second) // the focus arrives
	x.Do("key ctrl+m")
	if err := within(time.Minute, "the mock answers", func() bool { return firstTry(port) }); err != nil {
		return c, err
	}
	return c, x.Do("key ctrl+3")
}

func workspace(file string, port int) error {
	s, err := store.Open(file, store.Options{})
	if err != nil {
		return err
	}
	b := bundle(10)
	b.Collection.Mock.Port = port
	_, err = s.Apply(b.Change())
	return errors.Join(err, s.Close())
}

func firstTry(port int) bool {
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err == nil {
		conn.Close()
	}
	return err == nil
}

// within waits until something holds.
func within(patience time.Duration, what string, holds func() bool) error {
	for end := time.Now().Add(patience); !holds(); <-time.After(time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("waited in vain until %s", what)
		}
	}
	return nil
}

// The filter of the log in a window of 1280 by 800 pixels.
const filterLeft, filterTop, filterRight, filterBottom = 718, 140, 900, 164

// keys measures the time from a key in the filter of the log until the screen shows what it typed, while the mock is
// asked as fast as it can answer.
func keys(x *screen.Screen, port int, paths []string) error {
	x.Do(fmt.Sprintf("mousemove %d %d click 1", (filterLeft+filterRight)/2, (filterTop+filterBottom)/2))
	<-time.After(time.Second)
	empty := settled(x)
	x.Do("key u") // every path has one
	<-time.After(time.Second)
	typed := settled(x)
	x.Do("key BackSpace")
	differ := differing(empty, typed)
	if len(differ) < 20 {
		return fmt.Errorf("typing changed %d pixels of the filter of the log", len(differ))
	}
	quiet, err := press(x, empty, typed, differ)
	if err != nil {
		return err
	}
	figure.Print("window-key-without-load-median", figure.Median(quiet), "ms")
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		for ctx.Err() == nil {
			load(port, 500*time.Millisecond, paths)
		}
	})
	defer wg.Wait()
	defer stop()
	<-time.After(2 * time.Second)
	busy, err := press(x, empty, typed, differ)
	if err != nil {
		return err
	}
	figure.AtMost("window-key-under-load-median", figure.Median(busy), "ms", 50)
	figure.AtMost("window-key-under-load-p95", figure.Percentile(busy, 95), "ms", 50)
	figure.Print("window-key-under-load-worst", slices.Max(busy), "ms")
	return nil
}

// press types and takes back, and times each until the screen shows it.
func press(x *screen.Screen, empty, typed map[point]uint32, differ []point) ([]float64, error) {
	var times []float64
	for i := range keysPressed {
		key, want := "key u", typed
		if i%2 == 1 {
			key, want = "key BackSpace", empty
		}
		begin := time.Now()
		x.Do(key)
		if err := within(10*time.Second, "the key is seen", func() bool { return shows(x, want, differ) }); err != nil {
			return nil, err
		}
		times = append(times, figure.Milliseconds(time.Since(begin)))
		<-time.After(time.Duration(80+i%7*11) * time.Millisecond) // at other moments of the refresh of the log
	}
	return times, nil
}

type point struct{ x, y int }

// settled returns the pixels of the filter that stay the same, whatever the caret does.
func settled(x *screen.Screen) map[point]uint32 {
	out := map[point]uint32{}
	for round := range 30 {
		for px := filterLeft; px < filterRight; px++ {
			for py := filterTop; py < filterBottom; py++ {
				at, now := point{px, py}, x.Pixel(px, py)
				if was, known := out[at]; round > 0 && known && was != now {
					delete(out, at)
				} else if round == 0 {
					out[at] = now
				}
			}
		}
		<-time.After(50 * time.Millisecond)
	}
	return out
}

// differing are the places that tell two states apart.
func differing(a, b map[point]uint32) []point {
	var out []point
	for at, was := range a {
		if now, known := b[at]; known && was != now {
			out = append(out, at)
		}
	}
	return out
}

func shows(x *screen.Screen, want map[point]uint32, at []point) bool {
	for _, p := range at {
		if x.Pixel(p.x, p.y) != want[p] {
			return false
		}
	}
	return true
}
