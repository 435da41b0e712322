package mock

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"postern/model"
)

// The patience of the server with slow clients.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 2 * time.Minute // for a request with its body
	writeTimeout  = 5 * time.Minute
	idleTimeout   = 2 * time.Minute
	maxHeader     = 1 << 20 // bytes of request line and headers; more is answered with 431
)

// ListenOptions say where a mock listens and what it serves.
type ListenOptions struct {
	// Host is a name or address of this machine; empty means 127.0.0.1.
	Host string
	// Port is the port; 0 lets the system pick a free one.
	Port  int
	Table *Table
	// TLS makes the mock speak HTTPS as well, on the same port; nil speaks HTTP only. An authority for this
	// machine has one ([postern/mock/authority.Authority.Config]).
	TLS    *tls.Config
	Logger *slog.Logger // nil logs nothing
	// OnEntry is called with every journal entry, on the goroutine of its request: it must not block.
	OnEntry func(model.MockEntry)
	// Transport carries requests that are passed through to the upstream. It must not follow redirects;
	// without one the mock has no way out and answers 502.
	Transport http.RoundTripper
	// OnPassed is called with every answer of the upstream that can be kept as an example, on the
	// goroutine of its request: it must not block.
	OnPassed func(model.MockPassed)
	// Resume is a snapshot of an earlier run with which the mock goes on; nil begins anew. One that does
	// not fit the table is left aside.
	Resume []byte

	// clock and sleep stand for those of the system in tests.
	clock func() time.Time
	sleep func(context.Context, <-chan struct{}, time.Duration) bool
	// patience stands for all times that a client may take; 0 leaves them as they are.
	patience time.Duration
}

// Server is a running mock. Any number of goroutines may use it at once.
type Server struct {
	http    *http.Server
	address *net.TCPAddr
	secure  bool
	log     *slog.Logger
	onEntry func(model.MockEntry)
	journal *Journal
	state   State
	// pseudonym names this mock to itself in Via, so that an upstream that leads back is noticed.
	pseudonym string
	transport http.RoundTripper
	onPassed  func(model.MockPassed)
	swap      sync.Mutex // one swap at a time
	now       atomic.Pointer[service]
	sleep     func(context.Context, <-chan struct{}, time.Duration) bool
	closing   chan struct{} // closed when the mock is being stopped
	stop      sync.Once
	open      map[*live]bool // guarded by swap
	streams   sync.WaitGroup // that are open
	done      chan struct{}  // closed when the listener has ended
}

// Listen starts a mock and returns once it takes connections. A taken port is a [*PortError]. The
// context bounds the start only; [Server.Close] ends the mock.
func Listen(ctx context.Context, o ListenOptions) (*Server, error) {
	if o.Table == nil {
		return nil, fmt.Errorf("start mock: no table to serve: %w", model.ErrInvalid)
	}
	if o.Port < 0 || o.Port > 65535 {
		return nil, fmt.Errorf("start mock: port %d is not between 0 and 65535: %w", o.Port, model.ErrInvalid)
	}
	if o.Host == "" {
		o.Host = "127.0.0.1"
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	l, err := listen(ctx, o.Host, o.Port)
	if err != nil {
		return nil, err
	}
	return serve(l, o), nil
}

func listen(ctx context.Context, host string, port int) (net.Listener, error) {
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	switch {
	case err == nil:
		return l, nil
	case portTaken(err):
		return nil, takenPort(ctx, host, port)
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("start mock: this user may not listen on port %d; choose one above 1023: %w", port, model.ErrInvalid)
	}
	return nil, fmt.Errorf("start mock: listen on %s, port %d: %w", host, port, err)
}

func serve(l net.Listener, o ListenOptions) *Server {
	s := &Server{log: o.Logger, onEntry: o.OnEntry, journal: &Journal{}, done: make(chan struct{}),
		open: map[*live]bool{}, pseudonym: "postern-" + string(model.NewID()), transport: o.Transport, onPassed: o.OnPassed}
	s.state.fit(o.Table)
	s.state.clock, s.closing, s.sleep = o.clock, make(chan struct{}), sleep
	if o.sleep != nil {
		s.sleep = o.sleep
	}
	s.address, _ = l.Addr().(*net.TCPAddr) // always, for a TCP listener
	s.now.Store(newService(o.Table, nil))
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(o.Logger.Handler(), slog.LevelWarn)}
	if o.Resume != nil {
		if err := s.Restore(o.Resume); err != nil {
			o.Logger.Info("the mock begins anew", "why", err)
		}
	}
	if p := o.patience; p > 0 {
		s.http.ReadHeaderTimeout, s.http.ReadTimeout, s.http.WriteTimeout, s.http.IdleTimeout = p, p, p, p
	}
	s.secure = o.TLS != nil
	if s.secure {
		s.http.TLSConfig = o.TLS.Clone()
	}
	go func() {
		defer close(s.done)
		if err := s.accept(l); !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			s.log.Error("the mock stopped listening", "address", s.address.String(), "error", err)
		}
	}()
	return s
}

