package mock

import (
	"errors"
	"net"
	"sync"
	"time"
)

// tlsRecord is the first byte of a TLS connection: a record of the handshake. No method of HTTP has it.
const tlsRecord = 0x16

// acceptPause is the time between attempts to accept a connection that fail.
const acceptPause = 100 * time.Millisecond

// fork parts the connections of a listener by their first byte: HTTP and HTTPS share a port.
type fork struct {
	net.Listener
	plain, secure chan net.Conn
	done          chan struct{}
	patience      time.Duration // for the first byte
	stop          sync.Once
	fault         error // of closing the listener
}

func newFork(l net.Listener, patience time.Duration) *fork {
	return &fork{Listener: l, patience: patience, plain: make(chan net.Conn), secure: make(chan net.Conn), done: make(chan struct{})}
}

// run accepts connections until the listener is closed, and returns why it ended. Where the system has no
// room for another connection it tries again.
func (f *fork) run() error {
	defer f.Close()
	for {
		conn, err := f.Listener.Accept()
		switch {
		case err == nil:
			go f.route(conn)
		case errors.Is(err, net.ErrClosed):
			return err
		default:
			select {
			case <-time.After(acceptPause):
			case <-f.done:
			}
		}
	}
}

// route waits for the first byte of a connection, no longer than for its headers.
func (f *fork) route(conn net.Conn) {
	var first [1]byte
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-f.done:
			conn.SetReadDeadline(time.Unix(1, 0)) // the mock is being stopped
		case <-ended:
		}
	}()
	conn.SetReadDeadline(time.Now().Add(f.patience))
	if _, err := conn.Read(first[:]); err != nil {
		conn.Close()
		return
	}
	conn.SetReadDeadline(time.Time{})
	to := f.plain
	if first[0] == tlsRecord {
		to = f.secure
	}
	select {
	case to <- &peeked{Conn: conn, first: first[:]}:
	case <-f.done:
		conn.Close()
	}
}

// Close ends both branches.
func (f *fork) Close() error {
	f.stop.Do(func() {
		close(f.done)
		f.fault = f.Listener.Close()
	})
	return f.fault
}

// branch is a listener for one kind of connection.
type branch struct {
	*fork
	conns chan net.Conn
}

// Accept returns the next connection of the kind.
func (b branch) Accept() (net.Conn, error) {
	select {
	case conn := <-b.conns:
		return conn, nil
	case <-b.done:
		return nil, net.ErrClosed
	}
}

// peeked is a connection whose first byte has been read.
type peeked struct {
	net.Conn
	first []byte
}

// Read gives the first byte back before all others.
func (p *peeked) Read(into []byte) (int, error) {
	if len(p.first) > 0 && len(into) > 0 {
		n := copy(into, p.first)
		p.first = p.first[n:]
		return n, nil
	}
	return p.Conn.Read(into)
}

// NetConn returns the connection below.
func (p *peeked) NetConn() net.Conn { return p.Conn }
