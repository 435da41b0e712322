package mock

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"postern/model"
)

const (
	// writePatience is how long a client may take for a part of a slow answer.
	writePatience = 30 * time.Second
	// settling is how long a stream of HTTP/2 stays after the last part of an answer that is cut off.
	settling = 100 * time.Millisecond
)

// wait lets a time pass. It ends early where ctx ends, or where the mock is being stopped, and then
// returns false.
func (s *Server) wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	return s.sleep(ctx, s.closing, d)
}

// sleep is the wait of a running mock.
func sleep(ctx context.Context, closing <-chan struct{}, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-closing:
	}
	return false
}

// enact gives an answer the way its plan says. It returns true where the connection must be cut after the
// request is in the journal.
func (s *Server) enact(w http.ResponseWriter, r *http.Request, d *Decision, now *service) (abort bool) {
	p := d.plan
	http.NewResponseController(w).SetReadDeadline(time.Time{}) // the request has been read; what follows may take longer
	s.wait(r.Context(), p.delay)
	switch {
	case p.fault != model.FaultNone:
		s.fault(w, r, d)
		return true
	case p.events != nil:
		return s.stream(w, r, d, now)
	case p.socket != nil:
		s.talk(w, r, d, now)
		return false
	}
	d.Write(s.paced(w, r, p))
	return false
}

// before passes the time that the upstream's answer has to wait, and tells whether a fault takes its place.
func (s *Server) before(w http.ResponseWriter, r *http.Request, d *Decision) (abort bool) {
	s.wait(r.Context(), d.plan.delay)
	switch d.plan.fault {
	case model.FaultReset, model.FaultHang, model.FaultEmpty:
		s.fault(w, r, d)
		return true
	case model.FaultNone:
	default:
		d.note(model.Verdict{Step: 8, What: "fault", Want: string(d.plan.fault), Text: "not done: bodies of the upstream are not damaged"})
	}
	return false
}

// paced slows the body of an answer to the rate of its plan.
func (s *Server) paced(w http.ResponseWriter, r *http.Request, p *plan) http.ResponseWriter {
	if p == nil || p.rate <= 0 {
		return w
	}
	return &slowWriter{ResponseWriter: w, server: s, ctx: r.Context(), rate: p.rate * 1000}
}

// slowWriter writes no more than rate bytes a second.
type slowWriter struct {
	http.ResponseWriter
	server *Server
	ctx    context.Context
	rate   float64
}

// Unwrap gives [http.ResponseController] the writer below.
func (s *slowWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Write sends the body in parts, each after the time that it takes, a tenth of a second. When the mock is being stopped the rest goes at once.
func (s *slowWriter) Write(body []byte) (int, error) {
	control := http.NewResponseController(s.ResponseWriter)
	size, done := max(1, int(s.rate/10)), 0
	for done < len(body) {
		n := min(size, len(body)-done)
		if !s.server.wait(s.ctx, time.Duration(float64(n)/s.rate*float64(time.Second))) {
			if err := s.ctx.Err(); err != nil {
				return done, err
			}
			n = len(body) - done
		}
		control.SetWriteDeadline(time.Now().Add(writePatience))
		if _, err := s.ResponseWriter.Write(body[done : done+n]); err != nil {
			return done, err
		}
		done += n
		control.Flush()
	}
	return done, nil
}

// fault does what goes wrong. The connection must be cut after it.
func (s *Server) fault(w http.ResponseWriter, r *http.Request, d *Decision) {
	switch d.plan.fault {
	case model.FaultHang:
		s.wait(r.Context(), d.plan.hang)
	case model.FaultReset:
		d.plan.hijacked, _, _ = http.NewResponseController(w).Hijack() // not over HTTP/2
	case model.FaultCut, model.FaultLength, model.FaultChunk:
		s.damage(w, r, d)
	}
}

// damage sends an answer that is not whole. All headers go out, those of CORS too.
func (s *Server) damage(w http.ResponseWriter, r *http.Request, d *Decision) {
	body := d.Body
	if d.plan.fault != model.FaultLength {
		body = body[:len(body)/2]
	}
	if d.plan.fault == model.FaultChunk && s.malformed(w, d, body) {
		return
	}
	h := w.Header()
	for name, values := range d.Headers() {
		h[name] = values
	}
	if d.plan.fault == model.FaultLength && bodyAllowed(d.Status) {
		h["Content-Length"] = []string{strconv.Itoa(len(body) + 64)}
	}
	w.WriteHeader(d.Status)
	s.paced(w, r, d.plan).Write(body) // a client that has gone away is no fault
	http.NewResponseController(w).Flush()
	s.settle(r)
}

// settle lets a client over HTTP/2 take what was sent before its stream is reset: browsers throw away what
// they have not read by then, the status included.
func (s *Server) settle(r *http.Request) {
	if r.ProtoMajor == 2 {
		s.wait(r.Context(), settling)
	}
}

// malformed sends a chunk that is none over HTTP/1.1; false where that is not spoken.
func (s *Server) malformed(w http.ResponseWriter, d *Decision, body []byte) bool {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return false
	}
	d.plan.hijacked = conn
	h := d.Headers()
	delete(h, "Content-Length")
	h["Transfer-Encoding"] = []string{"chunked"}
	h["Connection"] = []string{"close"}
	var out bytes.Buffer
	out.WriteString("HTTP/1.1 " + strconv.Itoa(d.Status) + " " + http.StatusText(d.Status) + "\r\n")
	h.Write(&out)
	out.WriteString("\r\n")
	if len(body) > 0 {
		out.WriteString(strconv.FormatInt(int64(len(body)), 16) + "\r\n")
		out.Write(body)
		out.WriteString("\r\n")
	}
	out.WriteString("this is no chunk\r\n")
	conn.SetWriteDeadline(time.Now().Add(writePatience))
	io.Copy(conn, &out) // a client that has gone away is no fault
	return true
}

// end cuts the connection of a request that a fault has ended, once it is in the journal.
func (s *Server) end(now *service, d *Decision, start time.Time, record func()) {
	now.count(d, time.Since(start))
	record()
	if p := d.plan; p.hijacked != nil && p.fault == model.FaultReset {
		reset(p.hijacked)
	} else if p.hijacked != nil {
		p.hijacked.Close()
	}
	panic(http.ErrAbortHandler)
}

// reset closes a connection such that the client sees it reset instead of ended.
func reset(conn net.Conn) {
	defer conn.Close()
	inner := conn
	for {
		if tcp, ok := inner.(*net.TCPConn); ok {
			tcp.SetLinger(0)
			tcp.Close() // below TLS, which would say goodbye
			return
		}
		outer, ok := inner.(interface{ NetConn() net.Conn })
		if !ok {
			return
		}
		inner = outer.NetConn()
	}
}
