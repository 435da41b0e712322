package mock

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

const streams = `
request GET /events
  example events 200 events
    mock {"events": {"retry": 1500000000, "events": [{"id": "1", "data": "a"}, {"id": "2", "event": "tick", "data": "b\nc", "delay": 20000000000}]}}
request GET /drop
  example drop 200 drop
    mock {"events": {"repeat": true, "dropAfter": 3, "events": [{"id": "x", "data": "a", "delay": 1000000}, {"id": "y", "data": "b"}]}}
request GET /open
  example open 200 open
    mock {"events": {"keepOpen": true, "events": [{"data": "a"}]}}
request GET /socket
  example socket 200 socket
    mock {"socket": {"subprotocol": "chat", "code": 4000, "steps": [{"send": "hello"}, {"expect": "^name=", "send": "welcome"}, {"expect": "data", "send": "AAEC", "base64": true, "delay": 1000000}]}}
request GET /waits
  example waits 200 waits
    mock {"socket": {"steps": [{"send": "ready"}, {"expect": "never"}]}}
`

func TestEventsOnTheWire(t *testing.T) {
	var waits sleeper
	s := start(t, streams, ListenOptions{sleep: waits.sleep})
	a, body := ask(t, "GET", s.URL()+"/events", nil, "Origin: http://a")
	want := "retry: 1500\n\n:\n\nid: 1\ndata: a\n\n:\n\nid: 2\nevent: tick\ndata: b\ndata: c\n\n"
	if body != want || a.Header.Get("Content-Type") != "text/event-stream" || a.Header.Get("Access-Control-Allow-Origin") != "http://a" {
		t.Errorf("got %q, %v", body, a.Header)
	}
	if got := waits.total(); got != 20*time.Second {
		t.Errorf("waited %v", got)
	}
	if _, body := ask(t, "GET", s.URL()+"/events", nil, "Last-Event-ID: 1"); strings.Contains(body, "data: a") || !strings.Contains(body, "data: b") {
		t.Errorf("a client that comes back gets %q", body)
	}
	if a, body := ask(t, "GET", s.URL()+"/events", nil, "Last-Event-ID: 2"); a.StatusCode != 204 || body != "" {
		t.Errorf("a client that has seen all gets %d %q", a.StatusCode, body)
	}
	if a, body := ask(t, "HEAD", s.URL()+"/open", nil); a.StatusCode != 200 || body != "" {
		t.Errorf("HEAD gets %d %q", a.StatusCode, body)
	}
}

func TestEventsDrop(t *testing.T) {
	var waits sleeper
	s := start(t, streams, ListenOptions{sleep: waits.sleep})
	got, err := wire(t, s, "GET /drop HTTP/1.1\r\nHost: h\r\nLast-Event-ID: x\r\n\r\n")
	if strings.Count(got, "data: ") != 3 || !strings.Contains(got, "data: b") || strings.Contains(got, "\r\n0\r\n") {
		t.Errorf("got %q, %v", got, err)
	}
	if i, j := strings.Index(got, "data: b"), strings.Index(got, "data: a"); i > j {
		t.Errorf("it does not go on after the last event: %q", got)
	}
}

// opened asks for a stream and returns once the first event has come.
func openedStream(t *testing.T, s *Server) io.ReadCloser {
	t.Helper()
	a, err := http.Get(s.URL() + "/open")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Body.Close() })
	if _, err := io.ReadFull(a.Body, make([]byte, len(":\n\ndata: a\n\n"))); err != nil {
		t.Fatal(err)
	}
	return a.Body
}

func TestStreamsEndWithTheMockAndWithTheirExample(t *testing.T) {
	s := start(t, streams, ListenOptions{})
	body := openedStream(t, s)
	b, o := parseBundle(t, streams+"request GET /other\n  example other 200 other\n")
	s.Swap(mustCompile(t, b, o)) // another example: the stream goes on
	s.swap.Lock()
	open := len(s.open)
	s.swap.Unlock()
	if open != 1 {
		t.Error("an edit of another example ended the stream")
	}
	b, o = parseBundle(t, strings.Replace(streams, `{"data": "a"}`, `{"data": "z"}`, 1))
	s.Swap(mustCompile(t, b, o))
	if rest, err := io.ReadAll(body); err != nil || len(rest) > 0 {
		t.Errorf("an edit of the example: %q, %v", rest, err)
	}
	s.Swap(mustCompileText(t, streams))
	body = openedStream(t, s)
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if rest, err := io.ReadAll(body); err != nil || len(rest) > 0 {
		t.Errorf("the end of the mock: %q, %v", rest, err)
	}
}

func mustCompileText(t *testing.T, text string) *Table {
	b, o := parseBundle(t, text)
	return mustCompile(t, b, o)
}

func dial(t *testing.T, s *Server, path string, header http.Header) *websocket.Conn {
	t.Helper()
	c, _, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(s.URL(), "http")+path,
		&websocket.DialOptions{Subprotocols: []string{"chat"}, HTTPHeader: header})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.CloseNow() })
	return c
}

func heard(t *testing.T, c *websocket.Conn, want string) {
	t.Helper()
	if _, got, err := c.Read(t.Context()); err != nil || string(got) != want {
		t.Errorf("heard %q, %v, want %q", got, err, want)
	}
}

func TestSocketPlaysItsScript(t *testing.T) {
	s := start(t, streams, ListenOptions{})
	c := dial(t, s, "/socket", http.Header{"Origin": {"http://localhost:3000"}})
	if c.Subprotocol() != "chat" {
		t.Errorf("the subprotocol is %q", c.Subprotocol())
	}
	heard(t, c, "hello")
	for _, text := range []string{"what?", "name=Ann", "more data"} {
		if err := c.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	heard(t, c, "welcome")
	heard(t, c, "\x00\x01\x02")
	if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) != 4000 {
		t.Errorf("closed with %v", err)
	}
	if e := s.Journal().Since(0, 0); len(e) != 1 || e[0].Status != 101 || e[0].Example != "socket" {
		t.Errorf("the journal has %+v", e)
	}
}

func TestSocketsEndWithTheMockAndWithTheirExample(t *testing.T) {
	s := start(t, streams, ListenOptions{})
	c := dial(t, s, "/waits", nil)
	heard(t, c, "ready")
	s.Swap(mustCompileText(t, strings.Replace(streams, "never", "ever", 1)))
	if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusServiceRestart {
		t.Errorf("an edit of the example: %v", err)
	}
	c = dial(t, s, "/waits", nil)
	heard(t, c, "ready")
	closed := make(chan error)
	go func() { closed <- s.Close(context.Background()) }()
	if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("the end of the mock: %v", err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

func TestSocketRefusesLargeMessages(t *testing.T) {
	s := start(t, streams, ListenOptions{})
	c := dial(t, s, "/waits", nil)
	heard(t, c, "ready")
	c.Write(t.Context(), websocket.MessageText, make([]byte, maxMessage+1))
	if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusMessageTooBig {
		t.Errorf("got %v", err)
	}
}

func TestSocketSilenceEnds(t *testing.T) {
	l := &live{}
	l.ctx, l.cancel = context.WithCancelCause(t.Context())
	l.cancel(context.DeadlineExceeded)
	code, why := (&talker{live: l, server: &Server{}}).ended()
	if code != websocket.StatusPolicyViolation || why == "" {
		t.Errorf("closed with %v %q", code, why)
	}
}
