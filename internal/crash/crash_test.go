package crash

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		os.Exit(child(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// rounds is how often a child is ended: 1,000 times for each way where POSTERN_FULL is set.
func rounds(few int) int {
	if full() {
		return 1000
	}
	return few
}

func full() bool { return os.Getenv("POSTERN_FULL") != "" }

// seed is where all choices come from: POSTERN_SEED, to see a failure again, or a new one.
func seed() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("POSTERN_SEED"), 10, 64); err == nil {
		return n
	}
	return rand.Uint64()
}

func newHarness(t *testing.T) *harness {
	t.Helper()
	dir := t.TempDir()
	calm := peaceful(dir)
	t.Cleanup(func() { os.RemoveAll(calm) })
	ref, err := newReference(calm)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ref.bench.Close() })
	h := &harness{path: filepath.Join(dir, "workspace.db"), seed: seed(), ref: ref, late: 4 * time.Second}
	if full() {
		h.late = time.Second
	}
	return h
}

// Ensure that whatever was acknowledged before the process was killed is in the file, and that what
// was typed is at most a second behind.
func TestKilled(t *testing.T) {
	h := newHarness(t)
	t.Logf("seed %d", h.seed)
	for n := range uint64(rounds(12)) {
		life := time.Duration(rand.IntN(int(300 * time.Millisecond)))
		if n%8 == 7 { // long enough for typing to be old
			life += h.late + h.late/4
		}
		if err := h.round(n, 0, life); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d acknowledged steps all there, oldest lost typing %v", h.sum.Rounds, h.sum.Steps, h.sum.Lost)
	if h.sum.Steps < h.sum.Rounds {
		t.Errorf("only %d steps in %d rounds: the children did too little", h.sum.Steps, h.sum.Rounds)
	}
}

// Ensure the same where writes fail and end short, at a random place of the file.
func TestWritesFail(t *testing.T) {
	h := newHarness(t)
	t.Logf("seed %d", h.seed)
	if err := h.round(0, 0, 500*time.Millisecond); err != nil { // something to lose
		t.Fatal(err)
	}
	for n := range uint64(rounds(6)) {
		info, err := os.Stat(h.path)
		if err != nil {
			t.Fatal(err)
		}
		size := uint64(info.Size()) // free pages are spread over the file: a low limit bites at once, a high one late
		limit := size/2 + rand.Uint64N(size/2+256<<10)
		if err := h.round(n+1, limit, 400*time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d ends, %d of them by a failed write, %d acknowledged steps all there", h.sum.Rounds, h.sum.Failed, h.sum.Steps)
	if h.sum.Failed == 0 {
		t.Error("no write failed: the limit does nothing")
	}
}
