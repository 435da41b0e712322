package mock

import (
	"net/http"
	"slices"
	"sync"

	"postern/model"
)

// The bounds of a journal: older entries make room for newer ones.
const (
	JournalEntries = 1000
	JournalBytes   = 16 << 20 // approximately, over all entries
	JournalBody    = 64 << 10 // of a request body that is kept
)

// Journal keeps the last requests of a mock. Any number of goroutines may use it at once.
type Journal struct {
	mu                         sync.Mutex
	ring                       []record
	start, count               int
	bytes                      int64
	seq                        uint64
	served, unmatched, dropped uint64
	passed                     uint64
}

// record is an entry before its headers are copied, sorted and masked, which waits until it is read.
type record struct {
	entry  model.MockEntry
	header http.Header
	host   string
	size   int64
}

// Since returns the entries after number seq, oldest first, at most max of them; 0 means all. Headers
// that carry credentials are masked.
func (j *Journal) Since(seq uint64, max int) []model.MockEntry {
	j.mu.Lock()
	oldest := j.seq - uint64(j.count) + 1
	skip := 0
	if seq >= oldest {
		skip = int(min(seq-oldest+1, uint64(j.count)))
	}
	n := j.count - skip
	if max > 0 {
		n = min(n, max)
	}
	records := make([]record, 0, n)
	for i := range n {
		r := j.ring[(j.start+skip+i)%len(j.ring)]
		r.entry.Trace = slices.Clone(r.entry.Trace) // it is used again once the entry makes room
		records = append(records, r)
	}
	j.mu.Unlock()
	out := make([]model.MockEntry, 0, n)
	for i := range records {
		out = append(out, records[i].render())
	}
	return out
}

// Totals returns the number of answers from examples, of those that found none, and of the entries that
// made room for newer ones. Preflights are neither served nor unmatched.
func (j *Journal) Totals() (served, unmatched, dropped uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.served, j.unmatched, j.dropped
}

// Passed returns the number of answers of the upstream.
func (j *Journal) Passed() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.passed
}

// add numbers the record and keeps it, with its trace, which is the journal's from then on. It returns the
// number.
func (j *Journal) add(r record, o Outcome) uint64 {
	r.size = r.weigh()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.ring == nil {
		j.ring = make([]record, JournalEntries)
	}
	switch o {
	case Served, Kept:
		j.served++
	case Preflight, Denied, Limited, Injected, Unmet, NoTemplate:
	case Passed:
		j.passed++
	default:
		j.unmatched++
	}
	for j.count > 0 && (j.count == len(j.ring) || j.bytes+r.size > JournalBytes) {
		j.drop()
	}
	j.seq++
	r.entry.Seq = j.seq
	j.ring[(j.start+j.count)%len(j.ring)] = r
	j.count++
	j.bytes += r.size
	return j.seq
}

func (j *Journal) drop() {
	j.bytes -= j.ring[j.start].size
	freeTrace(j.ring[j.start].entry.Trace)
	j.ring[j.start] = record{}
	j.start = (j.start + 1) % len(j.ring)
	j.count--
	j.dropped++
}

// weigh estimates the memory that the record holds, in bytes.
func (r *record) weigh() int64 {
	const entry, verdict = 512, 128
	n := entry + len(r.entry.Path) + len(r.entry.Body) + verdict*len(r.entry.Trace)
	for key, values := range r.header {
		n += len(key) + 64
		for _, v := range values {
			n += len(v)
		}
	}
	for _, v := range r.entry.Trace {
		n += len(v.Got)
	}
	for _, m := range r.entry.NearMisses {
		n += verdict * len(m.Verdicts)
	}
	return int64(n)
}

// render makes the entry that people see.
func (r *record) render() model.MockEntry {
	e := r.entry
	e.Headers = append([]model.Field{{Key: "Host", Value: r.host}}, fields(r.header)...)
	for i := range e.Headers {
		if model.CredentialHeader(e.Headers[i].Key) {
			e.Headers[i].Value = model.Mask
		}
	}
	return e
}
