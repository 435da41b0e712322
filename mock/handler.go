package mock

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"postern/model"
)

// maxDrained bounds what is read of a body that is over the limit, so that the client gets to see the
// answer instead of a reset connection.
const maxDrained = 64 << 20

// ServeHTTP answers one request from the table that is in service.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	at := deciding
	defer func() {
		if fault := recover(); fault == http.ErrAbortHandler {
			panic(fault) // an answer of the upstream that broke off; it is in the journal
		} else if fault != nil {
			s.failed(w, r, start, fault, at)
		}
	}()
	now := s.now.Load()
	q := s.read(w, r)
	d := now.table.Answer(q, &s.state)
	at = writing
	if d.Outcome == Passed {
		if d.plan != nil && s.before(w, r, &d) {
			s.end(now, &d, start, func() { s.record(r, q, &d, start) })
		}
		p := s.forward(s.paced(w, r, d.plan), r, q, &d)
		at = written
		s.passed(p, now, &d, start, func() uint64 { return s.numbered(r, q, &d, start) })
		return
	}
	if d.plan != nil {
		if d.plan.events != nil || d.plan.socket != nil { // in the log from its start on
			at = written
			now.count(&d, time.Since(start))
			s.record(r, q, &d, start)
			if s.enact(w, r, &d, now) {
				panic(http.ErrAbortHandler)
			}
			return
		}
		if s.enact(w, r, &d, now) {
			s.end(now, &d, start, func() { s.record(r, q, &d, start) })
		}
	} else {
		d.Write(w)
	}
	at = written
	now.count(&d, time.Since(start))
	s.record(r, q, &d, start)
}

// passed ends an answer of the upstream, nil where there was none. One that broke off is cut for the
// client as well.
func (s *Server) passed(p *passed, now *service, d *Decision, start time.Time, record func() uint64) {
	now.count(d, time.Since(start))
	if p == nil {
		record()
		return
	}
	offer := p.offer(d)
	seq := record()
	if !p.complete {
		panic(http.ErrAbortHandler)
	}
	if offer != nil && s.onPassed != nil {
		offer.Seq = seq
		s.onPassed(*offer)
	}
}

// read takes the request with its body, at most MaxRequestBody of it.
func (s *Server) read(w http.ResponseWriter, r *http.Request) *Request {
	if r.Body == nil || r.Body == http.NoBody {
		return NewRequest(r, nil)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxRequestBody))
	q := NewRequest(r, body)
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok && tooLarge != nil {
		q.Body, q.TooLarge = nil, true
		io.CopyN(io.Discard, r.Body, maxDrained) // whatever comes of it, the answer is 413
	} else if err != nil {
		q.Broken = true
	}
	return q
}

// record enters the request into the journal.
func (s *Server) record(r *http.Request, q *Request, d *Decision, start time.Time) {
	rec := newRecord(r, q, d, start)
	if s.onEntry != nil {
		s.shown(rec)
		return
	}
	s.journal.add(rec)
}

// numbered enters the request into the journal and returns its number.
func (s *Server) numbered(r *http.Request, q *Request, d *Decision, start time.Time) uint64 {
	rec := newRecord(r, q, d, start)
	if s.onEntry != nil {
		return s.shown(rec)
	}
	return s.journal.number(rec)
}

// shown enters a record and tells who listens.
func (s *Server) shown(rec *record) uint64 {
	own := rec.clone() // the journal uses it again
	own.entry.Seq = s.journal.number(rec)
	s.onEntry(own.render())
	return own.entry.Seq
}

// newRecord takes what the journal keeps of a request. The decision has no trace after that: it is used again.
func newRecord(r *http.Request, q *Request, d *Decision, start time.Time) *record {
	rec := records.Get().(*record)
	header, target := unsecret(r, d.plan)
	rec.header, rec.trace = rec.header.again().header(header), rec.trace.again().trace(d.Trace)
	rec.host, rec.outcome = r.Host, d.Outcome
	rec.entry = model.MockEntry{
		Time: start, Latency: time.Since(start), Method: r.Method, Path: target, Status: d.Status,
		Route: d.Route, Example: d.Example, ExampleName: d.ExampleName,
		Reason: d.Reason, NearMisses: d.NearMisses, Passed: d.Outcome == Passed,
		Body: q.Body, BodySize: int64(len(q.Body)),
	}
	e := &rec.entry
	if q.TooLarge {
		e.BodySize, e.Truncated = max(r.ContentLength, MaxRequestBody), true
	}
	if len(e.Body) > JournalBody {
		e.Body, e.Truncated = slices.Clone(e.Body[:JournalBody]), true
	}
	freeTrace(d.Trace)
	d.Trace = nil
	return rec
}

// progress says how far a request has come.
type progress uint8

const (
	deciding progress = iota
	writing
	written
)

// failed ends a request whose handler panicked: with 500 where nothing was sent yet; in the middle of an
// answer the connection is cut, so that the client does not take half an answer for a whole one.
func (s *Server) failed(w http.ResponseWriter, r *http.Request, start time.Time, fault any, at progress) {
	s.log.Error("the mock failed", "method", r.Method, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
	switch at {
	case writing:
		panic(http.ErrAbortHandler)
	case written:
		return
	}
	q := NewRequest(r, nil)
	v := &visit{req: q}
	v.d.origin = q.first("Origin")
	v.refuse(Failed, http.StatusInternalServerError, "the mock itself failed; its log tells more")
	v.d.Write(w)
	s.record(r, q, &v.d, start)
}
