package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"postern/bench/figure"
	"postern/bench/screen"
)

// keysPressed is how often a key is timed while the mock of the window is under load.
const keysPressed = 60

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
