package send

import (
	"crypto/tls"
	"net/http/httptrace"
	"strings"
	"sync"
	"time"

	"postern/model"
)

// trace takes down when the phases of one hop happened and what was written. Its hooks may be called
// from several goroutines, also after the hop is over: net/http may go on dialing.
type trace struct {
	mu    sync.Mutex
	start time.Time

	dns, dial, tls    phase
	got, wrote, first time.Time
	reused            bool
	remote, local     string
	headers           []model.Field
	phase             string
}

// phase is a stretch of time; a zero end means that it is not over.
type phase struct{ start, end time.Time }

func (p *phase) begin() {
	if p.start.IsZero() {
		p.start = time.Now()
	}
}

func (p *phase) finish(err error) {
	if err == nil && p.end.IsZero() {
		p.end = time.Now()
	}
}

// took returns how long the phase lasted, until now where it is not over, and 0 if it never began.
func (p *phase) took(now time.Time) time.Duration {
	if p.start.IsZero() {
		return 0
	}
	if p.end.IsZero() {
		return now.Sub(p.start)
	}
	return p.end.Sub(p.start)
}

// The phases, in the words of timeouts.
const (
	whileQueued     = "waiting for a connection"
	whileResolving  = "looking up the host"
	whileConnecting = "connecting"
	whileShaking    = "in the TLS handshake"
	whileSending    = "sending the request"
	whileWaiting    = "waiting for the answer"
	whileReading    = "reading the answer"
)

func newTrace() *trace { return &trace{start: time.Now(), phase: whileQueued} }

func (t *trace) do(phase string, f func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if phase != "" {
		t.phase = phase
	}
	f()
}

// hooks are for httptrace.WithClientTrace.
func (t *trace) hooks() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		DNSStart:     func(httptrace.DNSStartInfo) { t.do(whileResolving, t.dns.begin) },
		DNSDone:      func(i httptrace.DNSDoneInfo) { t.do("", func() { t.dns.finish(i.Err) }) },
		ConnectStart: func(string, string) { t.do(whileConnecting, t.dial.begin) },
		ConnectDone:  func(_, _ string, err error) { t.do("", func() { t.dial.finish(err) }) },

		TLSHandshakeStart: func() { t.do(whileShaking, t.tls.begin) },
		TLSHandshakeDone:  func(_ tls.ConnectionState, err error) { t.do("", func() { t.tls.finish(err) }) },

		GotConn:              func(i httptrace.GotConnInfo) { t.do(whileSending, func() { t.connected(i) }) },
		WroteHeaderField:     func(name string, values []string) { t.do("", func() { t.wroteHeader(name, values) }) },
		WroteRequest:         func(httptrace.WroteRequestInfo) { t.do(whileWaiting, func() { t.wrote = time.Now() }) },
		GotFirstResponseByte: func() { t.do(whileReading, func() { t.first = time.Now() }) },
	}
}

// connected begins anew: net/http tries a second connection where a kept one turns out to be dead.
func (t *trace) connected(i httptrace.GotConnInfo) {
	t.got, t.reused, t.headers = time.Now(), i.Reused, nil
	t.remote, t.local = i.Conn.RemoteAddr().String(), i.Conn.LocalAddr().String()
	if i.Reused { // what was dialed meanwhile was for another request
		t.dns, t.dial, t.tls = phase{}, phase{}, phase{}
	}
}

// wroteHeader takes down a field as it was written; of HTTP/2's pseudo-header fields only the host.
func (t *trace) wroteHeader(name string, values []string) {
	if name == ":authority" {
		name = "Host"
	}
	if strings.HasPrefix(name, ":") {
		return
	}
	for _, v := range values {
		t.headers = append(t.headers, model.Field{Key: name, Value: v})
	}
}

// doing returns the phase that the hop is in.
func (t *trace) doing() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.phase
}

// written returns the header fields that were written, or nil if none were.
func (t *trace) written() []model.Field {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.headers
}

// addresses returns the two ends of the connection; empty where there was none.
func (t *trace) addresses() (remote, local string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.remote, t.local
}

// timings returns the phases of the hop, with what came before it as blocked, up to now.
func (t *trace) timings(begun time.Time) model.Timings {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	out := model.Timings{DNS: t.dns.took(now), Connect: t.dial.took(now), TLS: t.tls.took(now), Reused: t.reused,
		Total: now.Sub(begun)}
	ready := earliest(now, t.dns.start, t.dial.start, t.got)
	out.Blocked = ready.Sub(begun)
	if t.got.IsZero() {
		return out
	}
	// An answer may begin before the request is written whole.
	answered := earliest(now, t.first)
	written := earliest(answered, t.wrote)
	out.Send, out.Wait = written.Sub(t.got), answered.Sub(written)
	out.Download = now.Sub(answered)
	return out
}

// earliest returns the first of the times that happened, and no later than last.
func earliest(last time.Time, times ...time.Time) time.Time {
	for _, x := range times {
		if !x.IsZero() && x.Before(last) {
			last = x
		}
	}
	return last
}
