package instance

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Handler answers a request; body is the JSON that the client sent, and what it returns goes back as
// JSON. It may be called by several goroutines at once; its context ends when the listener closes.
type Handler func(ctx context.Context, name string, body json.RawMessage) (any, error)

// Listener hears the requests of other processes.
type Listener struct {
	place  place
	token  string
	handle Handler
	socket net.Listener
	cancel context.CancelFunc
	ctx    context.Context
	slots  chan struct{}
	wait   time.Duration // for a peer
	done   sync.WaitGroup
	once   sync.Once
	err    error
}

// Listen begins to hear requests for a file. The caller must be the one process that has the file open
// and locked: what listens there already is taken for the remains of a process that is gone, and
// replaced.
func Listen(file string, handle Handler) (*Listener, error) { return listen(file, handle, patience) }

func listen(file string, handle Handler, wait time.Duration) (*Listener, error) {
	p, err := placeOf(file)
	if err != nil {
		return nil, fmt.Errorf("listen for other starts: %w", err)
	}
	l := &Listener{place: p, token: rand.Text(), handle: handle, slots: make(chan struct{}, peers), wait: wait}
	if err := l.open(); err != nil {
		return nil, fmt.Errorf("listen for other starts: %w", err)
	}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	l.done.Go(l.accept)
	return l, nil
}

func (l *Listener) open() error {
	if err := private(l.place.folder); err != nil {
		return err
	}
	if err := l.writeToken(); err != nil {
		return err
	}
	if err := os.Remove(l.place.socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	socket, err := net.Listen("unix", l.place.socket)
	if err != nil {
		return err
	}
	l.socket = socket
	return nil
}

// writeToken puts the token in place whole: a client never reads half of it.
func (l *Listener) writeToken() error {
	f, err := os.CreateTemp(l.place.folder, filepath.Base(l.place.token)+".*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.WriteString(l.token)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), l.place.token)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func (l *Listener) accept() {
	for {
		l.slots <- struct{}{} // taken before the next peer is let in
		conn, err := l.socket.Accept()
		if err != nil {
			<-l.slots
			if errors.Is(err, net.ErrClosed) {
				return
			}
			select { // a shortage, of open files perhaps: it may pass
			case <-l.ctx.Done():
				return
			case <-time.After(patience / 10):
			}
			continue
		}
		l.done.Go(func() {
			defer func() { <-l.slots }()
			defer conn.Close()
			l.serve(conn)
		})
	}
}

// serve hears one request and answers it.
func (l *Listener) serve(conn net.Conn) {
	defer context.AfterFunc(l.ctx, func() { conn.SetReadDeadline(time.Unix(1, 0)) })()
	conn.SetDeadline(time.Now().Add(l.wait))
	var q request
	if err := checkPeer(conn); err != nil {
		l.reply(conn, answer{Refused: true, Error: err.Error()})
		return
	}
	if err := readFrame(conn, &q); err != nil {
		l.reply(conn, answer{Refused: true, Error: "unreadable request: " + err.Error()})
		return
	}
	l.reply(conn, l.answer(q))
}

func (l *Listener) answer(q request) (a answer) {
	switch {
	case subtle.ConstantTimeCompare([]byte(q.Token), []byte(l.token)) != 1:
		return answer{Refused: true, Error: "wrong token"}
	case q.Version != version:
		return answer{Refused: true, Error: fmt.Sprintf("the other process speaks version %d of the protocol, this one %d: close it first", version, q.Version)}
	}
	v, err := l.handle(l.ctx, q.Name, q.Body)
	if err == nil {
		a.Body, err = json.Marshal(v)
	}
	if err == nil && len(a.Body) > frameLimit/2 {
		err = fmt.Errorf("an answer of %d bytes is too long", len(a.Body))
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	return a
}

// reply writes an answer. A peer that is gone, or does not take it, has nothing to complain of.
func (l *Listener) reply(conn net.Conn, a answer) {
	a.Version = version
	conn.SetDeadline(time.Now().Add(l.wait))
	_ = writeFrame(conn, a)
}

// Close stops hearing, waits for the answers that are under way, and removes the socket and the token.
// A second call does nothing.
func (l *Listener) Close() error {
	l.once.Do(func() {
		l.cancel()
		l.err = l.socket.Close() // removes the socket
		l.done.Wait()
		if err := os.Remove(l.place.token); err != nil && !errors.Is(err, os.ErrNotExist) {
			l.err = errors.Join(l.err, err)
		}
	})
	return l.err
}