// accept serves connections until the mock is stopped.
func (s *Server) accept(l net.Listener) error {
	if !s.secure {
		return s.http.Serve(l)
	}
	f := newFork(l, s.http.ReadHeaderTimeout)
	var ends sync.WaitGroup
	ends.Go(func() { s.http.Serve(branch{f, f.plain}) }) // it ends with the fork, which says why
	ends.Go(func() { s.http.ServeTLS(branch{f, f.secure}, "", "") })
	defer ends.Wait()
	return f.run()
}

// Port returns the port that the mock listens on.
func (s *Server) Port() int { return s.address.Port }

// URL returns the address of the mock for a client on this machine: "http://127.0.0.1:4010".
func (s *Server) URL() string {
	host := s.address.IP.String()
	if s.address.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(s.address.Port))
}

// SecureURL returns the https address of the mock for a client on this machine; empty where it speaks HTTP only.
func (s *Server) SecureURL() string {
	if !s.secure {
		return ""
	}
	return "https" + strings.TrimPrefix(s.URL(), "http")
}

// Swap puts another table into service. Requests that have begun end with the table that they began
// with; none is dropped. Streams and WebSockets whose examples were changed end. Counters, journal and state go on; a resource whose seed has changed starts anew.
func (s *Server) Swap(t *Table) {
	s.swap.Lock()
	defer s.swap.Unlock()
	s.follow(t)
	s.state.fit(t) // first: what a request of the new table writes must not be given up
	s.now.Store(newService(t, s.now.Load()))
	s.endChanged(t)
}

// Reset takes the state of the mock back to the start: sequences, state machines and resources.
func (s *Server) Reset() { s.state.Reset() }

// Snapshot returns the state of the mock as JSON that [Server.Restore] takes.
func (s *Server) Snapshot() []byte { return s.state.Snapshot() }

// Restore takes the state of the mock back to a snapshot. An error, which wraps [model.ErrInvalid],
// leaves it as it is.
func (s *Server) Restore(snapshot []byte) error {
	s.swap.Lock()
	defer s.swap.Unlock()
	return s.state.Restore(s.now.Load().table, snapshot)
}

// Journal returns the journal of the mock.
func (s *Server) Journal() *Journal { return s.journal }

// Latencies returns how long the answers of a route took, by MockRoute.Key.
func (s *Server) Latencies(route string) model.MockLatencies { return s.now.Load().latencies(route) }

// Routes lists the routes in service with their hits since the start.
func (s *Server) Routes() []model.MockRoute { return s.now.Load().list() }

// Status tells what the mock does.
func (s *Server) Status() model.MockStatus {
	now := s.now.Load()
	st := model.MockStatus{Collection: now.table.collection, Name: now.table.name, URL: s.URL(), SecureURL: s.SecureURL(),
		Routes: now.list(), Problems: now.table.Problems()}
	select {
	case <-s.done:
	default:
		st.Running = true
	}
	st.Served, st.Unmatched, st.Dropped = s.journal.Totals()
	st.Passed = s.journal.Passed()
	st.Scenario, st.Switched = s.Scenario()
	return st
}

// Close stops listening and waits for the requests that have begun; those that the mock lets wait are answered at
// once, and streams end. When ctx ends first their
// connections are cut, and the error wraps that of ctx.
func (s *Server) Close(ctx context.Context) error {
	s.stop.Do(func() { close(s.closing) })
	s.endAll()
	err := s.http.Shutdown(ctx)
	if err != nil {
		s.http.Close()
		err = fmt.Errorf("stop mock: requests were still running: %w", err)
	}
	<-s.done
	s.waitStreams(ctx)
	return err
}
