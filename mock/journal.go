package mock

import (
	"slices"
	"sync"
	"sync/atomic"

	"postern/model"
)

// The bounds of a journal: older entries make room for newer ones.
const (
	JournalEntries = 1000
	JournalBytes   = 16 << 20 // approximately, over all entries
	JournalBody    = 64 << 10 // of a request body that is kept
)

// Journal keeps the last requests of a mock. Any number of goroutines may use it at once, and an answer never
// waits for another one that is being entered, or for a reader: what comes meanwhile is set down beside the ring, and
// whoever has the lock takes it in.
type Journal struct {
	waiting atomic.Pointer[record] // entries that are not in the ring yet, the newest first

	mu                         sync.Mutex
	ring                       []*record
	start, count               int
	bytes                      int64
	seq                        uint64
	served, unmatched, dropped uint64
	passed                     uint64
}

// record is an entry as it is kept: its trace and headers are read, sorted and masked when somebody wants them.
type record struct {
	entry   model.MockEntry // without trace and headers
	trace   scroll
	header  scroll
	host    string
	outcome Outcome
	size    int64
	next    *record // that came before it, while it waits
}

// records are used again, and written over, when they have left the journal.
var records = sync.Pool{New: func() any { return &record{} }}

// add keeps the record, which is the journal's from then on. It never blocks.
func (j *Journal) add(r *record) {
	j.setDown(r)
	for j.waiting.Load() != nil && j.mu.TryLock() {
		j.takeIn()
		j.mu.Unlock()
	}
}

// number is add that returns the number of the entry.
func (j *Journal) number(r *record) uint64 {
	j.lock()
	defer j.mu.Unlock()
	j.keep(r)
	return j.seq
}

func (j *Journal) setDown(r *record) {
	for {
		r.next = j.waiting.Load()
		if j.waiting.CompareAndSwap(r.next, r) {
			return
		}
	}
}

// lock takes the lock, with everything that waits in the ring.
func (j *Journal) lock() {
	j.mu.Lock()
	j.takeIn()
}

// takeIn brings what waits into the ring, in the order in which it came.
func (j *Journal) takeIn() {
	var inOrder *record
	for r := j.waiting.Swap(nil); r != nil; {
		r, r.next, inOrder = r.next, inOrder, r
	}
	for inOrder != nil {
		r := inOrder
		inOrder, r.next = r.next, nil
		j.keep(r)
	}
}

// Since returns the entries after number seq, oldest first, at most max of them; 0 means all. Headers
// that carry credentials are masked.
func (j *Journal) Since(seq uint64, max int) []model.MockEntry {
	j.lock()
	oldest := j.seq - uint64(j.count) + 1
	skip := 0
	if seq >= oldest {
		skip = int(min(seq-oldest+1, uint64(j.count)))
	}
	n := j.count - skip
	if max > 0 {
		n = min(n, max)
	}
	copies := make([]record, 0, n)
	for i := range n {
		copies = append(copies, j.ring[(j.start+skip+i)%len(j.ring)].clone())
	}
	j.mu.Unlock()
	out := make([]model.MockEntry, 0, n)
	for i := range copies {
		out = append(out, copies[i].render())
	}
	return out
}

// Totals returns the number of answers from examples, of those that found none, and of the entries that
// made room for newer ones. Preflights are neither served nor unmatched.
func (j *Journal) Totals() (served, unmatched, dropped uint64) {
	j.lock()
	defer j.mu.Unlock()
	return j.served, j.unmatched, j.dropped
}

// Passed returns the number of answers of the upstream.
func (j *Journal) Passed() uint64 {
	j.lock()
	defer j.mu.Unlock()
	return j.passed
}

// keep counts and numbers the record and puts it into the ring.
func (j *Journal) keep(r *record) {
	if j.ring == nil {
		j.ring = make([]*record, JournalEntries)
	}
	r.size = r.weigh()
	switch r.outcome {
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
}

func (j *Journal) drop() {
	r := j.ring[j.start]
	j.bytes -= r.size
	records.Put(r)
	j.ring[j.start] = nil
	j.start = (j.start + 1) % len(j.ring)
	j.count--
	j.dropped++
}

// clone returns a record that stays what it is when this one is used again.
func (r *record) clone() record {
	c := *r
	c.trace, c.header = slices.Clone(r.trace), slices.Clone(r.header)
	return c
}

// weigh estimates the memory that the record holds, in bytes.
func (r *record) weigh() int64 {
	const entry, verdict = 640, 128
	n := entry + len(r.entry.Path) + len(r.entry.Body) + len(r.trace) + len(r.header)
	for _, m := range r.entry.NearMisses {
		n += verdict * len(m.Verdicts)
	}
	return int64(n)
}

// render makes the entry that people see.
func (r *record) render() model.MockEntry {
	e := r.entry
	e.Trace = r.trace.verdicts()
	e.Headers = append([]model.Field{{Key: "Host", Value: r.host}}, fields(r.header.headers())...)
	for i := range e.Headers {
		if model.CredentialHeader(e.Headers[i].Key) {
			e.Headers[i].Value = model.Mask
		}
	}
	return e
}
