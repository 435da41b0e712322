package crash

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/workbench"
)

// childVariable tells the program that it is the child; its arguments are an order.
const childVariable = "POSTERN_CRASH_CHILD"

// harness kills children that work on one file, round after round.
type harness struct {
	path string
	seed uint64
	ref  *reference
	// late is how old typing may be that is not in the file. A second is the promise; a machine that does
	// ten other things at the same time may need longer to run the program at all.
	late time.Duration
	sum  Sum
}

// Sum is what all rounds came to.
type Sum struct {
	Rounds, Steps, Failed int
	// Lost is the longest time before its end from which a child's typing was not in the file.
	Lost time.Duration
}

// outcome is what a child said before its end.
type outcome struct {
	steps  uint64
	failed string // why the step after those was not acknowledged, if it was not
	typed  []key
	killed time.Time
}

// key is one keystroke: the number that stood in the draft after it.
type key struct {
	n  int
	at time.Time
}

// round lets a child work for a while, ends it, and checks the file.
func (h *harness) round(n, limit uint64, life time.Duration) error {
	out, err := h.run(order{path: h.path, seed: h.seed, round: n, limit: limit}, life)
	if err != nil {
		return err
	}
	h.sum.Rounds++
	h.sum.Steps += int(out.steps)
	if out.failed != "" {
		if limit == 0 {
			return fmt.Errorf("round %d: a step failed with nothing in its way: %s", n, out.failed)
		}
		h.sum.Failed++
	}
	return h.check(n, out)
}

// run starts a child, kills it when its life is over, and returns what it said.
func (h *harness) run(o order, life time.Duration) (out outcome, err error) {
	cmd := exec.Command(os.Args[0], o.args()...)
	cmd.Env = append(os.Environ(), childVariable+"=1")
	var complaint strings.Builder
	cmd.Stderr = &complaint
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return out, err
	}
	if err := cmd.Start(); err != nil {
		return out, err
	}
	timer := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }) // until it is ready
	out.listen(stdout, func() {
		timer.Reset(life)
	})
	timer.Stop()
	out.killed = time.Now()
	err = cmd.Wait()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() < 0 || err == nil {
		return out, nil // killed, or gone after a failed step
	}
	return out, fmt.Errorf("round %d: %w: %s", o.round, err, complaint.String())
}

// listen reads what the child says until it says no more.
func (out *outcome) listen(r io.Reader, ready func()) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case sayReady:
			ready()
		case sayStep:
			fmt.Sscan(rest, &out.steps)
		case sayFailed:
			out.failed = rest
		case sayTyped:
			var n int
			var at int64
			if _, err := fmt.Sscan(rest, &n, &at); err == nil { // else the line was cut off
				out.typed = append(out.typed, key{n, time.Unix(0, at)})
			}
		}
	}
}

// check compares the file with the reference after as many steps as were acknowledged, or one more.
func (h *harness) check(round uint64, out outcome) error {
	bench, err := workbench.Open(context.Background(), h.path, workbench.Options{})
	if err != nil {
		return fmt.Errorf("round %d: open after the end: %w", round, err)
	}
	defer bench.Close()
	if bench.Notice() != "" {
		return fmt.Errorf("round %d: %s", round, bench.Notice())
	}
	have, err := listing(bench)
	if err != nil {
		return fmt.Errorf("round %d: read after the end: %w", round, err)
	}
	h.ref.now = 0
	var want string
	for extra := range uint64(2) {
		h.ref.advance(h.seed, round, out.steps+extra)
		if want, err = listing(h.ref.bench); err != nil {
			return fmt.Errorf("round %d: read the reference: %w", round, err)
		}
		if have == want {
			return h.checkTyping(bench, round, out)
		}
	}
	return fmt.Errorf("round %d: after %d acknowledged steps and one more (+), the file (-) differs:\n%s", round, out.steps,
		cmp.Diff(strings.Split(have, "\n"), strings.Split(want, "\n")))
}

// checkTyping compares the draft in the file with what was typed some time before the end.
func (h *harness) checkTyping(bench *workbench.Bench, round uint64, out outcome) error {
	draft, _, err := bench.Draft(typingID)
	if err != nil {
		return fmt.Errorf("round %d: read the draft: %w", round, err)
	}
	kept := typed(draft)
	for _, k := range out.typed {
		if k.n <= kept || out.failed != "" {
			continue
		}
		lost := out.killed.Sub(k.at)
		h.sum.Lost = max(h.sum.Lost, lost)
		if lost > h.late {
			return fmt.Errorf("round %d: %d was typed %v before the end, and the draft holds %d", round, k.n, lost, kept)
		}
		break
	}
	return nil
}
