package mock

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

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
		j.add(record{}, Served)
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
			j.add(record{}, NoRoute)
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
			j.add(record{entry: model.MockEntry{Body: body}, header: http.Header{"X": {"y"}}}, Served)
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
