package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"time"

	"postern/bench/figure"
	"postern/mock"
)

const (
	rounds = 15
	round  = time.Second
)

// side is one side of a comparison.
type side struct {
	child      *child
	paths      []string
	rates, p99 []float64
}

// takeTurns loads the sides one after the other, several times, and every other time in the opposite order.
func takeTurns(sides ...*side) error {
	turn := slices.Clone(sides)
	for i := range rounds + 1 {
		slices.Reverse(turn)
		for _, s := range turn {
			r, err := load(s.child.port, round, s.paths)
			if err == nil && r.failed > 0 {
				err = fmt.Errorf("%d answers are not 200", r.failed)
			}
			if err != nil {
				return err
			}
			if i > 0 { // the first is for warming up
				s.rates, s.p99 = append(s.rates, r.perSecond), append(s.p99, r.p99)
			}
		}
	}
	return nil
}

// ratio is the median of the ratios of rounds that were next to each other.
func ratio(a, b []float64) float64 {
	var out []float64
	for i := range a {
		out = append(out, a[i]/b[i])
	}
	return figure.Median(out)
}

// handlers compares the mock with a bare handler.
func handlers() error {
	bare, err := startChild("bare", 1)
	if err != nil {
		return err
	}
	defer bare.stop()
	mocked, err := startChild("mock", 10)
	if err != nil {
		return err
	}
	defer mocked.stop()
	paths := []string{path(0, "7"), path(0, "42")}
	a, b := &side{child: bare, paths: paths}, &side{child: mocked, paths: paths}
	if err := takeTurns(a, b); err != nil {
		return err
	}
	figure.Print("bare-per-second", figure.Median(a.rates), "1/s")
	figure.Print("mock-per-second", figure.Median(b.rates), "1/s")
	figure.AtLeast("mock-to-bare", ratio(b.rates, a.rates), "ratio", 0.85)
	figure.AtMost("mock-to-bare-p99", ratio(b.p99, a.p99), "ratio", 1.25)
	return nil
}

// routeCounts compares mocks of 10, 1,000 and 10,000 routes, asking late and random ones.
func routeCounts() error {
	var sides []*side
	for _, n := range []int{10, 1_000, 10_000} {
		c, err := startChild("mock", n)
		if err != nil {
			return err
		}
		defer c.stop()
		s := &side{child: c}
		for i := range 10 {
			s.paths = append(s.paths, path(n-1-i*(n/20), "7"))
		}
		sides = append(sides, s)
	}
	if err := takeTurns(sides...); err != nil {
		return err
	}
	for i, n := range []int{10, 1_000, 10_000} {
		figure.Print(fmt.Sprintf("per-second-%d-routes", n), figure.Median(sides[i].rates), "1/s")
	}
	figure.AtLeast("10000-to-10-routes", ratio(sides[2].rates, sides[0].rates), "ratio", 0.95)
	return nil
}

// compiling measures the time on the clock, which other programs lengthen, and that of the processor in a
// process of its own, garbage collection included.
func compiling() error {
	var times []float64
	b := bundle(10_000)
	var err error
	for range rounds {
		times = append(times, figure.Time(func() { _, err = mock.Compile(b, mock.Options{}) }))
	}
	if err != nil {
		return err
	}
	figure.AtMost("compile-10000-routes", figure.Median(times), "ms", 200)
	once, err := compileCPU(1)
	if err != nil {
		return err
	}
	const more = 10
	often, err := compileCPU(1 + more)
	figure.AtMost("compile-10000-routes-processor", (often-once)/more, "ms", 200)
	return err
}

// compileCPU returns the processor time, in milliseconds, of a process that compiles 10,000 routes n times.
func compileCPU(n int) (float64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(self, "-serve", "nothing", "-routes", "10000", "-compile", strconv.Itoa(n))
	cmd.Stderr = os.Stderr
	err = cmd.Run()
	return figure.Milliseconds(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()), err
}

// swapping counts the requests that fail while the table is swapped all the time.
func swapping() error {
	tables := make([]*mock.Table, 2)
	for i := range tables {
		var err error
		if tables[i], err = mock.Compile(bundle(100+i), mock.Options{}); err != nil {
			return err
		}
	}
	s, err := mock.Listen(context.Background(), mock.ListenOptions{Table: tables[0]})
	if err != nil {
		return err
	}
	defer s.Close(context.Background())
	stop := make(chan struct{})
	swaps := 0
	var wg sync.WaitGroup
	wg.Go(func() {
		for ticks := time.NewTicker(time.Millisecond); ; swaps++ {
			select {
			case <-stop:
				ticks.Stop()
				return
			case <-ticks.C:
				s.Swap(tables[swaps%2])
			}
		}
	})
	r, err := load(s.Port(), 2*time.Second, []string{path(0, "7"), path(99, "7")})
	close(stop)
	wg.Wait()
	figure.Print("swaps", float64(swaps), "times")
	figure.Print("requests-while-swapping", float64(r.count), "requests")
	figure.AtMost("requests-dropped-by-swaps", float64(r.failed), "requests", 0)
	return err
}

// lasting compares the memory of a mock after a short and after a long run.
func lasting() error {
	c, err := startChild("mock", 10)
	if err != nil {
		return err
	}
	defer c.stop()
	paths := []string{path(0, "7"), path(5, "7")}
	if _, err := load(c.port, 2*time.Second, paths); err != nil {
		return err
	}
	early := resident(c.cmd.Process.Pid)
	requests := 0
	for range 8 {
		r, err := load(c.port, 2*time.Second, paths)
		if err != nil {
			return err
		}
		requests += r.count
	}
	late := resident(c.cmd.Process.Pid)
	figure.Print("resident-at-first", early, "MB")
	figure.Print("requests-after-that", float64(requests), "requests")
	if early > 0 {
		figure.AtMost("resident-growth", late/early, "ratio", 1.2)
	}
	return nil
}
