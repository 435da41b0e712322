package mock

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"postern/model"
)

// passTimeout bounds an exchange with the upstream, its body included.
const passTimeout = 4 * time.Minute

// forward sends a request to the upstream of the table and its answer to the client. It redirects
// nothing and goes nowhere but to the host of the upstream. What came is returned for the recording.
func (s *Server) forward(w http.ResponseWriter, r *http.Request, q *Request, d *Decision) *passed {
	ctx, cancel := context.WithTimeout(r.Context(), passTimeout)
	defer cancel()
	http.NewResponseController(w).SetReadDeadline(time.Time{}) // the request has been read; the upstream may take longer
	if strings.Contains(strings.Join(r.Header["Via"], ","), s.pseudonym) {
		d.noUpstream(q, http.StatusLoopDetected, "the upstream leads back to this mock")
		d.Write(w)
		return nil
	}
	if s.transport == nil {
		d.noUpstream(q, http.StatusBadGateway, "this mock was started without a way to the upstream")
		d.Write(w)
		return nil
	}
	out := s.outgoing(ctx, r, q, d.upstream)
	a, err := s.transport.RoundTrip(out)
	if err != nil {
		status, why := upstreamFailure(err)
		d.noUpstream(q, status, "the upstream "+d.upstream.base.Host+" "+why)
		d.Write(w)
		return nil
	}
	defer a.Body.Close()
	back := &rewriter{upstream: d.upstream, own: ownURL(r), sent: out.URL, note: d.note}
	d.Status, d.Header = a.StatusCode, back.header(a.Header)
	d.expose = exposed(d.Header)
	p := &passed{request: q, answer: a, tooLarge: d.upstream.Record == model.RecordNever}
	p.complete = d.stream(w, io.TeeReader(a.Body, p))
	return p
}

// outgoing makes the request to the upstream.
func (s *Server) outgoing(ctx context.Context, r *http.Request, q *Request, u *upstream) *http.Request {
	target := &url.URL{Scheme: u.base.Scheme, Host: u.base.Host, RawQuery: q.Query}
	target.RawPath = strings.TrimSuffix(u.base.EscapedPath(), "/") + q.Path
	target.Path = unescape(target.RawPath)
	out := (&http.Request{Method: q.Method, URL: target, Host: u.base.Host, Header: r.Header.Clone(), Proto: "HTTP/1.1",
		ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody}).WithContext(ctx)
	if len(q.Body) > 0 {
		out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(q.Body)), int64(len(q.Body))
		out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(q.Body)), nil }
	}
	dropHopByHop(out.Header)
	for name := range out.Header {
		if strings.HasPrefix(name, "X-Mock-") {
			delete(out.Header, name)
		}
	}
	out.Header.Set("Accept-Encoding", "identity") // so that what is kept can be read
	out.Header.Add("Via", "1.1 "+s.pseudonym)
	if _, ok := out.Header["User-Agent"]; !ok {
		out.Header["User-Agent"] = []string{""} // none, instead of Go's own
	}
	return out
}

// dropHopByHop removes what is meant for one connection only (RFC 9110, 7.6.1).
func dropHopByHop(h http.Header) {
	for _, line := range h["Connection"] {
		for name := range strings.SplitSeq(line, ",") {
			h.Del(strings.TrimSpace(name))
		}
	}
	for _, name := range []string{"Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization",
		"Te", "Trailer", "Transfer-Encoding", "Upgrade"} {
		delete(h, name)
	}
}

// stream sends the answer as it comes and tells whether all of it came and went.
func (d *Decision) stream(w http.ResponseWriter, body io.Reader) bool {
	h := w.Header()
	for name, values := range d.Header {
		h[name] = values
	}
	d.perRequest(h)
	w.WriteHeader(d.Status)
	flush := http.NewResponseController(w)
	part := make([]byte, 32<<10)
	for {
		n, err := body.Read(part)
		if n > 0 {
			if _, err := w.Write(part[:n]); err != nil {
				return false
			}
			flush.Flush() // what the upstream sends piece by piece comes piece by piece
		}
		if err != nil {
			return err == io.EOF
		}
	}
}

// noUpstream answers that the upstream gives no answer.
func (d *Decision) noUpstream(q *Request, status int, why string) {
	v := &visit{req: q, d: *d}
	v.refuse(NoUpstream, status, why)
	*d = v.d
}

// note adds a verdict to the trace of an answer of the upstream.
func (d *Decision) note(verdict model.Verdict) { d.Trace = append(d.Trace, verdict) }

// upstreamFailure says what kept the upstream from answering, without what was sent.
func upstreamFailure(err error) (status int, why string) {
	var timeout net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout() {
		return http.StatusGatewayTimeout, "did not answer in time"
	}
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns):
		return http.StatusBadGateway, "has a name that cannot be resolved"
	case errors.As(err, &op) && op.Op == "dial":
		return http.StatusBadGateway, "takes no connection: " + op.Err.Error()
	case errors.Is(err, context.Canceled):
		return http.StatusBadGateway, "was not waited for: the client went away"
	}
	return http.StatusBadGateway, "gave no answer: " + cut(err.Error())
}

// ownURL is the address under which the client reached the mock.
func ownURL(r *http.Request) *url.URL {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return &url.URL{Scheme: scheme, Host: r.Host}
}
