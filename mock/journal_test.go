package mock

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"postern/model"
)

func seqs(entries []model.MockEntry) []uint64 {
	var out []uint64
	for _, e := range entries {
		out = append(out, e.Seq)
	}
	return out
}

func TestJournalSince(t *testing.T) {
	var j Journal
	if got := j.Since(0, 0); len(got) != 0 {
		t.Errorf("an empty journal has %v", got)
	}
	for range 5 {
		j.add(&record{outcome: Served})
	}
	tests := []struct {
		seq  uint64
		max  int
		want []uint64
	}{
		{0, 0, []uint64{1, 2, 3, 4, 5}}, {0, 2, []uint64{1, 2}}, {3, 0, []uint64{4, 5}}, {5, 0, nil}, {99, 3, nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, seqs(j.Since(tt.seq, tt.max))); diff != "" {
			t.Errorf("since %d, at most %d: %s", tt.seq, tt.max, diff)
		}
	}
}

func TestJournalIsBounded(t *testing.T) {
	t.Run("entries", func(t *testing.T) {
		var j Journal
		for range JournalEntries + 5 {
			j.add(&record{outcome: NoRoute})
		}
		all := j.Since(0, 0)
		served, unmatched, dropped := j.Totals()
		if len(all) != JournalEntries || all[0].Seq != 6 || served != 0 || unmatched != JournalEntries+5 || dropped != 5 {
			t.Errorf("%d entries from %d; %d served, %d unmatched, %d dropped", len(all), all[0].Seq, served, unmatched, dropped)
		}
		if got := seqs(j.Since(2, 1)); len(got) != 1 || got[0] != 6 {
			t.Errorf("since a dropped entry: %v", got)
		}
	})
	t.Run("bytes", func(t *testing.T) {
		var j Journal
		body := make([]byte, JournalBody)
		for range 400 {
			j.add(&record{entry: model.MockEntry{Body: body}, header: scroll{}.header(http.Header{"X": {"y"}}), outcome: Served})
		}
		held := 0
		for _, e := range j.Since(0, 0) {
			held += len(e.Body)
		}
		if held > JournalBytes || held < JournalBytes*9/10 || j.bytes > JournalBytes {
			t.Errorf("the journal holds %d bytes and counts %d", held, j.bytes)
		}
	})
}

// TestJournalLosesNothing lets many goroutines enter and read at once: every entry has a number of its own, none is
// seen twice, and a reader that goes on where it stopped misses none.
func TestJournalLosesNothing(t *testing.T) {
	const writers, each = 8, JournalEntries / 8
	var j Journal
	var adding sync.WaitGroup
	for w := range writers {
		adding.Go(func() {
			for i := range each {
				r := &record{outcome: Served, entry: model.MockEntry{Path: fmt.Sprint(w, "/", i)}}
				if i%10 == 0 {
					j.number(r)
				} else {
					j.add(r)
				}
			}
		})
	}
	seen := map[string]uint64{}
	var last uint64
	read := func() {
		for _, e := range j.Since(last, 0) {
			if e.Seq != last+1 || seen[e.Path] != 0 {
				t.Errorf("%q has the number %d after %d, and had %d", e.Path, e.Seq, last, seen[e.Path])
			}
			seen[e.Path], last = e.Seq, e.Seq
		}
	}
	done := make(chan struct{})
	go func() { adding.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		read()
	}
	if served, _, dropped := j.Totals(); len(seen) != writers*each || served != writers*each || dropped != 0 {
		t.Errorf("%d entries seen, %d served, %d dropped", len(seen), served, dropped)
	}
}

func TestScrollsComeBack(t *testing.T) {
	trace := []model.Verdict{{Step: 1, What: "path", Got: "/\x00ä", OK: true}, {}, {Step: 300, Want: strings.Repeat("x", 20_000), Text: "no", Example: "e"}}
	header := http.Header{"A": {"1", ""}, "B": nil, "C": {strings.Repeat("y", 300)}}
	if diff := cmp.Diff(trace, scroll{}.trace(trace).verdicts()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(header, scroll{}.header(header).headers(), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}
