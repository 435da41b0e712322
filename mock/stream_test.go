package mock

import (
	"context"
	"io"
	"net/http"
	"regexp"
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

// filled has streams that are templates; the values of a JSON text cannot leave their strings.
const filled = `
var who World
request GET /events/:id
  example events 200 events
    header X-Id {{urlParam 'id'}}
    mock {"template": true, "events": {"repeat": true, "dropAfter": 5, "events": [
request GET /fails
  example fails 200 fails
    mock {"template": true, "events": {"events": [{"data": "a"}, {"data": "{{divide 'x' 1}}"}]}}
request GET /socket
  example socket 200 socket
    mock {"template": true, "socket": {"steps": [
request GET /socketfails
  example socketfails 200 socketfails
    mock {"template": true, "socket": {"steps": [{"send": "{{divide 'x' 1}}"}]}}
`

func filledStreams() string {
	events := []string{`{"id": "{{stream.index}}", "event": "{{urlParam 'id'}}-{{stream.round}}", "data": "hello {{who}}\n{{queryParam 'q'}}", "delay": 1000000}`,
		`{"data": "{\"n\": {{queryParam 'n'}}, \"q\": \"{{queryParam 'q'}}\", \"u\": \"{{uuid}}\"}"}`}
	steps := []string{`{"send": "hello {{who}} {{stream.index}}{{message}}"}`, `{"expect": "^name=(.*)$", "send": "{\"you\": \"{{match.[1]}}\", \"said\": \"{{message}}\", \"n\": {{stream.index}}}"}`,
		`{"expect": "[{]", "send": "{{message.a.[0].b}} {{jsonPath message '$..b'}} {{request.query.q}}"}`, `{"send": "e3t4fX0=", "base64": true}`, `{"send": "{{ message"}`}
	out := strings.Replace(filled, `"events": [`+"\n", `"events": [`+strings.Join(events, ",")+"]}}\n", 1)
	return strings.Replace(out, `"steps": [`+"\n", `"steps": [`+strings.Join(steps[:4], ",")+"]}}\n", 1)
}

func TestEventsAreFilledIn(t *testing.T) {
	var waits sleeper
	s := start(t, filledStreams(), ListenOptions{sleep: waits.sleep})
	get := func(header string) string {
		t.Helper()
		got, err := wire(t, s, "GET /events/7?n=1&q=a%22%0Ab HTTP/1.0\r\nHost: h\r\n"+header+"\r\n")
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	got := get("")
	for _, want := range []string{"\r\nX-Id: 7\r\n", "id: 0\nevent: 7-0\ndata: hello World\ndata: a\"\ndata: b\n\n", `data: {"n": 1, "q": "a\"\nb", "u": "`,
		"id: 2\nevent: 7-1\n", "id: 4\nevent: 7-2\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	fakes := regexp.MustCompile(`"u": "([^"]+)"`).FindAllString(got, -1)
	if len(fakes) != 2 || fakes[0] == fakes[1] {
		t.Errorf("the fake data of two events is %q", fakes)
	}
	_, all, _ := strings.Cut(got, "id: 2\n")
	_, rest, _ := strings.Cut(get("Last-Event-ID: 0\r\n"), "id: 2\n")
	if again := get(""); again != got || !strings.HasPrefix(rest, all) {
		t.Errorf("the same request gets %q, then %q; one that comes back %q", got, again, rest)
	}
}

func TestEventsWhoseTemplateFailsAreCut(t *testing.T) {
	s := start(t, filledStreams(), ListenOptions{})
	got, _ := wire(t, s, "GET /fails HTTP/1.1\r\nHost: h\r\n\r\n")
	if !strings.Contains(got, "data: a\n") || !strings.Contains(got, ": event 2 (data), line 1, column 3: helper divide") || strings.Contains(got, "\r\n0\r\n") {
		t.Errorf("got %q", got)
	}
	c := dial(t, s, "/socketfails", nil)
	_, _, err := c.Read(t.Context())
	if websocket.CloseStatus(err) != websocket.StatusInternalError || !strings.Contains(err.Error(), "step 1, line 1, column 3: helper divide") {
		t.Errorf("closed with %v", err)
	}
}

func TestSocketMessagesAreFilledIn(t *testing.T) {
	s := start(t, filledStreams(), ListenOptions{})
	c := dial(t, s, "/socket?q=x", nil)
	heard(t, c, "hello World 0")
	for _, text := range []string{"what?", `name=A"nn`, `{"a": [{"b": "<"}]}`} {
		if err := c.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	heard(t, c, `{"you": "A\"nn", "said": "name=A\"nn", "n": 1}`)
	heard(t, c, "< < x")
	heard(t, c, "{{x}}")
	if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusNormalClosure {
		t.Errorf("closed with %v", err)
	}
}

func TestStreamsEndWhereTheyBecomeTemplates(t *testing.T) {
	s := start(t, streams, ListenOptions{})
	body := openedStream(t, s)
	s.Swap(mustCompileText(t, strings.Replace(streams, `{"events": {"keepOpen"`, `{"template": true, "events": {"keepOpen"`, 1)))
	if rest, err := io.ReadAll(body); err != nil || len(rest) > 0 {
		t.Errorf("got %q, %v", rest, err)
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
