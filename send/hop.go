package send

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"

	"postern/model"
)

// hop sends a plan and returns the answer, whose body is still to be read.
func (s *sending) hop(ctx context.Context, p *plan) (*http.Response, *model.Failure) {
	s.trace, s.sent = newTrace(), nil
	key := s.client.keyOf(s.settings)
	if s.mocked(p) {
		key.proxy = model.ProxyNone
	}
	transport, err := s.client.transport(key)
	if err != nil {
		return nil, failProxy(err)
	}
	req := s.request(ctx, p)
	resp, err := transport.RoundTrip(req)
	s.record(p, req)
	if err != nil {
		return nil, s.failure(ctx, p, err)
	}
	s.x.Request.Proto = resp.Proto
	if s.client.jar != nil {
		s.client.jar.SetCookies(p.url, resp.Cookies())
	}
	return resp, nil
}

// mocked tells whether a plan goes to the mock: a redirect may lead away from it.
func (s *sending) mocked(p *plan) bool {
	if s.job.Mock == nil {
		return false
	}
	u, failure := parseTarget(s.job.Mock.URL)
	return failure == nil && u.Host == p.url.Host
}

// request makes what net/http sends.
func (s *sending) request(ctx context.Context, p *plan) *http.Request {
	req := &http.Request{Method: p.method, URL: p.url, Header: p.headers.wire(), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	if host, ok := p.headers.get("Host"); ok {
		req.Host = host
	}
	if s.client.jar != nil {
		addCookies(req.Header, s.client.jar.Cookies(p.url))
	}
	if p.payload != nil {
		s.addBody(req, p)
	}
	return req.WithContext(httptrace.WithClientTrace(ctx, s.trace.hooks()))
}

func (s *sending) addBody(req *http.Request, p *plan) {
	if p.payload.size == 0 {
		req.Body = http.NoBody
		return
	}
	s.sent = &sentBody{keep: p.payload.size <= inMemory && !p.payload.inMemory()}
	req.GetBody = func() (io.ReadCloser, error) { return s.sent.restart(p.payload), nil }
	req.Body = s.sent.restart(p.payload)
	req.ContentLength = p.payload.size
	if p.chunked {
		req.ContentLength = -1
	}
}

// record takes down the request as it was written, or as it would have been if nothing was.
func (s *sending) record(p *plan, req *http.Request) {
	w := model.WireRequest{Method: p.method, URL: p.url.String(), Proto: req.Proto, Headers: s.trace.written()}
	if w.Headers == nil {
		host := req.Host
		if host == "" {
			host = p.url.Host
		}
		w.Headers = append([]model.Field{{Key: "Host", Value: host}}, fields(req.Header)...)
	}
	if p.payload != nil {
		w.Body = s.sentContent(p.payload)
	}
	s.x.Request = w
}

// sentContent returns the body of the request. One with files is kept only while it is small: the
// exchange must not point at files of the user.
func (s *sending) sentContent(p *payload) model.Content {
	if p.inMemory() {
		var b []byte
		for _, piece := range p.pieces {
			b = append(b, piece.text...)
		}
		return model.Bytes(b)
	}
	if s.sent != nil {
		if data := s.sent.whole(p.size); data != nil {
			return model.Bytes(data)
		}
	}
	return model.Content{Size: p.size}
}

// sentBody is the body of a hop while net/http reads it. It may be read and closed by different
// goroutines, and read again from the start.
type sentBody struct {
	mu   sync.Mutex
	cur  io.ReadCloser
	keep bool
	data []byte
	err  *fileError
}

// reading is one pass over a sentBody.
type reading struct {
	body *sentBody
	src  io.ReadCloser
}

func (b *sentBody) restart(p *payload) io.ReadCloser {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.data, b.cur = nil, p.open()
	return &reading{b, b.cur}
}

// Read reads the payload and keeps what was read where the body is small.
func (r *reading) Read(p []byte) (int, error) {
	b := r.body
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := r.src.Read(p)
	if b.keep && r.src == b.cur {
		b.data = append(b.data, p[:n]...)
	}
	if fault, ok := errors.AsType[*fileError](err); ok {
		b.err = fault
	}
	return n, err
}

// Close closes the file that is being read.
func (r *reading) Close() error {
	r.body.mu.Lock()
	defer r.body.mu.Unlock()
	return r.src.Close()
}

// whole returns a copy of what was read if that is size bytes, else nil.
func (b *sentBody) whole(size int64) []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	if int64(len(b.data)) != size {
		return nil
	}
	return append([]byte{}, b.data...)
}

// fault returns what was wrong with a file of the body, or nil.
func (b *sentBody) fault() *fileError {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}

// addCookies appends the jar's cookies to those that were typed; a typed one of the same name stays.
func addCookies(h http.Header, cookies []*http.Cookie) {
	typed := map[string]bool{}
	all := h["Cookie"]
	for _, line := range all {
		for pair := range strings.SplitSeq(line, ";") {
			name, _, _ := strings.Cut(strings.TrimSpace(pair), "=")
			typed[name] = true
		}
	}
	for _, c := range cookies {
		if !typed[c.Name] {
			all = append(all, c.Name+"="+cookieValue(c))
		}
	}
	if len(all) > 0 {
		h["Cookie"] = []string{strings.Join(all, "; ")}
	}
}
