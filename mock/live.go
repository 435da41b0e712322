package mock

import (
	"context"
	"errors"

	"postern/model"
)

// The causes for which a mock ends a stream or a WebSocket.
var (
	errStopped = errors.New("the mock is being stopped")
	errChanged = errors.New("the example was changed")
)

// live is a stream or a WebSocket that is open.
type live struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	example model.ID
	script  string // what it plays: a change of it ends the stream
}

// begin enters a stream into those that are open; end takes it off again. now is what decided the answer.
func (s *Server) begin(ctx context.Context, d *Decision, now *service) (l *live, end func()) {
	l = &live{example: d.Example}
	if d.example != nil {
		l.script = d.example.script
	}
	l.ctx, l.cancel = context.WithCancelCause(ctx)
	s.swap.Lock()
	defer s.swap.Unlock()
	select {
	case <-s.closing:
		l.cancel(errStopped)
	default:
	}
	s.streams.Add(1)
	s.open[l] = true
	if latest := s.now.Load(); latest != now {
		s.endChanged(latest.table)
	}
	return l, func() {
		s.swap.Lock()
		delete(s.open, l)
		s.swap.Unlock()
		l.cancel(nil)
		s.streams.Done()
	}
}

// endChanged ends the streams whose examples are not what they were; their clients come back to the new
// table. The caller holds the lock.
func (s *Server) endChanged(t *Table) {
	if len(s.open) == 0 {
		return
	}
	scripts := map[model.ID]string{}
	for _, r := range t.routes {
		for _, e := range r.examples {
			scripts[e.id] = e.script
		}
	}
	for l := range s.open {
		if script, ok := scripts[l.example]; !ok || script != l.script {
			l.cancel(errChanged)
		}
	}
}

// endAll ends all streams.
func (s *Server) endAll() {
	s.swap.Lock()
	defer s.swap.Unlock()
	for l := range s.open {
		l.cancel(errStopped)
	}
}

// waitStreams waits for WebSockets, which net/http does not know of any more. Each says goodbye within 5 s.
func (s *Server) waitStreams(ctx context.Context) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.streams.Wait()
	}()
	select {
	case <-ended:
	case <-ctx.Done():
	}
}
