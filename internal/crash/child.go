package crash

import (
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"postern/model"
	"postern/ui/task"
)

// What the child says, a line each.
const (
	sayReady  = "ready"
	sayStep   = "step"   // and the number of the step that was acknowledged
	sayFailed = "failed" // and the number of the step that was not, and why
	sayTyped  = "typed"  // and the number that stands in the draft, and when (Unix nanoseconds)
)

// order is what the child is told, as arguments.
type order struct {
	path        string
	seed, round uint64
	// limit is the largest offset in a file that may be written, in bytes; 0 means no limit.
	limit uint64
}

func (o order) args() []string {
	return []string{o.path, strconv.FormatUint(o.seed, 10), strconv.FormatUint(o.round, 10), strconv.FormatUint(o.limit, 10)}
}

func parseOrder(args []string) (o order, err error) {
	if len(args) != 4 {
		return o, fmt.Errorf("want 4 arguments, got %d", len(args))
	}
	o.path = args[0]
	for i, to := range []*uint64{&o.seed, &o.round, &o.limit} {
		if *to, err = strconv.ParseUint(args[i+1], 10, 64); err != nil {
			return o, err
		}
	}
	return o, nil
}

// child edits the workspace until it is killed, or until a step fails because nothing can be written.
func child(args []string) int {
	o, err := parseOrder(args)
	if err == nil {
		err = edit(o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "child:", err)
		return 1
	}
	return 0
}

func edit(o order) error {
	ui := make(chan func(), 256)
	d, err := openDesk(o.path, task.Live(func(f func()) { ui <- f }))
	if err != nil {
		return err
	}
	if o.limit > 0 {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: o.limit, Max: o.limit}); err != nil {
			return err
		}
	}
	w := &worker{desk: d, order: o, ui: ui}
	d.Report = func(error) {} // a draft that could not be written shows in the file
	say(sayReady)
	w.typing()
	w.next()
	for f := range ui {
		f()
		if w.ended {
			return nil
		}
	}
	return nil
}

// worker is the person at the child's desk.
type worker struct {
	*desk
	order order
	ui    chan func()
	made  uint64
	ended bool
}

// next makes steps one after the other, each when the one before was acknowledged.
func (w *worker) next() {
	n := w.made + 1
	w.step(numbers(w.order.seed, w.order.round, n), w.order.round, n, func(err error) {
		if err != nil && !refused(err) {
			say(sayFailed, n, err)
			w.ended = true
			return
		}
		w.made = n
		say(sayStep, n)
		go func() { w.ui <- w.next }()
	})
}

// typing puts a growing number into the draft, a key at a time.
func (w *worker) typing() {
	t := w.Tab(typingID)
	if t == nil {
		t = w.OpenNew(model.Request{ID: typingID, Name: "typing"})
	}
	n := typed(*t.Request)
	press := func() {
		n++
		w.Edit(t, func(r *model.Request) { r.URL = "https://example.com/" + strconv.Itoa(n) })
		say(sayTyped, n, time.Now().UnixNano())
	}
	go func() {
		for range time.Tick(keystroke) {
			w.ui <- press
		}
	}()
}

// typed returns the number that stands in a draft.
func typed(r model.Request) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(r.URL, "https://example.com/"))
	return n
}

// say writes a line at once: what is said is acknowledged.
func say(words ...any) { fmt.Fprintln(os.Stdout, words...) }
